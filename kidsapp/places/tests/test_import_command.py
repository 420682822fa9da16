import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.municipality.models import District
from kidsapp.municipality.queries import city_of
from kidsapp.places import cli
from kidsapp.places.commands import import_list
from kidsapp.places.importing.mapping import Mapping, read_mapping
from kidsapp.places.importing.plan import OutcomeKind
from kidsapp.places.models import Facility, Organisation
from kidsapp.places.tests.factories import facility, week

pytestmark = pytest.mark.django_db

HEAD = "id;name;provider;street;plz;district;lat;lon;mon;tue;wed;thu;fri;lunch\n"
ROWS = (
    "1;Kita Kanalblick;Stadt;Lindenweg 12;44623;sodingen;51.54;7.22;"
    "07:00-16:30;07:00-16:30;07:00-16:30;07:00-16:30;07:00-14:00;ja\n"
    "2;Kita Wurzelwerk;;Hauptstr. 3;44623;;;;;;;;;\n"
    ";;Stadt;Ohne Namen 1;44623;;;;;;;;;\n"
)
MAPPING = """
[source]
name = "Liste der Stadt"
url = "https://daten.example.org"
licence = "CC0-1.0"
format = "csv"
[columns]
source_id = "id"
name = "name"
provider = "provider"
street = "street"
postal_code = "plz"
district = "district"
lat = "lat"
lon = "lon"
lunch = "lunch"
[constants]
kind = "kita"
[hours]
written = "per_weekday"
mon = "mon"
tue = "tue"
wed = "wed"
thu = "thu"
fri = "fri"
"""


@pytest.fixture
def files(tmp_path: Path):
    (tmp_path / "list.csv").write_text(HEAD + ROWS, encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    return tmp_path


@pytest.fixture
def city(herne):
    District.objects.create(key="sodingen", name="Sodingen")
    return city_of(herne, on=TODAY)


@pytest.fixture
def load(actor, city, files):
    mapping = read_mapping(files / "mapping.toml")
    assert isinstance(mapping, Mapping)

    def run(text=HEAD + ROWS, role=Role.OPERATOR, mapping=mapping, **options):
        return import_list(actor(None, role), text.encode(), mapping, city=city, at=MOMENT, **options)

    return run


def kinds(planned):
    return [outcome.kind for outcome in planned.outcomes]


def test_first_and_last_day_come_from_a_list_and_the_dry_run_shows_them(files, city, monkeypatch):
    days = 'opens_on = "von"\ncloses_on = "bis"\n[constants]'
    (files / "mapping.toml").write_text(MAPPING.replace("[constants]", days), encoding="utf-8")
    (files / "list.csv").write_text(
        "name;street;von;bis\nKita Neu;Weg 1;1.8.2027;31.02.2028\n", encoding="utf-8"
    )
    facility("Kita Neu", street="Weg", house_number="1", is_invented=True)
    arguments = [str(files / "list.csv"), "--city", "herne", "--mapping", str(files / "mapping.toml")]
    dry = CliRunner().invoke(cli.places, ["import", *arguments, "--dry-run"]).output
    assert "Kita Neu: opens_on: None -> 2027-08-01" in dry and "1 × unreadable_day" in dry
    assert Facility.objects.get().opens_on is None
    CliRunner().invoke(cli.places, ["import", *arguments])
    found = Facility.objects.get()
    assert (str(found.opens_on), found.closes_on, found.is_invented) == ("2027-08-01", None, True)


def test_a_list_becomes_places_and_what_is_unknown_stays_unknown(load):
    assert kinds(load()) == [OutcomeKind.LOADED, OutcomeKind.LOADED, OutcomeKind.REPORTED]
    kita, unknown = Facility.objects.order_by("source_id")
    assert (kita.name, kita.street, kita.house_number) == ("Kita Kanalblick", "Lindenweg", "12")
    assert kita.opening_hours == week("mon-thu 07:00-16:30, fri 07:00-14:00")
    assert (kita.district.name, kita.organisation.name, kita.serves_lunch) == ("Sodingen", "Stadt", True)
    assert (kita.source, kita.source_licence) == ("Liste der Stadt", "CC0-1.0")
    assert (unknown.opening_hours, unknown.latitude, unknown.serves_lunch) == (None, None, None)
    assert unknown.organisation.name == ""


def test_a_place_without_coordinates_must_have_a_postal_code_of_the_citys_districts(load, city):
    city.row.boundary = {"type": "Polygon", "coordinates": [[[7, 51], [8, 51], [8, 52], [7, 52], [7, 51]]]}
    District.objects.create(key="wanne", name="Wanne", postal_codes=["44649"])
    assert kinds(load()) == [OutcomeKind.LOADED, OutcomeKind.REPORTED, OutcomeKind.REPORTED]
    District.objects.filter(key="sodingen").update(postal_codes=["44623"])
    assert kinds(load()) == [OutcomeKind.UNCHANGED, OutcomeKind.LOADED, OutcomeKind.REPORTED]


def test_a_child_minder_of_whom_the_list_says_nothing_shows_the_street_only(load, files):
    (files / "mapping.toml").write_text(MAPPING.replace('"kita"', '"child_minder"'), encoding="utf-8")
    load(mapping=read_mapping(files / "mapping.toml"))
    assert set(Facility.objects.values_list("shows_house_number", flat=True)) == {False}


def test_the_same_list_again_changes_nothing(load):
    load()
    before = list(Facility.objects.values_list("pk", "version"))
    planned = load()
    assert kinds(planned) == [OutcomeKind.UNCHANGED, OutcomeKind.UNCHANGED, OutcomeKind.REPORTED]
    assert not planned.updated
    assert list(Facility.objects.values_list("pk", "version")) == before
    assert Organisation.objects.count() == 2


def test_what_the_list_says_anew_is_taken_over(load):
    load()
    load((HEAD + ROWS).replace("07:00-14:00", "07:00-15:00"))
    kita = Facility.objects.get(source_id="1")
    assert kita.opening_hours == week("mon-thu 07:00-16:30, fri 07:00-15:00")
    assert kita.version == 2


def test_what_a_kita_keeps_itself_no_list_overwrites(load):
    load()
    own = week("mon-fri 08:00-12:00")
    Facility.objects.filter(source_id="1").update(opening_hours=own, kept_fields=["opening_hours"])
    planned = load((HEAD + ROWS).replace("Hauptstr. 3", "Hauptstr. 5"))
    assert Facility.objects.get(source_id="1").opening_hours == own
    assert [update.record.name for update in planned.updated] == ["Kita Wurzelwerk"]


def test_a_place_that_the_list_no_longer_names_is_reported_and_stays(load):
    load()
    planned = load(HEAD + ROWS.splitlines()[0] + "\n")
    assert len(planned.absent) == 1
    assert Facility.objects.count() == 2


def test_a_dry_run_plans_the_same_and_writes_nothing(load):
    planned = load(is_dry_run=True)
    assert len(planned.created) == 2
    assert not Facility.objects.exists()
    assert not AuditLine.objects.exists()


def test_an_import_is_one_audit_line_with_counts(load, herne):
    load()
    line = AuditLine.objects.get()
    assert line.act == "places.import_list"
    assert line.subjects == {"city": herne.pk, "created": 2, "updated": 0}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.KITA_LEAD, Role.YOUTH_OFFICE])
