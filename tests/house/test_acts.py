"""Every address has an act in a policy, and acts bear the names of their modules."""

import ast

from django.urls import URLPattern, URLResolver, get_resolver

from kidsapp.audit.acts import Act
from tests.house.source import place, product_files, tree


def patterns(resolver=None, prefix=""):
    """Every address with its pattern, below all includes."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def names(resolver=None, namespace=""):
    """The name of every address, with its namespace, as ``reverse`` takes it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, namespace + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


REDIRECT = {"start": "only chooses the language and shows nothing"}


def test_every_address_has_an_act():
    without = [
        address
        for address, entry in patterns()
        if entry.name not in REDIRECT and not isinstance(getattr(entry.callback, "act", None), Act)
    ]
    assert not without


def test_acts_are_named_after_their_module():
    for address, entry in patterns():
        act = getattr(entry.callback, "act", None)
        if isinstance(act, Act):
            module, _, words = act.name.partition(".")
            assert words and module.isidentifier(), address


def test_every_address_has_a_name_of_its_own():
    found = list(names())
    assert not [name for name in found if name.endswith("None")]
    assert len(found) == len(set(found))


def test_rules_know_of_an_actor_only_account_roles_and_day():
    """What a rule comes to for a guardian is worded once for all of them (``Act.permits``)."""
    others = {"municipality_id", "held", "assurance", "language"}
    asked = [
        place(path, node)
        for path in product_files()
        if path.name == "policy.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in others
    ]
    assert not asked
