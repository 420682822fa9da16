"""Why an uploaded file is not kept, in German; the catalogues hold the other languages."""

from kidsapp.kernel.refusals import Refusal
from kidsapp.kernel.texts import message


class UploadRefusal(Refusal):
    """Reasons; each names the file, since several may come at once."""

    EMPTY = message("„{file}“ ist leer. Bitte wählen Sie die Datei noch einmal aus.")
    TOO_LARGE = message(
        "„{file}“ ist größer als {megabytes} MB. Ein Foto in mittlerer Größe oder ein PDF reicht."
    )
    OFFICE_FILE = message(
        "„{file}“ ist ein Text-Dokument. Bitte speichern Sie es als PDF und senden Sie das."
    )
    UNKNOWN_KIND = message("„{file}“ können wir nicht lesen. Es gehen Fotos und PDF.")
    BROKEN = message("„{file}“ ist beschädigt. Bitte fotografieren oder speichern Sie es noch einmal.")
    LOCKED = message("„{file}“ ist mit einem Passwort geschützt. Bitte speichern Sie es ohne Passwort.")
    ACTIVE = message(
        "„{file}“ enthält Programme oder Anhänge. "
        "Bitte drucken Sie es in ein neues PDF oder fotografieren Sie es."
    )
    VIRUS = message("In „{file}“ steckt ein Schadprogramm. Wir haben die Datei nicht behalten.")
    NOT_CHECKED = message(
        "„{file}“ können wir gerade nicht auf Viren prüfen. "
        "Bitte versuchen Sie es in ein paar Minuten wieder."
    )
    TOO_MANY_PIXELS = message("Das Bild „{file}“ hat zu viele Bildpunkte. Bitte ein kleineres senden.")
