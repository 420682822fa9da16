"""A Kita's own criteria: names, points, order and ticks, on values alone."""

from hypothesis import given
from hypothesis import strategies as st

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import (
    MOST_CRITERIA,
    order_after_move,
    refusal_to_keep_criterion,
    refusal_to_remove_criterion,
    ticks_after,
)

ids = st.frozensets(st.sampled_from("abcdef"))


def why(refused):
    return refused and refused.reason


def test_a_name_that_looks_like_another_is_doubled():
    assert why(refusal_to_keep_criterion(" geschwister  im Haus", 5, others=["Geschwister im Haus"])) is (
        Why.CRITERION_TWICE
    )
    assert refusal_to_keep_criterion("Geschwister", 5, others=["Geschwister im Haus"]) is None


@given(st.integers())
def test_points_are_from_0_to_100(points):
    refused = refusal_to_keep_criterion("Arbeit", points, others=[])
    assert (refused is None) == (0 <= points <= 100)
    assert refused is None or (refused.reason, refused.at_field) == (Why.POINTS_OUT_OF_RANGE, "points")


def test_there_is_an_end_to_the_list():
    others = [f"Kriterium {number}" for number in range(MOST_CRITERIA)]
    assert why(refusal_to_keep_criterion("Noch eins", 1, others=others)) is Why.TOO_MANY_CRITERIA
    assert refusal_to_keep_criterion("Noch eins", 1, others=others[1:]) is None


def test_what_is_ticked_goes_only_for_sure():
    assert refusal_to_remove_criterion(3, is_sure=False).facts == {"children": 3}
    assert refusal_to_remove_criterion(3, is_sure=True) is None
    assert refusal_to_remove_criterion(0, is_sure=False) is None


@given(st.permutations("abcde"), st.sampled_from("abcdex"), st.integers(-9, 9))
def test_moving_loses_and_doubles_nothing_and_moves_one_only(order, moved, by):
    after = order_after_move(order, moved, by=by)
    assert sorted(after) == sorted(order)
    assert [each for each in after if each != moved] == [each for each in order if each != moved]
    if moved in order:
        assert after.index(moved) == min(max(order.index(moved) + by, 0), 4)


@given(ids, ids, ids)
def test_ticks_change_only_where_somebody_changed_them(now, before, wanted):
    after = ticks_after(now, before=before, wanted=wanted)
    assert after - (before ^ wanted) == now - (before ^ wanted)
    assert wanted - before <= after and not after & (before - wanted)


@given(ids, ids)
def test_alone_at_the_page_one_gets_what_one_ticked(before, wanted):
    assert ticks_after(before, before=before, wanted=wanted) == wanted
