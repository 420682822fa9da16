"""Each guardian decides whether news come by mail or by letter."""

from kidsapp.people.models import Account
from kidsapp.people.tests.factories import child, guardian_of, signed_in_client


def test_a_guardian_chooses_letters_once_an_address_is_there_and_mails_again(herne):
    somebody = guardian_of(child(), street="", postal_code="", town="")
    browser = signed_in_client(somebody)
    assert "Lieber Briefe bekommen" in browser.get("/de/konto/").text
    answer = browser.post("/de/konto/", {"letters": "1"})
    assert answer.status_code == 409 and "Für Briefe brauchen wir Ihre Anschrift" in answer.text
    Account.objects.filter(pk=somebody.pk).update(street="Weg 1", postal_code="44623", town="Herne")
    browser.post("/de/konto/", {"letters": "1"})
    somebody.refresh_from_db()
    assert somebody.by_letter
    browser.post("/de/konto/", {"mails": "1"})
    somebody.refresh_from_db()
    assert not somebody.by_letter
