"""Measure how well heroes, villains and victims are told; `validity.py` puts it into its page."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from helpers.engines import choose_engine
from helpers.evaluation import load_rows
from helpers.narrative import ALWAYS, FITS, load_role_weights
from helpers.role_evaluation import name_role, read_clues, score_labels
from helpers.schema import NARRATIVE_ROLES

FOLDS = Path(__file__).parent.parent / "training" / "role-folds.csv"
NAMES = {
    "kinds": "what is said of it, and what kind of thing it is",
    "things": "what kind of thing it is, alone",
    "words": "what is said of it, alone",
}
DRAWS = 1000


def describe(folder: Path | None) -> str:
    """Write the section on narrative roles; FOLDER holds narrative/dev.jsonl."""
    if folder is None:
        return "not measured: the data were not there"
    rows = load_rows(folder / "narrative" / "dev.jsonl", needs=("doc_id", "text", "roles"))
    clues, coded, groups = read(rows, "neural")
    return "\n".join([*table(clues, coded, groups, rows), "", *confusion(clues, coded)])


def read(rows: list[dict[str, Any]], engine: str) -> tuple[list[dict[str, float]], list[str], Any]:
    """Read the clues, the code and the article of each entity that stands in its text."""
    rater = choose_engine(engine, pooled=False)
    clues: list[dict[str, float]] = []
    coded: list[str] = []
    groups: list[int] = []
    for number, row in enumerate(rows):
        listed = [item for item in row["roles"] if item["in_text"]]
        names = [item["entity"] for item in listed]
        clues += read_clues(row["text"], names=names, engine=rater)
        coded += [item["role"] for item in listed]
        groups += [number] * len(listed)
    return clues, coded, np.array(groups)


def table(
    clues: list[dict[str, float]], coded: list[str], groups: Any, rows: list[dict[str, Any]]
) -> Iterator[str]:
    """Compare what is told by each set of clues with the codes."""
    folds = cross_validated()
    yield (
        f"| told by | entities | macro-F1 | 95 % | accuracy | F1 {' / '.join(NARRATIVE_ROLES)} | "
        "macro-F1 on training articles left out |"
    )
    yield "|---|---|---|---|---|---|---|"
    commonest = Counter(coded).most_common(1)[0][0]
    yield row_of(
        f"the commonest ({commonest}) for all", coded, [commonest] * len(coded), groups, ""
    )
    for fit in ("words", "things", "kinds"):
        weights = load_role_weights(fit)
        told = [name_role(own, weights=weights) for own in clues]
        yield row_of(NAMES[fit], coded, told, groups, folds[fit])
    weights = load_role_weights("kinds")
    lexical, _, _ = read(rows, "lexical")
    told = [name_role(own, weights=weights) for own in lexical]
    yield row_of("the same, stance by the lexical engine", coded, told, groups, "")


def row_of(name: str, coded: list[str], told: list[str], groups: Any, folds: str) -> str:
    """Put an evaluation into a row of the table, with an interval over articles."""
    f1, accuracy, by_role = score_labels(coded, told)
    print(f"roles, {name}: macro-F1 {f1:.3f}", flush=True)
    generator = np.random.default_rng(2018)
    pairs = [np.flatnonzero(groups == g) for g in np.unique(groups)]
    values = []
    for _ in range(DRAWS):
        drawn = np.concatenate([pairs[k] for k in generator.integers(len(pairs), size=len(pairs))])
        values.append(score_labels([coded[k] for k in drawn], [told[k] for k in drawn])[0])
    low, high = np.percentile(values, [2.5, 97.5])
    return (
        f"| {name} | {len(coded)} | {f1:.3f} | {low:.3f} to {high:.3f} | {accuracy:.3f} | "
        f"{' / '.join(f'{f:.2f}' for f in by_role)} | {folds} |"
    )


def cross_validated() -> dict[str, str]:
    """Read what `training/fit_roles.py` found on articles left out: mean and spread."""
    values: dict[str, list[float]] = {fit: [] for fit in FITS}
    with FOLDS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["chosen"] == "yes":
                values[row["fit"]].append(float(row["macro_f1"]))
    return {
        fit: f"{np.mean(own):.3f} ({min(own):.3f} to {max(own):.3f})" for fit, own in values.items()
    }


def confusion(clues: list[dict[str, float]], coded: list[str]) -> Iterator[str]:
    """Count codes against roles told by all clues."""
    weights = load_role_weights("kinds")
    told = [name_role(own, weights=weights) for own in clues]
    yield "| coded | " + " | ".join(f"read as {role}" for role in NARRATIVE_ROLES) + " |"
    yield "|---|---|---|---|"
    counts = Counter(zip(coded, told, strict=True))
    for role in NARRATIVE_ROLES:
        yield f"| {role} | " + " | ".join(str(counts[role, k]) for k in NARRATIVE_ROLES) + " |"
    alone = sum(not set(own) - {ALWAYS} or "stance" not in own for own in clues)
    yield ""
    yield f"Of the entities, {alone} stand nowhere in a form that the tool finds, and go by kind."
