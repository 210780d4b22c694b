"""How far do coders agree, measure by measure? Codings in; alpha with intervals out.

Reliability asks whether two readers who work alone by one codebook give the same codes. It does
not ask whether the codes are right: that is validity. A table of codings holds several coders, one
row a decision (see `helpers.codings`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from helpers.agreement import Level, measure_alpha
from helpers.codings import LABELS
from helpers.errors import CodingError
from helpers.resampling import (
    FEWEST,
    INSUFFICIENT,
    Floats,
    Resampling,
    draw_sentences,
    interval,
)
from helpers.schema import STANCE_LABELS

# Krippendorff's customary limits: conclusions from TENTATIVE on, firm ones from FIRM on.
TENTATIVE: Final = 0.667
FIRM: Final = 0.8
# Share of bootstrap samples in which something must vary, or there is no interval.
COMPLETE: Final = 0.95
NO_DISAGREEMENT: Final = "no disagreement"
NO_VARIATION: Final = "nothing varies"
LEVELS: Final[dict[str, Level]] = {"stance": "interval", "frame": "nominal", "device": "nominal"}
# Measure, label, and codes: a row a cell, a column a coder.
Variable: TypeAlias = tuple[str, str, pd.DataFrame]
CELL: Final = ["measure", "paragraph", "actor", "label"]


def measure_reliability(
    codings: pd.DataFrame,
    *,
    coders: Sequence[str] = (),
    by_label: bool = False,
    levels: dict[str, Level] | None = None,
    settings: Resampling | None = None,
) -> pd.DataFrame:
    """Measure the agreement of two coders or more, measure by measure, with intervals.

    Parameters
    ----------
    codings
        Codes of several coders, from `load_codings`, or tables of `load_coding` put together.
    coders
        Whom to compare; all where empty.
    by_label
        Take each category by itself: each frame and device; of the stance, unfavourable against
        the rest, and so on.
    levels
        Level of measurement by measure, where it shall not be interval for stance and nominal for
        frames and devices.
    settings
        Number of bootstrap draws, and their seed.

    Returns
    -------
    pandas.DataFrame
        One row per measure, or per measure and label: measure, label, level, n_coders, n_units
        (cells with two codes or more), n_paragraphs, same (share of pairs of codes that are the
        same), alpha, low, high (95 %), p_below (share of draws with an alpha below .667), note.

    Raises
    ------
    CodingError
        If fewer than two coders are left, or one is unknown.

    Notes
    -----
    Krippendorff (2019), *Content Analysis*, 4th ed., chapter 12; the value is that of the package
    `krippendorff`. Hayes and Krippendorff (2007, *Answering the call for a standard reliability
    measure for coding data*) give alpha with a bootstrap interval and with the chance that it
    lies below a minimum. Here whole paragraphs are drawn again, with all cells in them, since
    cells of one paragraph are read together; that makes the interval wider than drawing cells.
    Alpha over all frames takes present and absent of all of them for one variable, and rewards
    coders for knowing which frames are common: look at the labels one by one as well. A category
    that one sample in twenty lacks has a value and no interval. Where coders agree throughout,
    every sample would agree too: there is no interval either.
    """
    settings = settings or Resampling()
    chosen = choose_coders(codings, coders)
    rows = []
    for measure, label, table in split_variables(chosen, by_label=by_label):
        level: Level = "nominal" if by_label else {**LEVELS, **(levels or {})}[measure]
        rows.append(
            {"measure": measure, "label": label, "level": level}
            | _measure(table, level=level, settings=settings)
        )
    return pd.DataFrame(rows)


def choose_coders(codings: pd.DataFrame, coders: Sequence[str]) -> pd.DataFrame:
    """Keep the codes of some coders, two at least; of all where none is named.

    Raises
    ------
    CodingError
        If a coder is unknown or stands in the table twice, or fewer than two are left.
    """
    known = list(dict.fromkeys(codings["coder"]))
    for coder in coders:
        if coder not in known:
            raise CodingError(f"no coder is called {coder!r}; there are {', '.join(known)}")
    chosen = list(dict.fromkeys(coders)) or known
    if len(chosen) < 2:
        raise CodingError(
            f"agreement needs two coders, found {', '.join(chosen) or 'none'}; load another "
            "coding, or compare with the reference"
        )
    kept = codings[codings["coder"].isin(chosen)]
    if kept.duplicated(["coder", *CELL]).any():
        twice = kept[kept.duplicated(["coder", *CELL])].iloc[0]
        raise CodingError(f"{twice['coder']!r} stands in the table twice; give each coder once")
    return kept


def split_variables(
    codings: pd.DataFrame, *, by_label: bool
) -> list[tuple[str, str, pd.DataFrame]]:
    """Lay codes out as one table a variable: a row a cell, a column a coder.

    Parameters
    ----------
    codings
        Codes of several coders.
    by_label
        One variable a category, each present or not, in place of one a measure.

    Returns
    -------
    list
        Measure, label (empty without `by_label`) and table of each variable, in a fixed order.
    """
    wide = codings.pivot(index=CELL, columns="coder", values="code")
    there = set(zip(*(wide.index.get_level_values(x) for x in ("measure", "label")), strict=True))
    found: list[Variable] = []
    for measure, labels in LABELS.items():
        own = wide[wide.index.get_level_values("measure") == measure]
        if own.empty:
            continue
        if not by_label:
            found.append((measure, "", own))
        elif measure == "stance":
            for code, name in zip((-1, 0, 1), STANCE_LABELS, strict=True):
                found.append((measure, name, own.eq(code).astype("float64").mask(own.isna())))
        else:
            here = [label for label in labels if (measure, label) in there]
            which = own.index.get_level_values("label")
            found += [(measure, label, own[which == label]) for label in here]
    return found


def _measure(table: pd.DataFrame, *, level: Level, settings: Resampling) -> dict[str, Any]:
    paired = table[table.notna().sum(axis=1) > 1]
    paragraphs = paired.index.get_level_values("paragraph")
    row: dict[str, Any] = {
        "n_coders": int(paired.notna().any().sum()),
        "n_units": len(paired),
        "n_paragraphs": paragraphs.nunique(),
        "same": float("nan"),
        "alpha": float("nan"),
        "low": float("nan"),
        "high": float("nan"),
        "p_below": float("nan"),
        "note": INSUFFICIENT,
    }
    if not len(paired):
        return row
    values, counts = count_values(paired.to_numpy().T)
    many = counts.sum(axis=1)
    same = (counts * (counts - 1)).sum(axis=1) / (many * (many - 1))
    row["same"] = float(np.average(same, weights=many * (many - 1)))
    row["alpha"] = measure_alpha(paired.to_numpy().T.tolist(), level=level)
    if np.isnan(row["alpha"]):
        return row | {"note": NO_VARIATION}
    if row["n_paragraphs"] < FEWEST:
        return row
    if row["same"] == 1:
        return row | {"note": NO_DISAGREEMENT}
    codes, _ = pd.factorize(paragraphs)
    drawn = resample_alpha(counts, values=values, level=level, groups=codes, settings=settings)
    told = drawn[~np.isnan(drawn)]
    if len(told) < COMPLETE * len(drawn):
        # A category so rare that many samples lack it: full agreement on it would look certain.
        return row
    low, high = interval(told)
    return row | {
        "low": low,
        "high": high,
        "p_below": float(np.mean(told < TENTATIVE)),
        "note": _note(low, high),
    }


def _note(low: float, high: float) -> str:
    """Say on which side of the customary limits the whole interval lies."""
    if low >= FIRM:
        return "0.800 or more"
    if low >= TENTATIVE:
        return "0.667 or more"
    return "below 0.667" if high < TENTATIVE else "cannot tell"


def count_values(codes: Floats) -> tuple[Floats, Floats]:
    """Count how many coders gave each value to each unit.

    Parameters
    ----------
    codes
        One row a coder, one column a unit; NaN where there is no code.

    Examples
    --------
    >>> values, counts = count_values(np.array([[1.0, 0.0], [1.0, 1.0]]))
    >>> values.tolist(), counts.tolist()
    ([0.0, 1.0], [[0.0, 2.0], [1.0, 1.0]])
    """
    values = np.unique(codes[~np.isnan(codes)])
    return values, np.stack([(codes == v).sum(axis=0) for v in values], axis=1).astype(float)


def resample_alpha(
    counts: Floats,
    *,
    values: Floats,
    level: Level,
    groups: Any,
    settings: Resampling,
) -> Floats:
    """Give alpha of bootstrap samples of groups of units.

    Parameters
    ----------
    counts, values
        From `count_values`.
    level
        Level of measurement.
    groups
        The number of each unit's group, from 0; units of one group are drawn together.
    settings
        Number of draws, and their seed.

    Returns
    -------
    numpy.ndarray
        One alpha a draw; missing where only one value was drawn.

    Notes
    -----
    Alpha is 1 - (n - 1) sum(o d) / sum(n n d) over pairs of values, with the coincidences o, the
    totals n and the difference d of two values (Krippendorff 2011, *Computing Krippendorff's
    alpha-reliability*). Coincidences add up over units, so that a draw is a weighted sum.
    """
    many = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - np.eye(len(values)) * counts[:, :, None]
    pairs /= np.maximum(many - 1, 1)[:, None, None]
    n_groups = int(np.max(groups)) + 1
    summed = np.zeros((n_groups, len(values), len(values)))
    np.add.at(summed, groups, pairs)
    weights = draw_sentences(n_groups, settings=settings)
    coincidences = np.tensordot(weights, summed, axes=1)
    totals = coincidences.sum(axis=2)
    differences = _differences(totals, values=values, level=level)
    observed = (coincidences * differences).sum(axis=(1, 2))
    expected = (totals[:, :, None] * totals[:, None, :] * differences).sum(axis=(1, 2))
    known = expected > 0
    n = totals.sum(axis=1)
    return np.where(known, 1 - (n - 1) * observed / np.where(known, expected, 1.0), np.nan)


def _differences(totals: Floats, *, values: Floats, level: Level) -> Floats:
    """Give the squared difference of each pair of values, one table a draw."""
    if level == "ordinal":
        # What lies between two values counts by how often it was given in this very draw.
        upto = np.cumsum(totals, axis=1)
        middle = upto - totals / 2
        return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)
    gap = values[:, None] - values[None, :]
    table = gap**2 if level == "interval" else (gap != 0).astype(float)
    return np.broadcast_to(table, (len(totals), *table.shape))
