"""Measure how far each engine agrees with careful reading, and write docs/validity.md.

Usage: python benchmarks/validity.py [FOLDER]

Without FOLDER only the project's own development op-eds are used. FOLDER may hold the folders
newsmtsc and persent with their development files (see docs/validity.md for what they are); their
texts are read, and none is copied.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import narrative
import numpy as np
from frames import section

from helpers.agreement import LABELS, measure_alpha
from helpers.catalogue import load_actors
from helpers.corpus import load_article
from helpers.encoder import load_encoder
from helpers.engines import Engine, choose_engine
from helpers.evaluation import (
    Evaluation,
    evaluate_opeds,
    evaluate_paragraphs,
    evaluate_sentences,
    load_rows,
    mark_texts,
)
from helpers.files import write_whole
from helpers.neural import read_article
from helpers.schema import MEASURED_KINDS, STANCE_LABELS

ROOT = Path(__file__).parent.parent
DEV = ROOT / "training" / "dev"
ENGINES = (
    ("textblob", False),
    ("vader", False),
    ("lexical", False),
    ("neural", False),
    ("neural", True),
)
HEAD = (
    "| engine | n | macro-F1 | accuracy | average recall | F1 unf / neu / fav | alpha | "
    "alpha of values | reversed |"
)
RULE = "|---|---|---|---|---|---|---|---|---|"


def name_of(engine: str, pooled: bool) -> str:
    """Name an engine for a table."""
    return f"{engine}, pooled over the article" if pooled else engine


def row_of(name: str, found: Evaluation) -> str:
    """Put an evaluation into a row of a table."""
    told = found.agreement
    if told is None:
        raise ValueError(f"{name}: no row has a code to compare with")
    labels = " / ".join(f"{f1:.2f}" for f1 in told.by_label)
    return (
        f"| {name} | {told.n:,} | {told.f1:.3f} | {told.accuracy:.3f} | {told.recall:.3f} | "
        f"{labels} | {told.alpha:.3f} | {found.alpha_of_values:.3f} | {told.reversed:.1%} |"
    )


def table_of(evaluate: Any, rows: Sequence[dict[str, Any]], *, pooled: bool) -> Iterator[str]:
    """Evaluate every engine on the same rows."""
    yield from (HEAD, RULE)
    for engine, lean in ENGINES:
        if lean <= pooled:
            found = evaluate(rows, engine=choose_engine(engine, pooled=lean))
            print(name_of(engine, lean), found.agreement, flush=True)
            yield row_of(name_of(engine, lean), found)


def codes_of(row: dict[str, Any]) -> dict[tuple[int, str], int]:
    """List the codes of an op-ed by paragraph and actor."""
    return {(cell["p"], cell["actor"]): cell["label"] for cell in row["stance"]}


def pair_up(rows: Sequence[dict[str, Any]], engine: Engine) -> list[dict[str, Any]]:
    """Rate every coded cell and keep it with its code and text."""
    cells = []
    found = evaluate_opeds(rows, engine=engine)
    for row, told in zip(rows, found.predictions, strict=True):
        codes = codes_of(row)
        for cell in told["stance"]:
            key = (cell["p"], cell["actor"])
            if key in codes:
                text = row["paragraphs"][cell["p"]]
                cells.append({**cell, "code": codes[key], "doc": row["doc_id"], "text": text})
    return cells


def article_row() -> dict[str, Any]:
    """Put the article of `corpus/` and its codes into a row; of two codes the weaker counts."""
    folder = ROOT / "corpus" / "idlib-2018"
    article, actors = load_article(folder), load_actors(folder)
    measured = article.paragraphs[article.paragraphs["kind"].isin(MEASURED_KINDS)]
    texts = measured["text"].tolist()
    with (DEV / "codes.csv").open(encoding="utf-8", newline="") as stream:
        codes = [row for row in csv.DictReader(stream) if row["doc"] == "idlib"]
    stance = []
    for row in codes:
        first, second = int(row["coder1"]), int(row["coder2"])
        weaker = 0 if first * second < 0 else min(first, second, key=abs)
        stance.append({"p": int(row["p"]), "actor": row["actor"], "label": weaker})
    aliases = actors.groupby("actor", sort=False)["alias"].apply(list).to_dict()
    return {
        "doc_id": article.id,
        "title": texts[0],
        "paragraphs": texts,
        "aliases": aliases,
        "stance": stance,
    }


def confusion(cells: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Count codes against labels."""
    yield "| coded | " + " | ".join(f"read as {name}" for name in STANCE_LABELS) + " |"
    yield "|---|---|---|---|"
    for code, name in zip(LABELS, STANCE_LABELS, strict=True):
        counts = [sum(c["code"] == code and c["label"] == k for c in cells) for k in LABELS]
        yield f"| {name} | " + " | ".join(map(str, counts)) + " |"


