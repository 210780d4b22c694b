"""Are pronouns and definite nouns given to the right actor, or else left alone?"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd
import pytest
from conftest import FICTION, MakeActors

from helpers.actors import resolve_mentions
from helpers.corpus import make_article

CASES = Path(__file__).with_name("references.csv")
_MARKED = re.compile(r"\{([^}]*)\}")


@pytest.fixture(scope="module")
def fiction(make_actors: MakeActors) -> pd.DataFrame:
    """The states that do not exist, and a party, a newspaper and two persons beside them."""
    aliases = {actor: forms for actor, (_, forms) in FICTION.items()} | {
        "liberty_party": {"Liberty Party": "name"},
        "herald": {"Strelsau Herald": "name"},
        "flint": {"Ada Flint": "name", "Flint": "name"},
        "rask": {"Otto Rask": "name", "Rask": "name"},
    }
    kinds = {actor: kind for actor, (kind, _) in FICTION.items()} | {
        "liberty_party": "party",
        "herald": "media",
        "flint": "person",
        "rask": "person",
    }
    return make_actors(aliases, kinds=kinds)


@pytest.fixture(scope="module")
def judged(fiction: pd.DataFrame) -> pd.DataFrame:
    """Each marked reference beside what is found; an empty actor means that none is."""
    rows = []
    with CASES.open(encoding="utf-8", newline="") as stream:
        for case in csv.DictReader(stream):
            marked = case["sentence"]
            text = _MARKED.sub(r"\1", marked)
            found = resolve_mentions(make_article(f"{text}\n\nMore.").sentences, actors=fiction)
            expected = (case["actor"] or "").split() or [""]
            for number, match in enumerate(_MARKED.finditer(marked)):
                start = match.start() - 2 * number
                here = found.mentions[found.mentions["start"] == start]
                got = here["actor"].iloc[0] if len(here) else ""
                rows.append((marked, expected[number], got))
    return pd.DataFrame(rows, columns=["sentence", "expected", "found"])
