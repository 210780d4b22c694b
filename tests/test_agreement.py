"""Agreement is right on published examples and on tables that can be counted by hand."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pytest

from helpers.agreement import compare_labels, measure_alpha

NAN = float("nan")
# Krippendorff (2011), Computing Krippendorff's alpha-reliability, part C: four observers, twelve
# units, some values missing; he works out alpha as 0.743 (nominal), 0.815 (ordinal), 0.849
# (interval).
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_is_that_of_the_published_example(level, alpha) -> None:
    assert measure_alpha(OBSERVERS, level=level) == pytest.approx(alpha, abs=5e-4)


# Krippendorff (2011), parts A and B: binary data, two observers, ten units, alpha 0.095; nominal
# data, two observers, twelve units, alpha 0.692.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")


@pytest.mark.parametrize(("pair", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692)])
def test_alpha_of_two_observers_is_that_of_the_published_examples(pair, alpha) -> None:
    data = [[float(ord(code)) for code in codes] for codes in pair]
    assert measure_alpha(data, level="nominal") == pytest.approx(alpha, abs=5e-4)


def test_alpha_is_missing_where_nothing_varies() -> None:
    assert math.isnan(measure_alpha([[0, 0, 0], [0, 0, 0]]))


def test_alpha_of_many_values_is_that_of_the_package() -> None:
    rng = np.random.default_rng(3)
    first = rng.normal(size=60)
    second = first + rng.normal(0, 0.5, size=60)
    expected = krippendorff.alpha([first, second], level_of_measurement="interval")
    assert measure_alpha([first.tolist(), second.tolist()]) == pytest.approx(expected, abs=1e-9)


def test_alpha_is_below_zero_for_opposites() -> None:
    assert measure_alpha([[1, -1, 1, -1], [-1, 1, -1, 1]]) < 0


def test_a_table_counted_by_hand() -> None:
    found = compare_labels([-1, -1, 0, 0, 1, 1], [-1, 1, 0, 0, 1, 0])
    assert found.n == 6
    assert found.accuracy == pytest.approx(4 / 6)
    # unfavourable: 1 right, 2 + 1 in all; neutral: 2, 2 + 3; favourable: 1, 2 + 2
    assert found.by_label == pytest.approx((2 / 3, 4 / 5, 2 / 4))
    assert found.f1 == pytest.approx((2 / 3 + 4 / 5 + 2 / 4) / 3)
    assert found.recall == pytest.approx((1 / 2 + 1 + 1 / 2) / 3)
    assert found.reversed == pytest.approx(1 / 6)


def test_a_label_that_never_occurs_does_not_count() -> None:
    found = compare_labels([1, 0], [1, 0])
    assert found.f1 == found.recall == 1.0
    assert math.isnan(found.by_label[0])


@pytest.mark.parametrize(("coded", "told"), [([], []), ([1], [1, 0])])
def test_what_cannot_be_compared_is_refused(coded, told) -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        compare_labels(coded, told)
