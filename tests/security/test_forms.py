"""Every form that needs no city to be made, with whatever a browser may send: it answers, and never breaks.

Forms that need a city or an account are asked by their pages (test_strings.py).
"""

import inspect
from importlib import import_module

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.house.source import PACKAGE, ROOT

NEEDS_THE_DATABASE = {"AuditSearchForm"}


def classes():
    """Every form of the product that is made of what was sent alone."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if {"tests", "adapters"} & set(parts) or ("form" not in "".join(parts[2:]) and parts[-1] != "public"):
            continue
        for name, found in inspect.getmembers(import_module(".".join(parts)), inspect.isclass):
            is_own = issubclass(found, forms.Form) and found.__module__ == ".".join(parts)
            if is_own and name not in NEEDS_THE_DATABASE and is_made_alone(found):
                yield found


def is_made_alone(form):
    needed = [
        each
        for each in inspect.signature(form).parameters.values()
        if each.default is inspect.Parameter.empty
        and each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
    ]
    try:
        return not needed and bool(form({}).fields)
    except (TypeError, KeyError, AttributeError):
        return False


ALONE = sorted(set(classes()), key=lambda form: form.__qualname__)
TYPED = st.one_of(
    st.text(max_size=60), st.sampled_from(["", "on", "9" * 30, "31.02.2026", "24:61", "\x00", "x" * 9000])
)


def test_there_are_such_forms():
    assert len(ALONE) >= 8


@pytest.mark.django_db
@pytest.mark.parametrize("form", ALONE, ids=lambda form: form.__name__)
def test_whatever_a_form_gets_it_answers(herne, form):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.data())
    def ask(data):
        sent = QueryDict(mutable=True)
        for name in form({}).fields:
            sent.setlist(name, data.draw(st.lists(TYPED, max_size=2)))
        files = {
            name: SimpleUploadedFile("x.pdf", data.draw(st.binary(max_size=50))) for name in form({}).fields
        }
        made = form(sent, files)
        assert made.is_valid() or made.errors

    ask()
