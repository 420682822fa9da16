"""Walking through the form of a pre-registration as a browser does, without JavaScript."""

from kidsapp.childcare.models import Draft

NEW = "/de/vormerkung/neu/"
CHILD = {
    "child": "new",
    "given_name": "Jonas",
    "family_name": "Brandt",
    "born_on": "3.10.2024",
    "custody": "joint",
}
NEED = {"starts_on": "1.8.2027", "hours": "35-block"}
FAMILY = {
    "own_given_name": "Sara",
    "own_family_name": "Brandt",
    "own_street": "Musterweg 1",
    "own_postal_code": "44623",
    "own_town": "Herne",
    "second": "no",
}


def begin(browser, **values) -> Draft:
    """The first step, sent; the draft that it made."""
    browser.post(NEW, {**CHILD, "key": "abcdefghijkl", **values})
    return Draft.objects.latest("pk")


def at(draft: Draft, step: str, language: str = "de") -> str:
    """The address of a step."""
    return f"/{language}/vormerkung/entwurf/{draft.public_id}/{step}/"


def wishes(*facilities) -> dict:
    """The step of the Kitas with these wishes, best first."""
    return {"wish": [facility.public_id for facility in facilities]}


def filled(browser, *facilities, child=None, need=None, family=None) -> Draft:
    """A form filled in up to its last step."""
    draft = begin(browser, **(child or {}))
    browser.post(at(draft, "zeiten"), {**NEED, **(need or {})})
    browser.post(at(draft, "kitas"), wishes(*facilities))
    browser.post(at(draft, "familie"), {**FAMILY, **(family or {})})
    draft.refresh_from_db()
    return draft


def sent(browser, *facilities, **values) -> Draft:
    """A form filled in and sent; values as for ``filled``."""
    draft = filled(browser, *facilities, **values)
    browser.post(at(draft, "pruefen"))
    draft.refresh_from_db()
    return draft
