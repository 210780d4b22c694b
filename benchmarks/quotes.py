"""Measure how far the quotations found agree with coded ones, and write docs/quotes.md.

Usage: python benchmarks/quotes.py FOLDER

FOLDER holds the folder polnear with dev.jsonl and train.jsonl, one article a line: doc_id, text
and attributions. The texts are read, and none is copied.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from helpers.attributions import (
    THRESHOLDS,
    QuoteEvaluation,
    coded_attributions,
    evaluate_quotes,
    match_attributions,
    names_speaker,
)
from helpers.evaluation import load_rows
from helpers.files import write_whole

ROOT = Path(__file__).parent.parent
Row = dict[str, Any]
PRONOUNS = {"he", "she", "they", "it", "we", "i", "who"}


def table_of(found: dict[str, QuoteEvaluation]) -> Iterator[str]:
    """Put evaluations into a table."""
    yield (
        "| articles | coded | found | Jaccard | precision | recall | F1 | "
        "speaker right, of the matched |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for name, one in found.items():
        told = one.agreement
        if told is None:
            raise ValueError(f"{name}: no row has a code to compare with")
        for at, threshold in enumerate(THRESHOLDS):
            share = f"{told.speakers / told.matched[0]:.3f}" if not at else ""
            yield (
                f"| {name} ({one.n_texts}) | {told.coded:,} | {told.found:,} | {threshold} | "
                f"{told.precision(at):.3f} | {told.recall(at):.3f} | {told.f1(at):.3f} | {share} |"
            )


def overlaps(one: Row, others: Sequence[Row]) -> list[Row]:
    """List the attributions that share a character with one."""
    return [
        other
        for other in others
        if any(a[0] < b[1] and b[0] < a[1] for a in one["content"] for b in other["content"])
    ]


def why_missed(text: str, coded: Row, found: Sequence[Row]) -> str:
    """Tell why a coded attribution has no match."""
    start, end = coded["content"][0]
    content = text[start:end]
    if overlaps(coded, found):
        return "cut differently: joined with its neighbour, or parted from it"
    inner = content.strip("\"“”„«»'‘’`.,!?")
    if re.search("[\"“”«»]|''", inner) or not re.search("[\"“”«»'’][.,]?$", content):
        return "marks and plain words in one content"
    if len(inner.split()) <= 3:
        return "three words and fewer, taken for a term or scare quotes"
    before = text[max(0, start - 3) : start].strip()
    if before and before[-1].isalnum():
        return "a fragment in a sentence, taken for part of indirect speech"
    return "whole, but no cue was found"


def why_spurious(text: str, found: Row, coded: Sequence[Row], others: Sequence[Row]) -> str:
    """Tell why a found attribution has no match."""
    if overlaps(found, coded):
        return "cut differently: joined with its neighbour, or parted from it"
    if overlaps(found, others):
        return "part of what is coded as indirect speech"
    start, end = found["content"][0]
    content = text[start:end].strip("\"“”„«»'‘’`.,!?")
    if len(content.split()) <= 3:
        return "a title, a term or scare quotes"
    return "a quotation with a speaker that was not coded" if found["source"] else "no speaker"


def why_wrong(text: str, coded: Row, found: Row) -> str:
    """Tell why the speaker of a matched attribution is another."""
    if not found["source"]:
        return "none was found"
    if not coded["source"]:
        return "none is coded"
    (first, last), at = coded["source"][0], coded["content"][0][0]
    if text[first:last].lower() in PRONOUNS:
        return "coded: a pronoun"
    near = text.count("\n\n", min(first, at), max(first, at))
    if near:
        return "coded: a name in another paragraph"
    if text[found["source"][0][0] : found["source"][0][1]].lower() in PRONOUNS:
        return "found: a pronoun"
    return "another noun near by"


def count_causes(rows: Sequence[Row], found: QuoteEvaluation) -> dict[str, Counter[str]]:
    """Count misses, false alarms and wrong speakers by cause."""
    causes: dict[str, Counter[str]] = {key: Counter() for key in ("missed", "spurious", "speaker")}
    for row, told in zip(rows, found.predictions, strict=True):
        text, attributions = row["text"], told["attributions"]
        coded = coded_attributions(row)
        others = [{"content": [span[:2] for span in one["content"]]} for one in row["attributions"]]
        matches = match_attributions(coded, attributions, threshold=THRESHOLDS[0])
        for number, one in enumerate(coded):
            if all(match.coded != number for match in matches):
                causes["missed"][why_missed(text, one, attributions)] += 1
        for number, one in enumerate(attributions):
            if all(match.found != number for match in matches):
                causes["spurious"][why_spurious(text, one, coded, others)] += 1
        for match in matches:
            pair = coded[match.coded], attributions[match.found]
            if not names_speaker(*pair):
                causes["speaker"][why_wrong(text, *pair)] += 1
    return causes


def list_causes(causes: Counter[str]) -> str:
    """Put causes into a table, the most frequent first."""
    lines = ["| cause | count |", "|---|---|"]
    lines += [f"| {cause} | {count} |" for cause, count in causes.most_common()]
    return "\n".join(lines)


def main() -> None:
    """Evaluate and write."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    needs = ("doc_id", "text", "attributions")
    folder = Path(sys.argv[1]) / "polnear"
    rows = {name: load_rows(folder / f"{name}.jsonl", needs=needs) for name in ("dev", "train")}
    found = {name: evaluate_quotes(group) for name, group in rows.items()}
    parts = {"table": "\n".join(table_of(found))}
    for line in table_of(found):
        print(line, flush=True)
    for key, causes in count_causes(rows["train"], found["train"]).items():
        parts[key] = list_causes(causes)
    template = (ROOT / "benchmarks" / "quotes.md.in").read_text(encoding="utf-8")
    for name, text in parts.items():
        template = template.replace(f"@{name}@", text)
    write_whole(ROOT / "docs" / "quotes.md", template)


if __name__ == "__main__":
    main()
