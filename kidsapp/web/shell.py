"""What surrounds a page: languages, navigation, footer, and whose desk it is."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from kidsapp.childcare import policy as childcare
from kidsapp.kernel.actors import Actor, Role
from kidsapp.messaging.queries import unread_count
from kidsapp.operations import policy as operations
from kidsapp.page.jinja import url
from kidsapp.page.render import LanguageChoice, NavItem, Shell
from kidsapp.people import policy as people
from kidsapp.places import policy as places
from kidsapp.places.wording import contact_in_words


def shell_of(request: HttpRequest) -> Shell:
    """The shell of a request; one statement for somebody who is logged in."""
    asked: Any = request
    actor, city = asked.actor, asked.city
    language = translation.get_language() or "de"
    unread = unread_count(actor)
    nav = _family_nav(request, actor, unread) if actor.account_id else ()
    return Shell(
        language=language,
        direction="rtl" if translation.get_language_bidi() else "ltr",
        languages=_languages(request, city, language),
        city_name=city.name,
        city_mark_url=city.row.profile.get("mark_url"),
        theme_url=url("theme") if city.row.theme else None,
        theme=request.COOKIES.get("theme", "") if request.COOKIES.get("theme") in {"light", "dark"} else "",
        nav=nav,
        tabs=nav,
        desk_nav=_desk_nav(request, actor, unread) if actor.account_id else (),
        desk_name=gettext("Jugendamt") if actor.holds(Role.YOUTH_OFFICE) else city.name,
        account_name=str(asked.user) if actor.account_id else None,
        account_url=url("account_profile"),
        login_url=_login_url(request),
        logout_url=url("account_logout"),
        inbox_url=url("inbox"),
        unread=unread,
        footer=_footer(language),
        demonstration_notice=_notice(city, language),
        home_url=url("home" if actor.account_id else "landing"),
        contact=cast(Mapping[str, str], SimpleLazyObject(lambda: contact_in_words(city.row.profile))),
    )


def _login_url(request: HttpRequest) -> str:
    """Logging in leads back to this page, unless it is one of the account itself."""
    login = url("account_login")
    is_of_account = request.path.startswith(url("account_profile"))
    return login if is_of_account else f"{login}?{urlencode({'next': request.get_full_path()})}"


def _languages(request: HttpRequest, city: Any, current: str) -> tuple[LanguageChoice, ...]:
    here = request.get_full_path()
    return tuple(
        LanguageChoice(code, name, here.replace(f"/{current}/", f"/{code}/", 1), code == current)
        for code, name in city.languages.items()
    )


def _item(
    request: HttpRequest, label: str, name: str, icon: str, count: int = 0, *, also: tuple[str, ...] = ()
) -> NavItem:
    address = url(name)
    is_within = request.path.startswith((address, *also))
    return NavItem(label, address, icon, request.path == address, count, is_within)


def _family_nav(request: HttpRequest, actor: Actor, unread: int) -> tuple[NavItem, ...]:
    items = [
        _item(request, gettext("Start"), "home", "home"),
        _item(request, gettext("Kita"), "finder", "kita", also=_preregistrations()),
        _item(request, gettext("Post"), "inbox", "post", unread),
    ]
    if actor.is_staff:
        items.append(_item(request, gettext("Arbeitsplatz"), "desk", "document"))
    return tuple(items)


def _preregistrations() -> tuple[str, ...]:
    """Where the addresses of pre-registrations begin; for families they are part of the way to a Kita."""
    return (url("preregister").removesuffix("neu/"),)


def _about_letters() -> tuple[str, ...]:
    """What belongs to the desk of letters and stands beside it."""
    return url("delivery"), url("message_texts")


def _desk_nav(request: HttpRequest, actor: Actor, unread: int) -> tuple[NavItem, ...]:
    items = []
    if childcare.see_youth_office_desk.is_open_to(actor):
        items.append(_item(request, gettext("Vormerkungen"), "youth_office", "kita"))
        items.append(_item(request, gettext("Klärung"), "concerns", "search"))
        items.append(_item(request, gettext("Briefe"), "letters", "print", also=_about_letters()))
        items.append(_item(request, gettext("Bedarf"), "demand", "steps"))
        items.append(_item(request, gettext("Randzeiten"), "survey_result", "time"))
    if childcare.see_provider_desk.is_open_to(actor):
        items.append(_item(request, gettext("Überblick"), "provider_desk", "kita"))
    if childcare.see_kita_desk.is_open_to(actor):
        items.append(_item(request, gettext("Bewerbungen"), "kita_desks", "family"))
    if places.save_profile.is_open_to(actor):
        items.append(_item(request, gettext("Kita-Profile"), "profiles", "edit"))
    items.append(_item(request, gettext("Post"), "inbox", "post", unread))
    items += _overseeing(request, actor)
    return _nearest_within(items)


def _overseeing(request: HttpRequest, actor: Actor) -> list[NavItem]:
    """What stands last at a desk: not the work with families, and who watches over it."""
    items = []
    if people.search_audit.is_open_to(actor):
        items.append(_item(request, gettext("Protokoll"), "audit_search", "search"))
    if people.see_team.is_open_to(actor):
        items.append(_item(request, gettext("Team"), "team", "account"))
    if operations.see_erasures.is_open_to(actor):
        items.append(_item(request, gettext("Löschungen"), "erasures", "cross"))
    if operations.see_failed_jobs.is_open_to(actor):
        items.append(_item(request, gettext("Liegengeblieben"), "failed_jobs", "reminder"))
    return items


def _nearest_within(items: list[NavItem]) -> tuple[NavItem, ...]:
    """Of entries whose addresses begin alike, only the longest one is the way to this page."""
    longest = max((len(item.url) for item in items if item.is_within), default=0)
    return tuple(replace(item, is_within=item.is_within and len(item.url) == longest) for item in items)


@cache
def _footer(_language: str) -> tuple[tuple[str, str], ...]:
    return (
        (gettext("Hilfe und Kontakt"), url("landing") + "#kontakt"),
        (gettext("Gebärdensprache"), url("sign_language")),
        (gettext("Leichte Sprache"), url("easy_language")),
        (gettext("Barriere melden"), url("report_barrier")),
        (gettext("Barrierefreiheit"), url("accessibility")),
        (gettext("Datenschutz"), url("privacy")),
        (gettext("Impressum"), url("imprint")),
    )


def _notice(city: Any, language: str) -> str:
    notice = city.row.profile.get("notice", {})
    return notice.get(language) or notice.get("de", "") if city.row.is_demonstration else ""
