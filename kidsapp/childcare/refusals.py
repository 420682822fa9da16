"""Why something in childcare is not possible, in German; the catalogues hold the other languages."""

from kidsapp.kernel.refusals import Refusal
from kidsapp.kernel.texts import counted, message


class GroupHint(Refusal):
    """What a Kita is told about a group; it may do it all the same."""

    YOUNGER_THAN_FORM = message("Gruppenform {form} ist für Kinder {ages}. Diese Gruppe nimmt auch jüngere.")
    OLDER_THAN_FORM = message("Gruppenform {form} ist für Kinder {ages}. Diese Gruppe nimmt auch ältere.")
    HOURS_OUTSIDE_FORM = message("Für diese Stunden nennt Gruppenform {form} keine Zahl der Kinder.")
    MORE_THAN_FORM = message(
        "Kinder in Gruppenform {form}: üblich {usual}, geplant {places}. Das sind mehr als üblich."
    )
    TWO_YEAR_OLDS = message(
        "Zweijährige in Gruppenform {form}: vorgesehen {least} bis {largest}, zugesagt {children}."
    )
    MORE_STAY = message("Nach den Verträgen bleiben mehr Kinder: {children}. Bitte prüfen Sie die Zahl.")
    NO_ROOM_TO_STAY = message(
        "Wer bleibt und wem ein Platz zugesagt ist: Zusammen sind das mehr Kinder als Plätze."
    )
    OTHER_HOURS = message("{group} ist für andere Stunden geplant, als die Familie wünscht.")
    OLD_ENOUGH_FROM = message("{child} ist ab {date} alt genug für {group}.")
    OUTGROWS = message("{child} ist ab {date} älter, als {group} vorsieht. Wie geht es dann weiter?")


