"""Which findings survive when one measures in another way? Variants in; yes or no out.

A finding is an order: lower than 0, lower than all others, lower at the end. Orders can be compared
between engines and word lists whose numbers cannot. Each finding is asked again of variants of the
analysis, and each answer says how firm it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from helpers.resampling import (
    FEWEST,
    INSUFFICIENT,
    Floats,
    Resampling,
    divide,
    draw_sentences,
    interval,
    side_of,
)
from helpers.schema import ALL_VOICES, AUTHOR, QUOTED
from helpers.series import RATES
from helpers.sides import SIDES, Columns, Side, sentence_order, spread_out, take_side
from helpers.variants import Variant

YES: Final = "yes"
NO: Final = "no"
UNTOUCHED: Final = "not touched"
COLUMNS: Final = "finding variant margin low high n_sentences survives firm".split()


class Term(NamedTuple):
    """Hold what is averaged: a measure toward an actor, or of a label, on a side of the text."""

    measure: str
    label: str = ""
    actor: str = ""
    side: Side = SIDES["whole"]


class Finding(NamedTuple):
    """Hold a finding: that `subject` is below each of `others`, or below 0 where there are none.

    With `above` it is the other way round.
    """

    statement: str
    subject: Term
    others: tuple[Term, ...] = ()
    above: bool = False


def propose_findings(
    series: pd.DataFrame, *, actors: pd.DataFrame, n_actors: int = 5
) -> list[Finding]:
    """Put what an analysis says into orders that another way to measure can confirm.

    Parameters
    ----------
    series
        From `score_sentences`, as measured.
    actors
        The catalogue, for names.
    n_actors
        How many actors are looked at: those with most sentences of evidence, 3 at least.

    Returns
    -------
    list of Finding
        For each actor on which side of 0, favourable or unfavourable, its mean stance
        lies; which actor is lowest; for the actor with most evidence, whether it is lower at the
        end than in the lead, and in the author's words than in the quoted; which frame has the
        highest rate. Findings without enough evidence are left out.
    """
    labels = dict(zip(actors["actor"], actors["label"], strict=True))
    known = _Terms(series)
    stance = series[(series["measure"] == "stance") & (series["voice"] == ALL_VOICES)]
    many = stance.groupby("actor").size()
    many = many[many >= FEWEST].sort_values(ascending=False, kind="stable").head(n_actors)
    terms = [Term("stance", actor=str(actor)) for actor in many.index]
    values = {term: known.mean(term) for term in terms}
    findings = [
        Finding(
            f"{labels[term.actor]} on the {'' if value > 0 else 'un'}favourable side",
            term,
            above=value > 0,
        )
        for term, value in values.items()
    ]
    if len(terms) > 1:
        lowest = min(terms, key=lambda term: values[term])
        rest = tuple(term for term in terms if term != lowest)
        findings.append(Finding(f"{labels[lowest.actor]} lowest of {len(terms)}", lowest, rest))
    for one, other, words in (
        (SIDES["end"], SIDES["lead"], "at the end than in the lead"),
        (SIDES[AUTHOR], SIDES[QUOTED], "in the author's words than in quoted"),
    ):
        for term in terms[:1]:
            pair = [term._replace(side=side) for side in (one, other)]
            if all(known.enough(t) for t in pair):
                gap = known.mean(pair[0]) - known.mean(pair[1])
                how = "higher" if gap > 0 else "lower"
                statement = f"{labels[term.actor]} {how} {words}"
                findings.append(Finding(statement, pair[0], (pair[1],), above=gap > 0))
    names = series.loc[series["measure"] == "frame", "label"].unique()
    frames = [Term("frame", str(name)) for name in names]
    rated = {term: known.mean(term) for term in frames}
    if any(rated.values()):
        first = max(frames, key=lambda term: rated[term])
        rest = tuple(term for term in frames if term != first)
        name = first.label.replace("_", " ").capitalize()
        findings.append(Finding(f"{name} the leading frame", first, rest, above=True))
    return findings


def compare_variants(
    variants: Sequence[Variant],
    *,
    findings: Sequence[Finding],
    settings: Resampling | None = None,
) -> pd.DataFrame:
    """Ask each finding of each variant.

    Parameters
    ----------
    variants
        From `make_variants`, and your own.
    findings
        From `propose_findings`, and your own.
    settings
        Number of bootstrap samples and seed.

    Returns
    -------
    pandas.DataFrame
        One row per finding and variant: finding, variant, margin (by how much the order holds;
        below 0 it is the other way round), low, high (95 % interval), n_sentences (with evidence
        for the actor or label that the finding is about), survives (yes, no, insufficient evidence,
        or not touched where the variant does not change what is measured), firm (whether the
        interval, to two places, keeps to one side of 0).

    Notes
    -----
    That a finding survives is not that it is true: variants share most of their words and all of
    their blind spots. One that does not survive hangs on a choice that a reader would not have
    known of. Margins of different engines are on different scales; only their signs compare.
    """
    settings = settings or Resampling()
    rows: list[dict[str, Any]] = []
    for variant in variants:
        terms = _Terms(variant.series, voice=variant.voice)
        drawn = draw_sentences(len(terms.order), settings=settings)
        for finding in findings:
            row: dict[str, Any] = {"finding": finding.statement, "variant": variant.name}
            if finding.subject.measure in variant.touches:
                row |= _ask(finding, terms, drawn=drawn)
            else:
                row |= {"n_sentences": 0, "survives": UNTOUCHED, "firm": False}
            rows.append(row)
    table = pd.DataFrame(rows, columns=COLUMNS)
    place = {finding.statement: i for i, finding in enumerate(findings)}
    return table.sort_values(
        "finding", key=lambda names: names.map(place), kind="stable", ignore_index=True
    )


def count_answers(panel: pd.DataFrame) -> pd.DataFrame:
    """Count the answers to each finding in the variants other than the first, as measured.

    Parameters
    ----------
    panel
        From `compare_variants`.

    Returns
    -------
    pandas.DataFrame
        One row per finding, in the order of the panel, a column for each of the answers yes, no
        and insufficient evidence.

    Examples
    --------
    >>> panel = pd.DataFrame(
    ...     {"finding": ["a", "a", "a"], "variant": ["as measured", "one", "two"],
    ...      "survives": ["yes", "no", "not touched"]}
    ... )
    >>> count_answers(panel).loc["a"].tolist()
    [0, 1, 0]
    """
    others = panel[panel["variant"] != panel["variant"].iloc[0]]
    counts = pd.crosstab(others["finding"], others["survives"])
    return counts.reindex(
        index=panel["finding"].unique(), columns=[YES, NO, INSUFFICIENT], fill_value=0
    )


class _Terms:
    """Look up the sentences of a term; the series is parted once, which saves most of the time."""

    def __init__(self, series: pd.DataFrame, *, voice: str = ALL_VOICES) -> None:
        self.order = pd.Index(sentence_order(series)["sentence"])
        self.voice = voice
        self.none = series.head(0)
        self.parts = dict(iter(series.groupby(["measure", "label", "actor", "voice"])))

    def columns(self, term: Term) -> Columns:
        """Give a term's sentences; in the author's words alone there is no quoted side."""
        voice = term.side.voice or self.voice
        asked = self.voice in (ALL_VOICES, voice)
        key = (term.measure, term.label, term.actor, voice)
        rows = self.parts.get(key, self.none) if asked else self.none
        return spread_out(take_side(rows, side=term.side, voice=voice), order=self.order)

    def enough(self, term: Term) -> bool:
        """Tell whether 3 sentences count; a frame may be rare, and what is rare is not missing."""
        columns = self.columns(term)
        told = int(columns.told.sum())
        return told >= FEWEST if term.measure in RATES else columns.enough(FEWEST)

    def mean(self, term: Term) -> float:
        """Average a term."""
        columns = self.columns(term)
        many = columns.counts.sum()
        return float(columns.totals.sum() / many) if many else float("nan")


def _ask(finding: Finding, terms: _Terms, *, drawn: Floats) -> dict[str, Any]:
    sign = 1.0 if finding.above else -1.0
    draws = np.vstack([np.ones(len(terms.order)), drawn])

    def averages(term: Term) -> Floats:
        """Give the mean and, after it, those of the samples."""
        columns = terms.columns(term)
        return divide(draws @ columns.totals, draws @ columns.counts)

    n = int(terms.columns(finding.subject).told.sum())
    others = [term for term in finding.others if terms.enough(term)]
    if not terms.enough(finding.subject) or (finding.others and not others):
        return {"n_sentences": n, "survives": INSUFFICIENT, "firm": False}
    mine = averages(finding.subject)
    rest = [averages(term) for term in others] or [np.zeros_like(mine)]
    margins = np.stack([sign * (mine - values) for values in rest]).min(axis=0)
    low, high = interval(margins[1:])
    return {
        "margin": float(margins[0]),
        "low": low,
        "high": high,
        "n_sentences": n,
        "survives": YES if margins[0] > 0 else NO,
        "firm": bool(side_of(low, high)),
    }
