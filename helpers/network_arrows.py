"""What is each arrow of a network, and what do the words around it say?

Tables in: what `score_relations` gives, and the cast. Out: arrows with their words by sign, the
rows behind the figure, its sub-title, caption and alternative text. Nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from helpers.lettering import shorten, text_width
from helpers.network_layout import Tie
from helpers.parts import Words
from helpers.relations import ACTS, DENIED, DONE, HELPFUL, HOSTILE, OPEN, OTHER
from helpers.rooms import SMALL
from helpers.scales import NO_BLOC, counted, in_order_of_blocs, listed, voice_words
from helpers.schema import iterate
from helpers.style import MINUS

TITLE: Final = "Who does what to whom, and is it hostile or helpful?"
MARKS: Final = {HOSTILE: MINUS, HELPFUL: "+", OTHER: "·"}
FEWEST_LETTERS: Final = 7  # of a deed with its sign, when it is shortened


class Arrow(NamedTuple):
    """Hold one arrow: whose, its sign, how many deeds, whether done, and its texts by sign.

    `words` name the deeds, as in − kill 2, bomb; `counts` only count them, as in −3.
    """

    tie: Tie
    act: str
    n: int
    done: bool
    words: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, str], ...]


def make_arrow(relations: pd.DataFrame, *, tie: Tie) -> Arrow:
    """Sum up what one actor does to another as one arrow.

    Parameters
    ----------
    relations
        From `score_relations`.
    tie
        A pair of it with a deed that is done or open.

    Returns
    -------
    Arrow
        Its sign and number are those of the deeds told as done, or of the open ones where there are
        no others.
    """
    pair = relations[(relations["agent"] == tie[0]) & (relations["patient"] == tie[1])]
    told = {row.told: row for row in iterate(pair)}
    rows = [told[told_as] for told_as in (DONE, OPEN) if told_as in told]
    balance = int(np.sign(rows[0].n_helpful - rows[0].n_hostile))
    act = {-1: HOSTILE, 0: OTHER, 1: HELPFUL}[balance]
    words = [part for row in rows for part in _texts(row, number=False)]
    counts = [part for row in rows for part in _texts(row, number=True)]
    return Arrow(tie, act, int(rows[0].n), DONE in told, tuple(words), tuple(counts))


def _texts(row: Any, *, number: bool) -> list[tuple[str, str]]:
    """Write the deeds of a row by sign, between the marks of how they are told."""
    texts = []
    for act in ACTS:
        n, deeds = getattr(row, f"n_{act}"), getattr(row, act)
        if n:
            texts.append((act, f"{MARKS[act]}{n}" if number else f"{MARKS[act]} {deeds}"))
    before, after = ("“", "”") if not row.n_author else ("", "")
    if row.told == OPEN:
        before, after = f"({before}", f"{after})"
    texts[0] = (texts[0][0], before + texts[0][1])
    texts[-1] = (texts[-1][0], texts[-1][1] + after)
    return texts


def text_room(text: str) -> float:
    """Measure one of several texts side by side, with the gap after it, in inches.

    Small letters are drawn on whole pixels and come out wider than they are.
    """
    return 1.05 * text_width(text, size=SMALL) + 0.06


def texts_width(words: Sequence[tuple[str, str]]) -> float:
    """Measure texts that stand side by side, in inches."""
    return sum(text_room(text) for _, text in words)


def fit_texts(arrow: Arrow, *, room: float, counted_only: bool) -> list[tuple[str, str]]:
    """Choose what is written beside an arrow.

    Parameters
    ----------
    arrow
        From `make_arrow`.
    room
        How much there is, in inches.
    counted_only
        Whether deeds are counted and not named.

    Returns
    -------
    list
        The texts by sign. The longest words are shortened until all fit side by side; where too
        little of them would stay, counts; of these, the first that fit.
    """
    parts = list(arrow.counts if counted_only else arrow.words)
    while texts_width(parts) > room:
        if counted_only:
            if len(parts) == 1:
                break
            parts = [*parts[:-2], (parts[-2][0], parts[-2][1].rstrip("…") + "…")]
            continue
        at = max(range(len(parts)), key=lambda i: len(parts[i][1]))
        act, text = parts[at]
        if len(text) <= FEWEST_LETTERS:
            return fit_texts(arrow, room=room, counted_only=True)
        parts[at] = (act, shorten(text, limit=len(text) - 1))
    return parts


def order_agents(cast: pd.DataFrame, arrows: Sequence[Arrow]) -> dict[str, str]:
    """Give the bloc of each actor that does something, by bloc, those with most arrows first."""
    ends = pd.Series([arrow.tie[0] for arrow in arrows]).value_counts()
    doing = cast[cast["actor"].isin(ends.index)]
    ordered = in_order_of_blocs(doing.assign(named=doing["actor"].map(ends)))
    return {str(row.actor): str(row.bloc) for row in iterate(ordered)}


def head_blocs(agents: dict[str, str]) -> dict[str, str]:
    """Name the first agent of each bloc, where there are several blocs."""
    if len(set(agents.values())) < 2:
        return {}
    first: dict[str, str] = {}
    for actor, bloc in agents.items():
        first.setdefault(bloc, actor)
    return {actor: bloc or NO_BLOC for bloc, actor in first.items()}


def label_rows(
    relations: pd.DataFrame, pairs: Sequence[Tie], *, cast: pd.DataFrame
) -> pd.DataFrame:
    """Put the labels beside the actors, and say which rows are drawn."""
    labels, shown = cast["label"].to_dict(), set(pairs)
    keys = zip(relations["agent"], relations["patient"], relations["told"], strict=True)
    data = relations.assign(
        agent_label=relations["agent"].map(labels),
        patient_label=relations["patient"].map(labels),
        drawn=[(agent, patient) in shown and told != DENIED for agent, patient, told in keys],
    )
    rest = [name for name in relations.columns if name not in ("agent", "patient")]
    data = data[["agent", "agent_label", "patient", "patient_label", *rest, "drawn"]]
    data.attrs = dict(relations.attrs)
    return data


def describe(
    data: pd.DataFrame, *, arrows: Sequence[Arrow], labels: dict[str, str], counted_only: bool
) -> Words:
    """Say what the figure shows, how to read it, and its main readings."""
    told = data[data["told"] != DENIED]
    pairs = told.groupby(["agent", "patient"]).ngroups
    shown = data[data["drawn"]]
    done, undone = (int(shown.loc[shown["told"] == as_what, "n"].sum()) for as_what in (DONE, OPEN))
    denied = int(data.loc[data["told"] == DENIED, "n"].sum())
    voice = voice_words(str(data["voice"].iloc[0]))
    note = (
        f"{counted(done, 'deed')} told as done, {undone} only wished, feared or asked about, "
        f"between {counted(len(labels), 'actor')}, in {voice}"
    )
    rest = ""
    if pairs > len(arrows):
        note += f"; the {len(arrows)} pairs with most deeds, of {pairs}"
        rest = (
            f"Drawn are the {len(arrows)} pairs with most deeds; the other {pairs - len(arrows)} "
            "stand in the data. "
        )
    where = "are counted" if counted_only else "stand, as verbs or nouns,"
    caption = (
        "Each arrow runs from an actor that does something to the one that it is done to; the "
        f"wider, the more deeds. Its deeds {where} where it leaves: − hostile "
        "(hurts, threatens, blames, hinders), + helpful (gives, protects, praises, backs), · "
        "neither. In brackets, and dashed where there are no others, are deeds that are only "
        "wished, announced, feared or asked about; in quotation marks, those that only quoted "
        f"speakers tell. Not drawn: {counted(denied, 'denied deed')}. "
        f"{rest}Value: the number of deeds that rules of grammar find; the sign is that of a list "
        "of words. What is told need not have happened, and a hostile deed is no blame."
    )
    readings = [
        f"{labels[arrow.tie[0]]} to {labels[arrow.tie[1]]} {' '.join(t for _, t in arrow.words)}"
        for arrow in sorted(arrows, key=lambda arrow: (arrow.act == OTHER, not arrow.done))
    ]
    alt = (
        f"Network of {counted(len(labels), 'actor')} and {counted(len(arrows), 'arrow')}. Who does "
        f"what to whom, − hostile, + helpful, in brackets not done: {listed(readings, limit=8)}."
    )
    return Words("network", TITLE, note, caption, alt)
