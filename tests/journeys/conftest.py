"""A browser at a city's address; journeys run against the live application on a database of their own."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from kidsapp.people.models import Account
from kidsapp.people.tests.factories import signed_in_client

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def address(live_server, settings) -> Callable[[str], str]:
    """The address of a page in Herne: ``address("/de/kita/")``."""
    port = live_server.url.rsplit(":", 1)[1]
    settings.PUBLIC_ADDRESS = f"http://{{host}}:{port}"
    return lambda path, city="herne": f"http://{city}.localhost:{port}{path}"


expect.set_options(timeout=20_000)
"""A busy machine may take its time; what is looked for is there or not, however long that takes."""


@pytest.fixture
def foreign_requests() -> list[str]:
    """What the opened pages asked of other hosts; none of it leaves the machine."""
    return []


@pytest.fixture
def opened(chromium: Browser, address, foreign_requests) -> Iterator[Callable[..., Page]]:
    """Opens a page for somebody: ``opened(account, scripts=False, viewport=PHONE)``."""
    contexts: list[BrowserContext] = []
    stopped: list[str] = []
    broken: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            stopped.append(f"{message.location['url']}: {message.text}")

    def note(request: Request) -> None:
        if ".localhost:" not in request.url and not request.url.startswith(("data:", "blob:")):
            foreign_requests.append(request.url)

    def make(account: Account | None = None, *, scripts: bool = True, viewport=PHONE, **options) -> Page:
        context = chromium.new_context(java_script_enabled=scripts, viewport=viewport, **options)
        context.on("request", note)
        contexts.append(context)
        if account:
            session = signed_in_client(account).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": address("/")}])
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not stopped, "a page asks for what its own policy forbids"
    assert not broken, "a script of a page ended with an error"
