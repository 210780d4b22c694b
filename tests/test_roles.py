"""Which part does each mention play? Tables of marked sentences, and the rules one by one."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from conftest import MakeActors
from marked import mask, unmark

from helpers.actors import find_mentions
from helpers.clauses import read_events
from helpers.corpus import make_article
from helpers.nominals import read_nominals
from helpers.roles import take_parts
from helpers.schema import CONSTRUCTIONS, MODALITIES, ROLES

FOLDER = Path(__file__).parent
# Mentions whose role is told right, by part of roles.csv. `python benchmarks/roles.py` prints what
# each part gave before the code had seen it.
RIGHT = {"first": 189, "second": 244, "third": 67}


@pytest.fixture(scope="module")
def judged(make_actors: MakeActors) -> pd.DataFrame:
    """Each mention of roles.csv beside what is found: one row a mention."""
    actors, rows = make_actors(), []
    with (FOLDER / "roles.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            text, spans = unmark(row["sentence"])
            mentions = find_mentions(make_article(text).sentences, actors=actors)
            for (start, end), expected in zip(spans, row["roles"].split(), strict=True):
                here = mentions[(mentions["start"] < end) & (mentions["end"] > start)]
                found = here["role"].iloc[0] if len(here) == 1 else f"{len(here)} mentions"
                rows.append((row["part"], row["sentence"], expected, found))
    return pd.DataFrame(rows, columns=["part", "sentence", "expected", "found"])


@pytest.mark.parametrize("part", RIGHT)
def test_roles_are_told_at_least_as_well_as_measured(part: str, judged: pd.DataFrame) -> None:
    own = judged[judged["part"] == part]
    wrong = own[own["expected"] != own["found"]]
    assert len(own) - len(wrong) >= RIGHT[part], wrong.to_string()


def test_the_table_is_large_and_its_mentions_are_found(judged: pd.DataFrame) -> None:
    assert judged["sentence"].nunique() >= 200
    assert set(judged["part"]) == set(RIGHT)
    assert set(judged["found"]) <= set(ROLES)


def test_each_event_of_the_table_is_told_right() -> None:
    with (FOLDER / "events.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            items = mask(row["sentence"])
            assert row["construction"] in CONSTRUCTIONS
            assert row["modality"] in MODALITIES
            if row["construction"] == "nominal":
                told = {items[deed.noun].lower: deed.negated for deed in read_nominals(items)}
                assert told[row["verb"]] is (row["negated"] == "yes"), row
                continue
            found = [e for e in read_events(items) if items[e.verb].lower == row["verb"]]
            assert [(event.construction, event.negated, event.modality) for event in found] == [
                (row["construction"], row["negated"] == "yes", row["modality"])
            ], row


@pytest.mark.parametrize(
    ("marked", "parts"),
    [
        # A possessor takes no part itself.
        ("[A]'s uncle met [B]'s aunt.", {}),
        # Inside the subject, and yet it suffers.
        ("The siege of [A] angered [B].", {0: "patient", 1: "patient"}),
        ("The leader of [A] angered [B].", {0: "agent", 1: "patient"}),
        ("[A]'s attack on [B] failed.", {0: "agent", 1: "patient"}),
        # The part in the verb on which the others hang.
        ("[A] asked [B] to leave.", {0: "agent", 1: "patient"}),
        ("[A], beaten by [B], left the town.", {0: "agent", 1: "agent"}),
        # Followers are not the one that they follow.
        ("[A] supporters beat [B] critics.", {}),
    ],
)
def test_parts(marked: str, parts: Mapping[int, str]) -> None:
    items = mask(marked)
    assert take_parts(read_events(items), nominals=read_nominals(items)) == parts
