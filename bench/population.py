"""Who and what the requests meet: Herne as it is shipped, a city of 2,500 Kitas, and invented families."""

import itertools
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore

from bench.places import seed
from kidsapp.childcare.commands import Answers, submit_preregistration
from kidsapp.childcare.models import PreRegistration
from kidsapp.kernel.actors import Role
from kidsapp.kernel.clock import german_day, now
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations.commands.cities import load_city_folder
from kidsapp.page import searches
from kidsapp.people.models import Account, Child, Custody, Membership
from kidsapp.people.queries import actor_of
from kidsapp.places import basket
from kidsapp.places.models import Facility

HERNE, LARGE = "herne.localhost", "bench.localhost"
SINCE, START = date(2024, 9, 1), date(2027, 8, 1)
BIRTHDAYS = 700
"""As in a city, few children have the same birthday: an office is asked whether two of them are one child."""
_number = itertools.count(1)
_password = make_password("one hash for everybody, since no password is typed here")


@dataclass(frozen=True)
class Family:
    """A guardian who is logged in, with one child."""

    account: Account
    child: Child
    cookie: str


def make_cities() -> int:
    """Herne with all its lists, and a city of 2,500 Kitas with as many families; the id of Herne."""
    report = load_city_folder(settings.CITIES / "herne", at=now())
    assert not report.errors, report.errors
    large = Municipality.objects.create(
        slug="bench", name="Bench", ags="99999998", land="nrw", hosts=[LARGE], languages=["de", "ar"]
    )
    with municipality_scope(large.pk):
        seed()
    return int(Municipality.objects.get(slug="herne").pk)


def wished_kitas() -> list[str]:
    """Three Kitas of the city in scope that take the children of these families."""
    kitas = Facility.objects.filter(kind=Facility.Kind.KITA, is_listed=True).order_by("pk")[:3]
    Facility.objects.filter(pk__in=[kita.pk for kita in kitas]).update(
        age_from_months=4, age_until_months=90, hours_models=[]
    )
    return [kita.public_id for kita in kitas]


def family(wishes: list[str]) -> Family:
    """A family that has remembered some Kitas; in without a password, which would take a second each."""
    number = next(_number)
    account = Account.objects.create(
        email=f"bench{number}@example.org", password=_password, given_name="Ayşe", family_name="Beispiel"
    )
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
    Membership.objects.create(account=account, role=Role.GUARDIAN, valid_from=SINCE)
    born_on = SINCE - timedelta(number % BIRTHDAYS)
    child = Child.objects.create(given_name=f"Kind{number}", family_name="Beispiel", born_on=born_on)
    Custody.objects.create(account=account, child=child, valid_from=born_on)
    return Family(account, child, f"sessionid={_session(account, wishes)}")


def _session(account: Account, wishes: list[str]) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[basket.KEY] = wishes
    session[searches.KEY] = {"fall": {"q": "Fall12"}, "mia": {"q": "mia"}}
    session.save()
    return str(session.session_key)


def office_worker() -> str:
    """The cookie of somebody at the youth office."""
    account = Account.objects.create(email="bench-office@example.org", password=_password)
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
    Membership.objects.create(account=account, role=Role.YOUTH_OFFICE, valid_from=SINCE)
    return f"sessionid={_session(account, [])}"


def preregister(of: Family, wishes: list[str], municipality_id: int) -> None:
    """Send the family's pre-registration, so that its home has something to show."""
    moment = now()
    actor = actor_of(of.account, municipality_id=municipality_id, today=german_day(moment), language="de")
    answers = Answers(f"bench{of.child.pk}", START, "45", tuple(wishes))
    answer = submit_preregistration(actor, of.child, answers, at=moment)
    assert isinstance(answer, PreRegistration), answer
