"""Which findings survive when one measures in another way? An analysis in; yes or no out.

A finding is an order: lower than 0, lower than all others, lower at the end. Orders can be compared
between engines and word lists whose numbers cannot. Each finding is asked again of variants of the
analysis, and each answer says how firm it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.cues import load_lexicon
from helpers.encoder import is_installed
from helpers.framing import find_frames
from helpers.lexical import load_weights, make_weights
from helpers.neural_stance import NeuralSettings, find_neural_stance
from helpers.resampling import (
    FEWEST,
    INSUFFICIENT,
    Floats,
    Resampling,
    divide,
    draw_sentences,
    interval,
)
from helpers.schema import ALL_VOICES, AUTHOR, QUOTED, make_table
from helpers.series import (
    RATES,
    SIDES,
    Columns,
    Side,
    score_sentences,
    sentence_order,
    spread_out,
    take_side,
)
from helpers.stance import find_stance
from helpers.voices import make_voices

AS_MEASURED: Final = "as measured"
YES: Final = "yes"
NO: Final = "no"
UNTOUCHED: Final = "not touched"
PLAIN_NAMES: Final = ("name", "demonym")
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


class Variant(NamedTuple):
    """Hold one way to measure: its sentences (`score_sentences`), and which measures it changes."""

    name: str
    series: pd.DataFrame
    voice: str = ALL_VOICES
    touches: tuple[str, ...] = ("stance", "frame", "device")


def make_variants(found: Analysis, *, seeds: Sequence[int] = (1, 2)) -> list[Variant]:
    """Measure an article again in other ways.

    Parameters
    ----------
    found
        From `analyse`.
    seeds
        One variant with half the words for each.

    Returns
    -------
    list of Variant
        as measured; author only (quotations left out); names only (mentions by the actor's name or
        demonym, without leaders, capitals, descriptions and pronouns); loan put in (stances that
        lean on the rest of the article); half the words (for each seed, a half of the word list of
        frames drawn at random, and of the clues of the lexical engine where that was used); no
        single cues (words that the text uses once for a label left out); other engine (lexical for
        neural and the other way round, where it is installed).

    Notes
    -----
    Names that are no longer counted stay hidden from the engines: a variant must not let a
    reputation in. Under the neural engine word lists do not touch stance, and no finding on
    stance is said to survive them.
    """
    evidence, mentions = found.evidence, found.mentions
    neural = found.settings["engine"] == "neural"
    as_measured = found.series
    listed = ("frame", "device") if neural else ("stance", "frame", "device")
    named = set(mentions.loc[mentions["form"].isin(PLAIN_NAMES), "mention"])
    by_name = evidence[evidence["mention"].isna() | evidence["mention"].isin(named)]
    variants = [
        Variant(AS_MEASURED, as_measured),
        Variant("author only", as_measured, AUTHOR),
        Variant("names only", _series(found, by_name), touches=("stance",)),
        Variant("loan put in", _series(found, evidence, pooled=True), touches=("stance",)),
    ]
    for seed in seeds:
        halved = _halve(found, seed=seed, neural=neural)
        touches = ("frame",) if neural else ("stance", "frame")
        variants.append(
            Variant(f"half the words ({seed})", _series(found, halved), touches=touches)
        )
    single = evidence.assign(cue=evidence["cue"].str.lower())
    often = single.duplicated(["measure", "label", "actor", "cue"], keep=False)
    often |= ~evidence["measure"].isin(listed)
    variants.append(Variant("no single cues", _series(found, evidence[often]), touches=listed))
    if not neural and not is_installed():
        return variants
    other = _other_stance(found, neural=neural)
    unit = "sum" if neural else "mean"
    return [
        *variants,
        Variant("other engine", _series(found, other, unit=unit), touches=("stance",)),
    ]


def _series(
    found: Analysis, evidence: pd.DataFrame, *, unit: str = "", pooled: bool = False
) -> pd.DataFrame:
    return score_sentences(
        evidence,
        sentences=found.sentences,
        paragraphs=found.paragraphs,
        quotes=found.quotes,
        stance=unit or found.stance_unit,
        pooled=pooled,
    )


def _halve(found: Analysis, *, seed: int, neural: bool) -> pd.DataFrame:
    """Find frames, and with the lexical engine stances, by half of the words."""
    generator = np.random.default_rng(seed)
    lexicon = load_lexicon("frames")
    kept = generator.permutation(len(lexicon))[: len(lexicon) // 2]
    frames = find_frames(
        found.sentences,
        mentions=found.mentions,
        lexicon=lexicon.iloc[np.sort(kept)],
        voice=make_voices(found.quotes),
    )
    if neural:
        return _replace(found.evidence, {"frame": frames})
    rows = load_weights().rows
    chosen = generator.permutation(len(rows))[: len(rows) // 2]
    keys = list(rows)
    weights = make_weights({keys[i]: rows[keys[i]] for i in chosen})
    stance = find_stance(
        found.paragraphs,
        mentions=found.mentions,
        sentences=found.sentences,
        actors=found.actors,
        weights=weights,
        pooled=False,
    )
    return _replace(found.evidence, {"frame": frames, "stance": stance})


def _other_stance(found: Analysis, *, neural: bool) -> pd.DataFrame:
    """Let the other engine read the stances."""
    if neural:
        stance = find_stance(
            found.paragraphs,
            mentions=found.mentions,
            sentences=found.sentences,
            actors=found.actors,
            pooled=False,
        )
    else:
        stance = find_neural_stance(
            found.paragraphs,
            mentions=found.mentions,
            actors=found.actors,
            settings=NeuralSettings(pooled=False, explained=False),
        )
    return _replace(found.evidence, {"stance": stance})


def _replace(evidence: pd.DataFrame, by: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Put other rows in the place of those of some measures, and number all anew."""
    kept = evidence[~evidence["measure"].isin(list(by))]
    rows = [row for table in (kept, *by.values()) for row in table.to_dict("records")]
    return make_table("evidence", [row | {"evidence": i} for i, row in enumerate(rows)])  # type: ignore[misc]


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
        For each actor the side of 0 on which its mean stance lies; which actor is lowest; for the
        actor with most evidence, whether it is lower at the end than in the lead, and in the
        author's words than in the quoted; which frame has the highest rate. Findings without
        enough evidence are left out.
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
            f"{labels[term.actor]} {'above' if value > 0 else 'below'} 0", term, above=value > 0
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
        interval keeps to one side of 0).

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
        "firm": low > 0 or high < 0,
    }
