"""How well are heroes, villains and victims told? Rows of articles in; predictions out.

Each row is an article with a list of entities, of whom those are judged that the article names
(`in_text`). What each entity is (a person, a law, nature) counts here beside what is said of it:
the corpora that code narrative roles code things too, and "the river" is rarely a villain.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from helpers.agreement import compare_labels
from helpers.engines import Engine
from helpers.entities import find_entities
from helpers.errors import DiscourseError
from helpers.events import find_events
from helpers.kinds import tell_kinds
from helpers.narrative import ALWAYS, RoleWeights, chances, list_traits, load_role_weights
from helpers.schema import AUTHOR, NARRATIVE_ROLES, make_table
from helpers.text import count_words, split_sentences
from helpers.windows import Passage

Row = dict[str, Any]
# An article without paragraphs is cut into pieces of so many sentences.
PIECE = 4


class RoleEvaluation(NamedTuple):
    """Hold predictions, one object a row, and how they agree with the codes.

    `f1`, `accuracy`, `by_role` (F1 of each role) and `majority` (macro-F1 of the commonest role
    for all) are missing (NaN) where the rows hold no codes; `n` counts the entities with codes,
    `n_targets` all that were judged.
    """

    predictions: list[Row]
    n: int
    n_targets: int
    f1: float
    accuracy: float
    by_role: tuple[float, ...]
    majority: float
    seconds: float


def evaluate_roles(
    rows: Sequence[Row], *, engine: Engine, weights: RoleWeights | None = None
) -> RoleEvaluation:
    """Give each entity of each article a narrative role.

    Parameters
    ----------
    rows
        Objects with doc_id, text and roles: a list of objects with entity, perhaps in_text (true
        where left out) and, where coded, role.
    engine
        What reads stance; from `choose_engine(..., pooled=False)`.
    weights
        From `load_role_weights`; those with kinds where left out.

    Returns
    -------
    RoleEvaluation
        Predictions are objects with doc_id and roles, a list of objects with entity and role, for
        the entities that stand in the text.

    Raises
    ------
    DiscourseError
        If a role is none of hero, villain and victim, or an entity has no name.

    Notes
    -----
    An entity has one role in an article, also where it is listed twice. Every entity gets one:
    such corpora list only those that have one.
    """
    began = time.perf_counter()
    weights = load_role_weights("kinds") if weights is None else weights
    predictions: list[Row] = []
    coded: list[str] = []
    told: list[str] = []
    judged = 0
    for row in rows:
        listed = [_checked(item, row["doc_id"]) for item in row["roles"]]
        listed = [item for item in listed if item.get("in_text", True)]
        clues = read_clues(row["text"], names=[item["entity"] for item in listed], engine=engine)
        roles = [name_role(own, weights=weights) for own in clues]
        judged += len(roles)
        predictions.append(
            {
                "doc_id": row["doc_id"],
                "roles": [
                    {"entity": item["entity"], "role": role}
                    for item, role in zip(listed, roles, strict=True)
                ],
            }
        )
        for item, role in zip(listed, roles, strict=True):
            if item.get("role") is not None:
                coded.append(item["role"])
                told.append(role)
    seconds = time.perf_counter() - began
    f1, accuracy, by_role = score_labels(coded, told)
    commonest = Counter(coded).most_common(1)
    majority = score_labels(coded, [commonest[0][0]] * len(coded))[0] if coded else float("nan")
    return RoleEvaluation(predictions, len(coded), judged, f1, accuracy, by_role, majority, seconds)


def _checked(item: Row, doc: object) -> Row:
    if not isinstance(item, dict) or not str(item.get("entity", "")).strip():
        raise DiscourseError(f"doc_id {doc}: an item of roles has no entity; give it a name")
    if item.get("role") is not None and item["role"] not in NARRATIVE_ROLES:
        raise DiscourseError(
            f"doc_id {doc}, entity {item['entity']!r}: the role is {item['role']!r}; "
            f"expected one of {', '.join(NARRATIVE_ROLES)}"
        )
    return item


def score_labels(
    coded: Sequence[str], told: Sequence[str]
) -> tuple[float, float, tuple[float, ...]]:
    """Give macro-F1, accuracy and the F1 of each role; all NaN where nothing is coded.

    Examples
    --------
    >>> score_labels(["hero", "villain", "victim"], ["hero", "villain", "villain"])[0].__round__(2)
    0.56
    """
    if not coded:
        return float("nan"), float("nan"), (float("nan"),) * len(NARRATIVE_ROLES)
    number = {role: place - 1 for place, role in enumerate(NARRATIVE_ROLES)}
    found = compare_labels([number[role] for role in coded], [number[role] for role in told])
    return found.f1, found.accuracy, tuple(found.by_label)


def name_role(clues: dict[str, float], *, weights: RoleWeights) -> str:
    """Name the likeliest part: that with the largest sum of value times weight."""
    none = (0.0,) * len(NARRATIVE_ROLES)
    sums = np.zeros(len(NARRATIVE_ROLES))
    for clue, value in clues.items():
        sums += value * np.array(weights.get(clue, none))
    return NARRATIVE_ROLES[int(chances(sums).argmax())]


def read_clues(text: str, *, names: Sequence[str], engine: Engine) -> list[dict[str, float]]:
    """Read the clues to each entity of a list: the mean over its mentions, and its kinds.

    Parameters
    ----------
    text
        An article.
    names
        The entities.
    engine
        What reads stance.

    Returns
    -------
    list of dict
        One per name, in order: the value of each clue. One that stands nowhere by itself has its
        kinds alone.
    """
    entities = find_entities(text, names=names)
    sentences, mentions = _tables(text, [entity.spans for entity in entities])
    stance = _rate(sentences, mentions, text, engine)
    events = find_events(sentences, mentions=mentions)
    sums: dict[str, dict[str, float]] = {}
    counts: Counter[str] = Counter()
    for trait in list_traits(mentions, events=events, stance=stance):
        own = sums.setdefault(trait.actor, {})
        own[trait.clue] = own.get(trait.clue, 0.0) + trait.value
        counts[trait.actor] += trait.clue == ALWAYS
    found: list[dict[str, float]] = [{} for _ in names]
    for place, entity in enumerate(entities):
        said = {c: v / counts[str(place)] for c, v in sums.get(str(place), {}).items()}
        for number in entity.numbers:
            kinds = dict.fromkeys(tell_kinds(names[number]), 1.0)
            found[number] = {ALWAYS: 1.0, **said, **kinds}
    return found


def _tables(text: str, spans: Sequence[Sequence[tuple[int, int]]]) -> tuple[Any, Any]:
    """Make the tables of sentences and mentions, four sentences to a paragraph."""
    cuts = split_sentences(text)
    ids = {"article": "article"}
    sentences = [
        {
            **ids,
            "paragraph": number // PIECE,
            "sentence": number,
            "start": start,
            "end": end,
            "text": text[start:end],
            "n_words": count_words(text[start:end]),
        }
        for number, (start, end) in enumerate(cuts)
    ]
    mentions: list[Row] = []
    for start, end, actor in sorted(
        (start, end, place) for place, own in enumerate(spans) for start, end in own
    ):
        home = next((n for n, (a, b) in enumerate(cuts) if a <= start and end <= b), None)
        if home is not None:
            mentions.append(
                {
                    **ids,
                    "paragraph": home // PIECE,
                    "sentence": home,
                    "mention": len(mentions),
                    "actor": str(actor),
                    "start": start,
                    "end": end,
                    "name_end": end,
                    "surface": text[start:end],
                    "form": "name",
                    "role": "other",
                    "voice": AUTHOR,
                    "confidence": 1.0,
                }
            )
    return make_table("sentences", sentences), make_table("mentions", mentions)


def _rate(sentences: Any, mentions: Any, text: str, engine: Engine) -> dict[int, float]:
    """Give each mention the stance toward its entity in its piece of the text."""
    passages: list[Passage] = []
    for piece, inside in sentences.groupby("paragraph"):
        first, last = int(inside["start"].min()), int(inside["end"].max())
        own = mentions[mentions["paragraph"] == piece]
        spans = zip(own["start"] - first, own["end"] - first, own["actor"], strict=True)
        passages.append(Passage(text[first:last], tuple((int(a), int(b), c) for a, b, c in spans)))
    values = {(r.paragraph, r.actor): r.value for r in engine.rate(passages, None)}
    cells = zip(mentions["mention"], mentions["paragraph"], mentions["actor"], strict=True)
    return {int(m): values[p, a] for m, p, a in cells if (p, a) in values}


def describe_roles(found: RoleEvaluation) -> str:
    """Put an evaluation into lines of text for the command line."""
    lines = [
        f"entities          {found.n_targets:,}",
        f"seconds           {found.seconds:.1f}",
    ]
    if not found.n:
        return "\n".join([*lines, "no codes in the rows: nothing to compare with"])
    by_role = zip(NARRATIVE_ROLES, found.by_role, strict=True)
    return "\n".join(
        [
            *lines,
            f"n with codes      {found.n:,}",
            f"macro-F1          {found.f1:.3f}",
            f"accuracy          {found.accuracy:.3f}",
            "F1 by role        " + ", ".join(f"{role} {f1:.3f}" for role, f1 in by_role),
            f"majority baseline {found.majority:.3f} (macro-F1)",
        ]
    )
