"""Two cities, two Kitas, one family's case, and somebody of every kind who might come by."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.test import Client

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.models import CaseConcern, Contract
from kidsapp.childcare.tests.factories import _own, case, dated_settings, group, handed_in, kita
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Letter, Message
from kidsapp.municipality.models import District, Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Account, Custody, EmergencyAccess, Invitation, Membership
from kidsapp.people.tests.factories import (
    account,
    actor_for,
    child,
    custody,
    guardian,
    guardian_of,
    holder_of,
    kita_lead,
    membership,
    provider_manager,
    signed_in_client,
)
from kidsapp.places.models import Organisation

CITY_ROLES = {
    "office": Role.YOUTH_OFFICE,
    "editor": Role.EDITOR,
    "officer": Role.DATA_PROTECTION_OFFICER,
    "operator": Role.OPERATOR,
}

PEOPLE = (
    *("visitor", "mother", "blocked parent", "former parent", "stranger"),
    *("lead", "lead elsewhere", "former lead", "manager", "manager elsewhere"),
    *CITY_ROLES,
    *("mother in soest", "lead in soest", "manager in soest"),
    *(f"{role} in soest" for role in CITY_ROLES),
)
"""Own and other facility, own and other city, still and no longer in the role."""

KEYS = {
    "mfa_remove_webauthn": {"pk": 1},
    "case_export": {"kind": "csv"},
    "demand_export": {"kind": "xlsx"},
    "account_confirm_email": {"key": "unknown"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
    "invitation": {"token": "unknown"},
    "identity_start": {"kind": "families"},
    "identity_callback": {"kind": "families"},
    "identity_prove": {"kind": "families"},
    "identity_refused": {"kind": "families", "why": "abgebrochen"},
    "blank_form": {"form": "arbeitszeit"},
    "agreement": {"token": "unknown"},
}


@dataclass
class World:
    """Whom we send, and the arguments of every address that needs some."""

    city: Municipality
    people: dict[str, Account | None] = field(default_factory=dict)
    arguments: dict[str, dict[str, str]] = field(default_factory=dict)

    def browser(self, name: str) -> Client:
        """The browser of somebody, at Herne's address."""
        somebody = self.people[name]
        return signed_in_client(somebody) if somebody else Client(headers={"host": "herne.localhost"})


def build() -> World:
    """Everything in Herne; the namesakes of every role live in Soest."""
    notice = {"notice": {"de": "Alles erfunden.", "ar": "كل شيء هنا مختلق."}}
    herne = municipality("herne", is_demonstration=True, profile=notice)
    soest = municipality("soest")
    world = World(herne, {"visitor": None})
    with municipality_scope(herne.pk):
        dated_settings()
        _case_in_herne(world)
    with municipality_scope(soest.pk):
        _staff_of_soest(world)
    return world