def coders() -> Iterator[str]:
    """Tell how far the two coders of the development op-eds agree."""
    with (DEV / "codes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    groups = {
        "development op-eds": "dev-",
        "held-back op-eds": "dev2-",
        "the article in `corpus/`": "idlib",
    }
    for name, group in groups.items():
        pairs = [r for r in rows if r["doc"].startswith(group)]
        first, second = ([float(r[c]) for r in pairs] for c in ("coder1", "coder2"))
        same = np.mean(np.array(first) == np.array(second))
        turned = np.mean(np.array(first) * np.array(second) < 0)
        yield (
            f"| {name} | {len(pairs)} | {measure_alpha([first, second]):.3f} | {same:.1%} | "
            f"{turned:.1%} |"
        )


def calibration(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Compare how sure the encoder is with how often it is right."""
    encoder = load_encoder()
    sure, right = [], []
    for row in rows:
        passages = mark_texts(row["paragraphs"], aliases=row["aliases"])
        title = mark_texts([row["title"]], aliases=row["aliases"])[0]
        codes = codes_of(row)
        told: dict[tuple[int, str], list[tuple[float, float, float]]] = {}
        for r in read_article(passages, encoder=encoder, title=title):
            chances = (r.unfavourable, r.neutral, r.favourable)
            told.setdefault((r.paragraph, r.actor), []).append(chances)
        for key, chances in told.items():
            if key in codes:
                mean = np.mean(chances, axis=0)
                sure.append(float(mean.max()))
                right.append(LABELS[int(mean.argmax())] == codes[key])
    yield "| the encoder's chance of its label | cells | right |"
    yield "|---|---|---|"
    edges = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
    which, hit, error = np.array(sure), np.array(right), 0.0
    for low, high in pairwise(edges):
        inside = (which >= low) & (which < high)
        if inside.any():
            error += abs(which[inside].mean() - hit[inside].mean()) * inside.mean()
            yield f"| {low:.1f} to {min(high, 1):.1f} | {inside.sum()} | {hit[inside].mean():.0%} |"
    yield ""
    yield f"Expected calibration error: {error:.3f}."


def errors(cells: Sequence[dict[str, Any]], *, n: int = 8) -> Iterator[str]:
    """Show the cells that are most surely wrong, of different pieces."""
    seen: set[str] = set()
    for cell in sorted(cells, key=lambda c: c["value"] * c["code"]):
        if cell["doc"] not in seen and cell["code"] * cell["value"] < 0:
            seen.add(cell["doc"])
            code = STANCE_LABELS[cell["code"] + 1]
            yield (
                f"- **{cell['actor']}** in {cell['doc']}, paragraph {cell['p']}: coded {code}, "
                f"read {cell['value']:+.2f}. “{cell['text']}”"
            )
        if len(seen) == n:
            return


def learning_curve() -> Iterator[str]:
    """Show the runs noted in training/learning-curve.csv."""
    file = ROOT / "training" / "learning-curve.csv"
    if not file.is_file():
        return
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    yield "\n## Learning curve\n"
    yield (
        "The same encoder, trained on a share of our texts, with or without news sentences, and "
        "read cell by cell without pooling. The last row is the shipped one. "
        "`training/README.md` says how.\n"
    )
    yield "| " + " | ".join(rows[0]) + " |"
    yield "|" + "---|" * len(rows[0])
    for row in rows:
        yield "| " + " | ".join(row.values()) + " |"


def main() -> None:
    """Evaluate and write."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    keys = ("doc_id", "paragraphs", "aliases", "stance")
    rows = load_rows(DEV / "opeds.jsonl", needs=keys)
    fresh = load_rows(DEV / "opeds2.jsonl", needs=keys)
    template = (ROOT / "benchmarks" / "validity.md.in").read_text(encoding="utf-8")
    pooled = pair_up(rows, choose_engine("neural"))
    parts = {
        "coders": "\n".join(coders()),
        "opeds": "\n".join(table_of(evaluate_opeds, rows, pooled=True)),
        "opeds2": "\n".join(table_of(evaluate_opeds, fresh, pooled=True)),
        "idlib": "\n".join(table_of(evaluate_opeds, [article_row()], pooled=True)),
        "confusion": "\n".join(confusion(pooled)),
        "calibration": "\n".join(calibration(rows)),
        "errors": "\n".join(errors(pooled)),
        "curve": "\n".join(learning_curve()),
        "roles": narrative.describe(folder),
        "frames": section(folder),
    }
    for name in ("rw", "mt"):
        parts[f"newsmtsc_{name}"] = "not measured: the data were not there"
        if folder is not None:
            news = load_rows(folder / "newsmtsc" / f"dev_{name}.jsonl", needs=("id", "sentence"))
            table = table_of(evaluate_sentences, news, pooled=False)
            parts[f"newsmtsc_{name}"] = "\n".join(table)
    parts["persent"] = "not measured: the data were not there"
    if folder is not None:
        needs = ("doc_id", "entity", "paragraphs")
        documents = load_rows(folder / "persent" / "dev.jsonl", needs=needs)
        parts["persent"] = "\n".join(table_of(evaluate_paragraphs, documents, pooled=True))
    for name, text in parts.items():
        template = template.replace(f"@{name}@", text)
    write_whole(ROOT / "docs" / "validity.md", template)


if __name__ == "__main__":
    main()
