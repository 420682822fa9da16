"""People for tests; all invented. Everything stands in the city that is in scope."""

from datetime import date, timedelta
from itertools import count

from allauth.account.internal.flows import login
from allauth.account.models import EmailAddress
from django.test import Client

from conftest import MOMENT
from kidsapp.kernel.actors import Actor, Role
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.people.models import Account, Child, Custody, Membership
from kidsapp.people.queries import actor_of
from kidsapp.places.models import Facility, Organisation

TODAY = date(2026, 11, 22)
LONG_AGO = date(2020, 1, 1)
NO_TIME = timedelta()
PASSWORD = "Regenschirm-17-Apfel"
_number = count(1)


def account(email: str | None = None, *, confirmed: bool = True, **values) -> Account:
    """An account whose e-mail address is confirmed, with a password."""
    email = email or f"person{next(_number)}@example.org"
    values = {"given_name": "Ayşe", "family_name": "Beispiel", **values}
    made = Account.objects.create_user(email, PASSWORD, **values)
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=confirmed)
    return made


def membership(somebody: Account, role: Role, **values) -> Membership:
    """A role in the city in scope; give ``facility=`` or ``organisation=`` where it needs one."""
    return Membership.objects.create(account=somebody, role=role, **{"valid_from": LONG_AGO, **values})


def child(**values) -> Child:
    """A child without guardians."""
    values = {"given_name": "Mia", "family_name": "Beispiel", "born_on": date(2024, 5, 17), **values}
    return Child.objects.create(**values)


def custody(somebody: Account, of: Child, **values) -> Custody:
    """Custody of a child since its birth."""
    values = {"valid_from": of.born_on, "kind": Custody.Kind.JOINT, **values}
    return Custody.objects.create(account=somebody, child=of, **values)


def guardian(**values) -> Account:
    """An account with the guardian role in the city in scope."""
    made = account(**values)
    membership(made, Role.GUARDIAN)
    return made


def guardian_of(*children: Child, **values) -> Account:
    """A guardian with custody of the children."""
    made = guardian(**values)
    for each in children:
        custody(made, each)
    return made


def kita_lead(facility: Facility, **values) -> Account:
    """Somebody who leads a facility."""
    made = account(**values)
    membership(made, Role.KITA_LEAD, facility=facility)
    return made


def provider_manager(organisation: Organisation, **values) -> Account:
    """Somebody who manages a provider."""
    made = account(**values)
    membership(made, Role.PROVIDER_MANAGER, organisation=organisation)
    return made


def holder_of(role: Role, **values) -> Account:
    """Somebody with a role of the whole city: youth office, editor, data protection officer, operator."""
    made = account(**values)
    membership(made, role)
    return made


def actor_for(somebody: Account | None, *, today: date = TODAY, language: str = "de") -> Actor:
    """The actor that the web edge would make of the account in the city in scope."""
    return actor_of(somebody, municipality_id=current_municipality_id(), today=today, language=language)


def signed_in_client(
    somebody: Account, host: str = "herne.localhost", *, second_factor: bool = True, ago: timedelta = NO_TIME
) -> Client:
    """A browser in which the account just logged in (or ``ago``), in two steps, on the host of a city."""
    client = Client(headers={"host": host})
    client.force_login(somebody, backend="kidsapp.people.adapters.logged_in.AccountBackend")
    proof = {"method": "mfa", "type": "totp"} if second_factor else {"method": "password"}
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{**proof, "at": (MOMENT - ago).timestamp()}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(somebody.pk)
    session.save()
    return client
