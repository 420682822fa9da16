"""The demonstration: every state of every life, all people invented, told once; some 400 children in full."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction

from conftest import MOMENT
from kidsapp.childcare import states
from kidsapp.childcare.models import (
    Agreement,
    CaseConcern,
    CaseEvent,
    Contract,
    Criterion,
    DeskLine,
    Draft,
    Group,
    HoursEvidence,
    PlaceOffer,
    PreRegistration,
    SurveyAnswer,
    Wish,
    WishCriterion,
)
from kidsapp.childcare.queries.desk_key import due_of
from kidsapp.childcare.queries.survey import survey_result
from kidsapp.childcare.rules.clock import DueGroup, due_group
from kidsapp.messaging.models import Letter
from kidsapp.messaging.states import LETTER_LIFE
from kidsapp.municipality.models import DatedSetting, District, Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations.commands.cities import load_city_folder
from kidsapp.operations.commands.demonstration import Told, logins, make_demonstration
from kidsapp.operations.commands.demonstration.invented import names, stories
from kidsapp.operations.commands.demonstration.season import tell_all
from kidsapp.operations.commands.demonstration.stage import MAIL, MARK
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Account, Child, Custody, NamedGuardian

pytestmark = pytest.mark.django_db
CITIES = Path(__file__).resolve().parents[3] / "cities"
SHARE = 0.04
"""Nearly every story once: what is shown of 400 children is shown of each story's first as well."""
TABLES = {
    states.PRE_REGISTRATION_LIFE: PreRegistration,
    states.WISH_LIFE: Wish,
    states.PLACE_OFFER_LIFE: PlaceOffer,
    states.EVIDENCE_LIFE: HoursEvidence,
    states.AGREEMENT_LIFE: Agreement,
    LETTER_LIFE: Letter,
}
NOT_IN_HISTORY = {"end_wish", "release_place"}
"""They are parts of other acts."""


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker) -> Iterator[Told]:
    """Herne with its demonstration, made once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_city_folder(CITIES / "herne", at=MOMENT)
        city = Municipality.objects.get(slug="herne")
        with municipality_scope(city.pk):
            yield make_demonstration(city.pk, at=MOMENT, share=SHARE)
        transaction.set_rollback(True)


def test_no_story_ends_before_its_end(told):
    assert (told.left, told.cut_short) == (0, [])


def test_every_state_of_every_life_is_there(told):
    missing = [
        (model.__name__, target)
        for table, model in TABLES.items()
        for target in {move.target for move in table.moves.values()}
        if not model.objects.filter(state=target).exists()
    ]
    assert not missing


def test_every_act_of_every_life_was_done(told):
    done = set(CaseEvent.objects.values_list("act", flat=True))
    acts = {act for table, model in TABLES.items() if model is not Letter for act in table.moves}
    assert not acts - done - NOT_IN_HISTORY


def test_told_in_full_there_are_about_400_children():
    twice = {"double", "sibling"}
    doubled = sum(row.children for row in stories() if twice & {step.act for step in row.steps})
    assert 380 <= sum(row.children for row in stories()) + doubled <= 450


def test_everybody_is_marked_as_invented(told):
    people = [*Account.objects.all(), *NamedGuardian.objects.all()]
    assert not [one for one in people if MAIL not in (one.email or "") and MARK not in one.street]
    assert not Child.objects.exclude(custodies__isnull=False).exists()
    assert Municipality.objects.get(slug="herne").is_demonstration


def test_made_twice_nothing_changes(told):
    tables = (*TABLES.values(), Account, Child, Draft, CaseEvent, SurveyAnswer, Mail, DatedSetting, Group)
    before = [list(model.objects.order_by("pk").values()) for model in tables]
    city = Municipality.objects.get(slug="herne")
    assert make_demonstration(city.pk, at=MOMENT, share=SHARE).left == 0
    assert [list(model.objects.order_by("pk").values()) for model in tables] == before


def test_the_desk_has_something_overdue_for_this_week_and_for_later(told):
    keys = DeskLine.objects.filter(state="submitted").values_list("key", flat=True)
    groups = {due_group(due_of(key).due_on, today=MOMENT.date()) for key in keys}
    assert groups == set(DueGroup)


def test_one_kita_has_too_many_applicants_and_others_have_free_places(told):
    year = PreRegistration.objects.latest("year").year
    first = Wish.objects.filter(rank=1, preregistration__year=year)
    wanted = {}
    for facility in first.values_list("facility_id", flat=True):
        wanted[facility] = wanted.get(facility, 0) + 1
    crowded = max(wanted, key=wanted.get)
    places = sum(Group.objects.filter(facility=crowded, year=year).values_list("places", flat=True))
    crowd = sum(row.children for row in stories() if row.kita == "crowded")
    assert places < crowd / 2
    assert Group.objects.filter(year=year, promised=0, places__gt=5).count() > 20


def test_the_crowded_kita_keeps_criteria_and_ticks_them(told):
    assert Criterion.objects.count() >= 4
    assert WishCriterion.objects.exists()


def test_families_read_all_languages(told):
    assert set(names()) == {"de", "de-simple", "en", "tr", "ar", "uk", "pl"}
    languages = set(Account.objects.values_list("language", flat=True))
    assert len(languages) >= 5


def test_parents_live_apart_one_is_blocked_and_one_has_not_answered(told):
    assert Custody.objects.filter(blocked_at__isnull=False).exists()
    blocked = Custody.objects.exclude(blocked_at=None).get()
    other = Custody.objects.filter(child=blocked.child).exclude(pk=blocked.pk).get()
    assert blocked.account.street != other.account.street
    assert Agreement.objects.filter(state="asked").exists()


def test_there_are_concerns_late_urgent_transferred_and_paper_cases(told):
    assert {"duplicate", "custody"} == set(CaseConcern.objects.values_list("kind", flat=True))
    assert CaseConcern.objects.filter(settled_at=None).exists()
    assert CaseConcern.objects.exclude(settled_at=None).exists()
    for marked in ({"is_late": True}, {"is_urgent": True}, {"moves_in_on__isnull": False}):
        assert PreRegistration.objects.filter(**marked).exists()
    assert set(PreRegistration.objects.values_list("origin", flat=True)) == {"family", "youth_office", "kita"}
    assert {"moves", "transfer"} <= set(Contract.objects.values_list("end_reason", flat=True))
    assert Account.objects.filter(email=None).exists()


def test_a_mail_came_back_and_none_waits(told):
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent", "failed", "settled"}


def test_the_survey_shows_some_districts_and_hides_the_smallest(told):
    year = SurveyAnswer.objects.latest("year").year
    results = {row.key: survey_result(year, row).answers for row in District.objects.all()}
    assert results[max(results)] == 0
    assert sum(answers > 0 for answers in results.values()) >= 2


def test_every_printed_log_in_is_an_account_with_the_public_password(told):
    assert all(Account.objects.get(email=row.email).check_password("kidsapp-demo") for row in logins())


def test_when_the_time_is_over_the_rest_is_left_for_later():
    waiting = [SimpleNamespace(cut_short="")] * 3
    assert tell_all(waiting[:0], processes=2, goes_on=lambda: True) == Told(0, [])
    assert tell_all(waiting, processes=1, goes_on=lambda: False) == Told(3, [])


@pytest.mark.sweep
@pytest.mark.parametrize(
    "day", ["2027-01-31", "2027-03-10", "2027-07-20", "2027-08-03", "2027-09-20", "2027-10-25"]
)
def test_on_other_days_of_the_year_no_story_ends_early_either(db, day):
    at = MOMENT.replace(**dict(zip(("year", "month", "day"), map(int, day.split("-")), strict=True)))
    load_city_folder(CITIES / "herne", at=at)
    city = Municipality.objects.get(slug="herne")
    with municipality_scope(city.pk):
        assert make_demonstration(city.pk, at=at, share=SHARE) == Told(0, [])
