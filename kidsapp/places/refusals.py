"""Why a profile is not right, and what came of the rows of a list; the values are the German texts."""

from kidsapp.kernel.refusals import Refusal


class ProfileRefusal(Refusal):
    """Why a facility's profile cannot be kept as it was typed."""

    NAME_MISSING = "Bitte den Namen eintragen."
    HOURS_END_FIRST = "{day}: Das Ende liegt nicht nach dem Beginn."
    HOURS_OVERLAP = "{day}: Die Zeiten überschneiden sich."
    AGE_OUT_OF_RANGE = "Das Alter muss zwischen 0 und {limit} Jahren liegen."
    AGES_INVERTED = "Das Höchstalter muss über dem Mindestalter liegen."
    PLACES_NEGATIVE = "Weniger als 0 Plätze gibt es nicht."


class ImportRefusal(Refusal):
    """Why a row of a list is not loaded, or what about it stays unknown or was merged."""

    EMPTY_ROW = "Die Zeile ist leer."
    BROKEN_ROW = "Die Zeile hat {found} statt {expected} Felder."
    BROKEN_QUOTES = "Die Anführungszeichen gehen nicht auf."
    NOT_A_RECORD = "Der Eintrag ist kein Datensatz."
    LEFT_OUT = "Die Zuordnung lässt diese Zeile aus: {column} ist „{value}“."
    UNREADABLE_CHARACTERS = "{field}: Zeichen sind nicht lesbar. Stimmt die Kodierung in der Zuordnung?"
    MISSING_NAME = "Der Name fehlt."
    UNKNOWN_KIND = "Die Zuordnung sagt nicht, ob „{value}“ Kita, Kindertagespflege oder Schule ist."
    AN_AREA = "Das ist eine Fläche, kein Ort."
    NOWHERE = "Adresse und Koordinaten fehlen beide."
    OUTSIDE = "Der Ort liegt außerhalb der Stadt."
    OTHER_POSTAL_CODE = "Die Koordinaten fehlen, und die Postleitzahl {value} gehört nicht zur Stadt."
    TOO_LONG = "{field} hat mehr als {limit} Zeichen."

    MISSING_COORDINATES = "Die Koordinaten fehlen. Der Ort steht in der Liste, nicht auf der Karte."
    SHARED_COORDINATES = "Die gleichen Koordinaten hat auch „{name}“ mit anderer Adresse."
    OFF_THE_MAP = "Der Ort liegt außerhalb des Kartenausschnitts der Stadt."
    UNREADABLE_HOURS = "Die Öffnungszeiten „{value}“ sind nicht lesbar und bleiben unbekannt."
    INCOMPLETE_HOURS = "Die Öffnungszeiten fehlen für manche Tage. Die ganze Woche bleibt unbekannt."
    UNREADABLE_VALUE = "{field}: „{value}“ ist nicht lesbar oder nicht bekannt und bleibt leer."
    AGES_INVERTED = "Das Alter {first} bis {last} Monate geht nicht auf und bleibt unbekannt."
    SHORT_ROW = "Am Ende der Zeile fehlen {count} Felder."

    DUPLICATE = "Doppelt: steht schon in Zeile {line}."
    ALREADY_THERE = "Schon vorhanden. Geändert: {fields}."


class ListRefusal(Refusal):
    """What is wrong with a list as a whole."""

    TOO_LARGE = "Die Datei ist größer als {limit} MB."
    WRONG_ENCODING = "Die Datei ist nicht in {encoding} geschrieben (Zeile {line})."
    WRONG_FORMAT = "Die Datei ist kein {format}."
    NO_RECORDS = "Unter „{path}“ steht keine Liste."
    EMPTY = "Die Liste hat keine Zeilen."
    MISSING_COLUMN = "Die Spalte „{column}“ gibt es in der Liste nicht."
    DOUBLED_COLUMN = "Die Spalte „{column}“ steht mehrmals da. Es gilt die erste."


class OfficeRefusal(Refusal):
    """Why what a facility's own people sent is not kept."""

    STALE = "Inzwischen hat jemand anders gespeichert. Ihre Angaben stehen noch hier."
    PICTURE_TOO_LARGE = "Das Bild ist größer als {limit} MB. Bitte ein kleineres nehmen."
    NOT_A_PICTURE = "Das ist kein lesbares Bild. Bitte ein JPEG oder PNG nehmen."
    ENOUGH_PICTURES = "Mehr als {limit} Bilder gehen nicht. Entfernen Sie zuerst eines."
