"""The main job with the keyboard alone: each step is reached with Tab, seen by its ring, done with Enter."""

import pytest
from playwright.sync_api import expect

from kidsapp.childcare.models import Contract
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.tests.factories import child, guardian_of, holder_of, kita_lead
from kidsapp.places.tests.factories import week

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1280, "height": 900}
MOST_STOPS = 120
HERE = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return {
    name: /^(A|BUTTON)$/.test(one.tagName) ? one.innerText : '',
    field: one.name || '', ring: style.outlineStyle,
    seen: box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.fixture
def city():
    herne = municipality("herne", languages=["de", "ar"])
    with municipality_scope(herne.pk):
        dated_settings()
        yield herne


def reach(page, name, *, field=False):
    """Tab until the control with this name has the focus; it must be in sight and have a ring."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["field"] == name if field else name in here["name"]:
            assert here["ring"] == "solid" and here["seen"], here
            return
    raise AssertionError(f"The keyboard does not reach {name}")


def press(page, name):
    """Reach a button or link and press Enter."""
    reach(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill(page, **typed):
    """Reach each field and type."""
    for name, text in typed.items():
        reach(page, name, field=True)
        page.keyboard.type(text)


def test_from_the_front_page_over_the_wish_to_an_account(city, opened, address):
    kita("Kita Kanalblick", opening_hours=week("mon-fri 06:30-17:00"))
    page = opened()
    page.goto(address("/de/"))
    press(page, "Kita finden")
    press(page, "Als Wunsch merken")
    expect(page.locator(".ka-bar").first).to_contain_text("1 von 3")
    press(page, "Wünsche ordnen")
    press(page, "Konto anlegen")
    fill(page, email="sara-keys@example.org", password1="Regenschirm-17-Apfel")
    page.keyboard.press("Enter")
    page.wait_for_url("**/konto/bestaetigen/")


def test_from_the_desk_of_the_kita_to_the_contract(city, opened, address):
    place = kita("Kita Kanalblick")
    free, made = group(place, places=1), case(child(), place)
    desk, family = opened(kita_lead(place), viewport=DESK), opened(guardian_of(made.child))
    desk.goto(address(f"/de/leitung/{place.public_id}/vormerkungen/?jahr=2026"))
    press(desk, str(made.child))
    reach(desk, "group", field=True)
    press(desk, "Platz anbieten")
    expect(desk.locator(".ka-confirm")).to_contain_text("Platz angeboten")
    family.goto(address("/de/start/"))
    press(family, "Angebot ansehen")
    press(family, "Platz verbindlich annehmen")
    assert Contract.objects.get().offer.group == free
    office = opened(holder_of(Role.YOUTH_OFFICE), viewport=DESK)
    office.goto(address("/de/jugendamt/?jahr=2026&stand=placed"))
    press(office, str(made.child))
    expect(office.locator("main")).to_contain_text("angenommen")