def _case_in_herne(world: World) -> None:
    own, other = kita("Kita Kanalblick"), kita("Kita Sonnenhang")
    other.organisation, _ = Organisation.objects.get_or_create(name="Elternverein", defaults=_own())
    other.save()
    for key, code in {"wanne": "44649", "sodingen": "44627"}.items():
        values = {"name": key.capitalize(), "postal_codes": [code], **_own()}
        District.objects.get_or_create(key=key, defaults=values)
    mia = child()
    mother = guardian_of(mia)
    made, free = case(mia, own), group(own)
    lead = kita_lead(own)
    wish = made.wishes.get()
    offer = commands.accept_child(actor_for(lead), wish, free.public_id, at=MOMENT)
    world.people |= {
        "mother": mother,
        "blocked parent": _blocked(mia),
        "former parent": _former(mia),
        "stranger": guardian_of(child(given_name="Emir")),
        "lead": lead,
        "lead elsewhere": kita_lead(other),
        "former lead": _former_lead(own),
        "manager": provider_manager(own.organisation),
        "manager elsewhere": provider_manager(other.organisation),
        **{name: holder_of(role) for name, role in CITY_ROLES.items()},
    }
    here = {"reason": "Kind steht allein vor der Tür", "valid_on": TODAY, "opened_at": MOMENT}
    EmergencyAccess.objects.create(child=mia, account=world.people["lead elsewhere"], **here)
    document = handed_in(mother, made)
    draft = commands.begin_draft(actor_for(mother), "", {}, go_on="zeiten", at=MOMENT)
    held = Membership.objects.get(account=lead)
    message = Message.objects.filter(account=mother).first()
    public = {
        "preregistration confirmation withdraw office_case confirm_need add_note print_code paper_answer "
        "change_preregistration": made,
        "draft_sent draft_confirmation discard_draft": draft,
        "hours_evidence fee_documents office_evidence": made,
        "child edit_child child_sign child_audit custody ask_again emergency_contacts": mia,
        "edit_custody": Custody.objects.get(account=mother),
        "concern": CaseConcern.objects.create(preregistration=made, kind="custody", raised_at=MOMENT),
        "kita_desk kita_counter groups criteria decide_several contracts profile profile_pictures": own,
        "facility facility_picture api-1:api_facility": own,
        "wish": wish,
        "place_offer": offer,
        "contract": _contract(own, lead),
        "message": message,
        "document": document.upload,
        "return_letter settle_letter": Letter.objects.create(message=message, made_at=MOMENT, state="sent"),
        "deputise end_membership": held,
        "limit_membership": Membership.objects.get(account=world.people["office"]),
        "withdraw_invitation": _invitation(own),
    }
    found = {name: {"public_id": row.public_id} for names, row in public.items() for name in names.split()}
    step = {"draft_step": {"public_id": draft.public_id, "step": "zeiten"}}
    failed = {"settle_mail": {"mail_id": _failed_mail(mother).pk}}
    world.arguments = {**found, **step, **failed, **KEYS}


def _failed_mail(reader: Account) -> Mail:
    """A mail that reached nobody, and a letter that came back."""
    back = Message.objects.create(
        account=reader, kind="childcare.withdrawn", facts={"child": "Mia"}, sent_at=MOMENT
    )
    Letter.objects.create(
        message=back, made_at=MOMENT, returned_at=MOMENT, return_reason="moved", state="returned"
    )
    values = {"sender": "Herne", "language": "de", "subject": "Post", "body": "…", "planned_at": MOMENT}
    return Mail.objects.create(recipient=reader.email, state=Mail.State.FAILED, **values)


def _contract(facility, lead) -> Contract:
    """Of a child whose family is nobody here."""
    lina = child(given_name="Lina")
    wish = case(lina, facility).wishes.get()
    offer = commands.accept_child(actor_for(lead), wish, group(facility).public_id, at=MOMENT)
    return commands.accept_place_offer(actor_for(guardian_of(lina)), offer, at=MOMENT)


def _blocked(mia) -> Account:
    """Has custody, and was told of the case; then the youth office blocked the account."""
    somebody = guardian()
    custody(somebody, mia, blocked_at=MOMENT)
    return somebody


def _former(mia) -> Account:
    former = guardian()
    custody(former, mia, valid_until=TODAY - timedelta(days=1))
    return former


def _former_lead(facility) -> Account:
    somebody = account()
    until = TODAY - timedelta(days=1)
    membership(
        somebody, Role.KITA_LEAD, facility=facility, organisation=facility.organisation, valid_until=until
    )
    return somebody


def _invitation(facility) -> Invitation:
    return Invitation.objects.create(
        email="neu@example.org",
        role=Role.KITA_LEAD,
        facility=facility,
        organisation=facility.organisation,
        token_hash=f"{facility.pk:064}",
        invited_at=MOMENT,
        valid_until=TODAY + timedelta(days=7),
    )


def _staff_of_soest(world: World) -> None:
    place = kita("Kita Sonnenborg")
    world.people |= {
        "mother in soest": guardian_of(child()),
        "lead in soest": kita_lead(place),
        "manager in soest": provider_manager(place.organisation),
        **{f"{name} in soest": holder_of(role) for name, role in CITY_ROLES.items()},
    }
