"""How far do two codings of the same cells agree? Labels in; measures of agreement out.

Krippendorff's alpha corrects for chance and takes missing codes; the macro-averaged F1 is what
shared tasks on stance report. Both treat the same labels: -1 unfavourable, 0 neutral, 1 favourable.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import krippendorff
import numpy as np
import numpy.typing as npt

LABELS = (-1, 0, 1)
MANY = 50
Level = Literal["nominal", "ordinal", "interval"]
Floats = npt.NDArray[np.float64]


class Agreement(NamedTuple):
    """Hold how predicted labels agree with coded ones; all but `n` are shares or coefficients.

    `f1` and `recall` are averaged over the labels that occur; `by_label` is the F1 of
    unfavourable, neutral and favourable, missing where a label occurs in neither. `reversed` is
    the share of cells with opposite signs.
    """

    n: int
    f1: float
    accuracy: float
    recall: float
    by_label: tuple[float, float, float]
    alpha: float
    reversed: float


def measure_alpha(codings: Sequence[Sequence[float]], *, level: Level = "interval") -> float:
    """Measure the reliability of codings by Krippendorff's alpha.

    Parameters
    ----------
    codings
        One sequence a coder, all of one length; NaN where a coder gave no code.
    level
        Level of measurement: whether differences count (nominal), their order (ordinal) or their
        size (interval).

    Returns
    -------
    float
        1 for full agreement, 0 for chance, below 0 for systematic disagreement; NaN where all
        codes are the same, since there is then nothing to agree upon.

    Notes
    -----
    Krippendorff, K. (2019), *Content Analysis*, 4th ed., chapter 12. Computed by the package
    `krippendorff` (Castro 2017).

    Examples
    --------
    >>> round(measure_alpha([[1, 0, -1, 1], [1, 0, -1, 0]]), 3)
    0.821
    """
    data = np.asarray(codings, dtype=np.float64)
    paired = data[:, (~np.isnan(data)).sum(axis=0) > 1]
    values = len(np.unique(paired[~np.isnan(paired)]))
    if values < 2:
        return float("nan")
    if level == "interval" and len(data) == 2 and values > MANY:
        # The package counts every pair of values in every unit, which is too much for scores on a
        # continuous scale; for two complete codings alpha has this closed form.
        observed = float(np.mean((paired[0] - paired[1]) ** 2))
        return 1 - observed / (2 * float(np.var(paired, ddof=1)))
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement=level))


def compare_labels(coded: Sequence[int], predicted: Sequence[int]) -> Agreement:
    """Compare predicted labels with coded ones.

    Parameters
    ----------
    coded, predicted
        Labels -1, 0 or 1, in the same order.

    Raises
    ------
    ValueError
        If there are none, or not as many of one as of the other.

    Examples
    --------
    >>> found = compare_labels([1, 1, 0, -1], [1, 0, 0, -1])
    >>> round(found.f1, 3), found.accuracy, found.reversed
    (0.778, 0.75, 0.0)
    """
    if not coded or len(coded) != len(predicted):
        raise ValueError(f"{len(coded)} labels cannot be compared with {len(predicted)}")
    true, told = np.asarray(coded), np.asarray(predicted)
    scores, recalls = [], []
    for label in LABELS:
        hit = float(np.sum((true == label) & (told == label)))
        either = float(np.sum(true == label) + np.sum(told == label))
        scores.append(2 * hit / either if either else float("nan"))
        recalls.append(hit / float(np.sum(true == label)) if (true == label).any() else np.nan)
    return Agreement(
        n=len(true),
        f1=float(np.nanmean(scores)),
        accuracy=float(np.mean(true == told)),
        recall=float(np.nanmean(recalls)),
        by_label=(scores[0], scores[1], scores[2]),
        alpha=measure_alpha([true.astype(float).tolist(), told.astype(float).tolist()]),
        reversed=float(np.mean(true * told < 0)),
    )
