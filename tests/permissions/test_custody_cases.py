"""Who sees a child on a day, as a file of cases that the youth office can read and add to."""

import tomllib
from pathlib import Path

import pytest

from conftest import MOMENT
from kidsapp.childcare import policy as childcare
from kidsapp.childcare.tests.factories import case, dated_settings, kita
from kidsapp.kernel.actors import Role
from kidsapp.people import policy
from kidsapp.people.models import Child
from kidsapp.people.queries import children_of, guardians_of
from kidsapp.people.tests.factories import actor_for, child, custody, guardian, holder_of

FILE = Path(__file__).parent / "custody_cases.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
ABOUT_THE_CASE = ("title", "source", "born_on", "today", "sees")


@pytest.fixture
def people(herne, request):
    """The people of a case, with their custody of its child."""
    told = request.param
    dated_settings()
    kid = child(born_on=told["born_on"])
    found = {name: guardian() for name in set(told) - set(ABOUT_THE_CASE)}
    for name, somebody in found.items():
        if said := dict(told[name]):
            blocked = MOMENT if said.pop("blocked", False) else None
            custody(somebody, kid, blocked_at=blocked, **said)
    return told, kid, found


@pytest.mark.parametrize("people", CASES, ids=[found["title"] for found in CASES], indirect=True)
def test_on_this_day_these_people_see_the_child_and_nobody_else(people):
    told, kid, found = people
    made = case(kid, kita())
    actors = {name: actor_for(somebody, today=told["today"]) for name, somebody in found.items()}
    sees = {name for name, actor in actors.items() if policy.see_child.permits(actor, kid)}
    assert sees == set(told["sees"])
    assert {name for name, actor in actors.items() if kid in children_of(actor)} == sees
    assert {name for name, a in actors.items() if childcare.see_preregistration.permits(a, made)} == sees
    assert set(guardians_of([kid.pk], today=told["today"])) == {found[name] for name in sees}
    office = actor_for(holder_of(Role.YOUTH_OFFICE), today=told["today"])
    assert policy.see_child.permits(office, kid) and Child.objects.get() == kid


def test_each_kind_of_family_of_the_issue_stands_in_the_file():
    text = FILE.read_text(encoding="utf-8")
    for wanted in ("Getrennte Eltern", "gesperrt", "Pflegefamilie", "18. Geburtstag", "Vormund"):
        assert wanted in text
    assert len(CASES) == len({found["title"] for found in CASES})
