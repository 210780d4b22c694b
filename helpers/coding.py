"""What do a reader's own codes add to the machine's scores? Codes and scores in; means out.

A reader codes some cells of an article by hand. Where those cells were drawn at random, the
machine's scores of all cells and the codes of some together give the mean stance toward an actor
with an honest interval, however wrong the machine is. The rest of the article is recalibrated by
the codes, and agreement before and after is measured on cells that were left out.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from helpers.agreement import measure_alpha
from helpers.errors import CodingError
from helpers.schema import ALL_VOICES, iterate

COLUMNS: Final = ("paragraph", "actor", "stance")
CODES: Final = {
    "-1": -1,
    "0": 0,
    "1": 1,
    "+1": 1,
    "unfavourable": -1,
    "neutral": 0,
    "favourable": 1,
}
FEWEST: Final = 4


class Recalibrated(NamedTuple):
    """Hold recalibrated scores and what the recalibration is worth.

    `cells` has one row per cell, columns paragraph, actor, value (the machine's), code (the
    reader's; missing where not coded) and recalibrated. The alphas compare codes with the
    machine's values as they are, and recalibrated by the codes of other paragraphs only.
    """

    cells: pd.DataFrame
    alpha_before: float
    alpha_after: float
    n: int


def load_codes(path: Path, *, scores: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Load a reader's codes of stance and check every row.

    Parameters
    ----------
    path
        A CSV with the columns paragraph (the label in the figures: T, 1, 2, 8.1), actor and
        stance (-1, 0, 1 or the words); or a file of `code_article`, of which the codes of stance
        are taken.
    scores, paragraphs
        Tables of the article that was coded.

    Returns
    -------
    pandas.DataFrame
        One row per coded cell, columns paragraph (running number), actor and code.

    Raises
    ------
    CodingError
        Naming the file and the line of every row that cannot be used, and why.
    """
    numbers = dict(zip(paragraphs["label"], paragraphs["paragraph"], strict=True))
    known = set(scores.loc[scores["measure"] == "stance", "actor"])
    rows: list[dict[str, Any]] = []
    faults: list[str] = []
    seen: dict[tuple[int, str], int] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            # A file of all three kinds of code holds stances among other rows.
            tidy = {"measure", "code"} <= set(reader.fieldnames or ())
            wanted = (*COLUMNS[:2], "code") if tidy else COLUMNS
            missing = [name for name in wanted if name not in (reader.fieldnames or ())]
            if missing:
                raise CodingError(
                    f"{path}, line 1: the column {missing[0]!r} is missing; the first line must "
                    f"hold {', '.join(COLUMNS)}"
                )
            for row in reader:
                label, actor, code = ((row[name] or "").strip() for name in wanted)
                place = f"{path}, line {reader.line_num}"
                if tidy and row["measure"] != "stance":
                    continue
                if not code or code == "none":
                    continue  # A cell that the reader has left open, or found empty.
                if label not in numbers or not label:
                    faults.append(f"{place}: no paragraph is labelled {label!r}")
                elif actor not in known:
                    faults.append(f"{place}: no actor is called {actor!r}")
                elif code.lower() not in CODES:
                    faults.append(f"{place}: stance is {code!r}; expected -1, 0 or 1")
                elif (numbers[label], actor) in seen:
                    before = seen[numbers[label], actor]
                    faults.append(f"{place}: {actor} in {label} is coded in line {before} already")
                else:
                    seen[numbers[label], actor] = reader.line_num
                    code_of = {"actor": actor, "code": CODES[code.lower()]}
                    rows.append({"paragraph": numbers[label], **code_of})
    except OSError as error:
        raise CodingError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise CodingError(f"{path}: is not UTF-8 ({error.reason}); save it as CSV UTF-8") from error
    if faults:
        raise CodingError("\n".join(faults))
    if not rows:
        raise CodingError(f"{path}: holds no code; fill in the column stance")
    return pd.DataFrame(rows, columns=["paragraph", "actor", "code"])


def draw_cells(scores: pd.DataFrame, *, n: int, seed: int = 2018) -> pd.DataFrame:
    """Draw cells at random for a reader to code.

    Parameters
    ----------
    scores
        Table of the schema; cells with a stance in all voices are drawn from.
    n
        How many; all, if there are fewer.
    seed
        The same seed draws the same cells.

    Returns
    -------
    pandas.DataFrame
        One row per cell, columns paragraph and actor, in the order of the text. No scores, so
        that the reader is blind to them.
    """
    cells = _machine(scores)
    order = np.random.default_rng(seed).permutation(len(cells))[:n]
    return cells.iloc[sorted(order)][["paragraph", "actor"]].reset_index(drop=True)


def estimate_means(scores: pd.DataFrame, *, codes: pd.DataFrame) -> pd.DataFrame:
    """Estimate the mean stance toward each actor from all scores and some codes.

    Parameters
    ----------
    scores
        Table of the schema.
    codes
        From `load_codes`; the cells must have been drawn at random, as by `draw_cells`.

    Returns
    -------
    pandas.DataFrame
        One row per actor, and one with an empty actor for all together: actor, machine (mean of
        the scores), coded (mean of the codes), estimate, low, high (95 %), weight (how far the
        scores were trusted, 0 to 1), n_cells, n_coded. With fewer than 4 codes there is no
        estimate.

    Notes
    -----
    Prediction-powered inference with the weight tuned to the codes (Angelopoulos, Bates, Fannjiang,
    Jordan & Zrnic 2023, *Prediction-powered inference*, Science 382; Angelopoulos, Duchi & Zrnic
    2023, *PPI++*): the mean of weight x score over all cells, plus the mean of code - weight x
    score over the coded ones. The cells of an article are a finite population, so the variance of
    the second term shrinks by 1 - n/N (Cochran 1977, *Sampling Techniques*, chapter 2). Intervals
    take Student's t with n - 2 degrees of freedom, one lost to the weight.
    """
    cells = _machine(scores).merge(codes, on=["paragraph", "actor"], how="left")
    groups = [(actor, group) for actor, group in cells.groupby("actor", sort=True)]
    return pd.DataFrame([_estimate(str(actor), group) for actor, group in [("", cells), *groups]])


def _machine(scores: pd.DataFrame) -> pd.DataFrame:
    chosen = scores[
        (scores["measure"] == "stance") & (scores["voice"] == ALL_VOICES) & scores["value"].notna()
    ]
    return chosen[["paragraph", "actor", "value"]].reset_index(drop=True)


def _estimate(actor: str, cells: pd.DataFrame) -> dict[str, Any]:
    coded = cells.dropna(subset=["code"])
    n, total = len(coded), len(cells)
    row: dict[str, Any] = {
        "actor": actor,
        "machine": cells["value"].mean(),
        "coded": coded["code"].mean() if n else float("nan"),
        "estimate": float("nan"),
        "low": float("nan"),
        "high": float("nan"),
        "weight": float("nan"),
        "n_cells": total,
        "n_coded": n,
    }
    if n < FEWEST:
        return row
    scores, codes = coded["value"].to_numpy(), coded["code"].to_numpy(dtype=float)
    spread = float(np.var(scores, ddof=1))
    slope = float(np.cov(scores, codes, ddof=1)[0, 1]) / spread if spread else 0.0
    weight = min(1.0, max(0.0, slope))
    rest = codes - weight * scores
    error = float(np.sqrt(np.var(rest, ddof=1) / n * (1 - n / total)))
    estimate = weight * float(row["machine"]) + float(rest.mean())
    reach = error * student_quantile(0.975, freedom=n - 2)
    return row | {
        "estimate": estimate,
        "low": max(-1.0, estimate - reach),
        "high": min(1.0, estimate + reach),
        "weight": weight,
    }


def student_quantile(share: float, *, freedom: int) -> float:
    """Give a quantile of Student's t.

    Notes
    -----
    Exact for 1 and 2 degrees of freedom; else the expansion of Abramowitz & Stegun (1964,
    26.7.5), right to 0.01 from 3 degrees on.

    Examples
    --------
    >>> [round(student_quantile(0.975, freedom=n), 2) for n in (2, 5, 30)]
    [4.3, 2.57, 2.04]
    """
    if freedom == 1:
        return float(np.tan(np.pi * (share - 0.5)))
    if freedom == 2:
        return float((2 * share - 1) * np.sqrt(2 / (4 * share * (1 - share))))
    z, v = NormalDist().inv_cdf(share), freedom
    return float(
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )


def recalibrate(scores: pd.DataFrame, *, codes: pd.DataFrame) -> Recalibrated:
    """Fit the machine's scores to a reader's codes and apply the fit to all cells.

    Parameters
    ----------
    scores, codes
        As for `estimate_means`.

    Returns
    -------
    Recalibrated
        A straight line from score to code, drawn toward "as it is" where codes are few (ridge
        regression; Hoerl & Kennard 1970). `alpha_after` is cross-validated: each coded paragraph
        is recalibrated by the codes of the others.

    Raises
    ------
    CodingError
        If fewer than 4 cells that have a score are coded.
    """
    cells = _machine(scores).merge(codes, on=["paragraph", "actor"], how="left")
    coded = cells.dropna(subset=["code"])
    if len(coded) < FEWEST:
        raise CodingError(
            f"{len(coded)} coded cells have a score; recalibration needs {FEWEST} or more"
        )
    left_out = []
    for row in iterate(coded):
        others = coded[coded["paragraph"] != row.paragraph]
        slope, shift = _fit(others["value"].tolist(), others["code"].tolist())
        left_out.append(slope * row.value + shift)
    given = coded["code"].tolist()
    slope, shift = _fit(coded["value"].tolist(), given)
    fitted = (slope * cells["value"] + shift).clip(-1, 1)
    return Recalibrated(
        cells=cells.assign(recalibrated=fitted),
        alpha_before=measure_alpha([given, coded["value"].tolist()]),
        alpha_after=measure_alpha([given, np.clip(left_out, -1, 1).tolist()]),
        n=len(coded),
    )


def _fit(
    values: Sequence[float], codes: Sequence[float], *, pull: float = 2.0
) -> tuple[float, float]:
    """Fit code = slope x score + shift, drawn toward slope 1 and shift 0 by `pull`."""
    x, y = np.asarray(values, dtype=float), np.asarray(codes, dtype=float)
    design = np.column_stack([x, np.ones_like(x)])
    left = design.T @ design + pull * np.eye(2)
    slope, shift = np.linalg.solve(left, design.T @ (y - x)) + np.array([1.0, 0.0])
    return float(slope), float(shift)
