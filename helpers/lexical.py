"""Which words make a passage favourable or unfavourable to an actor? A passage in; credits out.

The `lexical` engine is a sum that a student can redo by hand. Every word and short phrase is a
clue to each actor of the passage, by the relation in which it stands to the actor's nearest
mention: before or after it, so many words away, done by it or to it, denied, quoted, asked.
`lexicons/connotations.csv` gives each clue two weights: `favour`, above 0 where it speaks for the
actor, and `plain`, above 0 where it is the language of mere report. The sums of both give the
chances of the labels (a multinomial logit with the utilities -favour, plain and +favour), and the
stance is the chance of favourable less that of unfavourable.

Names are never read: every mention, and every other capitalised word inside a sentence, is
replaced by a mark before the words are looked up. `training/fit_lexical.py` fits the weights.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from helpers.clues import find_uses
from helpers.cues import FOLDER
from helpers.errors import LexiconError
from helpers.windows import Passage

BUNDLED: Final = FOLDER / "connotations.csv"
COLUMNS: Final = ("relation", "cue", "favour", "plain", "n", "source")
# How far from 0 a stance must be for a label other than neutral; tuned by cross-validation.
UNFAVOURABLE_BELOW: Final = -0.2
FAVOURABLE_ABOVE: Final = 0.2
LARGEST: Final = 20
# Share of a pooled stance that comes from the actor's other paragraphs.
LEANING: Final = 0.5


class Weight(NamedTuple):
    """Hold the two weights of a clue, in logits."""

    favour: float
    plain: float


class Credit(NamedTuple):
    """Hold what a cue adds to the stance toward an actor.

    `span` is the place of the mention in `Passage.spans`, `start` and `end` the cue's offsets in
    the text (those of the mention for what rests on no word), `weight` a part of the stance.
    """

    span: int
    start: int
    end: int
    weight: float
    why: str


class Weights(NamedTuple):
    """Hold the weights by relation and cue, and again by cue, to look only for those."""

    rows: Mapping[tuple[str, str], Weight]
    cues: Mapping[str, Mapping[str, Weight]]


def make_weights(rows: Mapping[tuple[str, str], Weight]) -> Weights:
    """Make weights from a mapping of (relation, cue)."""
    cues: dict[str, dict[str, Weight]] = {}
    for (relation, cue), weight in rows.items():
        cues.setdefault(cue, {})[relation] = weight
    return Weights(rows, cues)


def load_weights(path: Path | str | None = None) -> Weights:
    """Load the weights of the clues and check every cell.

    Parameters
    ----------
    path
        A CSV of your own with the same columns; the bundled one, read once, where left out.

    Returns
    -------
    Weights
        The two weights of each (relation, cue), in logits.

    Raises
    ------
    LexiconError
        Naming the file, the line, what was found and what was expected.
    """
    return _bundled() if path is None else _read(Path(path))


@cache
def _bundled() -> Weights:
    return _read(BUNDLED)


def _read(file: Path) -> Weights:
    weights: dict[tuple[str, str], Weight] = {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            header = next(reader, [])
            if tuple(header) != COLUMNS:
                raise LexiconError(
                    f"{file}: expected the columns {','.join(COLUMNS)}, "
                    f"found {','.join(header) or 'none'}"
                )
            for row in reader:
                where = f"{file}, line {reader.line_num}"
                if len(row) != len(COLUMNS):
                    raise LexiconError(
                        f"{where}: expected {len(COLUMNS)} cells, found {len(row)}; put a cue "
                        "that holds a comma between quotation marks"
                    )
                key = (row[0], row[1])
                if not all(key):
                    raise LexiconError(f"{where}: relation or cue is empty; fill it in")
                if key in weights:
                    raise LexiconError(f"{where}: {row[0]},{row[1]} stands twice; delete one")
                weights[key] = Weight(
                    _number(where, "favour", row[2]), _number(where, "plain", row[3])
                )
    except OSError as error:
        raise LexiconError(f"{file}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: is not UTF-8; save it as CSV UTF-8 ({error})") from error
    return make_weights(weights)


def _number(where: str, column: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not abs(number) <= LARGEST:
        raise LexiconError(
            f"{where}: {column} is {text!r}; expected a number from -{LARGEST} to {LARGEST}"
        )
    return number


def stance_of(favour: float, plain: float) -> float:
    """Return the chance of favourable less that of unfavourable, from the two sums in logits.

    Examples
    --------
    >>> round(stance_of(1.0, 0.0), 3), round(stance_of(1.0, 3.0), 3), stance_of(0.0, -2.0)
    (0.575, 0.101, 0.0)
    """
    top = max(abs(favour), plain)
    for_it, against = math.exp(favour - top), math.exp(-favour - top)
    return (for_it - against) / (for_it + against + math.exp(plain - top))


def credit_passage(
    passage: Passage, *, weights: Weights | None = None, least: float = 0.0
) -> list[Credit]:
    """Credit the words of a passage to the actors that it mentions.

    Parameters
    ----------
    passage
        A sentence or a paragraph with the mentions of its actors.
    weights
        From `load_weights`; the bundled ones where left out.
    least
        A credit that moves the stance less is not put in words: its `why` is empty.

    Returns
    -------
    list of Credit
        One for each mention and cue; the weights of all that go to one actor add up to its
        stance, in (-1, 1).

    Notes
    -----
    A cue counts its favour times a rate that is one for the actor and passage: the stance by the
    sum of the favours. The more of the passage is the language of report, the lower the rate.

    Examples
    --------
    >>> rows = make_weights({("agent", "bombed"): Weight(-1.0, -1.0)})
    >>> passage = Passage("Iran bombed Iraq.", ((0, 4, "iran"), (12, 16, "iraq")))
    >>> [(c.span, passage.text[c.start : c.end], round(c.weight, 2), c.why)
    ...  for c in credit_passage(passage, weights=rows)]
    [(0, 'bombed', -0.68, 'agent -1 × rate 0.68')]
    """
    weights = _bundled() if weights is None else weights
    sums: dict[str, tuple[float, float]] = {}
    parts: dict[tuple[str, int, int, int], list[tuple[str, float]]] = {}
    for actor, span, cue, start, end, relations in find_uses(passage, cues=weights.cues):
        known = weights.cues.get(cue, {})
        favour, plain = sums.get(actor, (0.0, 0.0))
        part = parts.setdefault((actor, span, start, end), [])
        for relation in relations:
            if relation in known:
                own, other = known[relation]
                favour += own
                plain += other
                if own:
                    part.append((f"shape: {cue}" if relation == "shape" else relation, own))
        sums[actor] = (favour, plain)
    rates = {actor: _rate(favour, plain) for actor, (favour, plain) in sums.items()}
    found: list[Credit] = []
    for (actor, span, start, end), part in parts.items():
        weight = 0.0
        for _, own in part:
            weight += own
        weight *= rates[actor]
        if part:
            why = "" if abs(weight) < least else _explain(part, rates[actor])
            found.append(Credit(span, start, end, weight, why))
    return found


def _explain(part: list[tuple[str, float]], rate: float) -> str:
    told = ", ".join(f"{name} {weight:+g}" for name, weight in part)
    return f"{told} × rate {rate:.2g}"


def _rate(favour: float, plain: float) -> float:
    if abs(favour) < 1e-6:  # the limit of the quotient
        return 2 / (2 + math.exp(plain))
    return stance_of(favour, plain) / favour


def score_passage(passage: Passage, *, weights: Weights | None = None) -> dict[str, float]:
    """Give the stance toward each actor of a passage: the sum of its credits, 0 for none.

    Faster than `credit_passage`, since nothing is put in words.
    """
    weights = _bundled() if weights is None else weights
    favours = {actor: 0.0 for _, _, actor in passage.spans}
    plains = favours.copy()
    for actor, _, cue, _, _, relations in find_uses(passage, cues=weights.cues):
        known = weights.cues.get(cue, {})
        for relation in relations:
            if relation in known:
                favour, plain = known[relation]
                favours[actor] += favour
                plains[actor] += plain
    return {actor: stance_of(favour, plains[actor]) for actor, favour in favours.items()}


def lean_on_rest(values: Mapping[tuple[int, str], float]) -> dict[tuple[int, str], float]:
    """Draw the stance toward an actor in a paragraph half way to its mean in the others.

    Parameters
    ----------
    values
        The stance by paragraph and actor.

    Returns
    -------
    dict
        The same cells. An actor of one paragraph only keeps its value.

    Notes
    -----
    Half is what did best on labelled op-eds that no weight was fitted on.

    Examples
    --------
    >>> lean_on_rest({(0, "us"): -0.8, (1, "us"): 0.0, (0, "un"): 0.5})
    {(0, 'us'): -0.4, (1, 'us'): -0.4, (0, 'un'): 0.5}
    """
    totals: dict[str, tuple[float, int]] = {}
    for (_, actor), value in values.items():
        total, n = totals.get(actor, (0.0, 0))
        totals[actor] = (total + value, n + 1)
    leaning = {}
    for (paragraph, actor), value in values.items():
        total, n = totals[actor]
        rest = (total - value) / (n - 1) if n > 1 else value
        leaning[paragraph, actor] = (1 - LEANING) * value + LEANING * rest
    return leaning
