"""How well does an engine do on texts that were coded by others? Rows in; predictions out.

Three kinds of rows, each one JSON object a line: sentences with one marked target, articles with
one main entity, and articles with a catalogue of actors. Where the rows hold codes, the
predictions are compared with them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.actors import find_mentions
from helpers.agreement import Agreement, compare_labels, measure_alpha
from helpers.engines import Engine, Rating
from helpers.errors import DiscourseError
from helpers.files import write_whole
from helpers.passages import make_passages
from helpers.schema import make_table
from helpers.text import count_words, split_sentences
from helpers.windows import Passage

Row = dict[str, Any]


class Evaluation(NamedTuple):
    """Hold predictions, one object a row, and how they agree with the codes.

    `agreement` is missing where the rows hold no codes; `alpha_of_values` compares the values
    before they are cut into labels; `n_targets` counts what was rated, `seconds` the time taken.
    """

    predictions: list[Row]
    agreement: Agreement | None
    alpha_of_values: float
    n_targets: int
    seconds: float


def load_rows(path: Path, *, needs: Sequence[str]) -> list[Row]:
    """Load the rows of a JSON lines file and check that each has what is needed.

    Raises
    ------
    DiscourseError
        Naming the file, the line and what is missing.
    """
    rows = []
    try:
        with path.open(encoding="utf-8-sig") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    rows.append(_check_row(line, needs, f"{path}, line {number}"))
    except OSError as error:
        raise DiscourseError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise DiscourseError(f"{path}: is not UTF-8 ({error.reason}); save it as UTF-8") from error
    if not rows:
        raise DiscourseError(f"{path}: holds no rows; expected one JSON object a line")
    return rows


def _check_row(line: str, needs: Sequence[str], place: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise DiscourseError(f"{place}: is not JSON ({error})") from error
    missing = [name for name in needs if not isinstance(row, dict) or name not in row]
    if missing:
        raise DiscourseError(
            f"{place}: the key {missing[0]!r} is missing; each row needs {', '.join(needs)}"
        )
    checked: Row = row
    return checked


def evaluate_sentences(rows: Sequence[Row], *, engine: Engine) -> Evaluation:
    """Rate one target in each sentence.

    Parameters
    ----------
    rows
        Objects with id, sentence, start, end (half-open code points of the target), others (spans
        of other targets) and, where coded, label.
    engine
        From `choose_engine`.

    Returns
    -------
    Evaluation
        Predictions are objects with id, label (-1, 0, 1) and value.
    """
    began = time.perf_counter()
    predictions = []
    for row in rows:
        target = (int(row["start"]), int(row["end"]), "target")
        others = [
            (int(other[0]), int(other[1]), f"other {number}")
            for number, other in enumerate(row.get("others", ()))
            if other[1] <= target[0] or other[0] >= target[1]
        ]
        # The target first, so that of overlapping spans it is the one that counts.
        passage = Passage(row["sentence"], (target, *others))
        found = engine.rate([passage], None)
        rating = next((r for r in found if r.actor == "target"), Rating(0, "target", 0.0))
        label = engine.label_rating(rating)
        predictions.append({"id": row["id"], "label": label, "value": rating.value})
    seconds = time.perf_counter() - began
    coded = [row.get("label") for row in rows]
    pairs = [(c, p["label"], p["value"]) for c, p in zip(coded, predictions, strict=True)]
    return _close(predictions, pairs, seconds)


def evaluate_paragraphs(rows: Sequence[Row], *, engine: Engine) -> Evaluation:
    """Rate the main entity of each article, paragraph by paragraph and as a whole.

    Parameters
    ----------
    rows
        Objects with doc_id, entity, title, paragraphs and, where coded, paragraph_labels (None
        for a paragraph without a code).
    engine
        From `choose_engine`.

    Returns
    -------
    Evaluation
        Predictions are objects with doc_id, paragraph_labels and doc_label, which is the label of
        the mean value, and also that of a paragraph in which the entity was not found.
    """
    began = time.perf_counter()
    predictions, pairs = [], []
    for row in rows:
        aliases = {"entity": name_forms(row["entity"])}
        ratings = _rate_paragraphs(row["paragraphs"], row.get("title"), aliases, engine)
        mean = sum(r.value for r in ratings.values()) / len(ratings) if ratings else 0.0
        found = [ratings.get((i, "entity")) for i in range(len(row["paragraphs"]))]
        told = [rating.value if rating else mean for rating in found]
        labels = [engine.label_rating(rating) if rating else engine.label(mean) for rating in found]
        predictions.append(
            {
                "doc_id": row["doc_id"],
                "paragraph_labels": labels,
                "doc_label": engine.label(mean),
            }
        )
        coded = row.get("paragraph_labels") or [None] * len(labels)
        pairs += list(zip(coded, labels, told, strict=True))
    return _close(predictions, pairs, time.perf_counter() - began)


def evaluate_opeds(rows: Sequence[Row], *, engine: Engine) -> Evaluation:
    """Rate every actor in every paragraph that mentions it.

    Parameters
    ----------
    rows
        Objects with doc_id, paragraphs, aliases (a list of names for each actor), perhaps title
        and, where coded, stance (objects with p, actor and label).
    engine
        From `choose_engine`.

    Returns
    -------
    Evaluation
        Predictions are objects with doc_id and stance, a list of objects with p (number of the
        paragraph from 0), actor, label and value.
    """
    began = time.perf_counter()
    predictions, pairs = [], []
    for row in rows:
        ratings = _rate_paragraphs(row["paragraphs"], row.get("title"), row["aliases"], engine)
        stance = [
            {"p": p, "actor": actor, "label": engine.label_rating(rating), "value": rating.value}
            for (p, actor), rating in sorted(ratings.items())
        ]
        predictions.append({"doc_id": row["doc_id"], "stance": stance})
        coded = {(cell["p"], cell["actor"]): cell["label"] for cell in row.get("stance", ())}
        pairs += [(coded.get(key), engine.label_rating(r), r.value) for key, r in ratings.items()]
    return _close(predictions, pairs, time.perf_counter() - began)


def _rate_paragraphs(
    texts: Sequence[str],
    title: str | None,
    aliases: Mapping[str, Sequence[str]],
    engine: Engine,
) -> dict[tuple[int, str], Rating]:
    passages = mark_texts(texts, aliases=aliases)
    head = mark_texts([title], aliases=aliases)[0] if title else None
    return {(r.paragraph, r.actor): r for r in engine.rate(passages, head)}


def mark_texts(texts: Sequence[str], *, aliases: Mapping[str, Sequence[str]]) -> list[Passage]:
    """Find the actors in the paragraphs of one article.

    Parameters
    ----------
    texts
        The paragraphs.
    aliases
        For each actor the names under which it appears.

    Returns
    -------
    list of Passage
        One per paragraph.

    Examples
    --------
    >>> mark_texts(["It rained.", "Zog left."], aliases={"zog": ["Zog"]})[1].spans
    ((0, 3, 'zog'),)
    """
    actors = _catalogue(aliases)
    paragraphs, _, mentions = read_texts(texts, aliases=aliases)
    rows = make_passages(paragraphs, mentions=mentions, actors=actors)
    return [row.passage for row in rows]


def read_texts(
    texts: Sequence[str], *, aliases: Mapping[str, Sequence[str]]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Make the tables paragraphs, sentences and mentions of texts, one paragraph each.

    Parameters are those of `mark_texts`.

    Examples
    --------
    >>> _, sentences, mentions = read_texts(["It rained.", "Zog left."], aliases={"zog": ["Zog"]})
    >>> sentences["paragraph"].tolist(), mentions[["paragraph", "actor"]].values.tolist()
    ([0, 1], [[1, 'zog']])
    """
    paragraphs, sentences = _tables(texts)
    return paragraphs, sentences, find_mentions(sentences, actors=_catalogue(aliases))


