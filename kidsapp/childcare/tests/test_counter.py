"""The substitute form: youth office and Kitas type for families, and what they then may still see."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import check_password
from django.core.cache import cache

from kidsapp.audit.models import AuditLine
from kidsapp.childcare import confirmation
from kidsapp.childcare.models import CaseConcern, Draft, PreRegistration
from kidsapp.childcare.tests.factories import dated_settings, kita
from kidsapp.childcare.tests.steps import CHILD, FAMILY, NEED, at, wishes
from kidsapp.documents import letters
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Letter
from kidsapp.municipality.models import District
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Account, Membership, TakeOverCode
from kidsapp.people.tests.factories import PASSWORD, holder_of, kita_lead, signed_in_client

OFFICE = "/de/jugendamt/vormerken/"
HALYNA = {"own_given_name": "Halyna", "own_family_name": "Bondar", "own_language": "uk"}


@pytest.fixture(autouse=True)
def settings_of_city(herne):
    dated_settings()


def typed_in(browser, start, *facilities, key="abcdefghijkl", **family):
    """A form at a counter, filled in up to its last step."""
    browser.post(start, {**CHILD, "key": key})
    draft = Draft.objects.latest("pk")
    browser.post(at(draft, "zeiten"), NEED)
    browser.post(at(draft, "kitas"), wishes(*facilities))
    browser.post(at(draft, "familie"), {**FAMILY, **HALYNA, **family})
    return draft


def sent_at(browser, start, *facilities, **family):
    draft = typed_in(browser, start, *facilities, **family)
    answer = browser.post(at(draft, "pruefen"), follow=True)
    draft.refresh_from_db()
    return draft, answer


@pytest.fixture
def papers(monkeypatch):
    """Every letter that was set in type."""
    made = []

    def pdf_of(letter, *, at):
        made.append(letter)
        return letters.pdf_of(letter, at=at)

    monkeypatch.setattr(confirmation, "pdf_of", pdf_of)
    return made


def test_the_office_enters_a_case_and_it_says_who_did_so_and_when(herne):
    worker = holder_of(Role.YOUTH_OFFICE, given_name="Jana", family_name="Amt")
    browser = signed_in_client(worker)
    assert "Am Schalter: Jugendamt" in browser.get(OFFICE).text
    sent_at(browser, OFFICE, kita())
    made = PreRegistration.objects.get()
    assert (made.origin, made.submitted_by.email, made.submitted_by.language) == ("youth_office", None, "uk")
    page = browser.get(f"/de/jugendamt/{made.public_id}/").text
    assert "Papier, Jugendamt" in page
    assert "Eingetragen am Schalter: Jugendamt, Jana Amt, 22. November 2026" in page


def test_at_a_counter_the_form_asks_about_the_person_and_not_about_its_reader():
    page = signed_in_client(holder_of(Role.YOUTH_OFFICE)).get(OFFICE).text
    assert "die Person, die das Kind anmeldet?" in page and "Sorgerecht haben Sie" not in page


def walk_of(browser, start):
    """Every page of a form at a counter as it is read there, with its folded parts."""
    draft = typed_in(browser, start, kita())
    browser.post(
        at(draft, "zeiten"), {**NEED, "hours": "45", "weekdays_from": "07:00", "weekdays_until": "15:00"}
    )
    steps = ("kind", "zeiten", "kitas", "familie", "nachweise", "pruefen")
    pages = [browser.get(start).text, *(browser.get(at(draft, step)).text for step in steps)]
    browser.post(at(draft, "nachweise"), {"ground": "work", "papers": "no"})
    return [*pages, browser.post(at(draft, "pruefen"), follow=True).text]


@pytest.mark.parametrize("is_kita", [False, True])
def test_no_page_of_a_counter_speaks_to_the_family(herne, is_kita):
    place = kita()
    browser = signed_in_client(kita_lead(place) if is_kita else holder_of(Role.YOUTH_OFFICE))
    pages = walk_of(browser, f"/de/leitung/{place.public_id}/vormerken/" if is_kita else OFFICE)
    assert "Die Wünsche sind angekommen" in pages[-1] and len(pages) == 8
    for page in pages:
        main = page[page.index("<main") : page.index("</main>")]
        assert not re.findall(
            r"Ihr(?:e[mnrs]?)? (?!Anmeldung)\w+|(?:wünschen|brauchen|sprechen|ziehen|müssen|bekommen) Sie"
            r"|Wir (?:wohnen|brauchen)|bei Ihnen|Sie hier wohnen",
            main,
        )


def test_a_counter_belongs_to_the_desk_and_fills_in_nothing_of_its_reader(herne):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    draft = typed_in(browser, OFFICE, kita())
    page = browser.get(at(draft, "familie")).text
    assert re.search(r'href="/de/arbeitsplatz/" aria-current="true"', page)
    assert not re.search(r'href="/de/kita/" aria-current', page)
    assert 'autocomplete="off"' in page and "given-name" not in page and "street-address" not in page


def test_a_kita_enters_a_case_and_the_office_sees_which(herne):
    place = kita("Kita Sonnenhang")
    lead = kita_lead(place, given_name="Lea", family_name="Leitung")
    browser = signed_in_client(lead)
    start = f"/de/leitung/{place.public_id}/vormerken/"
    assert "Am Schalter: Kita Sonnenhang" in browser.get(start).text
    sent_at(browser, start, place)
    made = PreRegistration.objects.get()
    office = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    page = office.get(f"/de/jugendamt/{made.public_id}/").text
    assert "Papier, Kita" in page and "Kita Sonnenhang, Lea Leitung" in page


def test_a_form_begun_at_a_counter_is_kept_and_offered_there_again(herne):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    answer = browser.post(OFFICE, {**CHILD, "key": "abcdefghijkl", "later": "1"})
    assert answer["Location"] == OFFICE
    page = browser.get(OFFICE).text
    assert "Vormerkung für Jonas" in page
    assert Draft.objects.get().public_id in page
    assert "Jonas" not in browser.get("/de/start/").text


def test_what_staff_remembered_for_somebody_else_is_no_wish_of_the_next_family(herne):
    place = kita()
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    browser.post(f"/de/kita/{place.public_id}/merken/")
    browser.post(OFFICE, {**CHILD, "key": "abcdefghijkl"})
    assert Draft.objects.get().typed["kitas"] == {"wish": []}


def test_the_paper_bears_number_and_code_in_the_familys_language_and_each_print_has_a_new_code(herne, papers):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    draft, page = sent_at(browser, OFFICE, kita())
    assert "Bestätigung drucken" in page.text
    paper = browser.post(at(draft, "bestaetigung.pdf").rstrip("/"))
    assert paper.content.startswith(b"%PDF") and papers[0].language == "uk"
    assert papers[0].sections[0].title == "Ваша дитина"
    _address, number, code, until = papers[0].sections[-1].rows
    assert number[1] == PreRegistration.objects.get().number
    assert check_password(code[1].replace("-", ""), TakeOverCode.objects.get().code_hash)
    assert until[1] == "21 травня 2027 року"
    browser.post(at(draft, "bestaetigung.pdf").rstrip("/"))
    first, second = TakeOverCode.objects.order_by("pk")
    assert first.replaced_at and not second.replaced_at
    assert second.valid_until.isoformat() == "2027-05-21"
    assert AuditLine.objects.filter(act="childcare.keep_draft", subjects__take_over_code=second.pk).exists()


def test_what_was_handed_over_at_the_counter_is_not_printed_again(herne):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    draft, _ = sent_at(browser, OFFICE, kita())
    assert Letter.objects.get().state == "made"
    browser.post(at(draft, "bestaetigung.pdf").rstrip("/"))
    letter = Letter.objects.get()
    assert letter.state == "sent" and letter.sent_by_id == draft.account_id


def test_the_office_is_led_to_the_first_case_of_the_same_child_and_guardian(herne):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    sent_at(browser, OFFICE, kita())
    first = PreRegistration.objects.get()
    draft = typed_in(browser, OFFICE, kita(), key="mnopqrstuvwx", own_given_name="halyna", family="none")
    assert "Vielleicht schon vorgemerkt" in browser.get(at(draft, "pruefen")).text
    District.objects.create(key="eickel", name="Eickel", postal_codes=["44651"])
    District.objects.create(key="mitte", name="Mitte", postal_codes=[first.submitted_by.postal_code])
    Membership.objects.filter(account=draft.account_id).update(districts=["eickel"])
    assert "Vielleicht schon vorgemerkt" not in browser.get(at(draft, "pruefen")).text
    answer = browser.post(at(draft, "pruefen"))
    assert answer.status_code == 422 and f"/de/jugendamt/{first.public_id}/" in answer.text
    assert f"Jonas ist schon vorgemerkt, Nummer {first.number}." in answer.text
    assert PreRegistration.objects.count() == 1 and Account.objects.filter(email=None).count() == 1


def test_the_same_child_of_another_guardian_goes_to_the_concerns(herne):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    sent_at(browser, OFFICE, kita())
    sent_at(browser, OFFICE, kita(), key="mnopqrstuvwx", own_given_name="Taras", family="none")
    assert PreRegistration.objects.count() == 2
    assert CaseConcern.objects.get().kind == "duplicate"


def test_a_kita_never_learns_that_a_child_is_registered_already(herne):
    office, place = signed_in_client(holder_of(Role.YOUTH_OFFICE)), kita()
    sent_at(office, OFFICE, kita())
    first = PreRegistration.objects.get()
    lead = signed_in_client(kita_lead(place))
    draft = typed_in(lead, f"/de/leitung/{place.public_id}/vormerken/", place, key="mnopqrstuvwx")
    seen = lead.get(at(draft, "pruefen")).text + lead.post(at(draft, "pruefen"), follow=True).text
    assert first.number not in seen and "schon vorgemerkt" not in seen
    assert CaseConcern.objects.get().other == first


def test_a_kita_prints_its_paper_on_that_day_only_and_keeps_nothing_of_what_was_typed(herne):
    place, other = kita(), kita("Kita Anderswo")
    browser = signed_in_client(kita_lead(place))
    draft, _ = sent_at(browser, f"/de/leitung/{place.public_id}/vormerken/", other, place)
    pdf = at(draft, "bestaetigung.pdf").rstrip("/")
    assert draft.typed == {}
    assert browser.post(pdf).status_code == 200
    Draft.objects.update(saved_at=draft.saved_at.replace(day=21))
    assert browser.post(pdf).status_code == browser.get(pdf).status_code == 404
    assert browser.get(f"/de/vormerkung/{draft.sent.public_id}/").status_code == 404
    assert "Kita Anderswo" not in browser.get(f"/de/leitung/{place.public_id}/vormerkungen/").text


def test_a_lead_does_not_type_at_another_kitas_counter_nor_at_the_offices(herne):
    place, other = kita(), kita()
    browser = signed_in_client(kita_lead(place))
    assert browser.get(f"/de/leitung/{other.public_id}/vormerken/").status_code == 404
    assert browser.post(OFFICE, {**CHILD, "key": "abcdefghijkl"}).status_code == 403
    assert not Draft.objects.exists()


def test_from_the_counter_to_the_own_account(herne, papers, visitor):
    """The whole way: entered, printed, code typed at home, signed up, confirmed, taken over."""
    cache.clear()
    office = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    draft, _ = sent_at(office, OFFICE, kita())
    office.post(at(draft, "bestaetigung.pdf").rstrip("/"))
    (_, address), (_, number), (_, code), _ = papers[0].sections[-1].rows
    page = urlsplit(address).path
    assert visitor.get(page, follow=True).status_code == 200
    found = visitor.post(f"{page}/", {"number": number, "code": code}, follow=True)
    assert "Jonas" in found.text and number in found.text
    onward = "/uk/uebernehmen/"
    account = {"email": "halyna@example.org", "password1": PASSWORD, "next": onward}
    visitor.post("/uk/konto/anlegen/", account)
    mail = Mail.objects.latest("pk")
    link = urlsplit(re.search(r"https?://\S+", mail.body).group()).path
    assert visitor.post(link)["Location"] == onward
    taken = visitor.post(onward, {"take": "1"})
    made = PreRegistration.objects.get()
    assert taken["Location"] == f"/uk/vormerkung/{made.public_id}/"
    assert visitor.get(taken["Location"]).status_code == 200
    assert made.submitted_by.email == "halyna@example.org"
    assert made.submitted_by.given_name == "Halyna"


def test_a_kita_asks_for_no_ground_and_sends_papers_on_unread(herne):
    place = kita()
    lead, office = kita_lead(place), signed_in_client(holder_of(Role.YOUTH_OFFICE))
    browser = signed_in_client(lead)
    draft = typed_in(browser, f"/de/leitung/{place.public_id}/vormerken/", place)
    browser.post(at(draft, "zeiten"), {**NEED, "hours": "45", "starts_on": "1.2.2027"})
    page = browser.get(at(draft, "nachweise")).text
    assert "Arbeitssuche" not in page and "Papiere für das Jugendamt" in page
    browser.post(at(draft, "nachweise"), {"papers": "yes"})
    said = "<dt>Papiere für das Jugendamt</dt><dd>Ja</dd>"
    assert said in browser.get(at(draft, "pruefen")).text
    browser.post(at(draft, "pruefen"))
    made = PreRegistration.objects.get()
    evidence = made.hours_evidence
    assert (evidence.state, evidence.ground) == ("asked", "") and evidence.sent_on_at
    assert "Papiere unterwegs" in office.get("/de/jugendamt/nachweise/").text
    wish = f"/de/leitung/wunsch/{made.wishes.get().public_id}/"
    page = browser.get(wish).text
    assert "Papiere weitergeschickt" in page and "Uhr. Das Jugendamt weiß Bescheid." in page
    paper = {"evidence": "1", "ground": "work", "received_on": "22.11.2026"}
    assert office.post(f"/de/jugendamt/{made.public_id}/papier/", paper).status_code == 302
    evidence.refresh_from_db()
    assert (evidence.state, evidence.sent_on_at) == ("open", None)
    assert browser.post(wish, {"decision": "papers"}).status_code == 302
    evidence.refresh_from_db()
    assert (evidence.state, evidence.ground) == ("open", "work") and evidence.sent_on_at
    assert made.events.filter(act="send_hours_papers_on").count() == 2
