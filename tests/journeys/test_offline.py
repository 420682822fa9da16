"""Without a network the browser shows a friendly page, which a worker has kept."""

import pytest

from tests.permissions.world import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TO_ITS_END = """() => navigator.serviceWorker.register("/sw.js").then((found) => new Promise((tell) => {
  const worker = found.installing || found.waiting || found.active;
  const ended = () => ["activated", "redundant"].includes(worker.state) && tell(worker.state);
  worker.addEventListener("statechange", ended);
  ended();
}))"""


def test_without_a_network_a_friendly_page_is_there(opened, address):
    build()
    page = opened(service_workers="allow")
    page.goto(address("/de/"))
    assert page.evaluate(TO_ITS_END) == "activated"
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(address("/de/impressum/"))
    assert "kein Netz" in page.content()
