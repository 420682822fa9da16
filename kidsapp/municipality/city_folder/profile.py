"""What a city says about itself: contact, legal pages, and the slots for sign and easy language."""

from typing import Any

from kidsapp.kernel.opening_hours import Week
from kidsapp.municipality.city_folder.identity import read_identity
from kidsapp.municipality.city_folder.settings import LANGUAGES
from kidsapp.municipality.city_folder.sheets import Sheet

EMAIL = r"[^@\s<>]+@[^@\s<>]+\.[A-Za-z]{2,}"
SENDER = rf"(?:[^<>@\r\n]+ <{EMAIL}>|{EMAIL})"
EMAIL_HINT = "must be a mail address like kita@stadt.example"
URL = r"https?://[^\s\"<>]+"
TEXT_SLOTS = {
    "imprint": ("responsible", "address", "phone", "represented_by"),
    "privacy": ("controller", "officer", "authority", "retention"),
    "accessibility": ("method", "enforcement_name"),
}


def read_profile(sheet: Sheet, *, is_demonstration: bool) -> dict[str, Any]:
    """The profile; what a page can do without is a slot and may still be empty."""
    profile = {
        "sender": sheet.text("sender", fits=SENDER, hint="must be a mail address, with a name or without"),
        "contact": _contact(sheet.part("contact")),
        "imprint": _imprint(sheet.part("imprint", is_required=False)),
        "privacy": _slots(sheet.part("privacy", is_required=False)),
        "accessibility": _accessibility(sheet.part("accessibility", is_required=False)),
        "sign_language": _link(sheet.part("sign_language", is_required=False)),
        "easy_language": _easy_language(sheet.part("easy_language", is_required=False)),
        "identity": read_identity(sheet),
    }
    if is_demonstration or sheet.has("notice"):
        profile["notice"] = sheet.words("notice", LANGUAGES)
    return profile


def _contact(part: Sheet) -> dict[str, Any]:
    found: dict[str, Any] = {key: part.text(key) for key in ("name", "address", "phone")}
    found["hours"] = _hours(part, "hours")
    found["email"] = part.text("email", fits=EMAIL, hint=EMAIL_HINT)
    part.close()
    return found


def _hours(part: Sheet, key: str) -> list[str]:
    lines = part.texts(key)
    try:
        Week.read(lines)
    except ValueError:
        part.report(key, "must be lines like mon-thu 08:00-16:00")
    return list(lines)


def _slot_email(part: Sheet, key: str) -> str:
    return part.slot(key, fits=EMAIL, hint=EMAIL_HINT)


def _slots(part: Sheet) -> dict[str, str]:
    found = {key: part.slot(key) for key in TEXT_SLOTS[part.path]}
    part.close()
    return _filled(found)


def _imprint(part: Sheet) -> dict[str, str]:
    email = _slot_email(part, "email")
    return _filled({**_slots(part), "email": email})


def _accessibility(part: Sheet) -> dict[str, Any]:
    email = _slot_email(part, "feedback_email")
    url = part.slot("enforcement_url", fits=URL, hint="must begin with http:// or https://")
    examined_on = part.slot_day("date")
    findings = list(part.texts("findings", is_required=False))
    found: dict[str, Any] = {**_slots(part), "feedback_email": email, "enforcement_url": url}
    return _filled({**found, "date": examined_on, "findings": findings})


def _link(part: Sheet) -> dict[str, str]:
    url = part.slot("url", fits=URL, hint="must begin with http:// or https://")
    title = part.slot("title")
    part.close()
    return _filled({"url": url, "title": title})


def _easy_language(part: Sheet) -> dict[str, str]:
    """Either a link or a text of the city's own."""
    if part.has("url") or part.has("title"):
        return _link(part)
    text = part.slot("text")
    part.close()
    return _filled({"text": text})


def _filled(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value}
