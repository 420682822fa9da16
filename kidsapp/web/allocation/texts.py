"""The sentences that explain a result to a family, spoken without Django."""

from collections.abc import Mapping
from gettext import NullTranslations, translation
from typing import Any

from kidsapp.allocation.explanations import Answer
from kidsapp.allocation.reading.document import Wish
from kidsapp.kernel.texts import message
from kidsapp.web.texts import LOCALES

FOLDERS = {"de": "", "de-simple": "de_Simple", "en": "en", "tr": "tr", "ar": "ar", "uk": "uk", "pl": "pl"}
WISH = message("{rank}. Wunsch, {place}: {answer}")
GOT = message("Ihr Kind bekommt einen Platz: {place}.")
GOT_NONE = message("Ihr Kind hat noch keinen Platz bekommen.")

ANSWERS: Mapping[str, str] = {
    "placed": message("Diesen Platz bekommt Ihr Kind."),
    "present-kept": message("Ihr Kind behält diesen Platz."),
    "signed": message("Der Vertrag ist unterschrieben. Der Platz bleibt."),
    "held-before": message("Diesen Platz hatte Ihr Kind schon. Er bleibt."),
    "not-asked": message("In dieser Runde nicht gefragt. Ihr Kind behält den Platz, den es schon hatte."),
    "ordered": message("Diesen Platz hat die Stadt von Hand vergeben. Grund: {ground}."),
    "better-wish-met": message("Nicht mehr nötig. Ein Wunsch weiter oben ist erfüllt."),
    "not-listed": message("Die Kita kann Ihr Kind nicht aufnehmen. Es steht nicht auf ihrer Liste."),
    "not-offered": message(
        "Diese Kita vergibt ihre Plätze selbst. Sie hat Ihrem Kind keinen Platz angeboten."
    ),
    "no-group": message("Für das Alter Ihres Kindes gibt es hier keine Gruppe."),
    "barred": message("Die Stadt hat diesen Platz von Hand ausgeschlossen. Grund: {ground}."),
    "no-seat": message("Hier war kein Platz frei ({seats})."),
    "full-kept": message("Voll ({seats}). Alle Plätze bleiben bei Kindern, die sie schon haben."),
    "full-class": message(
        "Voll ({seats}). Für den letzten Platz reichte Vorrang {last}. Ihr Kind hat Vorrang {own}. "
        "Die kleinere Zahl geht vor."
    ),
    "full-points": message(
        "Voll ({seats}). Punkte beim letzten Platz (Vorrang {class}): {last}. Punkte Ihres Kindes: {own}. "
        "Mehr Punkte gehen vor."
    ),
    "full-draw": message(
        "Voll ({seats}). Beim letzten Platz waren Vorrang und Punkte gleich, das Los entschied. "
        "Los des letzten Platzes: {last}. Los Ihres Kindes: {own}. Das kleinere geht vor."
    ),
    "together-full": message("Für Ihre Kinder gemeinsam war hier kein Platz ({seats})."),
    "together-without": message("Bei diesem gemeinsamen Wunsch bekommt dieses Kind keinen Platz."),
    "full-position": message(
        "Voll ({seats}). Auf der Liste der Kita reichte Rang {last}. Ihr Kind hat Rang {own}."
    ),
}


class Speech:
    """Explains in one language."""

    def __init__(self, language: str) -> None:
        """Take the language as the addresses of pages name it."""
        folder = FOLDERS[language]
        self.texts = translation("django", LOCALES, [folder]) if folder else NullTranslations()

    def whole(self, got: Wish | None, answers: list[Answer]) -> list[str]:
        """What the child got, and one line for each wish."""
        first = self._say(GOT, place=_label(got)) if got else self._say(GOT_NONE)
        return [first, *map(self.line, answers)]

    def line(self, answer: Answer) -> str:
        """What became of one wish."""
        facts = dict(answer.facts)
        seats = facts.pop("seats", None)
        words = self._say(ANSWERS[answer.key], **facts, seats=", ".join(seats) if seats else "")
        return self._say(WISH, rank=answer.rank, place=_label(answer.wish), answer=words)

    def _say(self, german: str, **facts: Any) -> str:
        return self.texts.gettext(german).format(**facts)


def _label(wish: Wish) -> str:
    return ", ".join(filter(None, (wish.facility, wish.hours, wish.start)))
