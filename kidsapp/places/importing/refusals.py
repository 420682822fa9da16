"""Why a row of a list was not loaded, was merged, or was loaded with gaps; the values are message ids."""

from kidsapp.kernel.refusals import Refusal
from kidsapp.kernel.texts import counted


class ImportRefusal(Refusal):
    """What there is to say about a row, or about a list as a whole."""

    TOO_LARGE = "Die Datei ist größer als {megabytes} MB."
    EMPTY_FILE = "Die Datei enthält keine Einträge."
    NOT_JSON = "Die Datei ist kein gültiges JSON (Zeile {line})."
    NO_RECORDS = "Die Datei enthält unter „{path}“ keine Liste."
    NOT_A_RECORD = "Der Eintrag ist kein Datensatz."
    UNREADABLE_ROW = "Die Zeile ist nicht lesbar, etwa weil ein Anführungszeichen nicht geschlossen ist."
    WRONG_WIDTH = counted(
        "Die Zeile hat {found} statt {expected} Feld.",
        "Die Zeile hat {found} statt {expected} Felder.",
        by="expected",
    )
    EMPTY_ROW = "Die Zeile ist leer."
    NOT_CHOSEN = "Die Zuordnung lässt die Zeile aus: „{column}“ ist „{found}“."
    MISSING_NAME = "Der Name fehlt."
    UNKNOWN_KIND = "„{found}“ ist keine Kita, keine Tagespflege und keine Schule."
    NOT_A_PLACE = "Weder Adresse noch Koordinaten: Das ist kein Ort."
    OUTSIDE = "Der Ort liegt außerhalb der Stadtgrenze."
    OTHER_POSTAL_CODE = "Ohne Koordinaten, und die Postleitzahl {found} gehört nicht zur Stadt."

    MERGED_WITH_LINE = "Zusammengeführt mit Zeile {line}."
    MERGED_WITH_PLACE = "Zusammengeführt mit dem vorhandenen Ort „{name}“."
    KEPT = "Von der Einrichtung selbst gepflegt und deshalb unverändert: {fields}."
    LEFT_OUT = "Zeile {line} sagt anderes und gilt: {fields}."

    SHORT_ROW = counted(
        "Die Zeile hat nur {found} von {expected} Feld; die übrigen gelten als leer.",
        "Die Zeile hat nur {found} von {expected} Feldern; die übrigen gelten als leer.",
        by="expected",
    )
    GUESSED_ENCODING = "Die Zeile ist nicht in {encoding} geschrieben; Umlaute sind vielleicht falsch."
    CONTROL_CHARACTERS = "Steuerzeichen wurden entfernt."
    NO_POINT = "Ohne Koordinaten: Der Ort steht in der Liste, nicht auf der Karte."
    NOWHERE_TO_CHECK = "Weder Koordinaten noch Postleitzahl sagen, ob der Ort in der Stadt liegt."
    BAD_POINT = "Die Koordinaten „{found}“ liegen nicht in Deutschland und bleiben leer."
    SWAPPED_POINT = "Breite und Länge waren vertauscht."
    SHARED_POINT = "Andere Adressen haben dieselben Koordinaten (Zeile {lines})."
    SAME_ADDRESS = "An dieser Adresse gibt es schon „{name}“. Ist das dieselbe Einrichtung?"
    UNREADABLE_HOURS = "Die Öffnungszeiten „{found}“ sind nicht lesbar und gelten als unbekannt."
    INCOMPLETE_HOURS = "Die Öffnungszeiten fehlen an manchen Tagen; die ganze Woche gilt als unbekannt."
    UNREADABLE_AGE = "Das Alter „{found}“ ist nicht lesbar und bleibt leer."
    UNREADABLE_DAY = "Der Tag „{found}“ ist nicht lesbar und bleibt leer."
    DAYS_IN_DISORDER = "Der letzte Tag ({last}) liegt nicht nach dem ersten ({first}); beide bleiben leer."
    UNREADABLE_GROUP = "Die Gruppe „{found}“ ist nicht lesbar und fehlt."
    UNREADABLE_VALUE = "„{found}“ passt nicht zu „{column}“ und bleibt leer."
    UNKNOWN_IN_CITY = "„{found}“ kennt die Stadt nicht; die Angabe bleibt leer."
    TOO_LONG = counted(
        "„{column}“ hat mehr als {limit} Zeichen und wurde gekürzt.",
        "„{column}“ hat mehr als {limit} Zeichen und wurde gekürzt.",
        by="limit",
    )
    POSTAL_CODE_PADDED = "Der Postleitzahl {found} fehlte die führende Null."

    MISSING_COLUMN = "Die Spalte „{column}“ kommt in der Liste nicht vor."
    DOUBLED_COLUMN = "Die Spalte „{column}“ steht doppelt in der Kopfzeile; gelesen wird die erste."
