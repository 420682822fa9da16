"""Turning one frozen dataclass into a page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject

from kidsapp.page import ports


@dataclass(frozen=True)
class NavItem:
    """One entry of a navigation."""

    label: str
    url: str
    icon: str
    is_current: bool = False
    count: int = 0
    is_within: bool = False


@dataclass(frozen=True)
class LanguageChoice:
    """A language by its own name, and this page in it."""

    code: str
    own_name: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Shell:
    """What surrounds every page; made by ``web``, which alone knows all modules."""

    language: str
    direction: str
    languages: tuple[LanguageChoice, ...]
    city_name: str
    city_mark_url: str | None = None
    theme_url: str | None = None
    theme: str = ""
    nav: tuple[NavItem, ...] = ()
    tabs: tuple[NavItem, ...] = ()
    desk_nav: tuple[NavItem, ...] = ()
    desk_name: str = ""
    account_name: str | None = None
    account_url: str = ""
    login_url: str = ""
    logout_url: str = ""
    inbox_url: str = ""
    unread: int = 0
    footer: tuple[tuple[str, str], ...] = ()
    demonstration_notice: str = ""
    home_url: str = "/"
    contact: Mapping[str, str] = field(default_factory=lambda: defaultdict(str))


def template(name: str) -> Any:
    """The compiled template of that name."""
    engine: Any = engines["jinja2"]
    return engine.env.get_template(name)


def page(request: HttpRequest, name: str, content: Any, *, status: int = 200) -> HttpResponse:
    """Answer with a template that gets ``content`` as ``page``, the shell, and the request's CSRF field."""
    return HttpResponse(text(request, name, content), status=status)


def text(request: HttpRequest, name: str, content: Any) -> str:
    """The page as text."""
    shell, csrf = ports.SHELL.make(request), SimpleLazyObject(lambda: csrf_input(request))
    return str(template(name).render(page=content, shell=shell, request=request, csrf_input=csrf))
