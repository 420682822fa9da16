"""Why something about people is not possible, in German; the catalogues hold the other languages."""

from kidsapp.kernel.refusals import Refusal
from kidsapp.kernel.texts import counted, message


class PeopleRefusal(Refusal):
    """Reasons; the facts they name come with them."""

    NAME_MISSING = message("Bitte geben Sie den Namen an.")
    NAME_TOO_LONG = counted(
        "Der Name ist zu lang: Mehr als {most} Zeichen geht nicht.",
        "Der Name ist zu lang: Mehr als {most} Zeichen gehen nicht.",
        by="most",
    )
    NAME_WITHOUT_LETTERS = message("Ein Name braucht mindestens einen Buchstaben.")
    NAME_WITH_SIGNS = message("Diese Zeichen gehen in einem Namen nicht: {signs}")
    BORN_IN_FUTURE = message("Dieser Tag liegt in der Zukunft. Bitte prüfen Sie das Geburtsdatum.")
    GROWN_UP = message("Wer am {date} geboren ist, ist schon 18. Die KidsApp ist für Kinder unter 18 Jahren.")
    UNKNOWN_CUSTODY = message("Bitte wählen Sie aus, welches Sorgerecht Sie haben.")
    CHANGED_MEANWHILE = message(
        "Diese Angaben wurden inzwischen an anderer Stelle geändert. "
        "Bitte vergleichen Sie und speichern Sie noch einmal."
    )
    PHONE_UNREADABLE = message("Diese Telefonnummer können wir nicht lesen. Beispiel: 02323 123456")
    POSTAL_CODE_UNREADABLE = message("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 44623.")
    EMAIL_UNREADABLE = message("Diese E-Mail-Adresse können wir nicht lesen. Beispiel: name@beispiel.de")
    UNKNOWN_LANGUAGE = message("Diese Sprache gibt es hier nicht.")

    NEEDS_FACILITY = message("Bitte wählen Sie die Einrichtung.")
    NEEDS_ORGANISATION = message("Bitte wählen Sie den Träger.")
    NOT_YOURS_TO_GRANT = message("Diese Aufgabe können Sie nicht vergeben.")
    ENDS_IN_PAST = message("Der letzte Tag ist schon vorbei.")
    STARTS_IN_PAST = message("Der erste Tag ist schon vorbei.")
    ENDS_BEFORE_START = message("Der letzte Tag liegt vor dem ersten.")
    ENDS_SOONER = message("Diese Aufgabe endet schon am {date}.")
    NO_DEPUTY_HERE = message("Für diese Aufgabe gibt es keine Vertretung.")
    DEPUTY_OF_DEPUTY = message("Wer selbst vertritt, kann keine Vertretung benennen.")
    DEPUTY_BEYOND_OWN_TIME = message(
        "Ihre eigene Aufgabe endet am {date}. So lange kann die Vertretung gehen."
    )
    LAST_OPERATOR = message("Das ist der letzte Zugang für den Betrieb. Laden Sie zuerst jemand anderen ein.")

    INVITATION_OVER = message("Diese Einladung gilt nicht mehr. Bitten Sie um eine neue.")
    INVITATION_TAKEN = message("Diese Einladung wurde schon angenommen.")
    INVITATION_FOR_OTHER = message(
        "Diese Einladung ging an eine andere E-Mail-Adresse. "
        "Bitte melden Sie sich mit der Adresse an, an die sie ging."
    )
