"""A city in the middle of its season: 5,000 invented cases in every state."""

import random
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from kidsapp.childcare.commands.desk import draw_desk
from kidsapp.childcare.models import (
    CaseConcern,
    Contract,
    ContractTerm,
    Group,
    HoursEvidence,
    PlaceOffer,
    PreRegistration,
    Wish,
)
from kidsapp.childcare.states import (
    EvidenceState,
    PlaceOfferState,
    PreRegistrationState,
    WishState,
)
from kidsapp.municipality.models import District
from kidsapp.people.models import Account, Child, Custody
from kidsapp.places.models import Facility

CASES, SEED = 5000, 20260101
HOURS = ("25", "35-block", "35-split", "45", "45")
LANGUAGES = ("de", "de", "de", "tr", "ar", "uk", "pl", "en")


def seed_cases(count: int = CASES, *, year: int = 2027, today: date) -> None:
    """As many cases of one kindergarten year, each with family, wishes and whatever belongs to its state."""
    dice = random.Random(SEED)
    codes = [code for district in District.objects.all() for code in district.postal_codes] or ["00000"]
    kitas = list(Facility.objects.filter(kind=Facility.Kind.KITA).order_by("pk")[:70])
    accounts = Account.objects.bulk_create(
        Account(given_name="Ayşe", family_name=f"Fall{n}", postal_code=dice.choice(codes))
        for n in range(count)
    )
    children = Child.objects.bulk_create(
        Child(
            given_name=dice.choice(("Mia", "Emir", "Lina", "Jonas", "Sofia", "Yusuf")),
            family_name=f"Fall{n}",
            born_on=date(year, 8, 1) - timedelta(days=dice.randrange(130, 2200)),
        ).in_scope()
        for n in range(count)
    )
    Custody.objects.bulk_create(
        Custody(account=account, child=child, valid_from=child.born_on).in_scope()
        for account, child in zip(accounts, children, strict=True)
    )
    cases = PreRegistration.objects.bulk_create(
        _case(dice, n, child, account, year=year, today=today).in_scope()
        for n, (child, account) in enumerate(zip(children, accounts, strict=True))
    )
    _evidence(dice, cases)
    _wishes(dice, cases, kitas, today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    draw_desk(today=today)


def _case(
    dice: random.Random, n: int, child: Child, account: Account, *, year: int, today: date
) -> PreRegistration:
    sent = datetime(today.year, today.month, today.day, 9, tzinfo=UTC) - timedelta(days=dice.randrange(60))
    states = (
        [PreRegistrationState.SUBMITTED] * 7
        + [PreRegistrationState.PLACED] * 2
        + [PreRegistrationState.WITHDRAWN]
    )
    return PreRegistration(
        number=f"BEN-{year % 100}-{n:05d}",
        child=child,
        submitted_by=account,
        form_key=f"bench-{n}",
        origin=dice.choice(("family", "family", "family", "youth_office", "kita")),
        starts_on=date(year, 8, 1) if dice.random() < 0.9 else date(year + 1, 1, 1),
        year=year,
        hours=dice.choice(HOURS),
        home_language=dice.choice(LANGUAGES),
        is_urgent=dice.random() < 0.02,
        is_late=dice.random() < 0.1,
        state=dice.choice(states),
        submitted_at=sent,
        need_confirmed_at=sent + timedelta(days=5) if dice.random() < 0.6 else None,
    )


def _evidence(dice: random.Random, cases: list[PreRegistration]) -> None:
    HoursEvidence.objects.bulk_create(
        HoursEvidence(
            preregistration=case, ground="work", state=dice.choice([state.value for state in EvidenceState])
        ).in_scope()
        for case in cases
        if case.hours == "45"
    )
    CaseConcern.objects.bulk_create(
        CaseConcern(preregistration=case, kind="duplicate", raised_at=case.submitted_at).in_scope()
        for case in cases
        if dice.random() < 0.01
    )


def _wishes(dice: random.Random, cases: list[PreRegistration], kitas: list[Facility], today: date) -> None:
    year = cases[0].year
    groups = Group.objects.bulk_create(
        Group(
            facility=kita,
            year=year,
            name=f"Bench {n}",
            age_from_months=begin,
            age_until_months=end,
            places=20,
            promised=dice.randrange(20),
        ).in_scope()
        for kita in kitas
        for n, (begin, end) in enumerate([(4, 36), (24, 76), (36, 76)])
    )
    wishes = Wish.objects.bulk_create(
        Wish(preregistration=case, facility=kita, rank=rank, state=_state(dice, case, rank)).in_scope()
        for case in cases
        for rank, kita in enumerate(dice.sample(kitas, min(len(kitas), dice.randint(1, 3))), 1)
    )
    offered = [wish for wish in wishes if wish.state in (WishState.OFFERED, WishState.FULFILLED)]
    offers = PlaceOffer.objects.bulk_create(
        PlaceOffer(
            wish=wish,
            group=dice.choice(groups),
            state=PlaceOfferState.OFFERED if wish.state == WishState.OFFERED else PlaceOfferState.ACCEPTED,
            answer_until=today + timedelta(days=dice.randrange(-2, 14)),
            offered_at=wish.preregistration.submitted_at,
        ).in_scope()
        for wish in offered
    )
    _contracts([offer for offer in offers if offer.state == PlaceOfferState.ACCEPTED])


def _state(dice: random.Random, case: PreRegistration, rank: int) -> str:
    if case.state == PreRegistrationState.PLACED:
        return WishState.FULFILLED if rank == 1 else WishState.ENDED
    if case.state == PreRegistrationState.WITHDRAWN:
        return WishState.ENDED
    return dice.choice([WishState.OPEN] * 8 + [WishState.DECLINED, WishState.WAITING, WishState.OFFERED])


def _contracts(offers: list[PlaceOffer]) -> None:
    contracts = Contract.objects.bulk_create(
        Contract(
            preregistration=offer.wish.preregistration,
            offer=offer,
            starts_on=offer.wish.preregistration.starts_on,
            hours=offer.wish.preregistration.hours,
            concluded_at=offer.offered_at,
        ).in_scope()
        for offer in offers
    )
    ContractTerm.objects.bulk_create(
        ContractTerm(
            contract=contract,
            valid_from=contract.starts_on,
            hours=contract.hours,
            group=contract.offer.group,
            recorded_at=contract.concluded_at,
        ).in_scope()
        for contract in contracts
    )
