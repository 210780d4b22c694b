"""Alpha and its intervals are right on published data, and honest where there is little of it."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pandas as pd
import pytest
from small_task import coding_of

from helpers.errors import CodingError
from helpers.reliability import (
    NO_DISAGREEMENT,
    NO_VARIATION,
    count_values,
    measure_reliability,
    resample_alpha,
)
from helpers.resampling import INSUFFICIENT, Resampling

# Hayes and Krippendorff (2007), Answering the call for a standard reliability measure for coding
# data, table 1: five observers, forty news articles, some judgements missing. They report an
# ordinal alpha of .7598; .4765 and .7574 are those of nominal and interval data. One string an
# article, a dot where an observer gave no judgement.
NEWS = (
    "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 "
    "111.1 212.2 1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 "
    "110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1"
).split()
TABLE = np.array([[np.nan if c == "." else float(c) for c in unit] for unit in NEWS]).T


def news() -> pd.DataFrame:
    """The five observers as coders; each article is a paragraph with one stance in it."""
    codings = [
        coding_of(
            f"obs{i + 1}",
            {(u, "stance", "challenger"): c for u, c in enumerate(row) if not math.isnan(c)},
        )
        for i, row in enumerate(TABLE)
    ]
    return pd.concat(codings, ignore_index=True)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.4765), ("ordinal", 0.7598), ("interval", 0.7574)]
)
def test_alpha_is_that_of_hayes_and_krippendorff(level, alpha) -> None:
    found = measure_reliability(news(), levels={"stance": level}).iloc[0]
    assert found["alpha"] == pytest.approx(alpha, abs=5e-5)
    assert (found["n_coders"], found["n_units"], found["level"]) == (5, 40, level)
    assert found["low"] < found["alpha"] < found["high"]


def test_forty_articles_leave_the_limit_within_the_interval() -> None:
    found = measure_reliability(news(), levels={"stance": "ordinal"}).iloc[0]
    assert found["low"] < 0.667 < found["high"]
    assert 0 < found["p_below"] < 0.2
    assert found["note"] == "cannot tell"


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_each_draw_has_the_alpha_that_the_package_gives_it(level) -> None:
    values, counts = count_values(TABLE)
    settings = Resampling(draws=8)
    groups = np.repeat(np.arange(10), 4)
    drawn = resample_alpha(counts, values=values, level=level, groups=groups, settings=settings)
    weights = settings.generator(10).multinomial(10, np.full(10, 0.1), size=8)
    for alpha, weight in zip(drawn, weights, strict=True):
        again = np.repeat(TABLE, weight[groups], axis=1)
        expected = krippendorff.alpha(again, level_of_measurement=level)
        assert alpha == pytest.approx(expected, abs=1e-9)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    # Two coders who both see the truth in eight of ten cells and else guess: many cells tell alpha.
    inside = 0

    def code(n: int) -> np.ndarray:
        truth = rng.integers(0, 2, n)
        return np.stack([np.where(rng.random(n) < 0.8, truth, rng.integers(0, 2, n)) for _ in "ab"])

    true = float(krippendorff.alpha(code(200_000), level_of_measurement="nominal"))
    for _ in range(120):
        values, counts = count_values(code(60).astype(float))
        drawn = resample_alpha(
            counts,
            values=values,
            level="nominal",
            groups=np.arange(60),
            settings=Resampling(draws=300),
        )
        low, high = np.nanpercentile(drawn, [2.5, 97.5])
        inside += low <= true <= high
    assert inside >= 0.88 * 120


def test_share_that_is_the_same_counts_pairs() -> None:
    codings = pd.concat(
        [
            coding_of("a", {(p, "frame", "conflict"): c for p, c in enumerate([1, 1, 0, 0])}),
            coding_of("b", {(p, "frame", "conflict"): c for p, c in enumerate([1, 0, 0, 0])}),
            coding_of("c", {(0, "frame", "conflict"): 0}),
        ]
    )
    found = measure_reliability(codings).iloc[0]
    # Of the three pairs in the first unit one agrees; of the three other pairs, two do.
    assert found["same"] == pytest.approx((1 + 0 + 1 + 1) / (3 + 1 + 1 + 1))
    assert found["n_coders"] == 3


def test_a_stance_is_taken_apart_into_its_categories() -> None:
    codings = pd.concat(
        [
            coding_of("a", {(p, "stance", "us"): c for p, c in enumerate([-1, -1, 0, 1, 1])}),
            coding_of("b", {(p, "stance", "us"): c for p, c in enumerate([-1, -1, 0, 1, 0])}),
        ]
    )
    found = measure_reliability(codings, by_label=True).set_index("label")
    assert list(found.index) == ["unfavourable", "neutral", "favourable"]
    assert found.loc["unfavourable", "alpha"] == 1
    assert found.loc["neutral", "alpha"] < 1


def flags(coder: str, codes: list[int], label: str = "hedge") -> pd.DataFrame:
    return coding_of(coder, {(p, "device", label): c for p, c in enumerate(codes)})


@pytest.mark.parametrize(
    ("one", "other", "note"),
    [
        ([0] * 20, [0] * 20, NO_VARIATION),
        ([1] * 5 + [0] * 15, [1] * 5 + [0] * 15, NO_DISAGREEMENT),
        ([1] + [0] * 19, [0] * 20, INSUFFICIENT),  # Many draws lack the only one.
        ([1, 0], [0, 0], INSUFFICIENT),  # Too few paragraphs.
        ([1, 0] * 10, [0, 1] * 10, "below 0.667"),
        ([1] * 30 + [0] * 30, [1] * 30 + [0] * 29 + [1], "0.800 or more"),
        ([1] * 10 + [0] * 10, [1] * 8 + [0] * 12, "cannot tell"),
        ([1] * 60 + [0] * 60, [1] * 53 + [0] * 67, "0.667 or more"),
    ],
)
def test_each_case_has_its_word(one, other, note) -> None:
    found = measure_reliability(pd.concat([flags("a", one), flags("b", other)])).iloc[0]
    assert found["note"] == note
    # Without an interval there is no chance of being below the limit either.
    assert math.isnan(found["low"]) == math.isnan(found["p_below"])


def test_high_agreement_is_not_reliability() -> None:
    # Nineteen of twenty the same, and yet no better than chance.
    codings = pd.concat([flags("a", [1] + [0] * 19), flags("b", [0] * 20)])
    found = measure_reliability(codings).iloc[0]
    assert found["same"] == 0.95
    assert found["alpha"] == pytest.approx(0, abs=1e-9)


def test_cells_that_only_one_coded_do_not_count() -> None:
    codings = pd.concat([flags("a", [1, 0, 1]), flags("b", [1])])
    found = measure_reliability(codings).iloc[0]
    assert found["n_units"] == 1
    nothing = pd.concat([flags("a", [1, 0]), flags("b", [1], label="irony")])
    found = measure_reliability(nothing).iloc[0]
    assert (found["n_units"], found["note"]) == (0, INSUFFICIENT)
    assert math.isnan(found["alpha"])


def test_coders_are_chosen_and_checked() -> None:
    codings = pd.concat([flags("a", [1, 0]), flags("b", [1, 0]), flags("c", [0, 1])])
    assert measure_reliability(codings, coders=["a", "b"]).iloc[0]["same"] == 1
    with pytest.raises(CodingError, match="no coder is called 'd'; there are a, b, c"):
        measure_reliability(codings, coders=["a", "d"])
    with pytest.raises(CodingError, match="needs two coders, found a"):
        measure_reliability(codings, coders=["a", "a"])
    with pytest.raises(CodingError, match="stands in the table twice"):
        measure_reliability(pd.concat([codings, flags("a", [1])]))
