"""The interval of a cell is that of a thousand samples, one by one, however it is worked out."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.intervals import (
    AGGREGATES,
    STANCE_AGGREGATES,
    Aggregate,
    Summaries,
    Summary,
    Weight,
    draw_samples,
    find_interval,
)

WAYS: dict[str, Aggregate] = AGGREGATES | {"stance": STANCE_AGGREGATES["mean"]}
SEED = [2018, 3]


def slowly(cell: list[Weight], way: Aggregate, size: int) -> tuple[float, float]:
    """Add up every sample, as the definition says."""
    generator = np.random.default_rng(SEED)
    drawn = generator.multinomial(size, np.full(size, 1 / size), size=1000).astype(float)
    totals, counts, rows = np.zeros((3, size))
    for weight in cell:
        totals[weight.sentence] += weight.weight
        counts[weight.sentence] += weight.first
        rows[weight.sentence] += 1
    told = drawn @ rows > 0
    values = np.sort(way((drawn @ totals)[told], (drawn @ counts)[told]))
    low, high = (values[round(share * (len(values) - 1))] for share in (0.025, 0.975))
    return float(low), float(high)


@pytest.mark.parametrize("measure", sorted(WAYS))
@pytest.mark.parametrize("size", [2, 3, 5, 8, 9, 14])
@pytest.mark.parametrize("told", [1, 2, 9])
def test_intervals_are_those_of_all_samples(measure: str, size: int, told: int) -> None:
    random = np.random.default_rng([size, told])
    sign = -1 if measure in ("polarity", "stance") else 1
    cell = [
        Weight(int(random.integers(size)), float(random.uniform(sign, 1)), 1, False)
        if sign < 0
        else Weight(int(random.integers(size)), float(random.uniform(0, 1)), 1, False)
        for _ in range(told)
    ]
    made = Summaries(range(size), aggregates=WAYS, seed=SEED, draws=1000)
    found = made.get(measure, cell)
    assert (found.low, found.high) == pytest.approx(slowly(cell, WAYS[measure], size), abs=1e-12)


def test_samples_are_counted_not_lost() -> None:
    for size in (2, 6, 12):
        drawn, often = draw_samples(size, seed=(1, 2), draws=500)
        assert often.sum() == 500
        assert set(drawn.sum(axis=1)) == {size}
        assert len(np.unique(drawn, axis=0)) == len(drawn) or size > 8


def test_silence_and_one_sentence_have_no_interval() -> None:
    made = Summaries([4], aggregates=WAYS, seed=SEED, draws=10)
    assert made.get("frame", []) == Summary()
    assert made.get("frame", [Weight(4, 1.0, 1, False)]) == Summary(0.5)


def test_a_stance_is_parted() -> None:
    made = Summaries([0, 1], aggregates=WAYS, seed=SEED, draws=10)
    found = made.get("stance", [Weight(0, -0.6, 1, False), Weight(0, 0.2, 0, True)])
    assert (found.value, found.own, found.borrowed) == pytest.approx((-0.4, -0.6, 0.25))
    nothing = made.get("stance", [Weight(0, 0.0, 1, False)])
    assert nothing.borrowed == 0.0


def test_ties_are_one_value() -> None:
    assert find_interval(np.array([0.3, 0.3]), np.array([1, 1])) == (0.3, 0.3)