class ChildcareRefusal(Refusal):
    """Reasons; the facts they name come with them."""

    START_IN_PAST = message("Dieser Tag ist schon vorbei. Bitte wählen Sie einen Tag in der Zukunft.")
    START_TOO_FAR = counted(
        "Das ist noch weit weg. Vormerken geht höchstens {years} Jahr im Voraus.",
        "Das ist noch weit weg. Vormerken geht höchstens {years} Jahre im Voraus.",
        by="years",
    )
    NOT_OPEN_YET = message("Für diesen Beginn können Sie ab {date} vormerken.")
    TOO_YOUNG = message("{facility} nimmt Kinder {ages}. {child} ist am {date} noch {age}.")
    TOO_OLD = message("{facility} nimmt Kinder {ages}. {child} ist am {date} schon {age}.")
    HOURS_NOT_OFFERED = message("{facility} bietet diese Stunden nicht an.")
    OPENS_LATER = message("{facility} öffnet erst am {opens}.")
    CLOSES_BEFORE = message("{facility} schließt am {closes}. Am {date} ist dort kein Platz mehr.")
    NO_WISH = message("Bitte wählen Sie mindestens eine Kita.")
    TOO_MANY_WISHES = counted("Bitte höchstens {most} Wunsch.", "Bitte höchstens {most} Wünsche.", by="most")
    WISH_TWICE = message("Eine Kita steht doppelt auf der Liste.")
    UNKNOWN_FACILITY = message("Eine dieser Kitas gibt es nicht mehr. Bitte wählen Sie neu.")
    LIVE_PREREGISTRATION = message("{child} ist schon vorgemerkt, Nummer {number}.")
    CASE_WITHDRAWN = message("Die Familie hat diese Vormerkung zurückgezogen.")
    WISH_NOT_OPEN = message("Über diesen Wunsch ist schon entschieden.")
    BEFORE_CUT_OFF = message("Zusagen und absagen können Sie ab {date}, dem Stichtag.")
    WISH_ABOVE_OPEN = message("Über einen höheren Wunsch der Familie ist noch nicht entschieden.")
    NOT_IN_AGE_BRACKET = message("{child} passt vom Alter nicht in die Gruppe {group}.")
    SECOND_ROUND_LATER = message(
        "Diese Vormerkung kam nach dem Stichtag. Sie zählt ab der zweiten Runde, ab {date}."
    )
    ALREADY_WAITING = message("Das Kind steht schon auf Ihrer Warteliste.")
    FIRST_DAY_TOO_EARLY = message("Der erste Tag kann frühestens der {date} sein.")
    FIRST_DAY_TOO_LATE = message("Der erste Tag kann spätestens der {date} sein.")
    GROUP_FULL = message("In der Gruppe {group} ist kein Platz mehr frei.")
    GROUP_FULL_UNTIL = message("In der Gruppe {group} wird der nächste Platz am {date} frei.")
    NO_GROUP = message("Bitte wählen Sie eine Gruppe.")
    NO_REASON = message("Bitte nennen Sie einen Grund. Die Familie liest ihn.")
    OFFER_NOT_OPEN = message("Dieses Platzangebot ist nicht mehr offen.")
    OFFER_EXPIRED = message("Die Frist war am {date}. Bitte rufen Sie die Kita an.")
    ANSWER_TOO_LATE = message(
        "Die Frist war am {date}, die Antwort kam am {received}. Die Kita kann ein neues Angebot machen."
    )
    PLACE_GIVEN_AWAY = message(
        "Die Antwort kam rechtzeitig, aber in der Gruppe {group} ist inzwischen kein Platz mehr frei. "
        "Bitte sprechen Sie mit der Kita, bevor Sie der Familie schreiben."
    )
    ARRIVAL_AHEAD = message("Dieser Tag liegt in der Zukunft.")
    ARRIVAL_BEFORE_ASKED = message("Gefragt haben wir erst am {date}. Früher kann keine Antwort da sein.")
    NOT_LONGER = message("Bitte wählen Sie einen Tag nach dem {date}. So lange gilt das Angebot schon.")
    ANSWER_AFTER_START = message("Der {date} ist der erste Tag. Bis dahin muss die Antwort da sein.")
    BEFORE_LAST_CHANGE = message("Seit {date} gilt schon eine Änderung. Bitte keinen früheren Tag wählen.")
    AFTER_CONTRACT = message("Der Vertrag endet am {date}. Bitte einen früheren Tag wählen.")
    NOTHING_CHANGES = message("So steht es schon im Vertrag.")
    CONTRACT_ENDED = message("Dieser Vertrag endet schon am {date}.")
    ENDS_TOO_EARLY = message("Der letzte Tag kann frühestens der {date} sein.")
    NO_END_REASON = message("Bitte nennen Sie einen Grund für das Ende.")
    NO_RETRACT_GROUND = message("Bitte nennen Sie einen Grund. Die Familie und das Jugendamt lesen ihn.")
    FEWER_THAN_PROMISED = counted(
        "{promised} Platz ist schon zugesagt. Weniger geht nicht.",
        "{promised} Plätze sind schon zugesagt. Weniger geht nicht.",
        by="promised",
    )
    CRITERION_TWICE = message("„{name}“ steht schon auf Ihrer Liste.")
    POINTS_OUT_OF_RANGE = message("Bitte eine ganze Zahl von 0 bis 100.")
    TOO_MANY_CRITERIA = message("Ihre Liste ist voll. Bitte löschen Sie zuerst ein Kriterium.")
    CRITERION_TICKED = counted(
        "Dieses Kriterium ist bei {children} Kind angekreuzt. Mit ihm geht auch das Kreuz.",
        "Dieses Kriterium ist bei {children} Kindern angekreuzt. Mit ihm gehen auch die Kreuze.",
        by="children",
    )
    CRITERION_GONE = message(
        "Inzwischen hat jemand Ihre Kriterien geändert. Bitte sehen Sie den neuen Stand an."
    )
    GROUP_NAME_TAKEN = message("Eine andere Gruppe heißt schon {group}.")
    UNKNOWN_FORM = message("Diese Gruppenform gibt es hier nicht. Bitte wählen Sie neu.")
    UNKNOWN_HOURS = message("Diese Stunden gibt es hier nicht. Bitte wählen Sie neu.")
    AGES_INVERTED = message("Das Höchstalter muss über dem Mindestalter liegen.")
    AGREEMENT_NOT_WANTED = message("In dieser Stadt muss die zweite Person nicht zustimmen.")
    AGREEMENT_ANSWERED = message("Die zweite Person hat schon geantwortet.")
    LINK_UNKNOWN = message("Dieser Link gilt nicht. Bitte prüfen Sie die Adresse, oder rufen Sie uns an.")
    LINK_EXPIRED = message("Dieser Link galt bis {date}. Das Jugendamt schickt Ihnen gern einen neuen.")
    LINK_OF_ENDED_CASE = message("Diese Vormerkung ist beendet. Sie müssen nichts mehr tun.")
    CUSTODY_UNSETTLED = message(
        "Das Jugendamt klärt noch eine Frage zum Sorgerecht. Danach können Sie den Platz annehmen. "
        "Bitte rufen Sie dort an."
    )
    CONCERN_SETTLED = message("Jemand anders hat das inzwischen geklärt.")
    NO_NOTE = message("Bitte schreiben Sie auf, was Sie geklärt haben.")
    NO_CASE_TO_KEEP = message("Bitte wählen Sie, welche Vormerkung weitergeht.")
    ENDED_CASE_PLACED = message(
        "Die Vormerkung {number} hat schon einen Platz. Bitte lassen Sie diese weitergehen."
    )
    NO_CONFIRMATION_HERE = message("In diesem Land bestätigt das Jugendamt den Bedarf nicht.")
    NEED_CONFIRMED = message("Der Bedarf ist schon bestätigt, seit {date}.")
    CASE_CHANGED = message(
        "Inzwischen hat jemand anderes an dieser Vormerkung gearbeitet. "
        "Bitte sehen Sie den neuen Stand an und senden Sie noch einmal."
    )
    NOTE_LENGTH = counted(
        "Bitte eine Notiz mit höchstens {most} Zeichen schreiben.",
        "Bitte eine Notiz mit höchstens {most} Zeichen schreiben.",
        by="most",
    )
    NOT_SUBMITTED = message("Diese Vormerkung ist nicht mehr offen.")
    ENOUGH_DOCUMENTS = counted(
        "Mehr als {most} Unterlage geht nicht. „{file}“ ist nicht dabei.",
        "Mehr als {most} Unterlagen gehen nicht. „{file}“ ist nicht dabei.",
        by="most",
    )
    DOCUMENT_IN_USE = message("Über diese Unterlage ist schon entschieden. Sie bleibt bei der Vormerkung.")
    ROUND_CLOSED = message(
        "Seit {date} ist die Vergabe abgeschlossen. Ändern und zurückziehen geht nur noch beim Jugendamt."
    )
    CHANGED_MEANWHILE = message(
        "Diese Vormerkung wurde inzwischen an anderer Stelle geändert. Bitte fangen Sie die Änderung neu an."
    )
    OFFER_WAITS = message(
        "Eine Kita bietet gerade einen Platz an. Bitte zuerst darauf antworten. "
        "Danach lassen sich Beginn und Stunden ändern."
    )
    NOT_BORN_YET = message("{child} ist am {date} noch nicht geboren. Bitte prüfen Sie das Datum.")
    INCOMPLETE = message("Bitte prüfen Sie die markierten Angaben.")
    CHILD_UNKNOWN = message("Bitte wählen Sie das Kind noch einmal aus.")
    NO_GUARDIAN = message("Bitte geben Sie an, wer das Kind anmeldet.")
    FAMILY_UNKNOWN = message("Diese Familie ist hier nicht mehr zu finden. Bitte suchen Sie noch einmal.")
    HOURS_NEED_NO_EVIDENCE = message("Für diese Stunden brauchen Sie keinen Nachweis.")
    HOURS_APPROVED = message("Die Stunden sind schon genehmigt. Sie müssen nichts mehr abgeben.")
    NO_GROUND = message("Bitte wählen Sie einen Grund.")
    NOT_SIGNED = message("Bitte bestätigen Sie, dass die Familie unterschrieben hat.")
    NO_EVIDENCE = message("Bitte fügen Sie mindestens einen Nachweis hinzu.")
    EVIDENCE_CHANGED = message(
        "Inzwischen hat sich hier etwas geändert: Die Familie oder jemand im Jugendamt war schneller. "
        "Bitte sehen Sie den neuen Stand an. Was Sie geschrieben haben, steht noch da."
    )
    EVIDENCE_SETTLED = message("So ist schon entschieden.")
    NO_HOURS_REASON = message("Bitte nennen Sie einen Grund. Die Familie liest ihn.")
    NO_HOURS_NOTE = message("Bitte schreiben Sie den anderen Grund dazu.")
    DUE_IN_PAST = message("Bitte nennen Sie einen Tag in der Zukunft.")
    SURVEY_CLOSED = message("Die Umfrage ist gerade geschlossen. Danke, dass Sie mitmachen wollten.")
    SURVEY_TOO_OFTEN = message("Von hier kamen gerade sehr viele Antworten. Bitte versuchen Sie es später.")
