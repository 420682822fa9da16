"""Place offers on which a day has passed or is about to."""

from datetime import date, timedelta

from kidsapp.childcare.models import PlaceOffer
from kidsapp.childcare.states import PlaceOfferState


def expired_offers(*, today: date) -> list[PlaceOffer]:
    """Offers whose last day has passed without an answer, in the order of their cases."""
    rows = PlaceOffer.objects.filter(state=PlaceOfferState.OFFERED, answer_until__lt=today)
    return list(rows.select_related("wish").order_by("wish__preregistration_id", "pk"))


def offers_to_remind(*, today: date, days_before: int) -> list[PlaceOffer]:
    """Offers in their last days of which the family has not been reminded."""
    last = today + timedelta(days=days_before)
    rows = PlaceOffer.objects.filter(state=PlaceOfferState.OFFERED, reminded_at__isnull=True)
    rows = rows.filter(answer_until__range=(today, last))
    return list(rows.select_related("wish").order_by("wish__preregistration_id", "pk"))
