"""Groups and cases for tests; all invented, in the city that is in scope."""

from datetime import UTC, date, datetime
from itertools import count

from kidsapp.childcare.commands import attach_documents
from kidsapp.childcare.commands.desk import draw_lines
from kidsapp.childcare.models import CaseDocument, Group, PreRegistration, Wish
from kidsapp.documents.tests.factories import pdf
from kidsapp.municipality.models import DatedSetting
from kidsapp.people.tests.factories import actor_for
from kidsapp.places.models import Facility, Organisation

SETTINGS = {
    "childcare.registration_opens": "11-01",
    "childcare.cut_off": "02-01",
    "childcare.lower_wishes_open": "",
    "childcare.second_round": "04-15",
    "childcare.round_closes": "06-30",
    "childcare.reminder_days": 3,
    "childcare.impossible_wishes": True,
    "childcare.second_guardian_agrees": False,
    "childcare.confirmation_months": 1,
    "childcare.assignment_usual_weeks": 8,
    "childcare.assignment_latest_weeks": 6,
    "childcare.survey_open": True,
    "childcare.hours_with_evidence": ["45"],
    "childcare.wishes_max": 3,
    "childcare.answer_days": 14,
    "childcare.number_prefix": "HER",
    "childcare.hours_models": [
        {"key": key, "name": {"de": f"{key} Stunden"}} for key in ("25", "35-block", "35-split", "45")
    ],
}
TODAY = date(2026, 11, 22)
NEXT_YEAR_START = date(2027, 8, 1)
THIS_YEAR_START = date(2027, 2, 1)
_number = count(1)


def dated_settings(**values) -> None:
    """The settings of a city, in force since 2020."""
    for key, value in {**SETTINGS, **values}.items():
        DatedSetting.objects.create(key=key, value=value, valid_from=date(2020, 8, 1), source="test")


def kita(name: str | None = None, **values) -> Facility:
    """A Kita that takes children from 2 to 6 years with all hours."""
    provider, _ = Organisation.objects.get_or_create(name="Stadt", defaults=_own())
    values = {"age_from_months": 24, "age_until_months": 76, **values}
    return Facility.objects.create(name=name or f"Kita {next(_number)}", organisation=provider, **values)


def _own() -> dict:
    from kidsapp.municipality.scope import current_municipality_id

    return {"municipality_id": current_municipality_id()}


def group(facility: Facility, *, places: int = 2, year: int = 2026, **values) -> Group:
    """A group of the facility for children from 2 to 6 years."""
    values = {"name": f"Gruppe {next(_number)}", "age_from_months": 24, "age_until_months": 76, **values}
    return Group.objects.create(facility=facility, year=year, places=places, **values)


def case(child, *facilities: Facility, starts_on: date = THIS_YEAR_START, **values) -> PreRegistration:
    """A pre-registration with its wishes, best first, written past the command."""
    number = next(_number)
    values = {
        "number": f"HER-26-{number:04d}",
        "form_key": f"form-{number}",
        "hours": "35-block",
        "year": starts_on.year if starts_on.month >= 8 else starts_on.year - 1,
        "submitted_at": datetime(2026, 11, 3, 19, 14, tzinfo=UTC),
        **values,
    }
    made = PreRegistration.objects.create(child=child, starts_on=starts_on, **values)
    for rank, facility in enumerate(facilities, start=1):
        Wish.objects.create(preregistration=made, facility=facility, rank=rank)
    draw_lines([made.pk], today=TODAY)
    return made


def handed_in(
    somebody, home, *files, purpose=CaseDocument.Purpose.HOURS, at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
) -> CaseDocument:
    """The last document that somebody handed in for a draft or a case, through the command."""
    refused = attach_documents(actor_for(somebody), home, files or [pdf()], purpose, at=at)
    assert not refused
    return CaseDocument.objects.select_related("upload").latest("pk")
