"""Compute every number of notebook 6 anew, from evidence rows and sentences alone."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from claims import assert_claims, spell

from helpers.analysis import Analysis, analyse
from helpers.corpus import Article
from helpers.cues import load_lexicon
from helpers.schema import DEVICES

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "notebooks" / "06-how-firmly-it-is-said.ipynb"
READING = ROOT / "benchmarks" / "device-reading.csv"


@pytest.fixture(scope="module")
def found(article: Article) -> Analysis:
    return analyse(article, engine="lexical")


@pytest.fixture(scope="module")
def uses(found: Analysis) -> pd.DataFrame:
    rows = found.evidence[found.evidence["measure"] == "device"]
    return rows.assign(side=["author" if v == "author" else "quoted" for v in rows["voice"]])


def times(uses: pd.DataFrame, device: str, side: str) -> int:
    return int(((uses["label"] == device) & (uses["side"] == side)).sum())


def test_every_number_of_the_prose_is_computed_anew(found: Analysis, uses: pd.DataFrame) -> None:
    speech = found.quotes[found.quotes["kind"] == "speech"]
    quoted = sum(len(text.split()) for text in speech["text"])
    author = int(found.sentences["n_words"].sum()) - quoted
    listed = set(load_lexicon("devices")["device"])
    taken = {side: times(uses, "presupposition", side) for side in ("author", "quoted")}
    assert taken["author"] == 2 * taken["quoted"]
    asked = {side: times(uses, "rhetorical_question", side) for side in ("author", "quoted")}
    assert asked["quoted"] == 0
    with READING.open(encoding="utf-8", newline="") as stream:
        read = [row for row in csv.DictReader(stream) if row["doc_id"] == "idlib-2018"]
    keys = {(row["device"], int(row["start"])) for row in read}
    assert keys == set(zip(uses["label"], uses["start"], strict=True))  # nothing is unread
    right = sum(row["verdict"] == "right" for row in read)
    named = [row for row in read if row["actor"]]
    hit = sum(row["actor_verdict"] == "right" for row in named)
    assert_claims(
        NOTEBOOK,
        claims=[
            f"name {spell(len(DEVICES))} devices",
            f"{spell(len(listed)).capitalize()} devices rest on lists of words",
            f"The other {spell(len(DEVICES) - len(listed))} devices have no list",
            f"{spell(len(listed)).capitalize()} are found by words in context, the other "
            f"{spell(len(DEVICES) - len(listed))} by marks",
            f"The author writes {author} words and the speakers {quoted}",
            "takes something for granted twice as often as the speakers",
            f"Twice as often means {spell(taken['author'])} against {spell(taken['quoted'])}",
            f"{spell(asked['author']).capitalize()} rhetorical questions against none",
            f"All {len(uses)} findings in this article were read one by one: {right} are right",
            f"Of the {len(named)} that name an actor, {hit} name the right one",
        ],
        settled=[
            "Here are two paragraphs with their devices marked",
            "uses per 100 sentences that name the actor",
            "uses per 100 words",
            "fewer than five sentences of that voice",
            "notebook 3 explains how",
            "and two examples for each",
            "in paragraph 14",
            "ends two sentences in a row",
            "two careful readers",
            "Differences between two small counts",
            "the quicker of the two engines",
            "Add three images to the list",
            "the third flood",
        ],
    )


def test_what_the_prose_says_of_the_figure_is_so(uses: pd.DataFrame) -> None:
    counts = Counter(uses["label"])
    assert counts.most_common(1)[0][0] == "presupposition"
    missing = {device for device in DEVICES if not counts[device]}
    assert missing == {
        "irony",
        "hypocrisy",
        "attitude",
        "triplet",
        "list",
        "anaphora",
        "nominalisation",
    }
    for device in ("rhetorical_question", "metaphor", "scare_quote"):
        assert times(uses, device, "author")
        assert not times(uses, device, "quoted")


def test_what_the_prose_says_of_actors_is_so(uses: pd.DataFrame) -> None:
    asked = uses[uses["label"] == "rhetorical_question"]
    assert set(asked["actor"]) == {"us", "syria"}
    taken = Counter(uses.loc[uses["label"] == "presupposition", "actor"])
    del taken[""]
    assert taken.most_common(1)[0][0] == "syria"
    image = uses[uses["cue"] == "hibernation"]
    assert list(image["actor"]) == ["us"]