def test_only_an_operator_imports(load, role):
    with pytest.raises(NotPermitted):
        load(role=role)
    assert not Facility.objects.exists()


@pytest.fixture
def run(city, files, monkeypatch):
    monkeypatch.setattr(cli, "now", lambda: MOMENT)

    def invoke(*options, slug="herne"):
        arguments = [
            "import",
            str(files / "list.csv"),
            "--city",
            slug,
            "--mapping",
            str(files / "mapping.toml"),
        ]
        return CliRunner().invoke(cli.places, [*arguments, *options])

    return invoke


def test_the_command_tells_counts_and_each_row_that_was_not_loaded(run, files):
    result = run("--report", str(files / "report.csv"))
    assert result.exit_code == 0, result.output
    assert "line 4: Der Name fehlt." in result.output
    assert "3 rows: 2 loaded, 0 merged, 0 unchanged, 1 reported" in result.output
    rows = list(csv.reader((files / "report.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[:2] for row in rows[1:]] == [["2", "loaded"], ["3", "loaded"], ["4", "reported"]]
    assert "0 loaded, 0 merged, 2 unchanged, 1 reported" in run().output


def test_a_dry_run_on_the_command_line_shows_what_would_change(run):
    output = run("--dry-run").output
    assert "new: Kita Kanalblick" in output and "(dry run)" in output
    assert not Facility.objects.exists()


def test_a_wrong_city_or_mapping_is_named_in_one_line(run, files):
    assert "no city is loaded under the name atlantis; loaded are: herne" in run(slug="atlantis").output
    (files / "mapping.toml").write_text(MAPPING.replace('format = "csv"', 'format = "xls"'), encoding="utf-8")
    result = run()
    assert result.exit_code == 1
    assert "source.format: must be one of csv, json, geojson" in result.output
    assert "Traceback" not in result.output


def test_a_place_made_by_hand_is_merged_with_its_row(load):
    facility("Kita Kanalblick", street="Lindenweg", house_number="12", postal_code="44623", phone="02323 1")
    planned = load()
    assert kinds(planned)[0] is OutcomeKind.MERGED
    assert Facility.objects.filter(name="Kita Kanalblick").get().phone == "02323 1"