def _tables(texts: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the tables of an article whose paragraphs are known, whatever they look like."""
    paragraphs: list[Row] = []
    sentences: list[Row] = []
    at = 0
    for number, text in enumerate(texts):
        ids = {"article": "article", "paragraph": number}
        span = {"start": at, "end": at + len(text), "text": text, "n_words": count_words(text)}
        paragraphs.append({**ids, "kind": "body", "label": f"{number}", "position": 0.5, **span})
        for start, end in split_sentences(text):
            words = text[start:end]
            sentences.append(
                {
                    **ids,
                    "sentence": len(sentences),
                    "start": at + start,
                    "end": at + end,
                    "text": words,
                    "n_words": count_words(words),
                }
            )
        at += len(text) + 2
    return make_table("paragraphs", paragraphs), make_table("sentences", sentences)


def _catalogue(aliases: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    owners: dict[str, str] = {}
    for actor, names in aliases.items():
        for name in names:
            if name.strip():
                owners.setdefault(name.strip(), actor)
    rows = [
        {
            "actor": actor,
            "label": actor,
            "kind": "other",
            "bloc": "",
            "alias": name,
            "form": "name" if name[:1].isupper() else "nominal",
        }
        for name, actor in owners.items()
    ]
    return make_table("actors", rows)


_TITLES: Final = frozenset("mr mrs ms dr sir lord president senator judge justice the".split())


def name_forms(entity: str) -> list[str]:
    """List the forms under which an article may name an entity: whole, last and first name.

    Examples
    --------
    >>> name_forms("Benjamin Koellmann")
    ['Benjamin Koellmann', 'Koellmann', 'Benjamin']
    """
    words = [word for word in entity.split() if word.lower().strip(".") not in _TITLES]
    forms = [entity, " ".join(words)]
    capital = [word for word in words if word[:1].isupper()]
    if len(capital) > 1:
        forms += [capital[-1], capital[0]]
        if len(capital) > 2:
            forms.append("".join(word[0] for word in capital))
    return [form for form in dict.fromkeys(forms) if len(form) > 1]


def _close(
    predictions: list[Row], pairs: Sequence[tuple[int | None, int, float]], seconds: float
) -> Evaluation:
    coded = [(int(c), label, value) for c, label, value in pairs if c is not None]
    agreement, alpha = None, float("nan")
    if coded:
        agreement = compare_labels([c for c, _, _ in coded], [label for _, label, _ in coded])
        alpha = measure_alpha([[float(c) for c, _, _ in coded], [v for _, _, v in coded]])
    return Evaluation(predictions, agreement, alpha, len(pairs), seconds)


def export_predictions(predictions: Iterable[Row], path: Path) -> Path:
    """Write predictions, one JSON object a line."""
    lines = [json.dumps(row, ensure_ascii=False) for row in predictions]
    return write_whole(path, "".join(f"{line}\n" for line in lines))


def describe_evaluation(found: Evaluation) -> str:
    """Put an evaluation into lines of text for the command line."""
    lines = [
        f"targets           {found.n_targets:,}",
        f"seconds           {found.seconds:.1f} ({found.n_targets / found.seconds:,.0f} a second)",
    ]
    if found.agreement is None:
        return "\n".join([*lines, "no codes in the rows: nothing to compare with"])
    told = found.agreement
    unfavourable, neutral, favourable = told.by_label
    lines += [
        f"n with codes      {told.n:,}",
        f"macro-F1          {told.f1:.3f}",
        f"accuracy          {told.accuracy:.3f}",
        f"average recall    {told.recall:.3f}",
        f"F1 by label       unfavourable {unfavourable:.3f}, neutral {neutral:.3f}, "
        f"favourable {favourable:.3f}",
        f"alpha (interval)  {told.alpha:.3f} of labels, {found.alpha_of_values:.3f} of values",
        f"reversed          {told.reversed:.1%} of cells",
    ]
    return "\n".join(lines)


Evaluate = Callable[..., Evaluation]
KINDS: Final[dict[str, tuple[Evaluate, tuple[str, ...]]]] = {
    "stance": (evaluate_sentences, ("id", "sentence", "start", "end")),
    "paragraphs": (evaluate_paragraphs, ("doc_id", "entity", "paragraphs")),
    "oped": (evaluate_opeds, ("doc_id", "paragraphs", "aliases")),
}
