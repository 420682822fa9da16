"""Texts of childcare that are stored by key: messages, states, grounds."""

from collections.abc import Mapping

from kidsapp.childcare.states import AgreementState, EvidenceState, PreRegistrationState, WishState
from kidsapp.kernel.texts import message
from kidsapp.messaging.ports import MessageText

MESSAGES: Mapping[str, MessageText] = {
    "childcare.received": MessageText(
        message("Ihre Wünsche für {child} sind angekommen"),
        message(
            "Ihre Vormerkung hat die Nummer {number}. Sie müssen nirgends anrufen oder vorbeikommen. "
            "Wer früher absendet, hat keinen Vorteil. Ab {date} vergeben die Kitas ihre Plätze."
        ),
    ),
    "childcare.received_late": MessageText(
        message("Ihre Wünsche für {child} sind angekommen"),
        message(
            "Ihre Vormerkung hat die Nummer {number}. Der Stichtag ist schon vorbei. Wir nehmen Ihre "
            "Vormerkung trotzdem an; sie kommt in die zweite Runde. Die beginnt am {date}."
        ),
    ),
    "childcare.received_in_year": MessageText(
        message("Ihre Wünsche für {child} sind angekommen"),
        message(
            "Ihre Vormerkung hat die Nummer {number}. Die großen Runden sind vorbei. "
            "Freie Plätze vergeben die Kitas das ganze Jahr über. Sie bekommen Post, sobald eine antwortet."
        ),
    ),
    "childcare.changed": MessageText(
        message("Ihre Vormerkung für {child} ist geändert"),
        message("Es bleibt bei der Nummer {number}. Es gilt, was Sie zuletzt gesendet haben."),
    ),
    "childcare.need_confirmed": MessageText(
        message("Der Bedarf für {child} ist bestätigt"),
        message(
            "Vormerkung {number}: Das Jugendamt bestätigt, dass {child} ab {date} einen Platz braucht: "
            "{hours}. {fees}"
        ),
    ),
    "childcare.place_offered": MessageText(
        message("{facility} bietet {child} einen Platz an"),
        message("Bitte antworten Sie bis {date}. So lange ist der Platz für {child} frei gehalten."),
    ),
    "childcare.declined": MessageText(
        message("{facility} hat keinen Platz für {child}"),
        message(
            "Der Grund: {reason} Ihre anderen Wünsche gelten weiter. Wenn keiner mehr offen ist, "
            "hilft Ihnen das Jugendamt."
        ),
    ),
    "childcare.placed": MessageText(
        message("{child} hat den Platz: {facility}"),
        message(
            "Erster Tag ist der {date}. Ihre anderen Wünsche sind beendet. "
            "Die Kita meldet sich wegen des Vertrags."
        ),
    ),
    "childcare.offer_declined": MessageText(
        message("Sie haben den Platz in {facility} abgelehnt"),
        message("Ihre anderen Wünsche für {child} gelten weiter."),
    ),
    "childcare.withdrawn": MessageText(
        message("Die Vormerkung für {child} ist zurückgezogen"),
        message("Sie können {child} jederzeit neu vormerken."),
    ),
    "childcare.hours_evidence_received": MessageText(
        message("Der Nachweis für {child} ist angekommen"),
        message("Das Jugendamt prüft, ob {child} 45 Stunden bekommt. Die Antwort kommt als Nachricht."),
    ),
    "childcare.hours_approved": MessageText(
        message("{child}: 45 Stunden sind genehmigt"),
        message(
            "Die Kitas sehen, dass die Stunden genehmigt sind. "
            "Ihren Grund und Ihre Unterlagen sehen sie nicht."
        ),
    ),
    "childcare.hours_refused": MessageText(
        message("{child}: 45 Stunden sind nicht genehmigt"),
        message(
            "{reason} {note} Ihre Vormerkung gilt weiter. Sie können einen neuen Nachweis abgeben oder "
            "weniger Stunden wählen."
        ),
    ),
    "childcare.hours_asked": MessageText(
        message("{child}: Bitte noch einen Nachweis für 45 Stunden"),
        message("{reason} {note} Bitte geben Sie den Nachweis bis {date} ab. Ihre Vormerkung gilt weiter."),
    ),
    "childcare.place_taken": MessageText(
        message("{child} kommt zu Ihnen"),
        message("Die Familie hat den Platz in {facility} angenommen. Erster Tag ist der {date}."),
    ),
    "childcare.place_freed": MessageText(
        message("Ein Platz in {facility} ist wieder frei"),
        message("Die Familie von {child} hat sich anders entschieden."),
    ),
    "childcare.guardian_agreed": MessageText(
        message("{guardian} stimmt zu"),
        message("{guardian} ist mit der Vormerkung für {child} einverstanden. Sie müssen nichts tun."),
    ),
    "childcare.guardian_objected": MessageText(
        message("{guardian} stimmt nicht zu"),
        message(
            "{guardian} ist mit der Vormerkung für {child} nicht einverstanden. Das Jugendamt klärt das "
            "mit Ihnen. Bis dahin kann niemand einen Platz fest annehmen. Ihre Wünsche bleiben bestehen."
        ),
    ),
    "childcare.custody_unsettled": MessageText(
        message("Bitte klären: Sorgerecht für {child}"),
        message("Zur Vormerkung {number} gibt es einen Einwand. Bis Sie ihn klären, ruht die Zusage."),
    ),
    "childcare.custody_settled": MessageText(
        message("Die Frage zum Sorgerecht für {child} ist geklärt"),
        message("Sie können wieder einen Platz annehmen. Ihre Wünsche für {child} gelten weiter."),
    ),
    "childcare.doubled_ended": MessageText(
        message("{child} war zweimal vorgemerkt"),
        message(
            "Für {child} gibt es noch eine Vormerkung. Das Jugendamt hat entschieden, dass jene weitergeht. "
            "Ihre Vormerkung {number} ist beendet. Haben Sie Fragen? Bitte rufen Sie das Jugendamt an."
        ),
    ),
    "childcare.doubled_kept": MessageText(
        message("{child} war zweimal vorgemerkt"),
        message(
            "Das Jugendamt hat das geklärt. Ihre Vormerkung {number} gilt weiter. Sie müssen nichts tun."
        ),
    ),
}

