"""Do intervals over whole articles hold the truth, and do tests of pairs keep their level?"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.clusters import (
    FEWEST_CLUSTERS,
    adjust_benjamini_hochberg,
    flip_signs,
    mean_of_clusters,
    sample_means,
    widened_interval,
)
from helpers.resampling import Resampling

QUICK = Resampling(draws=399)


def draw_articles(rng: np.random.Generator, n: int) -> list[np.ndarray]:
    """Paragraphs of `n` articles: those of one article have its tone in common, the mean is 0."""
    return [rng.normal(rng.normal(0, 0.3), 0.4, size=rng.integers(1, 7)) for _ in range(n)]


def cover(n: int, *, times: int = 400) -> tuple[float, float]:
    """How often the interval over articles, and one over paragraphs, holds the true mean of 0."""
    rng = np.random.default_rng(n)
    hits = np.zeros(2)
    for _ in range(times):
        articles = draw_articles(rng, n)
        totals = np.array([cells.sum() for cells in articles])
        counts = np.array([float(len(cells)) for cells in articles])
        low, high = widened_interval(sample_means(totals, counts, settings=QUICK), n=n)
        hits[0] += low <= 0 <= high
        cells = np.concatenate(articles)
        low, high = widened_interval(
            sample_means(cells, np.ones(len(cells)), settings=QUICK), n=len(cells)
        )
        hits[1] += low <= 0 <= high
    return tuple(hits / times)


@pytest.mark.parametrize(("n", "least"), [(FEWEST_CLUSTERS, 0.86), (10, 0.91), (30, 0.91)])
def test_an_interval_over_articles_holds_the_truth(n: int, least: float) -> None:
    articles, paragraphs = cover(n)
    assert least <= articles <= 0.985
    assert paragraphs < 0.86, "paragraphs taken for independent give too narrow an interval"
    assert paragraphs < articles


def test_few_clusters_have_no_interval() -> None:
    samples = np.linspace(-1, 1, 99)
    assert all(np.isnan(widened_interval(samples, n=FEWEST_CLUSTERS - 1)))
    assert all(np.isnan(widened_interval(samples * np.nan, n=20)))
    low, high = widened_interval(samples, n=FEWEST_CLUSTERS)
    assert low < widened_interval(samples, n=50)[0] < 0 < widened_interval(samples, n=50)[1] < high


def test_copies_narrow_an_interval() -> None:
    rng = np.random.default_rng(3)
    once = rng.normal(0, 0.4, size=20)
    thrice = np.tile(once, 3)
    widths = []
    for values in (once, thrice):
        low, high = widened_interval(
            sample_means(values, np.ones(len(values)), settings=Resampling()), n=len(values)
        )
        widths.append(high - low)
    assert widths[1] < 0.7 * widths[0]


def test_means_and_samples_do_not_depend_on_how_units_are_scaled() -> None:
    totals, counts = np.array([1.0, -2.0, 3.0]), np.array([2.0, 2.0, 4.0])
    assert mean_of_clusters(totals, counts) == 0.25
    assert np.isnan(mean_of_clusters(np.zeros(2), np.zeros(2)))
    one = sample_means(totals, counts, settings=QUICK)
    assert np.array_equal(one, sample_means(totals, counts, settings=QUICK))
    assert not np.array_equal(one, sample_means(totals, counts, settings=QUICK, salt=1))
    assert np.allclose(one, sample_means(3 * totals, 3 * counts, settings=QUICK))


def test_the_exact_test_counts_every_way_to_give_signs() -> None:
    differences = np.array([0.5, 0.1, -0.2, 0.4, 0.3, 0.2])
    sums = [abs(np.dot(signs, differences)) for signs in product((-1, 1), repeat=6)]
    by_hand = np.mean([total >= abs(differences.sum()) - 1e-9 for total in sums])
    assert flip_signs(differences, settings=QUICK) == by_hand
    assert flip_signs(-differences, settings=QUICK) == by_hand
    assert flip_signs(np.zeros(6), settings=QUICK) == 1


@pytest.mark.parametrize(("alpha", "least"), [(0.05, 6), (0.01, 8)])
def test_where_there_is_a_test_it_can_find_something(alpha: float, least: int) -> None:
    strict = Resampling(draws=399, alpha=alpha)
    assert np.isnan(flip_signs(np.full(least - 1, -2.0), settings=strict))
    assert flip_signs(np.full(least, -2.0), settings=strict) <= alpha


def test_the_drawn_test_agrees_with_the_exact_one() -> None:
    rng = np.random.default_rng(8)
    differences = rng.normal(0.2, 0.5, size=13)
    ways = np.array(list(product((-1, 1), repeat=13)))
    exact = np.mean(np.abs(ways @ differences) >= abs(differences.sum()) - 1e-9)
    assert flip_signs(differences, settings=Resampling(draws=3999)) == pytest.approx(
        exact, abs=0.03
    )


def test_the_test_of_pairs_keeps_its_level() -> None:
    rng = np.random.default_rng(5)
    ps = [flip_signs(rng.normal(0, 0.4, size=8), settings=QUICK) for _ in range(600)]
    assert np.mean(np.array(ps) <= 0.05) <= 0.075


@given(st.lists(st.floats(0, 1), max_size=12))
def test_raised_p_values_are_in_order_and_never_lower(values: list[float]) -> None:
    adjusted = adjust_benjamini_hochberg(values)
    assert all(new >= old - 1e-9 for new, old in zip(adjusted, values, strict=True))
    assert all(new <= 1 for new in adjusted)
    order = np.argsort(values, kind="stable")
    assert np.all(np.diff(np.array(adjusted)[order]) >= 0)


def test_benjamini_and_hochberg_by_hand() -> None:
    values = [0.001, 0.008, 0.039, 0.041, 0.6]
    assert adjust_benjamini_hochberg(values) == [0.005, 0.02, 0.05125, 0.05125, 0.6]
    assert adjust_benjamini_hochberg([]) == []
