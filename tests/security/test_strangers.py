"""Somebody walks the application with ids that are not theirs: of another family, another Kita, another city.

``make test`` tries at each address the ids that belong there; ``make sweep`` tries every id of the others at
every address. How many were tried and refused is printed (``pytest -s``), and stands in docs/security.
"""

from collections import Counter
from copy import copy

import pytest
from django.urls import reverse

from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.tests.factories import signed_in_client
from tests.journeys.test_every_page import ONLY_POST
from tests.permissions.test_matrix import EVERYONE, LET_IN, ask, was_refused
from tests.permissions.world import KEYS, World, _case_in_herne, build

pytestmark = pytest.mark.django_db
NO_RIGHT_HERE = ("visitor", "mother", "blocked parent", "stranger", "lead elsewhere", "manager elsewhere")
"""Whom nothing of another family or another Kita of the own city concerns."""
ALL_OF_HERNE = (*NO_RIGHT_HERE, "lead", "manager", "office", "editor", "officer", "operator")
A_FEW = ("mother", "lead elsewhere", "office", "operator")
"""For `make test`; the matrix of rights asks everybody for the ids of one case."""
FILLED = {"public_id", "mail_id", "pk"}


@pytest.fixture
def worlds():
    """Herne, where somebody walks; another family and Kita of Herne; a whole case in Soest."""
    herne = build()
    other, soest = World(herne.city), World(Municipality.objects.get(slug="soest"))
    with municipality_scope(herne.city.pk):
        _case_in_herne(other)
    with municipality_scope(soest.city.pk):
        dated_settings()
        _case_in_herne(soest)
    return herne, other, soest


def ids_of(world):
    """Every id of the world, of whatever it is."""
    found = (values for name, values in world.arguments.items() if name not in KEYS)
    return sorted({str(value) for values in found for key, value in values.items() if key in FILLED})


def own_ids(name, world):
    """The ids that belong to this address."""
    return [str(value) for key, value in world.arguments[name].items() if key in FILLED]


def with_ids(herne):
    """Every address into which an id goes, but those that everybody may see, and their other parts."""
    for name, values in sorted(herne.arguments.items()):
        keys = FILLED & set(values)
        if keys and name not in KEYS and LET_IN.get(name) != EVERYONE:
            yield name, keys.pop(), values


def walk(browser, herne, ids):
    """Try ids at every address by both methods; what was let in, and how many were tried."""
    count, let_in, cookies = Counter(), [], copy(browser.cookies)
    for name, key, values in with_ids(herne):
        for each in ids(name):
            if key != "public_id" and not each.isdecimal():
                continue
            for method in ("get", "post"):
                browser.cookies = copy(cookies)
                answer = ask(browser, method, reverse(name, kwargs={**values, key: each}))
                count["tried"] += 1
                if was_refused(answer, name) or did_nothing(answer):
                    count["refused"] += 1
                else:
                    let_in.append(f"{method} {name} {each}: {answer.status_code}")
    return count, let_in


def did_nothing(answer):
    """Wrong method; or back to the desk of mails, which says nothing: a second click there does no harm."""
    return answer.status_code == 405 or answer.headers.get("Location") == reverse("delivery")


def report(title, counts):
    """How many were tried and refused, for the reader of the run."""
    total = sum(counts, Counter())
    print(f"\n{title}: {total['tried']} tried, {total['refused']} refused")


def who_walks(worlds, others):
    herne, other, soest = worlds
    if others == "of another family and Kita":
        return [(who, herne.browser(who), other) for who in NO_RIGHT_HERE]
    if others == "of another city":
        return [(who, herne.browser(who), soest) for who in ALL_OF_HERNE]
    people = [(who, herne.people[who]) for who in ALL_OF_HERNE if who != "visitor"]
    return [(who, signed_in_client(each, "soest.localhost"), soest) for who, each in people]


OTHERS = ("of another family and Kita", "of another city", "of another city, at its own address")


@pytest.mark.parametrize("others", OTHERS)
def test_nobody_opens_what_belongs_to_others(worlds, others):
    counts, wrong = [], {}
    for who, browser, world in who_walks(worlds, others):
        if who not in A_FEW:
            continue
        count, let_in = walk(browser, worlds[0], lambda name, world=world: own_ids(name, world))
        counts.append(count)
        wrong |= {who: let_in} if let_in else {}
    report(f"Ids {others}, where they belong", counts)
    assert not wrong and sum(counts, Counter())["tried"] > 100


@pytest.mark.sweep
@pytest.mark.parametrize("others", OTHERS)
def test_no_id_of_others_opens_anything_anywhere(worlds, others):
    counts, wrong = [], {}
    for who, browser, world in who_walks(worlds, others):
        everything = ids_of(world)
        count, let_in = walk(browser, worlds[0], lambda _name, everything=everything: everything)
        counts.append(count)
        wrong |= {who: let_in} if let_in else {}
    report(f"Ids {others}, everywhere", counts)
    assert not wrong and sum(counts, Counter())["tried"] > 5000


def test_the_same_walk_opens_what_is_ones_own(worlds):
    """The walk would notice an open door: a mother's own ids are let in."""
    herne, *_ = worlds
    count, let_in = walk(herne.browser("mother"), herne, lambda name: own_ids(name, herne))
    assert len(let_in) > 10 and count["refused"] > 10


def test_what_changes_something_does_not_answer_get(worlds):
    herne, *_ = worlds
    for name in sorted(ONLY_POST - {"remember", "forget"}):
        who = sorted(LET_IN[name] - {"signed in"})[0]
        answer = herne.browser(who).get(reverse(name, kwargs=herne.arguments.get(name)))
        assert answer.status_code in {404, 405} or 'method="post"' in answer.text, name
