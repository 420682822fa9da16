"""What the tables of cities hold: nothing about families."""

from kidsapp.kernel.holdings import Action, Activity, Keeping, Kind, Retention, Table
from kidsapp.municipality.models import DatedSetting, District, GazetteerEntry, Municipality

CITY = Activity(
    key="city",
    name="Betrieb der Stadt",
    why="Werte, Listen und Texte der Stadt.",
    law=("Art. 6 Abs. 1 Buchst. e DSGVO",),
    subjects="niemand",
    recipients="alle",
    is_for_families=False,
)
STAYS = Keeping(
    Retention("solange die Stadt die Angabe braucht", None, "kein Personenbezug", action=Action.KEEP)
)

HOLDINGS = (
    Table(
        Municipality,
        CITY,
        {
            Kind.PUBLIC: """slug name ags land hosts languages map_extent boundary theme profile
                is_demonstration"""
        },
        ends=(STAYS,),
    ),
    Table(
        District,
        CITY,
        {Kind.NOBODY: "key name postal_codes latitude longitude has_listed_streets"},
        ends=(STAYS,),
    ),
    Table(DatedSetting, CITY, {Kind.NOBODY: "key value valid_from valid_until source"}, ends=(STAYS,)),
    Table(
        GazetteerEntry,
        CITY,
        {Kind.NOBODY: "kind name folded postal_code latitude longitude district street_key"},
        ends=(STAYS,),
    ),
)
