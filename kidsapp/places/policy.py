"""Who may do what with places: everybody looks, those who run a facility or the city keep it up to date."""

from django.db.models import Q

from kidsapp.audit.acts import Rule, act, anyone, holding
from kidsapp.kernel.actors import Actor, Role


def running_facility(path: str = "") -> Rule:
    """Whoever leads the facility at the end of the path, or manages its organisation."""

    def rule(actor: Actor) -> Q | None:
        led, managed = actor.facility_ids(Role.KITA_LEAD), actor.organisation_ids(Role.PROVIDER_MANAGER)
        if not led and not managed:
            return None
        return Q(**{f"{path}pk__in": led}) | Q(**{f"{path}organisation_id__in": managed})

    return rule


search_facilities = act("places.search_facilities", anyone)
view_facility = act("places.view_facility", anyone)
compare_facilities = act("places.compare_facilities", anyone)
remember_facility = act("places.remember_facility", anyone)
forget_facility = act("places.forget_facility", anyone)

save_profile = act("places.save_profile", running_facility(), holding(Role.EDITOR, Role.OPERATOR))
add_picture = act("places.add_picture", running_facility(), holding(Role.EDITOR, Role.OPERATOR))
remove_picture = act("places.remove_picture", running_facility(), holding(Role.EDITOR, Role.OPERATOR))
import_list = act("places.import_list", holding(Role.OPERATOR))
