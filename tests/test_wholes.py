"""Is a whole text summed up as its sentences say, and two of them told apart?"""

from __future__ import annotations

import numpy as np
import pytest

from helpers.resampling import Resampling, draw_sentences
from helpers.sides import Columns
from helpers.wholes import Whole, contrast_wholes, mean_of, summarise_whole

SETTINGS = Resampling(draws=199)


def columns_of(values: list[float | None]) -> Columns:
    """One cell a sentence; None where it says nothing."""
    told = np.array([value is not None for value in values], dtype=float)
    return Columns(np.array([value or 0.0 for value in values]), told, told)


def whole_of(values: list[float | None], *, seed: int = 1) -> tuple[Whole, Columns]:
    drawn = draw_sentences(len(values), settings=Resampling(draws=199, seed=seed))
    columns = columns_of(values)
    return Whole(name="made up", parts={("stance", "a"): columns}, drawn=drawn), columns


def test_a_mean_leaves_silence_out() -> None:
    assert mean_of(columns_of([1.0, None, 0.0, None])) == 0.5
    assert np.isnan(mean_of(columns_of([None, None])))


def test_parts_add_up_over_actors_and_lack_nothing() -> None:
    drawn = draw_sentences(3, settings=SETTINGS)
    parts = {("stance", "a"): columns_of([1.0, None, 0.0]), ("stance", "b"): columns_of([-1.0] * 3)}
    text = Whole(name="made up", parts=parts, drawn=drawn)
    both = text.gather("stance", ["a", "b", "nobody"])
    assert both.totals.tolist() == [0.0, -1.0, -1.0]
    assert both.counts.tolist() == [2.0, 1.0, 2.0]
    assert text.gather("frame", ["a"]).counts.tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(("n", "enough"), [(2, False), (3, True)])
def test_an_interval_needs_three_sentences(n: int, enough: bool) -> None:
    text, columns = whole_of([0.5, -0.5, 0.5][:n] + [None] * 4)
    row = summarise_whole(text, columns)
    assert row["n_sentences"] == n
    assert np.isnan(row["low"]) != enough
    assert (row["note"] == "") == enough


def test_a_clear_difference_is_told_from_none() -> None:
    high, a = whole_of([0.8, 0.9, 0.7, 0.8, 0.9, 0.7])
    low, b = whole_of([-0.8, -0.9, -0.7, -0.8, -0.9, -0.7], seed=2)
    row = contrast_wholes(high, low, columns=(a, b), settings=SETTINGS)
    assert row["difference"] == pytest.approx(-1.6)
    assert row["high"] < -1.4
    assert row["p"] < 0.05
    same = contrast_wholes(high, high, columns=(a, a), settings=SETTINGS)
    assert same["p"] == 1.0


def test_a_rate_needs_cues_as_well_as_words() -> None:
    words = np.full(6, 0.1)
    none = Columns(np.zeros(6), words, np.zeros(6))
    few = Columns(np.array([1.0, 1.0, 0, 0, 0, 0]), words, np.array([1.0, 1.0, 0, 0, 0, 0]))
    text = whole_of([None] * 6)[0]
    assert np.isnan(contrast_wholes(text, text, columns=(none, few), settings=SETTINGS)["p"])
    assert not np.isnan(contrast_wholes(text, text, columns=(few, few), settings=SETTINGS)["p"])
