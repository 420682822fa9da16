"""Drawn markets of any size, as arrays."""

import numpy as np

from kidsapp.allocation.checker.arrays import Given


def given(children: int, facilities: int, wishes: int) -> Given:
    """A drawn market: four classes, a hundred points, one draw for all facilities."""
    dice = np.random.default_rng(20261122)
    steps = dice.integers(1, max(2, facilities // (20 * wishes)), size=(children, wishes))
    near = (dice.integers(0, facilities, size=(children, 1)) + np.cumsum(steps, axis=1)) % facilities
    listed = np.take_along_axis(near, np.argsort(dice.random((children, wishes)), axis=1), axis=1)
    seats = dice.multinomial(int(children * 0.9), np.full(facilities, 1 / facilities))
    count = children * wishes
    return Given(
        first=np.arange(0, count + 1, wishes),
        facility=listed.reshape(-1),
        priority_class=dice.integers(0, 4, size=count),
        points=dice.integers(0, 101, size=count),
        draw=np.repeat(dice.permutation(children), wishes),
        capacity=seats.astype(np.int64),
    )
