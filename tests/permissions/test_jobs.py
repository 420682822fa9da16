"""Background acts: each job works within its city, as nobody's, and on nothing of another city."""

from datetime import timedelta
from itertools import product

import pytest

from conftest import MOMENT
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands
from kidsapp.childcare.models import PlaceOffer
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import MissingScope, municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox import jobs
from kidsapp.outbox.models import Mail
from kidsapp.outbox.ports import HOURLY, JOBS
from kidsapp.people.tests.factories import actor_for, child, guardian_of, holder_of, kita_lead

pytestmark = pytest.mark.django_db
LATER = MOMENT + timedelta(days=60)
NIGHT = LATER.replace(hour=2)
IDLE = {
    ("operations.erase_what_is_over", LATER),
    ("childcare.draw_desk", LATER),
    ("childcare.remind_families", NIGHT),
    ("people.mail_anchor", NIGHT),
}
"""Jobs that do nothing at this hour."""
ABOUT_A_ROW = {"outbox.send_mail"}
"""Jobs that somebody's act plans for a row; all others start by themselves."""


@pytest.fixture
def cities():
    """The same case, with an offer that nobody answered, in two cities."""
    found = municipality("herne"), municipality("soest")
    for city in found:
        with municipality_scope(city.pk):
            _offer_without_answer()
    return found


def _offer_without_answer():
    dated_settings()
    mia, place = child(), kita()
    guardian_of(mia)
    holder_of(Role.DATA_PROTECTION_OFFICER)
    made, free = case(mia, place), group(place)
    commands.accept_child(actor_for(kita_lead(place)), made.wishes.get(), free.public_id, at=MOMENT)


def state_of(city):
    """What a job could change: offers, mails and lines."""
    with municipality_scope(city.pk):
        return (
            list(PlaceOffer.objects.order_by("pk").values_list("pk", "state")),
            list(Mail.objects.order_by("pk").values_list("pk", "state", "attempts")),
            list(AuditLine.objects.order_by("pk").values_list("pk", flat=True)),
        )


def run(name, city, row=0, at=LATER, monkeypatch=None):
    monkeypatch.setattr(jobs, "now", lambda: at)
    jobs.run_job.func(name=name, municipality_id=city.pk, row_id=row)


def test_every_job_starts_by_itself_or_is_about_a_row():
    assert set(JOBS) == HOURLY | ABOUT_A_ROW


@pytest.mark.parametrize(("name", "at"), sorted(set(product(JOBS, [LATER, NIGHT])) - IDLE))
def test_no_job_runs_without_a_city(name, at):
    with pytest.raises(MissingScope):
        JOBS[name](at, 1)


@pytest.mark.parametrize("at", [LATER, NIGHT], ids=["day", "night"])
def test_a_job_touches_its_own_city_only_and_acts_as_nobody(cities, monkeypatch, at):
    herne, soest = cities
    before, own = state_of(soest), set(state_of(herne)[2])
    for name in sorted(HOURLY):
        run(name, herne, at=at, monkeypatch=monkeypatch)
        assert state_of(soest) == before, name
    with municipality_scope(herne.pk):
        written = AuditLine.objects.exclude(pk__in=own)
        assert set(written.values_list("account_id", flat=True)) <= {None}


def test_the_jobs_above_had_something_to_do(cities, monkeypatch):
    """Else the test above would look at jobs that never act."""
    herne, _soest = cities
    before = state_of(herne)
    for name in sorted(HOURLY):
        run(name, herne, monkeypatch=monkeypatch)
    offers, mails, lines = state_of(herne)
    assert offers != before[0] and len(mails) > len(before[1]) and len(lines) > len(before[2])


def test_a_mail_of_one_city_is_not_sent_by_a_job_of_another(cities, monkeypatch):
    herne, soest = cities
    with municipality_scope(herne.pk):
        mail = Mail.objects.filter(state=Mail.State.WAITING).first()
    run("outbox.send_mail", soest, mail.pk, monkeypatch=monkeypatch)
    with municipality_scope(herne.pk):
        assert Mail.objects.get(pk=mail.pk).state == Mail.State.WAITING
