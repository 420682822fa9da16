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
    REASON_TOO_SHORT = message("Schreiben Sie bitte genauer, was los ist. Die Familie liest diesen Grund.")
    CHILD_NOT_FOUND = message("Wir finden kein Kind mit diesem Namen und Geburtstag.")
    NOBODY_TO_TELL = message("In der Stadt ist niemand eingetragen, der davon erfahren muss.")
    REASON_MISSING = message("Bitte nennen Sie den Grund. Andere müssen ihn später verstehen.")
    NOTHING_TO_CHECK = message("Nur gesagt: Da gibt es noch nichts zu prüfen. Wie wurde es gezeigt?")
    CUSTODY_OVERLAPS = message("Für diese Tage ist die Person schon eingetragen.")
    CUSTODY_ENDS_SOONER = message("Das Sorgerecht endet schon am {date}.")
    LAST_GUARDIAN = message(
        "Am {date} hätte niemand mehr das Sorgerecht. Tragen Sie zuerst eine andere Person ein."
    )
    GUARDIAN_LINK_OVER = message("Dieser Link gilt nicht. Bitte fragen Sie das Jugendamt.")
    GUARDIAN_LINK_TAKEN = message("Dieser Link ist schon mit einem anderen Konto verbunden.")
    GUARDIAN_LINK_FOR_OTHER = message(
        "Dieser Link ist für eine andere Person. Bitte melden Sie sich mit der E-Mail-Adresse an, "
        "an die er ging."
    )
    CODE_UNKNOWN = message("Nummer und Code passen nicht zusammen. Bitte prüfen Sie beides auf dem Papier.")
    CODE_OVER = message("Dieser Code galt bis {date}. Das Jugendamt gibt Ihnen gern einen neuen.")
    CODE_REPLACED = message(
        "Es gibt einen neueren Code. Bitte nehmen Sie den von Ihrem letzten Brief, oder rufen Sie uns an."
    )
    CODE_USED = message(
        "Dieser Code wurde schon benutzt. Waren Sie das nicht? Dann rufen Sie bitte gleich das Jugendamt an."
    )
    CODE_BLOCKED = message("Mit diesem Code geht es hier nicht weiter. Bitte rufen Sie das Jugendamt an.")
    CODE_MADE_BY_YOU = message("Diesen Code haben Sie selbst ausgegeben. Er ist für die Familie.")
    NOT_ON_PAPER = message("Diese Familie hat ein Konto mit E-Mail. Sie braucht keinen Code.")
    FAMILY_TAKEN_OVER = message(
        "Diese Familie hat jetzt ein eigenes Konto mit E-Mail. Sie meldet das Kind dort selbst an."
    )
    ADDRESS_MISSING = message("Für Briefe brauchen wir Ihre Anschrift. Bitte speichern Sie sie zuerst.")
    PHONE_UNREADABLE = message("Diese Telefonnummer können wir nicht lesen. Beispiel: 02323 123456")
    POSTAL_CODE_UNREADABLE = message("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 44623.")
    EMAIL_UNREADABLE = message("Diese E-Mail-Adresse können wir nicht lesen. Beispiel: name@beispiel.de")
    UNKNOWN_LANGUAGE = message("Diese Sprache gibt es hier nicht.")

    ONLY_WAY_IN = message("Sonst kommen Sie nicht mehr hinein. Legen Sie zuerst ein Passwort fest.")

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
