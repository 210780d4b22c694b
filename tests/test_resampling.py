"""Do intervals and tests keep what they promise on numbers whose truth is known?"""

from __future__ import annotations

import numpy as np
import pytest

from helpers.resampling import (
    Resampling,
    adjust_holm,
    divide,
    draw_sentences,
    interval,
    permute_sides,
    share_beyond,
)


def p_of(totals: list[float], counts: list[float], n: int, *, draws: int = 999) -> float:
    return permute_sides(
        np.array(totals, dtype=float),
        np.array(counts, dtype=float),
        np.arange(len(totals)) < n,
        generator=np.random.default_rng(1),
        draws=draws,
    )


def test_the_same_seed_draws_the_same_and_another_seed_does_not() -> None:
    one, again = (draw_sentences(9, settings=Resampling(draws=20)) for _ in range(2))
    assert (one == again).all()
    assert (one != draw_sentences(9, settings=Resampling(draws=20, seed=1))).any()


def test_a_text_without_sentences_has_no_draws() -> None:
    assert draw_sentences(0, settings=Resampling(draws=3)).shape == (3, 0)


def test_nothing_divided_by_nothing_is_missing() -> None:
    assert np.isnan(divide(np.array([0.0, 1.0]), np.array([0.0, 2.0]))).tolist() == [True, False]


def test_an_interval_leaves_out_samples_without_evidence() -> None:
    assert interval(np.array([np.nan, 1.0, np.nan, 2.0])) == (1.0, 2.0)


def test_a_p_value_is_never_zero_and_at_most_one() -> None:
    assert share_beyond(5.0, np.zeros(99)) == 0.01
    assert share_beyond(0.0, np.zeros(99)) == 1.0


def test_sides_that_are_alike_do_not_differ_and_sides_apart_do() -> None:
    assert p_of([1, 2, 3, 1, 2, 3], [1] * 6, 3) > 0.5
    assert p_of([0.0] * 6 + [1.0] * 6, [1] * 12, 6) < 0.01


def test_a_permutation_keeps_each_sentence_s_weight() -> None:
    # All values are 2, whatever their weights: no permutation can make the sides differ.
    assert p_of([2, 4, 6, 8, 10, 12], [1, 2, 3, 4, 5, 6], 3) == 1.0


def test_false_alarms_of_the_permutation_test_are_as_rare_as_promised() -> None:
    rng = np.random.default_rng(7)
    alarms = [p_of(list(rng.normal(size=14)), [1] * 14, 6, draws=199) <= 0.05 for _ in range(400)]
    assert 0.02 <= np.mean(alarms) <= 0.085


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], []), ([0.2], [0.2]), ([0.5, 0.9], [1.0, 1.0]), ([0.02, 0.02], [0.04, 0.04])],
)
def test_holm(values: list[float], expected: list[float]) -> None:
    assert adjust_holm(values) == expected
