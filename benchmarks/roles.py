"""Measure how well roles and events are told: `python benchmarks/roles.py [errors]`.

Reads `tests/roles.csv` (sentences with the role of each marked mention) and `tests/events.csv`
(one event of each sentence), prints accuracy by part and construction, precision, recall and F1
of each role, and the share of events with each column right. With `errors`, also what is wrong.

The parts of `roles.csv` were written one after another, each before the code had seen it: `first`
and `second` are in view when the grammar is mended, `third` is only ever run.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pandas as pd

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from conftest import FICTION  # noqa: E402  the made-up actors of the tests
from marked import mask, unmark  # noqa: E402

from helpers.actors import find_mentions  # noqa: E402
from helpers.clauses import read_events  # noqa: E402
from helpers.corpus import make_article  # noqa: E402
from helpers.nominals import read_nominals  # noqa: E402
from helpers.phrases import Argument  # noqa: E402
from helpers.schema import ROLES, make_table  # noqa: E402


class Judged(NamedTuple):
    """Hold one mention of a sentence: the role that it has, and the one that was found."""

    part: str
    construction: str
    sentence: str
    expected: str
    found: str


def fiction() -> pd.DataFrame:
    """Build the catalogue of made-up actors."""
    return make_table(
        "actors",
        [
            {
                "actor": actor,
                "label": actor,
                "kind": kind,
                "bloc": "",
                "alias": alias,
                "form": form,
            }
            for actor, (kind, forms) in FICTION.items()
            for alias, form in forms.items()
        ],
    )


def judge_roles() -> list[Judged]:
    """Find the roles of every sentence of the table."""
    actors, judged = fiction(), []
    with (ROOT / "tests" / "roles.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            text, spans = unmark(row["sentence"])
            mentions = find_mentions(make_article(text).sentences, actors=actors)
            for (start, end), expected in zip(spans, row["roles"].split(), strict=True):
                here = mentions[(mentions["start"] < end) & (mentions["end"] > start)]
                found = str(here["role"].iloc[0]) if len(here) == 1 else "not found"
                judged.append(
                    Judged(row["part"], row["construction"], row["sentence"], expected, found)
                )
    return judged


def right(judged: list[Judged]) -> int:
    """Count the mentions whose role is told right."""
    return sum(row.expected == row.found for row in judged)


def judge_events() -> list[tuple[str, dict[str, str], dict[str, str]]]:
    """Find the event of every sentence of the table: the sentence, what is true, what is found."""
    judged = []
    with (ROOT / "tests" / "events.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            sentence = row.pop("sentence")
            judged.append((sentence, row, read_event(sentence, row["verb"])))
    return judged


def read_event(sentence: str, verb: str) -> dict[str, str]:
    """Read the event of a verb or noun in a sentence whose mentions are letters in brackets."""
    items = mask(sentence)
    letters = re.findall(r"\[(\w)\]", sentence)

    def named(arguments: tuple[Argument, ...]) -> str:
        return " ".join(letters[a.mention] for a in arguments if a.via != "possessor")

    for event in read_events(items):
        if items[event.verb].lower == verb:
            return {
                "verb": verb,
                "construction": event.construction,
                "negated": "yes" if event.negated else "no",
                "modality": event.modality,
                "agents": named(event.agents),
                "patients": named(event.patients),
            }
    for nominal in read_nominals(items):
        if items[nominal.noun].lower == verb:
            return {
                "verb": verb,
                "construction": "nominal",
                "negated": "yes" if nominal.negated else "no",
                "modality": "asserted",
                "agents": named(nominal.agents),
                "patients": named(nominal.patients),
            }
    return {"verb": ""}


def print_events(judged: list[tuple[str, dict[str, str], dict[str, str]]]) -> None:
    """Print how many events have each column right, and all of them."""
    print(f"\nevents of {len(judged)} sentences: right in")
    for column in judged[0][1]:
        n = sum(row[column] == found.get(column) for _, row, found in judged)
        print(f"{column:24}{n:5}  {n / len(judged):6.1%}")
    n = sum(row == found for _, row, found in judged)
    print(f"{'all of these':24}{n:5}  {n / len(judged):6.1%}")


def print_roles(judged: list[Judged]) -> None:
    """Print accuracy by part and construction, and precision, recall and F1 of each role."""
    for part in dict.fromkeys(row.part for row in judged):
        own = [row for row in judged if row.part == part]
        n = len({row.sentence for row in own})
        share = right(own) / len(own)
        print(f"{part:24}{n:5} sentences {right(own):4} of {len(own):4} mentions  {share:6.1%}")
    share = right(judged) / len(judged)
    print(f"{'all':24}{'':15} {right(judged):4} of {len(judged):4} mentions  {share:6.1%}")
    print("\nconstruction            right    n")
    for construction in sorted({row.construction for row in judged}):
        own = [row for row in judged if row.construction == construction]
        print(f"{construction:24}{right(own):5}{len(own):5}")
    print("\nrole         precision recall     F1    n")
    expected = Counter(row.expected for row in judged)
    found = Counter(row.found for row in judged)
    both = Counter(row.expected for row in judged if row.expected == row.found)
    for role in ROLES:
        precision = both[role] / found[role] if found[role] else 0.0
        recall = both[role] / expected[role] if expected[role] else 0.0
        f1 = 2 * both[role] / (expected[role] + found[role])
        print(f"{role:14}{precision:8.2f}{recall:7.2f}{f1:7.2f}{expected[role]:5}")


def main() -> None:
    """Print all measures, and the errors where they are asked for."""
    judged = judge_roles()
    print_roles(judged)
    events = judge_events()
    print_events(events)
    if "errors" in sys.argv[1:]:
        print()
        for row in judged:
            if row.expected != row.found:
                print(f"{row.part:8}{row.expected:>10} not {row.found:10} {row.sentence}")
        for sentence, row, found in events:
            wrong = [
                f"{k}: {v or '-'} not {found.get(k)}" for k, v in row.items() if v != found.get(k)
            ]
            if wrong:
                print(f"{'; '.join(wrong)}  {sentence}")


if __name__ == "__main__":
    main()
