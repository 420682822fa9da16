"""Pictures of a facility."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.places import policy
from kidsapp.places.adapters.pictures import small_picture
from kidsapp.places.models import Facility, FacilityPicture
from kidsapp.places.refusals import OfficeRefusal

MOST_PICTURES = 3
MOST_MEGABYTES = 5
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024


def add_picture(actor: Actor, facility: Facility, data: bytes, *, text: str, at: datetime) -> Refused | None:
    """Keep a picture, made small; ``text`` says what it shows, for those who do not see it."""
    if len(data) > MOST_BYTES:
        return Refused(OfficeRefusal.PICTURE_TOO_LARGE, {"limit": MOST_MEGABYTES}, "picture")
    picture = small_picture(data)
    if picture is None:
        return Refused(OfficeRefusal.NOT_A_PICTURE, at_field="picture")
    with writing(actor, policy.add_picture, at=at) as line:
        row = Facility.objects.select_for_update().get(pk=facility.pk)
        policy.add_picture.demand(actor, row)
        if row.pictures.count() >= MOST_PICTURES:
            return Refused(OfficeRefusal.ENOUGH_PICTURES, {"limit": MOST_PICTURES}, "picture")
        kept = FacilityPicture.objects.create(
            facility=row, jpeg=picture.jpeg, width=picture.width, height=picture.height, text=text
        )
        line.about(facility=row.pk, picture=kept.pk)
    return None


def remove_picture(actor: Actor, facility: Facility, public_id: str, *, at: datetime) -> None:
    """Take a picture away; one that is gone already is no error."""
    with writing(actor, policy.remove_picture, at=at) as line:
        policy.remove_picture.demand(actor, facility)
        picture = FacilityPicture.objects.filter(facility=facility, public_id=public_id).first()
        if picture:
            line.about(facility=facility.pk, picture=picture.pk)
            picture.delete()
