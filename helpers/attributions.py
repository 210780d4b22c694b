"""Do the quotations found agree with coded ones? Texts in; attributions and their agreement out.

An attribution is one act of speaking: what was said, in one piece or several, and the words that
name who said it. Coders of news (Pareti 2015, PARC 3; Newell, Margolin & Ruths 2018, PolNeAR)
call one direct where the content begins with a quotation mark.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.blocks import find_blocks
from helpers.errors import DiscourseError
from helpers.schema import MEASURED_KINDS, iterate, make_table
from helpers.text import count_words
from helpers.voices import find_quotes

Row = dict[str, Any]
Span = tuple[int, int]
MARKS: Final = frozenset("\"“”„‟«»'‘’‚‹›`")
THRESHOLDS: Final = (0.3, 0.8)


class Match(NamedTuple):
    """Hold one coded attribution and the one found for it, by number, and how far they agree."""

    coded: int
    found: int
    jaccard: float


class QuoteAgreement(NamedTuple):
    """Hold how found attributions agree with coded ones, counted over all texts.

    `matched` gives, for each of `THRESHOLDS`, how many were matched; `speakers` how many of the
    matches at the first threshold name the coded source.
    """

    coded: int
    found: int
    matched: tuple[int, ...]
    speakers: int

    def precision(self, at: int) -> float:
        """Give the share of found attributions that are coded, at a threshold by number."""
        return self.matched[at] / self.found if self.found else float("nan")

    def recall(self, at: int) -> float:
        """Give the share of coded attributions that are found, at a threshold by number."""
        return self.matched[at] / self.coded if self.coded else float("nan")

    def f1(self, at: int) -> float:
        """Give the harmonic mean of precision and recall, at a threshold by number."""
        both = self.coded + self.found
        return 2 * self.matched[at] / both if both else float("nan")


class QuoteEvaluation(NamedTuple):
    """Hold predictions, one object a row, and how they agree with the codes.

    `agreement` is missing where no row has codes.
    """

    predictions: list[Row]
    agreement: QuoteAgreement | None
    n_texts: int
    n_quotes: int
    seconds: float


def list_attributions(quotes: pd.DataFrame) -> list[Row]:
    """List the direct attributions of a table of quotations.

    Parameters
    ----------
    quotes
        From `find_quotes`.

    Returns
    -------
    list of dict
        In order, each with `content` (the pieces of one utterance) and `source` (the words that
        name the speaker, none where they are not known), as lists of [start, end].

    Notes
    -----
    Quoted words within indirect speech are no attribution of their own: coders take them for part
    of what is reported. Where reported words begin with a quotation and go on without marks, all
    of them are the content.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> article = make_article("“We stay,” said Ann. “We win.” Bo said it was “quite wrong”.")
    >>> list_attributions(find_quotes(article.paragraphs, text=article.text))
    [{'content': [[0, 10], [21, 30]], 'source': [[16, 19]]}]
    """
    begun = {row.start: row for row in iterate(quotes) if row.kind == "indirect"}
    found: dict[int, Row] = {}
    for row in iterate(quotes):
        longer = begun.get(row.start)
        if row.kind != "speech" or not (row.direct or longer is not None):
            continue
        if not row.closed and row.text[:1] not in MARKS:
            continue  # a block quotation has no marks
        row = row if longer is None else longer
        one = found.setdefault(int(row.utterance), {"content": [], "source": []})
        one["content"].append([int(row.start), int(row.end)])
        if not one["source"] and not pd.isna(row.speaker_start):
            one["source"] = [[int(row.speaker_start), int(row.speaker_end)]]
    return list(found.values())


def evaluate_quotes(rows: Sequence[Row]) -> QuoteEvaluation:
    """Find the direct attributions of texts, and compare them with codes where there are some.

    Parameters
    ----------
    rows
        Objects with doc_id, text and, where coded, attributions: objects with content and source,
        lists of [start, end, ...] into the text in code points.

    Returns
    -------
    QuoteEvaluation
        Predictions are objects with doc_id and attributions, as from `list_attributions`.

    Raises
    ------
    DiscourseError
        Naming the text and what is wrong with it.
    """
    began = time.perf_counter()
    predictions = []
    for row in rows:
        if not isinstance(row["text"], str):
            raise DiscourseError(
                f"{row['doc_id']}: the text is {type(row['text']).__name__}; expected a string"
            )
        quotes = find_quotes(_paragraphs(row["text"]), text=row["text"])
        predictions.append({"doc_id": row["doc_id"], "attributions": list_attributions(quotes)})
    seconds = time.perf_counter() - began
    agreement = None
    if any("attributions" in row for row in rows):
        pairs = [
            (coded_attributions(row), found["attributions"])
            for row, found in zip(rows, predictions, strict=True)
            if "attributions" in row
        ]
        agreement = compare_attributions(pairs)
    n_quotes = sum(len(found["attributions"]) for found in predictions)
    return QuoteEvaluation(predictions, agreement, len(rows), n_quotes, seconds)


def _paragraphs(text: str) -> pd.DataFrame:
    """Make the table of a text whose offsets must stay; every block is measured."""
    rows = [
        {
            "article": "article",
            "paragraph": number,
            "kind": block.kind if block.kind in MEASURED_KINDS else "body",
            "label": f"{number}",
            "position": 0.5,
            "start": block.start,
            "end": block.end,
            "text": text[block.start : block.end],
            "n_words": count_words(text[block.start : block.end]),
        }
        for number, block in enumerate(find_blocks(text))
    ]
    return make_table("paragraphs", rows)


def coded_attributions(row: Row) -> list[Row]:
    """List the coded attributions of a text whose content begins with a quotation mark."""
    place = f"{row['doc_id']}, attributions"
    coded = row["attributions"]
    if not isinstance(coded, list):
        raise DiscourseError(f"{place}: expected a list, found {type(coded).__name__}")
    direct = []
    for number, one in enumerate(coded):
        if not isinstance(one, dict) or not isinstance(one.get("content"), list):
            raise DiscourseError(f"{place}, number {number}: expected an object with content")
        spans = {
            key: [
                _check_span(span, row["text"], f"{place}, number {number}, {key}")
                for span in one.get(key) or ()
            ]
            for key in ("content", "source")
        }
        if spans["content"] and row["text"][spans["content"][0][0]] in MARKS:
            direct.append(spans)
    return direct


def _check_span(span: Any, text: str, place: str) -> list[int]:
    whole = isinstance(span, list) and len(span) >= 2
    if not whole or not all(isinstance(number, int) for number in span[:2]):
        raise DiscourseError(f"{place}: {span!r} is no span; expected [start, end]")
    if not 0 <= span[0] < span[1] <= len(text):
        raise DiscourseError(
            f"{place}: {span[:2]} lies outside the text, which has {len(text):,} code points"
        )
    return [int(span[0]), int(span[1])]


def compare_attributions(pairs: Sequence[tuple[Sequence[Row], Sequence[Row]]]) -> QuoteAgreement:
    """Compare coded attributions with found ones, text by text.

    Parameters
    ----------
    pairs
        For each text the coded and the found attributions.

    Examples
    --------
    >>> coded = {"content": [[0, 10]], "source": [[12, 15]]}
    >>> found = {"content": [[0, 8]], "source": [[10, 15]]}
    >>> compare_attributions([([coded], [found])])
    QuoteAgreement(coded=1, found=1, matched=(1, 1), speakers=1)
    """
    matched = [0] * len(THRESHOLDS)
    speakers = 0
    for coded, found in pairs:
        for at, threshold in enumerate(THRESHOLDS):
            matches = match_attributions(coded, found, threshold=threshold)
            matched[at] += len(matches)
            if not at:
                speakers += sum(names_speaker(coded[m.coded], found[m.found]) for m in matches)
    return QuoteAgreement(
        sum(len(coded) for coded, _ in pairs),
        sum(len(found) for _, found in pairs),
        tuple(matched),
        speakers,
    )


def match_attributions(
    coded: Sequence[Row], found: Sequence[Row], *, threshold: float
) -> list[Match]:
    """Match coded and found attributions one to one, those that agree best first.

    Two agree as far as the characters of their contents do: shared ones over all (Jaccard).
    """
    pairs = [
        Match(i, j, jaccard)
        for i, one in enumerate(coded)
        for j, other in enumerate(found)
        if (jaccard := _jaccard(one["content"], other["content"])) >= threshold
    ]
    matches: list[Match] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for match in sorted(pairs, key=lambda pair: (-pair.jaccard, pair.coded, pair.found)):
        if match.coded not in used[0] and match.found not in used[1]:
            used[0].add(match.coded)
            used[1].add(match.found)
            matches.append(match)
    return matches


def names_speaker(coded: Row, found: Row) -> bool:
    """Tell whether the words found for the speaker overlap the coded ones."""
    return _shared(coded["source"], found["source"]) > 0


def _shared(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def _jaccard(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> float:
    shared = _shared(one, other)
    total = sum(last - first for first, last in [*one, *other])
    return shared / (total - shared) if shared else 0.0


def describe_quotes(found: QuoteEvaluation) -> str:
    """Put an evaluation into lines of text for the command line."""
    lines = [
        f"texts             {found.n_texts:,}",
        f"quotations        {found.n_quotes:,}",
        f"seconds           {found.seconds:.1f}",
    ]
    told = found.agreement
    if told is None:
        return "\n".join([*lines, "no codes in the rows: nothing to compare with"])
    lines.append(f"coded             {told.coded:,}")
    for at, threshold in enumerate(THRESHOLDS):
        lines.append(
            f"Jaccard {threshold:.1f}       precision {told.precision(at):.3f}, "
            f"recall {told.recall(at):.3f}, F1 {told.f1(at):.3f}"
        )
    share = told.speakers / told.matched[0] if told.matched[0] else float("nan")
    lines.append(f"speaker right     {share:.3f} of the quotations matched at {THRESHOLDS[0]}")
    return "\n".join(lines)
