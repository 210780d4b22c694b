"""How does each row of a heatmap run along the text? An analysis in; curves for JSON out.

The curves are those of `score_curve`. A page gets them all; the explorer asks for those of one
measure and voice when they are to be shown, since a long text has hundreds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from helpers.analysis import Analysis
from helpers.distribution import score_curve
from helpers.resampling import FEWEST, Resampling

# So many points of a curve are sent, in hundredths.
POINTS: Final = 51
Curve = dict[str, list[Any]]


def list_curves(
    analysis: Analysis, *, measure: str, voice: str, settings: Resampling | None = None
) -> list[Curve]:
    """List the curves of a measure in a voice that have a value somewhere.

    Parameters
    ----------
    analysis
        From `analyse`.
    measure, voice
        What to follow, and in whose words.
    settings
        Number of bootstrap samples behind the bands, and their seed.

    Returns
    -------
    list of dict
        `key` (measure, voice, label, actor) and `runs`, the stretches without a gap: the number of
        the first point (0 for the headline, 50 for the end), then values, lows and highs in
        hundredths.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> text = " ".join(["Norway clearly lost."] * 12)
    >>> found = analyse(make_article(text), engine="lexical")
    >>> curves = list_curves(found, measure="device", voice="all")
    >>> [curve["key"] for curve in curves]
    [['device', 'all', 'booster', '']]
    """
    series = analysis.series
    rows = series[(series["measure"] == measure) & (series["voice"] == voice)]
    sizes = rows[rows["n_evidence"] > 0].groupby(["label", "actor"], sort=False).size()
    enough = sizes[sizes >= FEWEST].reset_index()
    if enough.empty:
        return []
    curve = score_curve(
        series,
        measure=measure,
        voice=voice,
        actor=list(enough["actor"].unique()),
        label=list(enough["label"].unique()),
        points=POINTS,
        settings=settings,
    )
    curves: list[Curve] = []
    for name, points in curve.groupby(["label", "actor"], sort=False):
        label, actor = map(str, name)
        runs = list(_runs(points[["value", "low", "high"]].to_numpy(dtype=float)))
        if runs:
            curves.append({"key": [measure, voice, label, actor], "runs": runs})
    return curves


def _runs(points: npt.NDArray[np.float64]) -> Iterator[list[Any]]:
    """Cut a curve into stretches without gaps."""
    told = np.flatnonzero(~np.isnan(points[:, 0]))
    for run in np.split(told, np.flatnonzero(np.diff(told) > 1) + 1):
        if len(run):
            hundredths = np.rint(100 * points[run]).astype(int)
            yield [int(run[0]), *(hundredths[:, column].tolist() for column in range(3))]
