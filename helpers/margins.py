"""What stands in the margin of a paragraph? Scores and evidence in; notes on each actor out.

One note for each actor that a paragraph names: the stance with its sign and label, or that there
is too little evidence for one; and the reasons behind it, in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.analysis import Analysis
from helpers.marks import label_actors
from helpers.schema import ALL_VOICES, BORROWED, group_rows, iterate
from helpers.stance import SMALLER
from helpers.style import signed

THIN: Final = "too little evidence"
PLACE: Final = "only as a place, not judged"
# So much of a stance may come from the rest of the article before the margin says so.
MOST_BORROWED: Final = 0.5
MOST_PHRASES: Final = 3
# How the rows begin in which an engine says what it cannot share out among phrases.
REST: Final = "the rest of the passage"
# As printed the interval is a point: its sentences are few and say the same.
NO_WIDTH: Final = "its sentences say the same, so no interval can be drawn from them"


class Note(NamedTuple):
    """Hold what the margin says of one actor in one paragraph.

    `value` is missing where `verdict` says that there is no stance; `reasons` are sentences.
    """

    actor: str
    label: str
    value: float | None
    verdict: str
    reasons: tuple[str, ...]


def note_stances(analysis: Analysis) -> dict[int, list[Note]]:
    """Say for each paragraph how it stands toward the actors that it names.

    Parameters
    ----------
    analysis
        From `analyse`.

    Returns
    -------
    dict
        By the number of the paragraph: one note an actor, in the order in which they are first
        named. All voices are taken together.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("Norway betrayed its allies."), engine="lexical")
    >>> [(note.label, note.verdict) for note in note_stances(found)[0]]
    [('Norway', 'unfavourable')]
    """
    scores, labels = analysis.scores, label_actors(analysis.actors)
    stance = scores[(scores["measure"] == "stance") & (scores["voice"] == ALL_VOICES)]
    cells = {(row.paragraph, row.actor): row for row in iterate(stance)}
    cues = analysis.evidence[analysis.evidence["measure"] == "stance"]
    reasons: dict[tuple[int, str], list[Any]] = {}
    for row in iterate(cues):
        reasons.setdefault((row.paragraph, row.actor), []).append(row)
    notes: dict[int, list[Note]] = {}
    for paragraph, mentions in group_rows(analysis.mentions, by="paragraph").items():
        roles: dict[str, set[str]] = {}
        for mention in sorted(mentions, key=lambda mention: mention.start):
            roles.setdefault(mention.actor, set()).add(mention.role)
        notes[paragraph] = [
            _note(
                actor,
                cells.get((paragraph, actor)),
                labels=labels,
                only_place=named == {"place"},
                cues=reasons.get((paragraph, actor), []),
            )
            for actor, named in roles.items()
        ]
    return notes


def _note(
    actor: str, cell: Any, *, labels: Mapping[str, str], only_place: bool, cues: list[Any]
) -> Note:
    label = labels.get(actor, actor)
    if cell is None or pd.isna(cell.value):
        return Note(actor, label, None, PLACE if only_place else THIN, ())
    return Note(actor, label, cell.value, cell.label, (_how_sure(cell), *_phrases(cues)))


def _how_sure(cell: Any) -> str:
    mentions = "one mention" if cell.n_mentions == 1 else f"{cell.n_mentions} mentions"
    if pd.isna(cell.low):
        words = f"{mentions}, evidence of one sentence only: no interval"
    elif signed(cell.low) == signed(cell.high):
        words = f"{mentions}; {NO_WIDTH}"
    else:
        words = f"{mentions}, 95 % interval {signed(cell.low)} to {signed(cell.high)}"
    if pd.notna(cell.borrowed) and cell.borrowed >= MOST_BORROWED:
        words += "; more than half of it is borrowed"
    return words


def _phrases(cues: list[Any]) -> list[str]:
    """Name the phrases that weigh most, and what no phrase explains; what is borrowed apart."""
    own = sorted((cue for cue in cues if cue.label != BORROWED), key=lambda cue: -abs(cue.weight))
    rest = [cue.weight for cue in own if cue.why.startswith(REST)]
    small = [cue.weight for cue in own if cue.why == SMALLER]
    phrases = [cue for cue in own if cue.why != SMALLER and not cue.why.startswith(REST)]
    said = [f"“{cue.cue}” {signed(cue.weight)} ({cue.why})" for cue in phrases[:MOST_PHRASES]]
    if small:
        said.append(f"{signed(sum(small))} of {SMALLER}, over all its mentions")
    if rest:
        said.append(f"{signed(sum(rest))} that no phrase explains, over all its mentions")
    return said
