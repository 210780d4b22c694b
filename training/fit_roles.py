"""Fit the weights of the narrative roles: `python training/fit_roles.py NARRATIVE/train.jsonl`.

Multinomial logistic regression with an L2 penalty and classes weighed alike (scikit-learn), on
what `helpers.role_evaluation` reads of each entity. Prints how well it does on articles left out,
five folds of articles in three shufflings (kept in `role-folds.csv`), and writes
`helpers/lexicons/narrative.csv`.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from helpers.engines import choose_engine
from helpers.evaluation import load_rows
from helpers.narrative import ALWAYS, COLUMNS, FITS, WEIGHTS
from helpers.role_evaluation import read_clues, score_labels
from helpers.schema import NARRATIVE_ROLES

PENALTY = 0.3  # the inverse strength C; of 0.1, 0.3, 1 and 3 none did better by more than 0.01
LEAST = 2  # entities that must show a clue
FOLDS, SHUFFLES = 5, 3
THINGS = ("is ", "named ", "before: ", "behind: ", "unknown")
KEPT = Path(__file__).parent / "role-folds.csv"
Clues = list[dict[str, float]]
Texts = npt.NDArray[np.str_]
Ints = npt.NDArray[np.int64]


def read(file: Path, engine: str) -> tuple[Clues, Texts, Ints]:
    """Read the clues, the role and the article of each entity that stands in its text."""
    rater = choose_engine(engine, pooled=False)
    clues: Clues = []
    roles: list[str] = []
    groups: list[int] = []
    for number, row in enumerate(load_rows(file, needs=("doc_id", "text", "roles"))):
        listed = [item for item in row["roles"] if item["in_text"]]
        clues += read_clues(row["text"], names=[i["entity"] for i in listed], engine=rater)
        roles += [item["role"] for item in listed]
        groups += [number] * len(listed)
    return clues, np.array(roles), np.array(groups)


def choose(clues: Clues, fit: str) -> list[str]:
    """List the clues of a fit that enough entities show."""
    counts: dict[str, int] = {}
    for own in clues:
        for clue, value in own.items():
            if value:
                counts[clue] = counts.get(clue, 0) + 1
    things = {c for c in counts if c.startswith(THINGS)}
    kept = {"kinds": set(counts), "things": things, "words": set(counts) - things}[fit]
    return sorted(c for c in kept if counts[c] >= LEAST and c != ALWAYS)


def matrix(clues: Clues, names: list[str]) -> npt.NDArray[np.float64]:
    """Put clues into a matrix, one row an entity."""
    return np.array([[own.get(name, 0.0) for name in names] for own in clues])


def make(penalty: float) -> LogisticRegression:
    """Make an unfitted model."""
    return LogisticRegression(C=penalty, max_iter=2000, class_weight="balanced")


def cross_validate(
    clues: Clues, roles: Texts, groups: Ints, *, fit: str, penalty: float
) -> list[float]:
    """Give macro-F1 on articles left out, for each shuffling."""
    values = []
    for seed in range(SHUFFLES):
        order = np.random.default_rng(seed).permutation(groups.max() + 1)
        fold = np.empty(len(order), dtype=int)
        fold[order] = np.arange(len(order)) % FOLDS
        told = np.empty_like(roles)
        for k in range(FOLDS):
            learn = fold[groups] != k
            names = choose([c for c, kept in zip(clues, learn, strict=True) if kept], fit)
            x = matrix(clues, names)
            told[~learn] = make(penalty).fit(x[learn], roles[learn]).predict(x[~learn])
        values.append(score_labels(roles.tolist(), told.tolist())[0])
    return values


def main() -> None:
    """Read the options, cross-validate, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="train.jsonl of narrative-framing")
    parser.add_argument("--engine", default="neural")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--clues", type=Path, help="keep what was read here, and use it if there")
    options = parser.parse_args()
    if options.clues and options.clues.is_file():
        kept = json.loads(options.clues.read_text(encoding="utf-8"))
        clues, roles, groups = kept[0], np.array(kept[1]), np.array(kept[2])
    else:
        clues, roles, groups = read(options.file, options.engine)
        if options.clues:
            kept = [clues, roles.tolist(), groups.tolist()]
            options.clues.write_text(json.dumps(kept), encoding="utf-8")
    rows: list[list[str]] = []
    folds: list[list[str]] = []
    for fit in FITS:
        for penalty in (0.1, 0.3, 1.0, 3.0):
            told = cross_validate(clues, roles, groups, fit=fit, penalty=penalty)
            folds += [
                [fit, str(penalty), str(n), f"{f1:.4f}", "yes" if penalty == PENALTY else "no"]
                for n, f1 in enumerate(told)
            ]
            spread = f"{np.mean(told):.3f} (from {min(told):.3f} to {max(told):.3f})"
            print(f"{fit}: {len(roles)} entities, C {penalty}: macro-F1 {spread}", flush=True)
        names = choose(clues, fit)
        x = matrix(clues, names)
        model = make(PENALTY).fit(x, roles)
        order = [list(model.classes_).index(role) for role in NARRATIVE_ROLES]
        found = {ALWAYS: (model.intercept_[order], len(roles))}
        for k, name in enumerate(names):
            found[name] = (model.coef_[order, k], int((x[:, k] != 0).sum()))
        for name, (weights, n) in sorted(found.items()):
            rows.append([fit, name, *(f"{w:.3f}" for w in weights), str(n), "narrative-framing"])
    with options.out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    with KEPT.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["fit", "penalty", "shuffle", "macro_f1", "chosen"])
        writer.writerows(folds)


if __name__ == "__main__":
    main()
