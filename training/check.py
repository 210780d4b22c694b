"""Check the labelled texts and count them: `python training/check.py [FILE ...]`.

Prints the table of the data card. Ends with an error at the first label that is missing or out of
range, at two passages that are nearly the same, and at ten words in a row that also stand in the
article of `corpus/` or in one of the FILEs (evaluation texts, which must not be learnt from).
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data import HERE, PLACEHOLDER, load_opeds, load_passages, read_lines

from helpers.agreement import measure_alpha

SHINGLE = 10
ALIKE = 0.5


def words_of(text: str) -> list[str]:
    """Cut a text into lower-case words, placeholders left out."""
    return re.findall(r"[a-z0-9']+", PLACEHOLDER.sub(" ", text).lower())


def shingles(text: str, size: int) -> set[tuple[str, ...]]:
    """List every run of `size` words."""
    words = words_of(text)
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def find_alike(texts: dict[str, str]) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of texts that share half of their runs of four words (Broder 1997)."""
    owners: dict[tuple[str, ...], list[str]] = {}
    sets = {name: shingles(text, 4) for name, text in texts.items()}
    for name, own in sets.items():
        shared: Counter[str] = Counter()
        for shingle in own:
            shared.update(owners.get(shingle, ()))
            owners.setdefault(shingle, []).append(name)
        for other, n in shared.items():
            likeness = n / min(len(own), len(sets[other]))
            if likeness >= ALIKE:
                yield other, name, likeness


def texts_in(file: Path) -> Iterator[str]:
    """Yield every long string in a file of plain text or JSON lines."""
    if file.suffix == ".txt":
        yield file.read_text(encoding="utf-8")
        return
    for row in read_lines(file):
        todo: list[Any] = [row]
        while todo:
            thing = todo.pop()
            if isinstance(thing, dict):
                todo += thing.values()
            elif isinstance(thing, list):
                todo += thing
            elif isinstance(thing, str) and len(thing) > 60:
                yield thing


def report_second_labels() -> None:
    """Print how far a second, blind labelling of a sample agrees with the first."""
    file = HERE / "second-labels.csv"
    if not file.is_file():
        return
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    first, second = ([float(row[name]) for row in rows] for name in ("first", "second"))
    same = sum(a == b for a, b in zip(first, second, strict=True)) / len(rows)
    turned = sum(a * b < 0 for a, b in zip(first, second, strict=True)) / len(rows)
    alpha = measure_alpha([first, second])
    print(f"second labels: {len(rows)}, alpha {alpha:.3f}, same {same:.1%}, reversed {turned:.1%}")


def main() -> None:
    """Check and print."""
    texts: dict[str, str] = {}
    sums: Counter[str] = Counter()
    for file in sorted(HERE.glob("*.jsonl")):
        pieces = load_passages(file) if file.name.startswith("passages") else load_opeds(file)
        labels: Counter[int] = Counter()
        for piece in pieces:
            for number, (passage, told) in enumerate(
                zip(piece.paragraphs, piece.labels, strict=True)
            ):
                if not set(told.values()) <= {-1, 0, 1}:
                    raise SystemExit(f"{file.name}, {piece.id}: a label is wrong: {told}")
                named = {span[2] for span in passage.spans}
                labels.update(label for actor, label in told.items() if actor in named)
                texts[f"{piece.id}/{number}"] = passage.text
        paragraphs = sum(len(piece.paragraphs) for piece in pieces)
        counts = " / ".join(f"{labels[label]:,}" for label in (-1, 0, 1))
        print(f"| `{file.name}` | {len(pieces):,} | {paragraphs:,} | {counts} |")
        sums.update(pieces=len(pieces), paragraphs=paragraphs, labels=sum(labels.values()))
    print(json.dumps(sums))
    alike = list(find_alike(texts))
    for first, second, likeness in alike:
        print(f"{first} and {second} are alike: {likeness:.0%} of the runs of four words")
    article = HERE.parent / "corpus" / "idlib-2018" / "article.txt"
    others = [article, HERE / "dev" / "opeds.jsonl", *map(Path, sys.argv[1:])]
    own = {shingle: name for name, text in texts.items() for shingle in shingles(text, SHINGLE)}
    copied = [
        (own[shingle], file.name, " ".join(shingle))
        for file in others
        for text in texts_in(file)
        for shingle in shingles(text, SHINGLE)
        if shingle in own
    ]
    for name, other, run in copied:
        print(f"{name} shares with {other}: {run}")
    report_second_labels()
    if alike or copied:
        raise SystemExit(f"{len(alike)} pairs alike, {len(copied)} runs shared with other texts")
    print("no two passages alike, nothing shared with other texts")


if __name__ == "__main__":
    main()
