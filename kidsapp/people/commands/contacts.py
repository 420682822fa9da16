"""How guardians are reached: own contact data, and families that come to a counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.refusals import Refused
from kidsapp.people import policy, rules
from kidsapp.people.models import Account, Child, Custody, Membership
from kidsapp.people.queries import account_of, in_custody_of, sign_of
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.rules import ChildRecord, Contact

CONTACT_FIELDS = ("given_name", "family_name", "phone", "street", "postal_code", "town")


def save_contact(actor: Actor, contact: Contact, *, at: datetime) -> Account | Sequence[Refused]:
    """Keep name, telephone and address of the own account; its language stays as chosen in the profile."""
    with writing(actor, policy.save_profile, at=at) as line:
        policy.save_profile.demand(actor)
        contact = contact.tidied()
        if refused := rules.refusals_to_contact(contact, languages=dict(settings.LANGUAGES)):
            return refused
        account = account_of(actor, locked=True)
        if _write_contact(account, contact):
            account.save(update_fields=CONTACT_FIELDS)
            line.about(account=account.pk)
        return account


def correct_paper_contact(
    actor: Actor, guardian: Account, contact: Contact, *, at: datetime
) -> Account | Sequence[Refused]:
    """Keep name, address and language of a paper family, which cannot do so itself; for the office."""
    with writing(actor, policy.correct_paper_contact, at=at) as line:
        policy.correct_paper_contact.demand(actor)
        contact = contact.tidied()
        if refused := rules.refusals_to_contact(contact, languages=dict(settings.LANGUAGES)):
            return refused
        guardian = Account.objects.select_for_update().get(pk=guardian.pk, email=None)
        guardian.language = contact.language
        _write_contact(guardian, contact)
        guardian.save(update_fields=[*CONTACT_FIELDS, "language"])
        line.about(account=guardian.pk)
        return guardian


def _write_contact(account: Account, contact: Contact) -> bool:
    """Whether anything is new."""
    before = [getattr(account, name) for name in CONTACT_FIELDS]
    for name in CONTACT_FIELDS:
        setattr(account, name, getattr(contact, name))
    return before != [getattr(account, name) for name in CONTACT_FIELDS]


@dataclass(frozen=True)
class PaperFamily:
    """A guardian without an address for mail, and the child."""

    guardian: Account
    child: Child


def open_paper_family(
    actor: Actor, contact: Contact, record: ChildRecord, *, kind: str, at: datetime
) -> PaperFamily | Sequence[Refused]:
    """Make guardian and child for a family at a counter.

    The account has no e-mail: an address that nobody has shown to be theirs must not receive a family's
    news, so the family gets letters until it takes the account over with its code.
    """
    with writing(actor, policy.open_paper_family, at=at) as line:
        policy.open_paper_family.demand(actor)
        contact, record = contact.tidied(), record.tidied()
        refused = rules.refusals_to_contact(contact, languages=dict(settings.LANGUAGES))
        if refused := [*refused, *rules.refusals_to_child(record, today=actor.today)]:
            return refused
        family = _write_family(actor, contact, record, kind)
        line.about(family.child.pk, account=family.guardian.pk)
        return family


def add_to_paper_family(
    actor: Actor, guardian: Account, record: ChildRecord, *, kind: str, at: datetime
) -> PaperFamily | Sequence[Refused]:
    """Another child of a family that a counter knows; refused once its account is closed or taken over."""
    with writing(actor, policy.add_to_paper_family, at=at) as line:
        policy.add_to_paper_family.demand(actor)
        record = record.tidied()
        if refused := rules.refusals_to_child(record, today=actor.today):
            return refused
        accounts = Account.objects.select_for_update().filter(email=guardian.email, is_active=True)
        if not (found := accounts.filter(pk=guardian.pk).first()):
            return [Refused(Why.FAMILY_TAKEN_OVER, at_field="family")]
        family = PaperFamily(found, _write_child(actor, found, record, kind))
        line.about(family.child.pk, account=found.pk)
        return family


def _write_family(actor: Actor, contact: Contact, record: ChildRecord, kind: str) -> PaperFamily:
    guardian = Account(email=None, language=contact.language)
    _write_contact(guardian, contact)
    guardian.set_unusable_password()
    guardian.save()
    Membership.objects.create(
        account=guardian, role=Role.GUARDIAN, valid_from=actor.today, granted_by_id=actor.account_id
    )
    return PaperFamily(guardian, _write_child(actor, guardian, record, kind))


def _write_child(actor: Actor, guardian: Account, record: ChildRecord, kind: str) -> Child:
    siblings = Child.objects.filter(in_custody_of(guardian.pk, today=actor.today))
    sign = rules.next_sign([sign_of(sibling) for sibling in siblings.distinct()])
    child: Child = Child.objects.create(
        given_name=record.given_name,
        family_name=record.family_name,
        born_on=record.born_on,
        sign_shape=sign.shape,
        sign_colour=sign.colour,
        sign_picture=sign.picture,
    )
    Custody.objects.create(child=child, account=guardian, kind=kind, valid_from=actor.today)
    return child
