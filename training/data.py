"""Read the labelled texts that the encoder learns from, all in one shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from helpers.evaluation import mark_texts
from helpers.text import split_sentences
from helpers.windows import Passage

HERE = Path(__file__).parent
PLACEHOLDER = re.compile(r"\[([A-H])\]")


class Piece(NamedTuple):
    """Hold one text: labels are -1, 0, 1 by actor, one mapping a paragraph; `whole` for all."""

    id: str
    source: str
    title: Passage | None
    paragraphs: list[Passage]
    labels: list[dict[str, int]]
    whole: dict[str, int]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON lines file."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


def mark(text: str) -> Passage:
    """Turn "[A] met [B]" into a passage with its spans."""
    return Passage(text, tuple((m.start(), m.end(), m[1]) for m in PLACEHOLDER.finditer(text)))


def load_opeds(path: Path) -> list[Piece]:
    """Load op-eds: one object a line with title, paragraphs, stance and document."""
    return [
        Piece(
            row["id"],
            path.stem,
            mark(row["title"]) if row.get("title") else None,
            [mark(text) for text in row["paragraphs"]],
            row["stance"],
            row["document"],
        )
        for row in read_lines(path)
    ]


def load_passages(path: Path) -> list[Piece]:
    """Load single passages: one object a line with text and stance."""
    return [
        Piece(f"{path.stem}-{i}", path.stem, None, [mark(row["text"])], [row["stance"]], {})
        for i, row in enumerate(read_lines(path))
    ]


def load_newsmtsc(path: Path) -> list[Piece]:
    """Load NewsMTSC (Hamborg & Donnay 2021): rows of one sentence become one piece."""
    sentences: dict[str, list[dict[str, Any]]] = {}
    for row in read_lines(path):
        sentences.setdefault(row["sentence"], []).append(row)
    pieces = []
    for number, (sentence, rows) in enumerate(sentences.items()):
        spans: dict[tuple[int, int], str] = {}
        labels: dict[str, int] = {}
        for row in rows:
            span = (row["start"], row["end"])
            actor = spans.setdefault(span, f"t{len(spans)}")
            labels[actor] = row["label"]
        for row in rows:
            actor = spans[row["start"], row["end"]]
            for further in row["further_mentions"]:
                spans.setdefault((further[0], further[1]), actor)
        for row in rows:
            for other in row["others"]:
                spans.setdefault((other[0], other[1]), f"o{len(spans)}")
        passage = Passage(sentence, tuple((a, b, actor) for (a, b), actor in spans.items()))
        pieces.append(Piece(f"{path.stem}-{number}", "newsmtsc", None, [passage], [labels], {}))
    return pieces


ROLES = {"hero": 1, "victim": 1, "villain": -1}


def load_narrative(path: Path) -> list[Piece]:
    """Load articles with heroes, villains and victims (Frermann and others 2023): wholes only.

    An entity that is given two sides is left out; a paragraph is four sentences.
    """
    pieces = []
    for row in read_lines(path):
        sides: dict[str, set[int]] = {}
        for role in row["roles"]:
            if role["in_text"]:
                sides.setdefault(role["entity"], set()).add(ROLES[role["role"]])
        known = {entity: min(side) for entity, side in sides.items() if len(side) == 1}
        text = row["text"]
        spans = split_sentences(text)
        paragraphs = []
        for first in range(0, len(spans), 4):
            piece = text[spans[first][0] : spans[min(first + 3, len(spans) - 1)][1]]
            found = []
            for entity in sorted(known, key=len, reverse=True):
                for match in re.finditer(rf"(?<!\w){re.escape(entity)}(?!\w)", piece):
                    if not any(a < match.end() and match.start() < b for a, b, _ in found):
                        found.append((match.start(), match.end(), entity))
            paragraphs.append(Passage(piece, tuple(found)))
        labels: list[dict[str, int]] = [{} for _ in paragraphs]
        pieces.append(
            Piece(f"narrative-{row['doc_id']}", "narrative", None, paragraphs, labels, known)
        )
    return pieces


def load_dev(folder: Path, name: str = "opeds.jsonl") -> list[Piece]:
    """Load development op-eds, their actors found as in any article."""
    pieces = []
    for row in read_lines(folder / "dev" / name):
        labels: list[dict[str, int]] = [{} for _ in row["paragraphs"]]
        for cell in row["stance"]:
            labels[cell["p"]][cell["actor"]] = cell["label"]
        passages = mark_texts(row["paragraphs"], aliases=row["aliases"])
        title = mark_texts([row["title"]], aliases=row["aliases"])[0]
        pieces.append(Piece(row["doc_id"], "dev", title, passages, labels, {}))
    return pieces


def load_written() -> list[Piece]:
    """Load all that was written for this project."""
    pieces = [piece for path in sorted(HERE.glob("opeds-*.jsonl")) for piece in load_opeds(path)]
    return pieces + [
        p for path in sorted(HERE.glob("passages*.jsonl")) for p in load_passages(path)
    ]
