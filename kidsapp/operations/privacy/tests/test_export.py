"""A family takes everything about itself along; nobody gets what is another's."""

import json
import re

import pytest

from kidsapp.audit.models import AuditLine
from kidsapp.childcare.tests.factories import case, dated_settings, handed_in, kita
from kidsapp.documents.tests.checker import failures_of
from kidsapp.operations.privacy import handed_out
from kidsapp.operations.privacy.inventory import TABLES
from kidsapp.operations.privacy.tests.families import CANARY, MOMENT, Family
from kidsapp.page.jinja import day
from kidsapp.people.models import NamedGuardian
from kidsapp.people.tests.factories import child, custody, guardian, guardian_of, signed_in_client

JSON, PDF = "/de/konto/daten/datei.json", "/{}/konto/daten/datei.pdf"
NOT_OF_FAMILIES = {
    "people.Membership",
    "people.Invitation",
    "operations.ErasureRequest",
    "account.EmailConfirmation",
}
"""Rows that only staff, or who asked, would have; links that confirm an address are signed, not kept."""
OF_ANOTHER = {"childcare.Agreement"}
"""The agreement of the second guardian, who alone reads what was remarked."""


@pytest.fixture
def family(herne):
    dated_settings()
    return Family()


def taken(account):
    answer = signed_in_client(account).get(JSON)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    return json.loads(answer.text)


def tables(account):
    return {one["table"]: one for one in taken(account)["tables"]}


def test_nothing_that_the_inventory_calls_personal_is_missing(family):
    found, counted = tables(family.mother), {one["table"] for one in taken(family.mother)["only_counted"]}
    for table in TABLES:
        personal = {name for name, _ in table.fields_of_people()}
        if not personal or not (table.child or table.account or table.address):
            continue
        if table.withheld:
            assert table.label in counted and table.label not in found
        elif table.label not in NOT_OF_FAMILIES:
            shown = set(table.shared.split()) & personal if table.label in OF_ANOTHER else personal
            assert all(set(row) == shown for row in found[table.label]["rows"]), table.label
            assert found[table.label]["rows"], table.label


def test_every_text_about_the_family_is_in_it_word_for_word(family):
    found = tables(family.mother)
    for row, label in (
        (family.mother, "people.Account"),
        (family.child, "people.Child"),
        (family.case, "childcare.PreRegistration"),
        (family.named, "people.NamedGuardian"),
    ):
        (written,) = found[label]["rows"]
        texts = {name for name, value in written.items() if getattr(row, name, None) == CANARY}
        assert texts and all(written[name] == CANARY for name in texts)
    assert found["childcare.Draft"]["rows"][0]["typed"] == {"child": {"given_name": CANARY}}
    assert len(found["documents.Upload"]["rows"]) == 2


def test_secrets_and_keys_are_in_nobodys_file(family):
    text = json.dumps(taken(family.mother))
    assert family.mother.password not in text
    assert not [
        word for word in ("token_hash", "wrapped_key", "password", "session_key") if f'"{word}"' in text
    ]


def test_the_other_guardian_gets_the_child_and_not_what_is_the_mothers(family):
    father = guardian_of(family.child, given_name="Kleiber")
    found = tables(father)
    assert found["people.Child"]["rows"][0]["given_name"] == CANARY
    assert found["childcare.PreRegistration"]["rows"]
    assert not {"documents.Upload", "childcare.Draft", "messaging.Message"} & set(found)
    assert set(found["people.NamedGuardian"]["rows"][0]) == {"given_name", "family_name", "kind"}
    custodies = found["people.Custody"]["rows"]
    assert {"kind", "valid_from", "valid_until"} in [set(row) for row in custodies] and len(custodies) == 2
    assert family.mother.email not in json.dumps(found)


def test_a_blocked_guardian_gets_nothing_of_the_child(family):
    blocked = guardian(given_name="Kleiber")
    custody(blocked, family.child, blocked_at=MOMENT)
    NamedGuardian.objects.filter(pk=family.named.pk).update(account=blocked)
    handed_in(family.mother, family.case)
    found = tables(blocked)
    assert CANARY not in json.dumps(found, ensure_ascii=False)
    assert not set(found) & {"people.Child", "people.Custody", "childcare.PreRegistration"}
    assert found["people.Account"]["rows"][0]["given_name"] == "Kleiber"


def test_another_familys_rows_are_not_in_it(family):
    other = guardian_of(child(given_name="Emir"))
    case(child(given_name="Lina"), kita(), remark="Dompfaff")
    found = json.dumps(taken(other), ensure_ascii=False)
    assert "Emir" in found and CANARY not in found and "Dompfaff" not in found


def test_the_file_to_read_has_days_and_people_in_words(family, monkeypatch):
    written = []
    monkeypatch.setattr(handed_out, "pdf_of", lambda letter, at: written.append(letter) or b"%PDF")
    signed_in_client(family.mother).get(PDF.format("de"))
    said = [value for section in written[0].sections for _name, value in section.rows]
    assert not [
        value for value in said if value in {"self", "somebody else"} or re.match(r"\d{4}-\d\d-", value)
    ]
    assert "Sie selbst" in said and day(family.child.born_on) in said


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_file_to_read_is_accessible(family, language):
    answer = signed_in_client(family.mother).get(PDF.format(language))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert failures_of(answer.content, profile="ua1") == []


def test_taking_it_along_leaves_one_line(family):
    taken(family.mother)
    line = AuditLine.objects.get(act="operations.export_own_data")
    assert line.children == [family.child.pk] and line.account_id == family.mother.pk
