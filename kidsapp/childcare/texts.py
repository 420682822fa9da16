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
    "childcare.erasure_kept": MessageText(
        message("Ihr Antrag auf Löschung: Die Angaben bleiben noch"),
        message(
            "Das Jugendamt hat Ihren Antrag geprüft und löscht noch nicht. Der Grund: {reason} "
            "Sie sehen das anders? Schreiben Sie den Datenschutzbeauftragten Ihrer Stadt. Sie können sich "
            "auch bei der Datenschutzaufsicht des Landes beschweren."
        ),
    ),
    "childcare.erasure_done": MessageText(
        message("Ihr Antrag auf Löschung ist erledigt"),
        message(
            "Wir haben gelöscht, was wir über das Kind gespeichert hatten. Im Protokoll bleiben nur Nummern, "
            "die zu niemandem mehr führen."
        ),
    ),
    "childcare.emergency": MessageText(
        message("Jemand hat die Angaben eines Kindes im Notfall geöffnet"),
        message(
            "{who} ({role}) liest heute die Kontakte zu einem Kind, für das sie oder er nicht zuständig ist. "
            "Der Grund: {reason} Bitte prüfen Sie, ob das stimmt. Die Familie sieht den Grund auch."
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
    "childcare.waiting": MessageText(
        message("{facility} setzt {child} auf die Warteliste"),
        message(
            "Dort ist im Moment kein Platz frei. Wird einer frei, kann die Kita Ihnen schreiben; "
            "versprechen kann sie es nicht. Ihre anderen Wünsche gelten weiter."
        ),
    ),
    "childcare.offer_reminder": MessageText(
        message("Bitte antworten Sie {facility} bis {date}"),
        message(
            "Bis dahin ist der Platz für {child} frei gehalten. "
            "Ohne Ihre Antwort bekommt ihn ein anderes Kind."
        ),
    ),
    "childcare.offer_extended": MessageText(
        message("Sie haben mehr Zeit: {facility} wartet bis {date}"),
        message("So lange ist der Platz für {child} frei gehalten. Bitte antworten Sie bis dahin."),
    ),
    "childcare.offer_expired": MessageText(
        message("Die Frist für den Platz in {facility} ist vorbei"),
        message(
            "Wir haben bis {date} keine Antwort von Ihnen bekommen. Der Platz ist wieder frei. "
            "Möchten Sie ihn noch? Rufen Sie die Kita bitte gleich an und nehmen Sie sie wieder in Ihre "
            "Wünsche auf. "
            "Ihre anderen Wünsche für {child} gelten weiter."
        ),
    ),
    "childcare.offer_retracted": MessageText(
        message("{facility} nimmt das Platzangebot zurück"),
        message(
            "Der Grund: {reason} Es tut uns leid. {child} steht dort jetzt auf der Warteliste, Ihre anderen "
            "Wünsche gelten weiter. Das Jugendamt weiß Bescheid und hilft Ihnen bei der Suche."
        ),
    ),
    "childcare.offer_retracted_for_office": MessageText(
        message("{facility} hat ein Platzangebot zurückgenommen"),
        message("Vormerkung {number}, {child}. Der Grund: {reason} Die Familie weiß Bescheid."),
    ),
    "childcare.no_answer": MessageText(
        message("Keine Antwort für {child}: Der Platz ist wieder frei"),
        message("Die Frist war am {date}. Sie können den Platz in {facility} neu vergeben."),
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
    "childcare.contract_changed": MessageText(
        message("Der Vertrag für {child} ändert sich ab {date}"),
        message("{facility} hat neue Stunden oder eine neue Gruppe eingetragen. Fragen? Rufen Sie dort an."),
    ),
    "childcare.contract_changed_for_office": MessageText(
        message("Für den Beitrag: Vertrag geändert ab {date}"),
        message("{facility}, {child}, Vormerkung {number}. Stunden oder Gruppe sind neu."),
    ),
    "childcare.contract_ended": MessageText(
        message("Der Vertrag für {child} endet am {date}"),
        message("{facility}. Der Grund: {reason} Stimmt das nicht? Bitte rufen Sie die Kita an."),
    ),
    "childcare.contract_ended_for_office": MessageText(
        message("Für den Beitrag: Vertrag endet am {date}"),
        message("{facility}, {child}, Vormerkung {number}. Der Grund: {reason}"),
    ),
    "childcare.child_leaves": MessageText(
        message("{child} wechselt in eine andere Kita"),
        message("Der letzte Tag in {facility} ist der {date}. Danach können Sie den Platz neu vergeben."),
    ),
    "childcare.withdrawn": MessageText(
        message("Die Vormerkung für {child} ist zurückgezogen"),
        message("Sie können {child} jederzeit neu vormerken."),
    ),
    "childcare.taken_over": MessageText(
        message("Die Vormerkung für {child} ist jetzt in einem Konto"),
        message(
            "Jemand hat die Vormerkung {number} mit dem Code von Ihrem Papier in ein Konto mit E-Mail "
            "übernommen. Alle Nachrichten stehen jetzt dort. Waren Sie das nicht? Dann rufen Sie bitte "
            "gleich das Jugendamt an."
        ),
    ),
    "childcare.hours_evidence_received": MessageText(
        message("Der Nachweis für {child} ist angekommen"),
        message("Das Jugendamt prüft, ob {child} 45 Stunden bekommt. Die Antwort kommt als Nachricht."),
    ),
    "childcare.hours_papers_sent_on": MessageText(
        message("Ihre Papiere für {child} sind unterwegs"),
        message(
            "Die Kita schickt die Papiere für 45 Stunden ungelesen an das Jugendamt. Sie müssen nichts tun."
        ),
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
    "childcare.asked_to_agree": MessageText(
        message("Bitte um Ihre Zustimmung"),
        message(
            "{child} ist für einen Platz in einer Kita vorgemerkt. Sie sind als zweite sorgeberechtigte "
            "Person genannt. Bitte sagen Sie uns bis {date}, ob Sie zustimmen."
        ),
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

RETRACT_GROUNDS: Mapping[str, str] = {
    "staff": message("In der Gruppe fehlt Personal."),
    "group": message("Die Gruppe wird nicht oder kleiner eröffnet."),
    "building": message("Die Räume sind nicht rechtzeitig fertig."),
    "mistake": message("Das Angebot war ein Versehen der Kita."),
}

END_REASONS: Mapping[str, str] = {
    "moves": message("Die Familie zieht um."),
    "family": message("Die Familie hat gekündigt."),
    "kita": message("Die Kita hat gekündigt."),
    "school": message("Das Kind kommt in die Schule."),
    "not_begun": message("Das Kind hat den Platz nicht angetreten."),
    "transfer": message("Das Kind wechselt in eine andere Kita."),
}
"""Why a contract ends; ``transfer`` writes itself when the family takes another place."""

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

EVIDENCE_TAGS: Mapping[str, str] = {
    EvidenceState.OPEN: "info",
    EvidenceState.ASKED: "warn",
    EvidenceState.APPROVED: "good",
    EvidenceState.REFUSED: "plain",
}
"""Kind of the tag that shows the state."""

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