AGREEMENT_STATES: Mapping[str, str] = {
    "": message("noch nicht gefragt"),
    AgreementState.ASKED: message("noch keine Antwort"),
    AgreementState.AGREED: message("stimmt zu"),
    AgreementState.OBJECTED: message("stimmt nicht zu"),
}

CONCERN_KINDS: Mapping[str, str] = {
    "duplicate": message("vielleicht zweimal vorgemerkt"),
    "custody": message("Einwand zum Sorgerecht"),
}

DECLINE_REASONS: Mapping[str, str] = {
    "full": message("Alle Plätze sind vergeben."),
    "age": message("In dieser Altersgruppe ist kein Platz frei."),
    "siblings": message("Geschwisterkinder hatten Vorrang."),
    "distance": message("Kinder aus der Nähe hatten Vorrang."),
    "hours": message("Die gewünschten Stunden passen nicht zu den freien Plätzen."),
}

CASE_STATES: Mapping[str, str] = {
    PreRegistrationState.SUBMITTED: message("offen"),
    PreRegistrationState.PLACED: message("hat einen Platz"),
    PreRegistrationState.WITHDRAWN: message("zurückgezogen"),
}

WISH_STATES: Mapping[str, str] = {
    WishState.OPEN: message("noch offen"),
    WishState.WAITING: message("auf der Warteliste"),
    WishState.OFFERED: message("Platz angeboten"),
    WishState.DECLINED: message("kein Platz"),
    WishState.FULFILLED: message("angenommen"),
    WishState.ENDED: message("beendet"),
}

STEP_NAMES: Mapping[str, str] = {
    "kind": message("Ihr Kind"),
    "zeiten": message("Zeiten"),
    "kitas": message("Kitas"),
    "familie": message("Familie"),
    "nachweise": message("Nachweise"),
    "pruefen": message("Prüfen und absenden"),
}

FOODS: Mapping[str, str] = {
    "vegetarian": message("vegetarisch"),
    "vegan": message("vegan"),
    "no_pork": message("kein Schweinefleisch"),
    "halal": message("halal"),
    "kosher": message("koscher"),
    "no_gluten": message("ohne Gluten"),
    "no_lactose": message("ohne Laktose"),
    "allergy": message("Allergie"),
}

HOME_LANGUAGES = (
    "de", "ar", "bg", "bs", "el", "en", "es", "fa", "fr", "hr", "it", "ku", "nl", "pl", "pt", "ro", "ru",
    "sq", "sr", "ta", "ti", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
GROUNDS: Mapping[str, str] = {
    "work": message("Arbeit"),
    "training": message("Ausbildung, Studium, Schule oder Sprachkurs"),
    "job_search": message("Arbeitssuche"),
    "family_care": message("Pflege in der Familie"),
    "well_being": message("Wohl des Kindes"),
}

EVIDENCE_STATES: Mapping[str, str] = {
    EvidenceState.OPEN: message("wird geprüft"),
    EvidenceState.ASKED: message("Nachweis fehlt"),
    EvidenceState.APPROVED: message("genehmigt"),
    EvidenceState.REFUSED: message("nicht genehmigt"),
}

HOURS_AT_THE_KITA: Mapping[str, str] = {
    EvidenceState.OPEN: message("noch nicht entschieden"),
    EvidenceState.ASKED: message("noch nicht entschieden"),
    EvidenceState.APPROVED: message("genehmigt"),
    EvidenceState.REFUSED: message("nicht genehmigt"),
}
"""A Kita does not learn whether a family was asked for more."""

HOURS_REASONS: Mapping[str, str] = {
    "unreadable": message("Der Nachweis ist nicht gut zu lesen."),
    "one_missing": message("Es fehlt der Nachweis eines Elternteils."),
    "no_times": message("Auf dem Nachweis fehlen die Arbeitszeiten."),
    "not_signed": message("Auf dem Nachweis fehlt die Unterschrift."),
    "too_old": message("Der Nachweis ist zu alt."),
    "less_is_enough": message("Nach dem Nachweis reichen weniger Stunden."),
    "other": message("Ein anderer Grund:"),
}

SURVEY_REASONS: Mapping[str, str] = {
    "shift": message("Schichtarbeit"),
    "work": message("Arbeit früh, spät oder am Wochenende"),
    "commute": message("langer Weg zur Arbeit"),
    "training": message("Ausbildung, Studium oder Sprachkurs"),
    "care": message("Pflege in der Familie"),
    "alone": message("Ich bin allein mit meinem Kind"),
    "other": message("etwas anderes"),
}

SURVEY_AGES: Mapping[str, str] = {
    "4": message("unter 1 Jahr"),
    "12": message("1 Jahr"),
    "24": message("2 Jahre"),
    "36": message("3 Jahre"),
    "48": message("4 Jahre"),
    "60": message("5 Jahre oder älter"),
}
