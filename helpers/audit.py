"""Does a name sway a score? Texts and names in; the largest change of any stance out.

Every actor of a text is given the name of another and the text is measured again. An engine that
reads only the words around an actor must give the same numbers to the last digit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import pandas as pd

from helpers.actors import find_mentions
from helpers.engines import Engine
from helpers.passages import make_passages
from helpers.windows import Passage

# Twenty names that a reader may have feelings about: states, groups, alliances and leaders.
NAMES: Final = (
    "Russia",
    "Israel",
    "Iran",
    "China",
    "Ukraine",
    "Norway",
    "Haiti",
    "America",
    "NATO",
    "Hezbollah",
    "Hamas",
    "Greenpeace",
    "Amnesty",
    "Boko Haram",
    "Gandhi",
    "Mandela",
    "Stalin",
    "Churchill",
    "Putin",
    "Obama",
)
# Sentences written for the audit; each {} is an actor, the first and the second in turn.
TEMPLATES: Final = (
    "{0} accused {1} of bombing a hospital and then of lying about it.",
    "Without the courage of {0}, said the envoys, {1} would have starved.",
    "Why would {0} poison its own wells, as {1} so eagerly claims?",
    "The forces of {0} withdrew in good order; {1}'s generals called it a rout.",
    "Talks between {0} and {1} go on in the lake town on Tuesday.",
    "{1} has betrayed every ally it ever had, and {0} is next.",
)


class Swap(NamedTuple):
    """Hold the largest change of a stance that a new name brought about, and where."""

    engine: str
    cells: int
    largest: float
    where: str


def rename(passage: Passage, names: dict[str, str]) -> Passage:
    """Write other names in the place of a passage's spans; the rest of the text stays.

    Examples
    --------
    >>> rename(Passage("Iran left.", ((0, 4, "iran"),)), {"iran": "Norway"})
    Passage(text='Norway left.', spans=((0, 6, 'iran'),), hidden=())
    """
    text, at = "", 0
    spans: list[tuple[int, int, str]] = []
    hidden: list[tuple[int, int]] = []
    for start, end, actor in sorted([*passage.spans, *((a, b, "") for a, b in passage.hidden)]):
        if start < at:
            continue
        text += passage.text[at:start]
        name = names[actor] if actor else passage.text[start:end]
        place = (len(text), len(text) + len(name))
        if actor:
            spans.append((*place, actor))
        else:
            hidden.append(place)
        text += name
        at = end
    return Passage(text + passage.text[at:], tuple(spans), tuple(hidden))


def audit_names(
    texts: Sequence[tuple[str, Sequence[Passage]]],
    *,
    engine: Engine,
    names: Sequence[str] = NAMES,
) -> Swap:
    """Measure each text under other names and find the largest change of any stance.

    Parameters
    ----------
    texts
        Pairs of a text's name and its passages.
    engine
        From `choose_engine`.
    names
        Each actor bears each of these names once.
    """
    largest, where, cells = 0.0, "", 0
    for label, passages in texts:
        actors = sorted({span[2] for passage in passages for span in passage.spans})
        before = {(r.paragraph, r.actor): r.value for r in engine.rate(passages, None)}
        for shift in range(len(names)):
            given = {a: names[(shift + i) % len(names)] for i, a in enumerate(actors)}
            renamed = [rename(passage, given) for passage in passages]
            for rating in engine.rate(renamed, None):
                cells += 1
                was = before.get((rating.paragraph, rating.actor), 0.0)
                change = abs(rating.value - was)
                if change > largest:
                    name = given[rating.actor]
                    largest = change
                    where = f"{label}, paragraph {rating.paragraph}: {rating.actor} as {name}"
    return Swap(engine.name, cells, largest, where)


def make_templates(templates: Sequence[str] = TEMPLATES) -> list[tuple[str, list[Passage]]]:
    """Turn sentences with {0} and {1} into passages."""
    made = []
    for number, template in enumerate(templates):
        text, spans = "", []
        for piece in re.split(r"(\{[01]\})", template):
            if piece in ("{0}", "{1}"):
                spans.append((len(text), len(text) + 5, f"actor {piece[1]}"))
                piece = "Actor"
            text += piece
        made.append((f"template {number + 1}", [Passage(text, tuple(spans))]))
    return made


def audit_article(
    paragraphs: pd.DataFrame, *, sentences: pd.DataFrame, actors: pd.DataFrame
) -> list[Passage]:
    """Give the passages of an article whose actors are to be renamed."""
    mentions = find_mentions(sentences, actors=actors)
    rows = make_passages(paragraphs, mentions=mentions, actors=actors)
    return [row.passage for row in rows]
