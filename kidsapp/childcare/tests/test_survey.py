"""The survey on fringe hours: answered by anybody, read by the youth office, with nobody in it."""

import pytest

from kidsapp.audit.models import AuditLine
from kidsapp.childcare.models import SurveyAnswer
from kidsapp.childcare.queries.survey import survey_result
from kidsapp.childcare.tests.factories import dated_settings, kita
from kidsapp.kernel.actors import Role
from kidsapp.kernel.opening_hours import Week
from kidsapp.municipality.models import District
from kidsapp.people.tests.factories import child as some_child
from kidsapp.people.tests.factories import guardian_of, holder_of, signed_in_client

pytestmark = pytest.mark.django_db
EARLY = {"mon_from": "06:00", "mon_until": "07:00"}
ANSWER = {**EARLY, "from_age": "24", "reasons": ["shift"], "district": "wanne"}


@pytest.fixture
def wanne(herne):
    dated_settings()
    return District.objects.create(key="wanne", name="Wanne")


@pytest.fixture
def visitor(herne, client):
    client.defaults["HTTP_HOST"] = "herne.localhost"
    return client


def answers(number, district=None, spans=((0, 360, 420),), **values):
    for _ in range(number):
        SurveyAnswer.objects.create(
            year=2027,
            answered_on="2026-11-01",
            district=district,
            needed=Week.of(spans),
            **{"reasons": ["shift"], "from_age_months": 24, "language": "de", **values},
        )


def test_anybody_answers_without_a_log_in_and_nothing_tells_who(wanne, visitor):
    answer = visitor.post("/de/umfrage/randzeiten/", ANSWER)
    assert answer.status_code == 302
    kept = SurveyAnswer.objects.get()
    assert (kept.year, kept.answered_on.day, kept.district, kept.reasons) == (2027, 1, wanne, ["shift"])
    assert kept.needed == Week.of([(0, 360, 420)])
    assert not AuditLine.objects.exists()
    assert {field.name for field in SurveyAnswer._meta.get_fields() if field.is_relation} == {
        "municipality",
        "district",
    }


def test_its_times_stand_side_by_side_as_in_the_search(wanne, visitor):
    page = visitor.get("/de/umfrage/randzeiten/").text
    assert "ka-times__pair" in page and "/static/places/places" in page


def test_a_family_that_is_logged_in_answers_no_less_namelessly(wanne):
    mother = guardian_of(some_child())
    before = AuditLine.objects.count()
    signed_in_client(mother).post("/de/umfrage/randzeiten/", ANSWER)
    assert SurveyAnswer.objects.count() == 1
    assert AuditLine.objects.count() == before


def test_an_answer_without_a_time_keeps_what_was_typed(wanne, visitor):
    page = visitor.post("/de/umfrage/randzeiten/", {"from_age": "36", "tue_from": "7", "tue_until": "6:30"})
    assert page.status_code == 422
    assert 'value="36" checked' in page.text and 'value="06:30"' in page.text
    assert "Das Ende liegt nicht nach dem Beginn." in page.text
    assert not SurveyAnswer.objects.exists()


def test_a_closed_survey_takes_no_answer_and_says_so(herne, visitor):
    dated_settings(**{"childcare.survey_open": False})
    page = visitor.post("/de/umfrage/randzeiten/", {**EARLY, "from_age": "24"})
    assert page.status_code == 409
    assert "Die Umfrage ist gerade geschlossen." in page.text
    assert not SurveyAnswer.objects.exists()


def test_only_the_youth_office_reads_the_result(wanne):
    assert signed_in_client(holder_of(Role.YOUTH_OFFICE)).get("/de/jugendamt/randzeiten/").status_code == 200
    assert signed_in_client(holder_of(Role.EDITOR)).get("/de/jugendamt/randzeiten/").status_code == 403


def test_the_result_stands_beside_what_kitas_offer(wanne):
    kita("Frühauf", opening_hours=Week.of([(0, 360, 990)]), district=wanne)
    kita("Spät", opening_hours=Week.of([(0, 450, 990)]), district=wanne)
    kita("Ganz spät", opening_hours=Week.of([(0, 450, 990)]), district=wanne)
    answers(10, wanne)
    result = survey_result(2027, wanne)
    assert result.answers == 10
    assert (result.wanted[360], result.open_kitas[360], result.kitas) == (10, 1, 3)
    assert [(gap.begins, gap.ends, gap.wanted) for gap in result.gaps] == [(360, 420, 10)]


def test_fewer_than_five_answers_are_hidden_on_page_and_in_the_table(wanne):
    answers(4, wanne)
    office = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    assert "Noch zu wenige Antworten" in office.get("/de/jugendamt/randzeiten/?jahr=2027").text
    assert ";06:00;06:15;0" not in office.get("/de/jugendamt/randzeiten.csv?jahr=2027").text
    answers(31, None, spans=((2, 1080, 1140),))
    table = office.get("/de/jugendamt/randzeiten.csv?jahr=2027").text
    assert "Montag;06:00;06:15;unter 5;0" in table
    assert "Mittwoch;18:00;18:15;31;0" in table


def test_who_compares_today_with_yesterday_finds_nobodys_answer(wanne):
    """One answer more changes nothing; five more, of one district, come together."""
    answers(5, wanne)
    answers(5, None)
    before = (survey_result(2027, None), survey_result(2027, wanne))
    answers(1, wanne, spans=((6, 60, 120),))
    assert (survey_result(2027, None), survey_result(2027, wanne)) == before
    answers(4, None)
    city, district = survey_result(2027, None), survey_result(2027, wanne)
    assert (city.answers, city.wanted[360], city.wanted[6 * 1440 + 60]) == (15, 14, None)
    assert (district.answers, district.wanted[360], district.wanted[6 * 1440 + 60]) == (5, 5, 0)


def test_an_answer_with_two_spans_in_one_quarter_hour_counts_once(wanne):
    answers(5, wanne, spans=((0, 360, 365), (0, 370, 375)))
    assert survey_result(2027, None).wanted == {360: 5}


def test_the_result_takes_the_same_statements_for_few_answers_and_many(wanne, django_assert_max_num_queries):
    answers(60, wanne)
    with django_assert_max_num_queries(6):
        survey_result(2027, None)
