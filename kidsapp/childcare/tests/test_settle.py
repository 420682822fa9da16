"""The youth office settles: one child or two, and who decides; two workers come one after the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from conftest import MOMENT, ONE_TRANSACTION, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands
from kidsapp.childcare.commands import Settlement
from kidsapp.childcare.models import CaseConcern, CaseEvent, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PreRegistrationState, WishState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Message
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.models import Custody, CustodyEvent
from kidsapp.people.queries import actor_of, children_of, guardians_of
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    custody,
    guardian_of,
    holder_of,
    kita_lead,
    provider_manager,
    signed_in_client,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubled(herne):
    """The mother's case, the father's case of the same child under another record, and the concern."""
    dated_settings()
    hers, his = child(), child(given_name="MIA")
    mother = guardian_of(hers, given_name="Ayşe", family_name="Yıldız")
    father = guardian_of(his, given_name="Ali", family_name="Geheim")
    first, second = case(hers, kita()), case(his, kita())
    concern = CaseConcern.objects.create(
        preregistration=second, kind=CaseConcern.Kind.DUPLICATE, other=first, raised_at=MOMENT
    )
    return first, second, mother, father, concern


@pytest.fixture
def office(herne):
    return actor_for(holder_of(Role.YOUTH_OFFICE))


def settle(office, concern, note="Telefonat mit beiden", **values):
    return commands.settle_concern(office, concern, Settlement(note, **values), at=MOMENT)


def test_of_two_cases_of_one_child_one_ends_and_its_places_are_free(doubled, office):
    first, second, *_, concern = doubled
    free = group(second.wishes.get().facility)
    lead = actor_for(kita_lead(free.facility))
    commands.accept_child(lead, second.wishes.get(), free.public_id, at=MOMENT)
    settle(office, concern, keep=first.public_id)
    first.refresh_from_db(), second.refresh_from_db(), free.refresh_from_db()
    assert (first.state, second.state) == (PreRegistrationState.SUBMITTED, PreRegistrationState.WITHDRAWN)
    assert (second.wishes.get().state, first.wishes.get().state) == (WishState.ENDED, WishState.OPEN)
    assert free.promised == 0


def test_either_case_may_be_the_one_that_goes_on(doubled, office):
    first, second, *_, concern = doubled
    settle(office, concern, keep=second.public_id)
    assert PreRegistration.objects.get(state=PreRegistrationState.WITHDRAWN) == first


def test_both_families_are_told_and_neither_learns_of_the_other(doubled, office):
    first, second, mother, father, concern = doubled
    settle(office, concern, keep=first.public_id)
    told = {m.account: m for m in Message.objects.filter(kind__startswith="childcare.doubled")}
    assert {told[mother].kind, told[father].kind} == {"childcare.doubled_kept", "childcare.doubled_ended"}
    for somebody, own, other in ((mother, first, second), (father, second, first)):
        text = signed_in_client(somebody).get(f"/de/post/{told[somebody].public_id}/").content.decode()
        case_page = signed_in_client(somebody).get(f"/de/vormerkung/{own.public_id}/").content.decode()
        for hidden in (other.number, "Yıldız" if somebody == father else "Geheim"):
            assert hidden not in text
            assert hidden not in case_page
        assert signed_in_client(somebody).get(f"/de/vormerkung/{other.public_id}/").status_code == 404


def test_who_settled_it_when_and_how_is_kept_and_both_cases_remember(doubled, office):
    first, second, *_, concern = doubled
    settle(office, concern, keep=first.public_id)
    concern.refresh_from_db()
    assert (concern.settled_by_id, concern.settled_at) == (office.account_id, MOMENT)
    assert concern.outcome == "Telefonat mit beiden"
    acts = set(CaseEvent.objects.values_list("preregistration", "act"))
    assert acts >= {(first.pk, "settle_concern"), (second.pk, "settle_concern")}
    assert (second.pk, "end_doubled_case") in acts
    line = AuditLine.objects.get(act="childcare.settle_concern")
    assert set(line.children) == {first.child_id, second.child_id}


def test_different_children_both_go_on(doubled, office):
    first, second, *_, concern = doubled
    settle(office, concern)
    assert {first.state, second.state} == {PreRegistrationState.SUBMITTED}
    assert not Message.objects.exists()
    assert CaseConcern.objects.get().outcome


def test_custody_is_shared_only_if_the_office_says_so(doubled, office):
    first, _, mother, father, concern = doubled
    settle(office, concern, keep=first.public_id)
    assert guardians_of([first.child_id], today=TODAY) == [mother]
    assert first.child not in children_of(actor_for(father))


def test_shared_custody_gives_both_accounts_the_one_child(doubled, office):
    first, second, mother, father, concern = doubled
    settle(office, concern, keep=first.public_id, shares_custody=True)
    assert guardians_of([first.child_id], today=TODAY) == [mother, father]
    assert Custody.objects.get(child=second.child).valid_until == TODAY
    assert CustodyEvent.objects.filter(act="share_custody").count() == 2
    assert signed_in_client(father).get(f"/de/vormerkung/{first.public_id}/").status_code == 200


@pytest.mark.parametrize("blocked_on", ["kept", "ended"])
def test_whoever_is_blocked_on_either_record_gets_nothing_by_sharing(doubled, office, blocked_on):
    first, second, mother, father, concern = doubled
    if blocked_on == "kept":
        custody(father, first.child, valid_until=TODAY.replace(year=2025), blocked_at=MOMENT)
    else:
        Custody.objects.filter(child=second.child).update(blocked_at=MOMENT)
    settle(office, concern, keep=first.public_id, shares_custody=True)
    assert guardians_of([first.child_id], today=TODAY) == [mother]


@pytest.mark.parametrize(
    ("typed", "state", "why"),
    [
        ((" ", "first"), PreRegistrationState.SUBMITTED, Why.NO_NOTE),
        (("x", "somebody else's"), PreRegistrationState.SUBMITTED, Why.NO_CASE_TO_KEEP),
        (("x", "first"), PreRegistrationState.PLACED, Why.ENDED_CASE_PLACED),
        (("x", "second"), PreRegistrationState.WITHDRAWN, Why.NOT_SUBMITTED),
    ],
)
def test_what_cannot_be_settled_like_this_is_refused_and_stays_open(doubled, office, typed, state, why):
    first, second, *_, concern = doubled
    note, keep = typed
    PreRegistration.objects.filter(pk=second.pk).update(state=state)
    ids = {"first": first.public_id, "second": second.public_id}
    assert settle(office, concern, note, keep=ids.get(keep, "unknown")).reason is why
    assert CaseConcern.objects.get().settled_at is None
    assert PreRegistration.objects.get(pk=first.pk).state == PreRegistrationState.SUBMITTED


def test_the_second_worker_reads_that_it_is_settled(doubled, office):
    first, second, *_, concern = doubled
    settle(office, concern, keep=first.public_id)
    other = actor_for(holder_of(Role.YOUTH_OFFICE))
    assert settle(other, concern, keep=second.public_id).reason is Why.CONCERN_SETTLED
    assert PreRegistration.objects.get(pk=first.pk).state == PreRegistrationState.SUBMITTED


def test_nobody_but_the_youth_office_settles(doubled):
    first, _, mother, father, concern = doubled
    place = first.wishes.get().facility
    others = [kita_lead(place), provider_manager(place.organisation), holder_of(Role.OPERATOR)]
    for comer in (mother, father, *others, None):
        with pytest.raises(NotPermitted):
            settle(actor_for(comer), concern, keep=first.public_id)


def test_the_desk_shows_what_waits_and_the_comparison_settles_it(doubled):
    first, second, *_, concern = doubled
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    desk = browser.get("/de/jugendamt/klaerung/").content.decode()
    assert first.number in desk and second.number in desk
    address = f"/de/jugendamt/klaerung/{concern.public_id}/"
    page = browser.get(address).content.decode()
    assert "Yıldız" in page and "Geheim" in page and "verschieden" in page and "gleich" in page
    missing = browser.post(address, {"keep": first.public_id, "note": ""})
    assert missing.status_code == 422
    assert browser.post(address, {"keep": first.public_id, "note": "Klar"}).status_code == 302
    assert "Klar" in browser.get("/de/jugendamt/klaerung/").content.decode()
    assert "Klar" in browser.get(address).content.decode()
    late = browser.post(address, {"keep": second.public_id, "note": "Auch klar"})
    assert "Jemand anders hat das inzwischen geklärt" in late.content.decode()


def test_the_desk_takes_the_same_statements_for_few_and_many(doubled, django_assert_max_num_queries):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    for n in range(40):
        settled_at = MOMENT if n % 2 else None
        CaseConcern.objects.create(
            preregistration=case(child(), kita()), kind="custody", raised_at=MOMENT, settled_at=settled_at
        )
    with django_assert_max_num_queries(11 + ONE_TRANSACTION):
        assert browser.get("/de/jugendamt/klaerung/").status_code == 200


def test_kita_staff_see_nothing_of_custody_and_concerns(doubled, office):
    first, *_ = doubled
    facility = first.wishes.get().facility
    Custody.objects.update(kind=Custody.Kind.SOLE, shown_by=Custody.Proof.COURT_ORDER, checked_on=TODAY)
    browser = signed_in_client(kita_lead(facility))
    group(facility)
    for path in (
        f"/de/leitung/{facility.public_id}/vormerkungen/",
        f"/de/leitung/wunsch/{first.wishes.get().public_id}/",
    ):
        text = browser.get(path).content.decode()
        for hidden in ("alleinige Sorge", "Beschluss", "Sorgerecht", "zweimal vorgemerkt", "Geheim"):
            assert hidden not in text
    for path in (
        "/de/jugendamt/klaerung/",
        f"/de/jugendamt/sorge/{first.child.public_id}/",
        f"/de/jugendamt/sorge/person/{Custody.objects.first().public_id}/",
    ):
        assert browser.get(path).status_code == 403


AT_ONCE = 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_settle_once():
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings()
        first, second = case(child(), kita()), case(child(), kita())
        guardian_of(first.child), guardian_of(second.child)
        concern = CaseConcern.objects.create(
            preregistration=second, kind=CaseConcern.Kind.DUPLICATE, other=first, raised_at=MOMENT
        )
        workers = [
            actor_of(holder_of(Role.YOUTH_OFFICE), municipality_id=city.pk, today=TODAY, language="de")
            for _ in range(AT_ONCE)
        ]
        gate = Barrier(AT_ONCE)

        def work(worker, keep):
            gate.wait()
            try:
                with municipality_scope(city.pk):
                    return settle(worker, concern, keep=keep)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(work, workers, [first.public_id, second.public_id]))
        assert sum(isinstance(answer, CaseConcern) for answer in answers) == 1
        states = PreRegistration.objects.values_list("state", flat=True)
        assert sorted(states) == [PreRegistrationState.SUBMITTED, PreRegistrationState.WITHDRAWN]
