"""Why a profile cannot be kept as it was typed; the values are the German texts."""

from kidsapp.kernel.refusals import Refusal
from kidsapp.kernel.texts import counted


class ProfileRefusal(Refusal):
    """Why a facility's profile cannot be kept as it was typed."""

    HOURS_END_FIRST = "{day}: Das Ende liegt nicht nach dem Beginn."
    HOURS_OVERLAP = "{day}: Die Zeiten überschneiden sich."
    AGE_OUT_OF_RANGE = counted(
        "Das Alter muss zwischen 0 und {limit} Jahr liegen.",
        "Das Alter muss zwischen 0 und {limit} Jahren liegen.",
        by="limit",
    )
    AGES_INVERTED = "Das Höchstalter muss über dem Mindestalter liegen."
    DAYS_INVERTED = "Der letzte Tag muss nach dem ersten liegen."


class OfficeRefusal(Refusal):
    """Why what a facility's own people sent is not kept."""

    STALE = "Inzwischen hat jemand anders gespeichert. Ihre Angaben stehen noch hier."
    PICTURE_TOO_LARGE = "Das Bild ist größer als {limit} MB. Bitte ein kleineres nehmen."
    NOT_A_PICTURE = "Das ist kein lesbares Bild. Bitte ein JPEG oder PNG nehmen."
    ENOUGH_PICTURES = counted(
        "Mehr als {limit} Bild geht nicht. Entfernen Sie es zuerst.",
        "Mehr als {limit} Bilder gehen nicht. Entfernen Sie zuerst eines.",
        by="limit",
    )
