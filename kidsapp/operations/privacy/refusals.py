"""Why something about a person cannot be erased yet; drafts for the city's lawyer."""

from kidsapp.kernel.refusals import Refusal
from kidsapp.kernel.texts import message


class ErasureRefusal(Refusal):
    """What stands against an erasure (Art. 17 (3) GDPR, § 84 SGB X)."""

    OPEN_CASE = message("Die Vormerkung läuft noch. Ziehen Sie sie bitte zuerst zurück.")
    IN_CARE = message(
        "Das Kind hat einen Platz. Das Jugendamt braucht die Angaben, solange es betreut wird "
        "(§ 84 SGB X, § 24 SGB VIII)."
    )
    AFTER_CARE = message(
        "Die Betreuung ist noch keine vier Jahre vorbei. So lange geht es noch um Beiträge und Förderung "
        "(§ 45 SGB I, Artikel 17 Absatz 3 DSGVO)."
    )
    CLAIM = message("Ein Verfahren läuft noch (Artikel 17 Absatz 3 Buchstabe e DSGVO).")
    PROTECTED = message("Zum Schutz eines Kindes bleiben diese Angaben (§ 8a SGB VIII, § 84 SGB X).")
    STAFF = message("Sie haben noch eine Aufgabe bei der Stadt, einem Träger oder einer Kita.")
    ASKED_ALREADY = message("Sie haben das schon beantragt. Das Jugendamt antwortet Ihnen.")
    NO_GROUND = message("Bitte wählen Sie einen Grund.")
