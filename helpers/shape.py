"""How is the rhetoric distributed over a text? An analysis in; every table of it out.

All that notebook 7 does step by step, in one go and by stated rules, so that any text can be
published with it: dispersion, curves, changes, one difference taken apart into words, the
ideological square, and what survives another way to measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.changepoints import COLUMNS as CHANGE_COLUMNS
from helpers.changepoints import find_changes
from helpers.corners import SquareTest, compare_square, score_square
from helpers.dispersion import score_dispersion
from helpers.distribution import COLUMNS as CURVE_COLUMNS
from helpers.distribution import score_curve
from helpers.frame_actors import find_frame_actors, score_frame_actors
from helpers.narrative import read_stances
from helpers.relations import score_relations
from helpers.resampling import FEWEST, Resampling
from helpers.schema import ALL_VOICES
from helpers.sensitivity import compare_variants, propose_findings
from helpers.shift import COLUMNS as SHIFT_COLUMNS
from helpers.shift import Shift, explain_shift
from helpers.sides import SIDES, take_side
from helpers.square import COLUMNS as SQUARE_COLUMNS
from helpers.square import THEM, UNDECIDED, US, find_square
from helpers.variants import make_variants

FOLLOWED: Final = ("stance", "frame")
NO_SHIFT: Final = (
    "The shift is left out: no actor has evidence of a stance in two paragraphs, so there are no "
    "two stretches to compare."
)
NO_SQUARE: Final = (
    "The ideological square is left out: it needs actors of two blocs in the text. Fill in the "
    "column bloc of the actors (us and them, or names of your own), or let propose_blocs do it."
)


@dataclass(frozen=True)
class Square:
    """Hold the square of an analysis.

    `us` and `them` name the blocs, `items` is from `find_square`, `corners` from `score_square`
    and `test` from `compare_square`. `oriented` says that it was read from the stances which of
    the two blocs is us; else the catalogue itself calls them us and them.
    """

    us: str
    them: str
    items: pd.DataFrame
    corners: pd.DataFrame
    test: SquareTest
    oriented: bool


@dataclass(frozen=True)
class Shape:
    """Hold how the measures of one text are distributed over it.

    Attributes
    ----------
    relations, frame_actors, dispersion : pandas.DataFrame
        From `score_relations`, `score_frame_actors` and `score_dispersion`.
    curves, changes, sensitivity : pandas.DataFrame
        From `score_curve` and `find_changes` of stance and frames, and from `compare_variants`.
    shift : Shift or None
        From `explain_shift`, between the stretches that `choose_stretches` gives.
    square : Square or None
        The ideological square between the blocs that `choose_blocs` gives.
    notes : tuple of str
        What was left out, and why.
    """

    relations: pd.DataFrame
    frame_actors: pd.DataFrame
    dispersion: pd.DataFrame
    curves: pd.DataFrame
    changes: pd.DataFrame
    sensitivity: pd.DataFrame
    shift: Shift | None
    square: Square | None
    notes: tuple[str, ...]


def measure_shape(analysis: Analysis, *, settings: Resampling | None = None) -> Shape:
    r"""Measure how stance and frames are distributed over a text.

    Parameters
    ----------
    analysis
        From `analyse`.
    settings
        Number of samples, seed and level of all intervals and tests.

    Notes
    -----
    After the quick `lexical` engine the `neural` one is not asked in the sensitivity panel: its
    reading would take longer than all the rest. `make_variants` asks it.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> text = "Norway betrayed Sweden.\n\nNorway helped Sweden."
    >>> shape = measure_shape(analyse(make_article(text), engine="lexical"))
    >>> shape.shift.one, shape.shift.other, shape.square is None
    ('paragraph 1', 'paragraph 2', True)
    """
    series = analysis.series
    stretches = choose_stretches(series)
    shift = None
    if stretches is not None:
        actor, one, other = stretches
        shift = explain_shift(analysis, one=one, other=other, actor=actor, settings=settings)
    blocs = choose_blocs(analysis)
    square = None if blocs is None else _fill_square(analysis, us=blocs[0], them=blocs[1])
    neural = analysis.settings["engine"] == "neural"
    known = [measure for measure in FOLLOWED if (series["measure"] == measure).any()]
    curves = [score_curve(series, measure=name, settings=settings) for name in known]
    changes = [find_changes(series, measure=name, settings=settings) for name in known]
    attached = find_frame_actors(
        analysis.evidence,
        sentences=analysis.sentences,
        events=analysis.events,
        quotes=analysis.quotes,
    )
    return Shape(
        relations=score_relations(analysis.events, settings=settings),
        frame_actors=score_frame_actors(attached),
        dispersion=score_dispersion(
            analysis.mentions, sentences=analysis.sentences, settings=settings
        ),
        curves=_stack(curves, CURVE_COLUMNS),
        changes=_stack(changes, CHANGE_COLUMNS),
        sensitivity=compare_variants(
            make_variants(analysis, other_engine=neural),
            findings=propose_findings(series, actors=analysis.actors),
            settings=settings,
        ),
        shift=shift,
        square=square,
        notes=tuple(
            note for note, made in ((NO_SHIFT, shift), (NO_SQUARE, square)) if made is None
        ),
    )


def _stack(tables: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """Put tables one below the other; what has no rows would only blur the types of the rest."""
    full = [table for table in tables if len(table)]
    return pd.concat(full, ignore_index=True) if full else pd.DataFrame(columns=columns)


def choose_stretches(series: pd.DataFrame) -> tuple[str, str, str] | None:
    """Choose the actor, and the two stretches of the text, that a shift is to compare.

    Parameters
    ----------
    series
        From `score_sentences`.

    Returns
    -------
    tuple of str or None
        Actor and two sides for `explain_shift`. Lead against end, of the actor with most sentences
        of evidence that has 3 on either side; where nobody has, the two paragraphs whose stances
        differ most, of the actor with most evidence that has some in two paragraphs. None where
        there is no such actor either.
    """
    stance = series[(series["measure"] == "stance") & (series["voice"] == ALL_VOICES)]
    many = stance.groupby("actor").size().sort_values(ascending=False, kind="stable")
    own = {str(actor): stance[stance["actor"] == actor] for actor in many.index}
    for actor, rows in own.items():
        sides = [take_side(rows, side=SIDES[name]) for name in ("lead", "end")]
        if min(map(len, sides)) >= FEWEST:
            return actor, "lead", "end"
    for actor, rows in own.items():
        # In the order of the text, so that the earlier one comes first.
        sums = rows[rows["where"] != ""].groupby("where", sort=False)[["total", "count"]].sum()
        if len(sums) > 1:
            means = sums["total"] / sums["count"]
            ends = {int(np.argmin(means)), int(len(means) - 1 - np.argmax(means[::-1]))}
            one, other = sorted(ends) if len(ends) > 1 else (0, len(means) - 1)
            return actor, f"paragraph {means.index[one]}", f"paragraph {means.index[other]}"
    return None


def choose_blocs(analysis: Analysis) -> tuple[str, str] | None:
    """Choose which bloc the square calls us and which them.

    Parameters
    ----------
    analysis
        From `analyse`.

    Returns
    -------
    tuple of str or None
        Blocs called "us" and "them" where the catalogue has such; else the two that are mentioned
        most, of which us is the one that the text takes more favourably. None where the text
        mentions fewer than two blocs.

    Notes
    -----
    Who is us is the analyst's to say (van Dijk 1998). Read from the stances it is a proposal, from
    which nothing about the selection of good and bad can be learnt; `compare_square` then tests
    the emphasis alone.
    """
    actors, mentions = analysis.actors, analysis.mentions
    bloc = mentions["actor"].map(dict(zip(actors["actor"], actors["bloc"], strict=True)))
    bloc = bloc.where(~bloc.isin(["", UNDECIDED]))
    counts = bloc.value_counts()
    if {US, THEM} <= set(counts.index):
        return US, THEM
    names = sorted(counts.index, key=lambda name: (-counts[name], name))[:2]
    if len(names) < 2:
        return None
    told = mentions["mention"].map(
        read_stances(analysis.evidence, mentions=mentions, stance=analysis.stance_unit)
    )
    means = told.groupby(bloc).mean().reindex(names).fillna(0.0)
    us = max(names, key=lambda name: means[name])
    return us, next(name for name in names if name != us)


def _fill_square(analysis: Analysis, *, us: str, them: str) -> Square:
    oriented = (us, them) != (US, THEM)
    actors = analysis.actors.copy()
    actors.attrs["proposed"] = oriented or bool(actors.attrs.get("proposed"))
    items = find_square(
        analysis.mentions,
        paragraphs=analysis.paragraphs,
        sentences=analysis.sentences,
        actors=actors,
        events=analysis.events,
        evidence=analysis.evidence,
        us=us,
        them=them,
        engine_stance=analysis.stance_unit,
    )
    return Square(us, them, items, score_square(items), compare_square(items), oriented)


def tables_of(shape: Shape) -> dict[str, pd.DataFrame]:
    """Name the tables of a shape, as they are written.

    Parameters
    ----------
    shape
        From `measure_shape`.

    Returns
    -------
    dict
        relations, frame_actors, dispersion, curves, changes, shift (one row per word), square (one
        row per corner), square_mentions, square_test (one row) and sensitivity. What was left out
        has no rows.
    """
    square, shift = shape.square, shape.shift
    none = pd.DataFrame(columns=list(SQUARE_COLUMNS)).astype({"corner": "str"})
    corners = score_square(none) if square is None else square.corners
    sides = {name: getattr(shift, name, "") for name in ("measure", "actor", "one", "other")}
    words = pd.DataFrame(columns=SHIFT_COLUMNS) if shift is None else shift.words
    return {
        "relations": shape.relations,
        "frame_actors": shape.frame_actors,
        "dispersion": shape.dispersion,
        "curves": shape.curves,
        "changes": shape.changes,
        "shift": words.assign(**sides),
        "square": corners,
        "square_mentions": none if square is None else square.items,
        "square_test": pd.DataFrame(
            [] if square is None else [square.test], columns=SquareTest._fields
        ),
        "sensitivity": shape.sensitivity,
    }
