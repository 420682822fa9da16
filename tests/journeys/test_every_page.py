"""Every page through axe and on the narrowest phone; some by keyboard, in print, by weight."""

import gzip
from itertools import product
from pathlib import Path

import pytest
from django.urls import reverse

from kidsapp.childcare.tests.factories import case
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.tests.factories import child, guardian_of
from kidsapp.places.models import Facility
from tests.permissions.test_matrix import EVERYONE, LET_IN, SIGNED_IN
from tests.permissions.world import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(__file__).parents[1] / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
UNFOLDED = """() => document.querySelectorAll("details:not(.ka-language-menu)")
  .forEach((one) => { one.open = true; })"""
"""What is folded away is not looked at by axe, and takes no room."""
NOT_PAGES = {name for name in LET_IN if name.startswith("api")} | {
    "theme",
    "manifest",
    "service_worker",
    "health",
    "ready",
    "metrics",
    "security_txt",
    "facility_picture",
    "confirmation",
    "survey_csv",
    "blank_form",
    "draft_confirmation",
    "case_export",
    "demand_export",
    "document",
    "own_data_json",
    "own_data_pdf",
}
ONLY_POST = {
    "profile_pictures",
    "remember",
    "forget",
    "end_membership",
    "withdraw_invitation",
    "confirm_need",
    "confirm_needs",
    "decide_several",
    "add_note",
    "ask_again",
    "print_code",
    "print_letters",
    "send_letters",
    "settle_letter",
    "send_mails_again",
    "settle_mail",
}
WITH_A_SECOND_FACTOR = {
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_remove_webauthn",
}
"""Walked in test_second_factor.py, which sets one up."""
ELSEWHERE = {name for name in LET_IN if name.startswith("identity_")} | {"step_up", "go_on"}
"""Walked in test_log_in_elsewhere.py, which has a provider."""
PAGES = sorted(set(LET_IN) - NOT_PAGES - ONLY_POST - WITH_A_SECOND_FACTOR - ELSEWHERE)
PARTS = 3
"""So that both cores walk until the end."""
COLOURS = ["color-contrast", "link-in-text-block"]
DESK = {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 500}
"""As WCAG 1.4.10 asks; low enough that bars do not stick: axe counts a target under one as too small."""


def visitors(names):
    """Somebody who may open each page, so that every page is looked at by its reader."""
    for name in names:
        allowed = LET_IN[name]
        yield (
            name,
            "visitor" if allowed == EVERYONE else "mother" if allowed == SIGNED_IN else sorted(allowed)[0],
        )


@pytest.fixture
def world(settings):
    return build()


def path_of(world, name, language):
    from django.utils import translation

    with translation.override(language):
        return reverse(name, kwargs=world.arguments.get(name))


def violations(page, only=None):
    """What axe finds; told to describe only that, since describing what is right takes it as long again."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    wanted = {"runOnly": {"type": "rule", "values": only}} if only else {"runOnly": RULES}
    wanted["resultTypes"] = ["violations"]
    found = page.evaluate("wanted => axe.run(wanted)", wanted)["violations"]
    return [f"{v['id']}: {n['html'][:120]} ({n['failureSummary'][:160]})" for v in found for n in v["nodes"]]


def walk(world, opened, address, language, names=PAGES, **options):
    """Every page as its reader, with one browser a reader."""
    pages = {}
    for name, who in visitors(names):
        if who not in pages:
            pages[who] = opened(world.people[who], **options)
            pages[who].add_init_script(AXE)
        page = pages[who]
        answer = page.goto(address(path_of(world, name, language)))
        assert answer.status < 400 or name in {"invitation", "account_confirm_email", "agreement"}, (
            name,
            answer.status,
        )
        page.evaluate(UNFOLDED)
        yield name, page


@pytest.mark.parametrize("walked", product(["de", "ar"], range(PARTS)), ids=str)
def test_every_page_is_clean_for_axe_in_light_and_dark_narrow_enough_and_asks_no_other_host(
    world, opened, address, walked, foreign_requests
):
    """One walk for all: walking costs more than looking, and in the dark colours alone differ."""
    language, part = walked
    found = {}
    calm = {"viewport": NARROWEST, "reduced_motion": "reduce"}
    for name, page in walk(world, opened, address, language, PAGES[part::PARTS], **calm):
        page.emulate_media(color_scheme="light")
        light = violations(page)
        page.emulate_media(color_scheme="dark")
        if wrong := light + [f"dark: {each}" for each in violations(page, COLOURS)] + too_wide(page):
            found[name] = wrong
        if foreign_requests and name != "finder":
            found[name] = [*found.get(name, []), *foreign_requests]
        foreign_requests.clear()
    assert not found


@pytest.mark.parametrize("language", ["de", "ar"])
def test_what_became_of_several_children_is_clean_for_axe(world, opened, address, language):
    """The page answers a form, so that no walk along addresses comes by."""
    with municipality_scope(world.city.pk):
        lina = child(given_name="Lina")
        guardian_of(lina)
        case(lina, Facility.objects.get(public_id=world.arguments["kita_desk"]["public_id"]))
    page = opened(world.people["lead"], viewport=NARROWEST, reduced_motion="reduce")
    page.goto(address(path_of(world, "kita_desk", language) + "?jahr=2026"))
    first = page.locator("input[name=wahl]").first
    first.check()
    page.locator("#wahl button").click()
    with page.expect_response("**/entscheiden/") as answered:
        page.locator("button[name=decision][value=wait]").click()
    assert answered.value.status in {200, 409}
    page.wait_for_load_state()
    light = violations(page)
    page.emulate_media(color_scheme="dark")
    assert not light + violations(page, COLOURS) + too_wide(page)


def too_wide(page):
    if page.viewport_size != NARROWEST:
        page.set_viewport_size(NARROWEST)
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} px wide"] if width > NARROWEST["width"] else []


@pytest.mark.sweep
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "de-simple", "en", "tr", "ar", "uk", "pl"])
def test_axe_finds_nothing_in_any_language_on_a_desk(world, opened, address, language, mode):
    found = {
        name: wrong
        for name, page in walk(world, opened, address, language, color_scheme=mode, viewport=DESK)
        if (wrong := violations(page))
    }
    assert not found


def test_pages_survive_forced_colours_and_print(world, opened, address):
    page = opened(world.people["mother"], forced_colors="active")
    page.goto(address("/de/start/"))
    assert page.locator("h1").is_visible()
    page.emulate_media(media="print", forced_colors="none")
    assert page.locator("h1").is_visible()
    assert not page.locator(".ka-tabs").is_visible()


def test_the_keyboard_reaches_the_content_first_and_every_control(world, opened, address):
    page = opened(world.people["mother"], viewport=DESK)
    page.goto(address("/de/vormerkung/neu/"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ka-skip"
    names = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        names.add(page.evaluate("document.activeElement.name || ''"))
    assert {"child", "later"} <= names


@pytest.mark.parametrize(("language", "budget"), [("de", 100_000), ("ar", 150_000)])
def test_the_first_load_keeps_the_budget(world, opened, address, language, budget):
    page = opened()
    sizes = []
    page.on("response", lambda answer: sizes.append(packed(answer)))
    page.goto(address(f"/{language}/kita/"), wait_until="networkidle")
    assert len(sizes) > 3
    assert sum(sizes) <= budget, sizes


def packed(answer):
    """Bytes on the wire with gzip; fonts and pictures are packed already."""
    if answer.status >= 300:
        return 0
    body = answer.body()
    kind = answer.headers.get("content-type", "")
    return len(gzip.compress(body)) if kind.startswith(("text", "application/j", "image/svg")) else len(body)
