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
GOT_COURSES = message("Ihr Kind bekommt: {places}.")
GOT_NO_COURSE = message("Ihr Kind hat noch keinen Kurs bekommen.")
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
    "course-placed": message("Diesen Kurs bekommt Ihr Kind."),
    "course-first": message(
        "Diesen Kurs bekommt Ihr Kind. Es ist sein erster Platz: Alle Kinder bekommen, wenn es geht, einen "
        "Kurs, bevor jemand einen zweiten bekommt."
    ),
    "course-age": message(
        "Der Kurs ist für Kinder von {youngest} bis {oldest} Jahren. Am ersten Tag ist Ihr Kind {age}."
    ),
    "course-overlap": message("Zur gleichen Zeit hat Ihr Kind schon einen Kurs: {other}."),
    "course-minutes": message(
        "Zu knapp neben einem Kurs, den Ihr Kind schon hat: {other}. "
        "Dazwischen müssen {minutes} Minuten frei sein."
    ),
    "course-day": message("Am selben Tag hat Ihr Kind schon einen Kurs: {other}."),
    "course-week": message("In derselben Woche hat Ihr Kind schon einen Kurs: {other}."),
    "course-kind": message(
        "Von dieser Art hat Ihr Kind schon einen Kurs: {other}. Jedes Kind bekommt nur einen davon."
    ),
    "course-limit": message("Mehr Kurse gehen nicht. Für Ihr Kind ist die höchste Zahl {highest}."),
    "course-full-first": message(
        "Voll ({seats}). Alle Plätze sind erste Plätze: Jedes Kind bekommt, wenn es geht, einen Kurs, bevor "
        "jemand einen zweiten bekommt."
    ),
    "group-not-all": message("Gemeinsamer Wunsch: Für ein anderes Kind der Gruppe passt dieser Kurs nicht."),
    "group-full": message(
        "Gemeinsamer Wunsch: Für {children} Kinder zusammen waren nicht genug Plätze frei."
    ),
    "group-class": message(
        "Voll ({seats}). Für den letzten Platz reichte Vorrang {last}. Ihre Gruppe hat Vorrang {own}. "
        "Die kleinere Zahl geht vor."
    ),
    "group-points": message(
        "Voll ({seats}). Punkte beim letzten Platz (Vorrang {class}): {last}. Punkte Ihrer Gruppe: {own}. "
        "Mehr Punkte gehen vor."
    ),
    "group-draw": message(
        "Voll ({seats}). Beim letzten Platz waren Vorrang und Punkte gleich, das Los entschied. "
        "Los des letzten Platzes: {last}. Los Ihrer Gruppe: {own}. Das kleinere geht vor."
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

    def courses(self, got: list[str], answers: list[Answer]) -> list[str]:
        """Which courses the child got, and one line for each wish."""
        first = self._say(GOT_COURSES, places=", ".join(got)) if got else self._say(GOT_NO_COURSE)
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
