"""Every city that is shipped loads from its folder alone and takes one family through one journey."""

import ast

import pytest
from django.conf import settings

from conftest import MOMENT
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.tests.steps import sent
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.queries import city_by_slug
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations.commands.cities import load_city_folder
from kidsapp.people.tests.factories import guardian, signed_in_client
from kidsapp.places.models import Facility
from kidsapp.web import middleware
from tests.house.source import PACKAGE, product_files, tree

FOLDERS = sorted(path.parent for path in (settings.CITIES).glob("*/city.toml"))
KITAS = {"flensburg": 70, "herne": 46, "soest": 2}

pytestmark = pytest.mark.django_db


def test_five_cities_are_shipped():
    names = {folder.name for folder in FOLDERS}
    assert names == {"flensburg", "herne", "iserlohn", "soest", "wuppertal"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_city_loads_and_a_family_preregisters(folder):
    report = load_city_folder(folder, at=MOMENT)
    assert not report.errors
    middleware.forget_cities()
    city = Municipality.objects.get(slug=folder.name)
    with municipality_scope(city.pk):
        assert Facility.objects.count() >= KITAS.get(folder.name, 6)
        browser = signed_in_client(guardian(), host=city.hosts[0])
        place = Facility.objects.filter(kind=Facility.Kind.KITA).order_by("name").first()
        for language in city.languages:
            assert browser.get(f"/{language}/").status_code == 200
            assert place.name in browser.get(f"/{language}/kita/{place.public_id}/").text.replace(
                "&amp;", "&"
            )
        sent(browser, place, child=child_for(place), need=need_in(city, place))
        made = PreRegistration.objects.get()
        assert city.name in browser.get(f"/de/vormerkung/{made.public_id}/").text
        assert browser.get("/de/kita/").status_code == 200


def child_for(place):
    months = 36 if place.age_from_months is None else place.age_from_months
    return {"born_on": f"1.3.{2027 - months // 12 - 1}"}


def need_in(city, place):
    settings = city_by_slug(city.slug, on=MOMENT.date()).settings
    offered = [model["key"] for model in settings["childcare.hours_models"]]
    free = [key for key in offered if key not in settings.get("childcare.hours_with_evidence", ())]
    return {"hours": next((key for key in free if not place.hours_models or key in place.hours_models), "")}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_loading_a_city_twice_changes_nothing(folder):
    load_city_folder(folder, at=MOMENT)
    again = load_city_folder(folder, at=MOMENT)
    assert again.changes == 0


def test_no_city_is_named_in_the_code():
    """A new city is data: what a city is called stands in its folder, in examples and in tests only."""
    for path in product_files():
        if path != PACKAGE / "web" / "settings.py":
            words = " ".join(texts_of(path)).casefold()
            assert not [folder.name for folder in FOLDERS if folder.name in words], path


def texts_of(path):
    """Every text in the code that is no docstring."""
    nodes = list(ast.walk(tree(path)))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        n.value
        for n in nodes
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docstrings
    ]
