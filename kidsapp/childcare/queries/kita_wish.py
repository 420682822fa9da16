"""What a Kita reads of one child: what it needs to decide and to be ready, never a wish elsewhere."""

from django.db.models import Q
from django.utils.translation import gettext

from kidsapp.childcare.models import Sibling, Wish
from kidsapp.childcare.wording import Rows, food_text, times_text
from kidsapp.page.measures import listed
from kidsapp.places.rules import week_match
from kidsapp.places.wording import language_name


def wish_rows(wish: Wish) -> Rows:
    """Times, siblings here, language and food, as far as answered; one statement."""
    case = wish.preregistration
    rows = [
        (gettext("Gewünschte Zeiten"), times_text(case.times) if case.times else ""),
        (gettext("Geschwister"), listed(_siblings(wish))),
        (gettext("Sprache zu Hause"), language_name(case.home_language) if case.home_language else ""),
        (gettext("Essen"), food_text(case.food, case.food_note)),
    ]
    return [(label, text) for label, text in rows if text]


def _siblings(wish: Wish) -> list[str]:
    """Those who are in this Kita or shall come along; one in another Kita is none of this one's business."""
    here = Q(facility=wish.facility_id) | Q(together_with__isnull=False)
    rows = Sibling.objects.filter(here, preregistration=wish.preregistration_id)
    known = rows.values_list("given_name", "together_with__given_name", "facility_id").order_by("pk")
    return [_sibling(name or other, is_here=bool(facility)) for name, other, facility in known]


def _sibling(child: str, *, is_here: bool) -> str:
    if is_here:
        return gettext("{child} (ist schon hier)").format(child=child)
    return gettext("{child} (soll mit in dieselbe Kita)").format(child=child)


def match_of(wish: Wish) -> str:
    """How well the Kita's opening hours cover the wished times; empty where nobody said any."""
    times = wish.preregistration.times
    return str(week_match(times, wish.facility.opening_hours).kind) if times else ""
