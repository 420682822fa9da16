"""What is held about facilities: public, and of child minders no more than they want to show."""

from kidsapp.kernel.holdings import Action, Activity, Keeping, Kind, Retention, Table
from kidsapp.places.models import Facility, FacilityPicture, Organisation

FINDER = Activity(
    key="finder",
    name="Kita-Suche",
    why="Damit Familien einen Platz finden.",
    law=("§ 24 Abs. 5 SGB VIII", "Art. 6 Abs. 1 Buchst. e DSGVO"),
    subjects="Träger, Kindertagespflegepersonen",
    recipients="alle",
    is_for_families=False,
)
STAYS = Keeping(
    Retention(
        "solange es die Einrichtung gibt; danach löscht die Redaktion",
        None,
        "öffentliche Angaben, § 24 Abs. 5 SGB VIII",
        action=Action.KEEP,
    )
)
FACILITY = """organisation source_id source source_url source_licence kind name name_key street house_number
    shows_house_number postal_code town district latitude longitude phone email web age_from_months
    age_until_months opens_on closes_on hours_models languages is_wheelchair_accessible is_inclusive
    serves_lunch opening_hours
    about listed_groups is_invented is_listed kept_fields"""

HOLDINGS = (
    Table(Organisation, FINDER, {Kind.PUBLIC: "name"}, ends=(STAYS,)),
    Table(Facility, FINDER, {Kind.PUBLIC: FACILITY}, ends=(STAYS,)),
    Table(FacilityPicture, FINDER, {Kind.PUBLIC: "facility jpeg width height text"}, ends="places.Facility"),
)
