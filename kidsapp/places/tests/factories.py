"""Places for tests; all invented, in the city that is in scope."""

from itertools import count

from kidsapp.kernel.opening_hours import Week
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.places.models import Facility, Organisation

CENTRE = (51.5380, 7.2250)
_number = count(1)


def organisation(name: str = "Stadt Herne") -> Organisation:
    """A provider, made once per city."""
    made, _ = Organisation.objects.get_or_create(
        name=name, defaults={"municipality_id": current_municipality_id()}
    )
    return made


def facility(name: str | None = None, *, hours: str | None = None, **values) -> Facility:
    """A Kita in the middle of Herne; ``hours`` as ``mon-fri 07:00-16:30, sat 09:00-12:00``, else unknown."""
    place = {"latitude": CENTRE[0], "longitude": CENTRE[1], "street": "Lindenweg", "house_number": "12"}
    values = {**place, "opening_hours": None if hours is None else week(hours), **values}
    values.setdefault("organisation", organisation())
    return Facility.objects.create(name=name or f"Kita {next(_number)}", **values)


def week(text: str) -> Week:
    """A week from ``mon-thu 07:00-16:30, fri 07:00-13:00``."""
    return Week.read(filter(None, text.split(", ")))
