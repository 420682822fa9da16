"""The colours: the contrasts that the look was measured with, and a city's colour that is too light."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.page.colour import contrast, nearest_passing
from kidsapp.page.tokens import CITY_ROLES, DARK, LIGHT, PAIRS, failing_pairs

MEASURED = {
    ("ink", "ground"): (14.8, 15.7),
    ("ink", "surface"): (15.7, 13.9),
    ("ink", "sunken"): (13.6, 16.7),
    ("ink", "action-tint"): (13.6, 10.8),
    ("ink-soft", "ground"): (6.8, 9.5),
    ("ink-soft", "surface"): (7.3, 8.3),
    ("action", "ground"): (7.6, 10.4),
    ("action", "surface"): (8.1, 9.2),
    ("on-action", "action"): (8.1, 10.5),
    ("on-action", "action-strong"): (11.3, 12.9),
    ("visited", "ground"): (8.5, 9.3),
    ("good", "good-bg"): (6.6, 7.8),
    ("warn", "warn-bg"): (6.6, 8.0),
    ("bad", "bad-bg"): (6.4, 6.7),
    ("info", "info-bg"): (6.7, 7.6),
    ("kid-ink", "sun"): (11.4, 9.1),
    ("kid-ink", "kid-sonne"): (11.3, 9.8),
    ("kid-ink", "kid-wiese"): (9.5, 8.1),
    ("edge", "surface"): (4.4, 4.7),
    ("focus", "ground"): (14.8, 13.3),
    ("gap", "action"): (6.0, 11.1),
}
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(("pair", "values"), MEASURED.items())
def test_contrasts_are_those_measured_in_the_look(pair, values):
    front, back = pair
    assert contrast(LIGHT[front], LIGHT[back]) == pytest.approx(values[0], abs=0.1)
    assert contrast(DARK[front], DARK[back]) == pytest.approx(values[1], abs=0.1)


def test_our_own_colours_fail_nothing():
    assert failing_pairs({}, {}) == []


def test_text_pairs_of_our_own_are_far_above_the_rule():
    texts = [pair for pair in PAIRS if pair.minimum > 3]
    assert min(contrast(t[p.front], t[p.back]) for t in (LIGHT, DARK) for p in texts) > 6.2


def test_light_and_dark_know_the_same_roles():
    assert LIGHT.keys() == DARK.keys()
    assert LIGHT.keys() >= CITY_ROLES
    assert {role for pair in PAIRS for role in (pair.front, pair.back)} <= LIGHT.keys()


def test_too_light_a_colour_is_named_with_pair_mode_value_and_a_way_out():
    failures = failing_pairs({"action": "#00a0b0"}, {})
    first = failures[0]
    assert (first.pair.front, first.pair.back, first.mode, first.role) == (
        "action",
        "ground",
        "light",
        "action",
    )
    assert first.value == pytest.approx(3.0, abs=0.05)
    assert str(first).startswith("action on ground (light): 3.0 < 4.5, try action = #")
    assert {failure.mode for failure in failures} == {"light"}


def test_the_button_changes_and_not_the_text_on_it():
    [failure] = [f for f in failing_pairs({"action": "#00a0b0"}, {}) if f.pair.front == "on-action"]
    assert failure.role == "action"
    assert contrast("#ffffff", failure.proposal) >= 7


def test_taking_the_worst_proposal_makes_the_theme_pass():
    proposals = [f.proposal for f in failing_pairs({"action": "#00a0b0"}, {})]
    darkest = max(proposals, key=lambda colour: contrast(colour, "#ffffff"))
    assert failing_pairs({"action": darkest}, {}) == []


@given(colours, colours)
def test_contrast_has_no_order_and_stays_within_its_bounds(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01


@given(colours)
def test_a_proposal_always_passes(colour):
    proposal = nearest_passing(colour, "#ffffff", 4.5)
    assert proposal is not None
    assert contrast(proposal, "#ffffff") >= 4.5


@pytest.mark.parametrize("text", ["red", "#fff", "035868", "#gggggg"])
def test_anything_but_six_digits_is_no_colour(text):
    with pytest.raises(ValueError):
        contrast(text, "#ffffff")
