"""Does the table say who does what to whom, in the words of the text?"""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import MakeActors

from helpers.actors import find_mentions
from helpers.analysis import Analysis
from helpers.catalogue import load_actors
from helpers.corpus import Article, make_article
from helpers.events import find_events
from helpers.schema import make_table


@pytest.fixture(scope="module")
def fiction(make_actors: MakeActors) -> pd.DataFrame:
    return make_actors()


def events_of(text: str, actors: pd.DataFrame) -> pd.DataFrame:
    article = make_article(text)
    mentions = find_mentions(article.sentences, actors=actors)
    found = find_events(article.sentences, mentions=mentions)
    for row in found.itertuples():
        assert article.text[row.start : row.end] == row.surface
    return found


def told(events: pd.DataFrame) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in events[["agent", "verb", "patient"]].to_numpy()]


TOLD = [
    ("Ruritania attacked Freedonia.", [("ruritania", "attack", "freedonia")]),
    ("Freedonia was attacked.", [("", "attack", "freedonia")]),
    ("Ruritania slept.", [("ruritania", "sleep", "")]),
    # one row for each agent and patient
    (
        "Ruritania and Sylvania fined Freedonia and Firefly.",
        [
            ("ruritania", "fine", "freedonia"),
            ("ruritania", "fine", "freedonia"),
            ("sylvania", "fine", "freedonia"),
            ("sylvania", "fine", "freedonia"),
        ],
    ),
    # a noun, beside the verb of its sentence or under it
    ("Ruritania's attack on Freedonia failed.", [("ruritania", "attack", "freedonia")]),
    (
        "Ruritanian strikes killed civilians.",
        [("ruritania", "strike", ""), ("ruritania", "kill", "civilians")],
    ),
    ("Ruritania imposed sanctions on Freedonia.", [("ruritania", "impose", "freedonia")]),
    ("The siege of Strelsau lasted.", [("", "siege", "ruritania")]),
    # what is no deed, and who takes no part
    ("Ruritania is a country. It seems large.", []),
    ("Bombs fell in Freedonia.", []),
    ("The dog bit Rudolf's brother.", []),
    ("It rained.", []),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text for text, _ in TOLD])
def test_who_does_what_to_whom(
    text: str, expected: list[tuple[str, str, str]], fiction: pd.DataFrame
) -> None:
    assert told(events_of(text, fiction)) == expected


def test_an_event_keeps_its_number_over_its_rows(fiction: pd.DataFrame) -> None:
    found = events_of("Ruritania fined Freedonia and Sylvania. Freedonia paid.", fiction)
    assert list(found["event"]) == [0, 0, 1]


def test_mentions_are_named_or_missing(fiction: pd.DataFrame) -> None:
    (row,) = events_of("Nobody warned Ruritania.", fiction).to_dict("records")
    assert pd.isna(row["agent_mention"])
    assert row["patient_mention"] == 0
    assert (row["negated"], row["surface"], row["voice"]) == (True, "warned", "author")


def test_a_noun_is_no_more_certain_than_the_verb_over_it(fiction: pd.DataFrame) -> None:
    found = events_of("They may postpone Ruritania's attack on Freedonia.", fiction)
    assert list(found["modality"]) == ["possible"]


def test_the_voice_can_be_told(fiction: pd.DataFrame) -> None:
    article = make_article("Ruritania lied.")
    mentions = find_mentions(article.sentences, actors=fiction)
    found = find_events(article.sentences, mentions=mentions, voice=lambda offset: f"at {offset}")
    assert list(found["voice"]) == ["at 10"]


def test_no_mentions_give_no_events(article: Article) -> None:
    assert find_events(article.sentences, mentions=make_table("mentions", [])).empty


def test_names_do_not_change_events(fiction: pd.DataFrame) -> None:
    text = "{} was asked by {} to stop arming the rebels."
    first = events_of(text.format("Ruritania", "Freedonia"), fiction)
    second = events_of(text.format("Firefly", "Trentino"), fiction)
    names = {"ruritania": "freedonia", "freedonia": "sylvania", "rebels": "rebels", "": ""}
    assert list(first["agent"].map(names)) == list(second["agent"])
    assert list(first["patient"].map(names)) == list(second["patient"])
    kept = ["event", "verb", "construction", "negated", "modality", "surface"]
    pd.testing.assert_frame_equal(first[kept], second[kept])


def test_an_analysis_has_its_events(lexical_analysis: Analysis) -> None:
    events = lexical_analysis.events
    assert set(events["agent"]) <= {"", *lexical_analysis.actors["actor"]}
    killed = events[(events["agent"] == "us") & (events["patient"] == "jihadists")]
    assert "kill" in set(killed["verb"])
    assert set(events["construction"]) == {"active", "passive", "nominal"}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Iran gathers its forces.", [("iran", "gather", "")]),
        ("Iran showed the Iranian positions.", [("iran", "show", "")]),
        ("The Iranian aim hurt Iran.", [("", "hurt", "iran")]),
        ("Iran hurt Iran.", [("iran", "hurt", "iran")]),
        (
            "Iran met Iraq. Its attack on Norway failed.",
            [("iran", "meet", "iraq"), ("iran", "attack", "norway")],
        ),
    ],
)
def test_an_owner_takes_part_only_in_its_own_deed(text: str, rows: list[tuple[str, ...]]) -> None:
    article = make_article(text)
    mentions = find_mentions(article.sentences, actors=load_actors())
    found = find_events(article.sentences, mentions=mentions)
    told = list(found[["agent", "verb", "patient"]].itertuples(index=False, name=None))
    assert [row for row in told if row in rows] == rows
    assert ("", "gather", "iran") not in told
