"""Groups from a list are opened once, and never against the Kita's own plan."""

from kidsapp.childcare.commands import GroupPlan
from kidsapp.childcare.models import Group
from kidsapp.childcare.tests.factories import group, kita
from kidsapp.operations.commands.groups import open_groups


def plan(year: int, name: str = "Nest", places: int = 10) -> GroupPlan:
    return GroupPlan(year, name, 4, 36, places)


def found() -> list[tuple[int, str, int]]:
    return list(Group.objects.order_by("year", "name").values_list("year", "name", "places"))


def test_groups_of_both_years_are_opened(herne):
    facility = kita()
    assert open_groups({facility.pk: [plan(2026), plan(2027, "Füchse", 20)]}) == 2
    assert found() == [(2026, "Nest", 10), (2027, "Füchse", 20)]


def test_a_second_time_changes_nothing(herne):
    plans = {kita().pk: [plan(2026), plan(2027)]}
    open_groups(plans)
    before = found()
    assert open_groups(plans) == 0
    assert found() == before


def test_a_year_that_the_kita_planned_itself_is_left_alone(herne):
    facility = kita()
    group(facility, name="Wald", year=2026, places=3)
    assert open_groups({facility.pk: [plan(2026), plan(2027)]}) == 1
    assert found() == [(2026, "Wald", 3), (2027, "Nest", 10)]


def test_a_name_that_a_list_tells_twice_is_opened_once(herne):
    assert open_groups({kita().pk: [plan(2026), plan(2026, places=12)]}) == 1
