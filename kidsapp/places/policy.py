"""Who may do what with places: everybody looks, those who run a facility or the city keep it up to date."""

from django.db.models import Q

from kidsapp.audit.acts import act, anyone, holding
from kidsapp.kernel.actors import Actor, Role


def running_the_facility(actor: Actor) -> Q | None:
    """The facilities that the actor leads, and those of the organisations that the actor manages."""
    facilities = actor.facility_ids(Role.KITA_LEAD)
    organisations = actor.organisation_ids(Role.PROVIDER_MANAGER)
    if not facilities and not organisations:
        return None
    return Q(pk__in=facilities) | Q(organisation_id__in=organisations)


search_facilities = act("places.search_facilities", anyone)
view_facility = act("places.view_facility", anyone)
compare_facilities = act("places.compare_facilities", anyone)
remember_facility = act("places.remember_facility", anyone)
forget_facility = act("places.forget_facility", anyone)

save_profile = act("places.save_profile", running_the_facility, holding(Role.EDITOR, Role.OPERATOR))
add_picture = act("places.add_picture", running_the_facility, holding(Role.EDITOR, Role.OPERATOR))
remove_picture = act("places.remove_picture", running_the_facility, holding(Role.EDITOR, Role.OPERATOR))
import_list = act("places.import_list", holding(Role.OPERATOR))
