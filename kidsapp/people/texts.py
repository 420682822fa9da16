"""Texts of people that are stored by key: roles, custody, the parts of a child's sign."""

from collections.abc import Mapping

from kidsapp.kernel.actors import Role
from kidsapp.kernel.texts import message
from kidsapp.people.models import Custody

ROLE_NAMES: Mapping[Role, str] = {
    Role.GUARDIAN: message("Familie"),
    Role.YOUNG_PERSON: message("Jugendliche"),
    Role.KITA_LEAD: message("Leitung der Kita"),
    Role.PROVIDER_MANAGER: message("Verwaltung des Trägers"),
    Role.YOUTH_OFFICE: message("Jugendamt"),
    Role.EDITOR: message("Redaktion"),
    Role.DATA_PROTECTION_OFFICER: message("Datenschutz"),
    Role.OPERATOR: message("Betrieb"),
}

ROLE_HINTS: Mapping[Role, str] = {
    Role.KITA_LEAD: message("Sieht die Vormerkungen der eigenen Kita und vergibt deren Plätze."),
    Role.PROVIDER_MANAGER: message("Sieht alle Kitas des Trägers und lädt deren Leitungen ein."),
    Role.YOUTH_OFFICE: message("Sieht die Vormerkungen der ganzen Stadt oder nur die bestimmter Ortsteile."),
    Role.EDITOR: message("Pflegt, was Familien über die Kitas lesen."),
    Role.DATA_PROTECTION_OFFICER: message("Sieht, wer wann was getan hat."),
    Role.OPERATOR: message("Lädt andere ein und beendet Aufgaben. Sieht keine Kinder."),
}

REASONS_TO_LOOK: Mapping[Role | None, str] = {
    Role.YOUTH_OFFICE: message("Das Jugendamt plant die Plätze und prüft Angaben (§ 24 SGB VIII)."),
    Role.KITA_LEAD: message("Die Kita vergibt ihre Plätze und führt ihre Verträge."),
    Role.PROVIDER_MANAGER: message("Der Träger vergibt die Plätze seiner Kitas."),
    Role.DATA_PROTECTION_OFFICER: message("Der Datenschutz prüft, ob alles mit rechten Dingen zugeht."),
    Role.EDITOR: message("Der Betrieb hält die KidsApp am Laufen."),
    Role.OPERATOR: message("Der Betrieb hält die KidsApp am Laufen."),
    None: message("Eine Frist oder Erinnerung: Niemand hat hingesehen."),
}
"""Why staff, or the system, sees a child: what the role is for."""

LOOKED_AT_BY: Mapping[str, str] = {
    "self": message("Sie"),
    "guardian": message("Ein anderer Sorgeberechtigter"),
    "system": message("KidsApp, von selbst"),
    "family": message("Familie"),
    "unknown": message("Ein Konto ohne Aufgabe in der Stadt"),
}

CUSTODY_NAMES: Mapping[str, str] = {
    Custody.Kind.JOINT: message("gemeinsam mit dem anderen Elternteil"),
    Custody.Kind.SOLE: message("allein"),
    Custody.Kind.FOSTER: message("als Pflegeeltern"),
    Custody.Kind.COURT: message("als Vormund oder durch das Gericht"),
}

CUSTODY_KINDS: Mapping[str, str] = {
    Custody.Kind.JOINT: message("gemeinsame Sorge"),
    Custody.Kind.SOLE: message("alleinige Sorge"),
    Custody.Kind.FOSTER: message("Pflegefamilie"),
    Custody.Kind.COURT: message("Vormundschaft durch das Gericht"),
}

CUSTODY_PROOFS: Mapping[str, str] = {
    Custody.Proof.SAID: message("nur gesagt"),
    Custody.Proof.BIRTH_CERTIFICATE: message("Geburtsurkunde"),
    Custody.Proof.REGISTER: message("Sorgeregister"),
    Custody.Proof.COURT_ORDER: message("Beschluss des Gerichts"),
    Custody.Proof.FOSTER_PAPERS: message("Pflegevertrag"),
}

CUSTODY_ACTS: Mapping[str, str] = {
    "set_custody": message("Angaben geändert"),
    "end_custody": message("Ende eingetragen"),
    "block_custody": message("Gesperrt"),
    "unblock_custody": message("Sperre aufgehoben"),
    "take_up_guardianship": message("Mit eigenem Link dazugekommen"),
    "take_over_account": message("Mit dem Code vom Papier übernommen"),
    "share_custody": message("Zwei Einträge für ein Kind zusammengeführt"),
}

CUSTODY_DOUBTS: Mapping[str, str] = {
    "nobody": message("Heute hat niemand das Sorgerecht."),
    "sole_and_others": message("Eine Person hat die alleinige Sorge. Trotzdem sind noch andere eingetragen."),
    "joint_alone": message("Gemeinsame Sorge, doch die zweite Person hat noch kein Konto."),
    "more_than_two": message("Mehr als zwei Personen mit gemeinsamer Sorge."),
}

SIGN_SHAPES: Mapping[str, str] = {
    "circle": message("Kreis"),
    "arch": message("Bogen"),
    "square": message("Quadrat"),
    "leaf": message("Blatt"),
    "drop": message("Tropfen"),
}

SIGN_COLOURS: Mapping[str, str] = {
    "sonne": message("Sonne"),
    "aprikose": message("Aprikose"),
    "koralle": message("Koralle"),
    "beere": message("Beere"),
    "flieder": message("Flieder"),
    "himmel": message("Himmel"),
    "meer": message("Meer"),
    "wiese": message("Wiese"),
}

SIGN_PICTURES: Mapping[str, str] = {
    "kite": message("Drachen"),
    "boat": message("Boot"),
    "star": message("Stern"),
    "snail": message("Schnecke"),
    "whale": message("Wal"),
    "mushroom": message("Pilz"),
    "drum": message("Trommel"),
    "book": message("Buch"),
}
