"""Keeping the profile of a facility up to date."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.opening_hours import Week
from kidsapp.kernel.refusals import Refused
from kidsapp.places import policy
from kidsapp.places.models import Facility
from kidsapp.places.refusals import OfficeRefusal
from kidsapp.places.rules import refusal_to_ages, refusal_to_days


@dataclass(frozen=True, slots=True)
class Profile:
    """What those who run a facility say of it; ``None`` and empty mean that they do not say."""

    opening_hours: Week | None
    age_from_months: int | None
    age_until_months: int | None
    hours_models: tuple[str, ...]
    languages: tuple[str, ...]
    is_wheelchair_accessible: bool | None
    is_inclusive: bool | None
    serves_lunch: bool | None
    shows_house_number: bool
    phone: str
    email: str
    web: str
    about: str
    opens_on: date | None = None
    closes_on: date | None = None


FIELDS = tuple(field.name for field in fields(Profile))


def profile_of(facility: Facility) -> Profile:
    """The profile as it stands."""
    values = {name: getattr(facility, name) for name in FIELDS}
    lists = {name: tuple(values[name]) for name in ("hours_models", "languages")}
    return Profile(**{**values, **lists})


def save_profile(
    actor: Actor, facility: Facility, profile: Profile, *, version: int, at: datetime
) -> Refused | None:
    """Replace the profile, if it is still the one that was read as ``version``.

    What is changed here is kept up to date here from now on: no imported list overwrites it any more.
    """
    with writing(actor, policy.save_profile, at=at) as line:
        row = Facility.objects.select_for_update().get(pk=facility.pk)
        policy.save_profile.demand(actor, row)
        ages = (profile.age_from_months, profile.age_until_months)
        refused = refusal_to_ages(*ages, at_field="age_until_years")
        if refused := refused or refusal_to_days(profile.opens_on, profile.closes_on, at_field="closes_on"):
            return refused
        if row.version != version:
            return Refused(OfficeRefusal.STALE)
        _write(row, profile)
        line.about(facility=row.pk)
    return None


def _write(row: Facility, profile: Profile) -> None:
    before = profile_of(row)
    changed = {name for name in FIELDS if getattr(profile, name) != getattr(before, name)}
    for name in changed:
        value = getattr(profile, name)
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    row.kept_fields = sorted({*row.kept_fields, *changed})
    row.version += 1
    row.save(update_fields=[*changed, "kept_fields", "version"])
