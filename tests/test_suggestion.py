"""Does a proposal name the actors of a text, and is it a catalogue that loads?"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.catalogue import load_actors
from helpers.corpus import Article, make_article
from helpers.export import export_table
from helpers.schema import columns
from helpers.suggestion import describe_suggestion, suggest_actors


def suggest(text: str) -> pd.DataFrame:
    return suggest_actors(make_article(f"{text}\n\nNothing more."))


def aliases(found: pd.DataFrame) -> dict[str, dict[str, int]]:
    return {
        str(actor): dict(zip(rows["alias"], rows["count"], strict=True))
        for actor, rows in found.groupby("actor", sort=False)
    }


# text, and for each actor its aliases with their counts
GROUPS = [
    # full name, last name, title and name
    (
        "Senator Ada Byron spoke. Then Ms. Byron left, and Byron slept.",
        {"ada_byron": {"Byron": 2, "Ada Byron": 1}},
    ),
    ("They met Texas Senator Ada Byron.", {"ada_byron": {"Ada Byron": 1}}),
    (
        "They met Ada K. Byron. Then Ada Byron spoke.",
        {"ada_k_byron": {"Ada Byron": 1, "Ada K. Byron": 1}},
    ),
    ("It was Ada Byron Jr. who came.", {"ada_byron": {"Ada Byron": 1}}),
    (
        "They met the Director of National Intelligence Ada Byron.",
        {"ada_byron": {"Ada Byron": 1}},
    ),
    # of two with one last name, the one named first
    (
        "Then Ada Byron met John Byron. Later Byron left.",
        {"ada_byron": {"Ada Byron": 1, "Byron": 1}, "john_byron": {"John Byron": 1}},
    ),
    # a body and its letters
    (
        "We asked the Fair Trade League (FTL). The FTL fell.",
        {"fair_trade_league": {"FTL": 2, "Fair Trade League": 1}},
    ),
    (
        "We asked the Fair Trade League. Nobody joined the FTL.",
        {"fair_trade_league": {"FTL": 1, "Fair Trade League": 1}},
    ),
    ("We asked the ZQX. The ZQX fell.", {"zqx": {"ZQX": 2}}),
    # what the bundled catalogue knows
    (
        "The Kremlin denied it, and Moscow lied. The Russians knew.",
        {"russia": {"Kremlin": 1, "Moscow": 1, "Russians": 1}},
    ),
    (
        "It was the World Trade Organisation (WTO).",
        {"wto": {"WTO": 1, "World Trade Organisation": 1}},
    ),
    (
        "It was the Norwegian Foreign Ministry.",
        {"norway": {"Norwegian Foreign Ministry": 1}},
    ),
    (
        "They met Norwegian President Jane Grey.",
        {"norway": {"Norwegian": 1}, "jane_grey": {"Jane Grey": 1}},
    ),
    (
        "They met the Norwegian Camilla Collett.",
        {"norway": {"Norwegian": 1}, "camilla_collett": {"Camilla Collett": 1}},
    ),
    (
        "The US-Norway talks and anti-Danish talks",
        {"norway": {"Norway": 1}, "united_states": {"US": 1}},
    ),
    # a known name inside another is not the known one
    ("They met Paris Bordone.", {"paris_bordone": {"Paris Bordone": 1}}),
    # one word: who speaks may be a person, who is only a place is none
    ("Then Zorbax said no. We met Zorbax.", {"zorbax": {"Zorbax": 2}}),
    ("We lived in Zorbax, near Qumbu.", {}),
    ("They met President Zorbax.", {"zorbax": {"Zorbax": 1}}),
    # one word that stands once: who does something is proposed
    ("Last week Zorbax blocked the bill.", {"zorbax": {"Zorbax": 1}}),
    ("It was Zorbax's will that broke the bill.", {}),
    ("The bill was broken by Zorbax.", {"zorbax": {"Zorbax": 1}}),
    ("We ate a bowl of Zorbax.", {}),
    # "the Board" is the one board of the text
    (
        "We met the Harbour Board. The Board slept.",
        {"harbour_board": {"Board": 1, "Harbour Board": 1}},
    ),
    (
        "We met the Harbour Board and the School Board. The Board slept.",
        {"harbour_board": {"Harbour Board": 1}, "school_board": {"School Board": 1}},
    ),
    (
        "The Ferry Users' League met the Women's Institute. The League won.",
        {
            "ferry_users_league": {"Ferry Users' League": 1, "League": 1},
            "women_s_institute": {"Women's Institute": 1},
        },
    ),
    # no actors
    ("They passed the Clean Water Act in Ohio. Then Hurricane Ada came, and Ada grew.", {}),
    ("The New Mexico desert is dry.", {}),
    # a headline gives no names of its own
    ("Zorbax Workers Strike Over Lost Wages", {}),
    ("However, nobody came. Everybody slept.", {}),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS, ids=[text[:50] for text, _ in GROUPS])
def test_names_are_brought_together(text: str, expected: dict[str, dict[str, int]]) -> None:
    assert aliases(suggest(text)) == expected


KINDS = [
    ("They met President Zorbax.", "leader"),
    ("They met Vice President Ada Byron.", "person"),
    ("They met Ada Byron.", "person"),
    ("They joined the Liberty Party.", "party"),
    ("They read the Strelsau Herald.", "media"),
    ("They fought the Red Brigade.", "armed_group"),
    ("They fought the Ruritanian Army.", "army"),
    ("They wrote to the Ministry of Truth.", "government"),
    ("They wrote to the Fair Trade League.", "organisation"),
    ("They like Zorbax, but Zorbax is dear, and Zorbax breaks.", "other"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text for text, _ in KINDS])
def test_kinds(text: str, kind: str) -> None:
    assert list(suggest(text)["kind"].unique()) == [kind]


def test_the_actors_named_most_often_stand_first() -> None:
    found = suggest("Norway met Sweden. Sweden met Norway. Then Sweden left.")
    assert list(found["actor"].unique()) == ["sweden", "norway"]
    assert list(found["count"]) == [3, 2]


def test_identifiers_are_plain_and_never_those_of_a_voice() -> None:
    found = suggest(
        "They met Zoë Ångström. They joined the All, and the All won, and the All left."
    )
    assert "zoe_angstrom" in set(found["actor"])
    assert not {"all", "author", "no_actor"} & set(found["actor"])


def test_a_proposal_is_a_catalogue(article: Article, tmp_path: Path) -> None:
    found = suggest_actors(article)
    assert list(found.columns) == [*columns("actors"), "count"]
    assert {"united_states", "iran", "syria", "russia", "turkey"} <= set(found["actor"])
    file = export_table(found, path=tmp_path / "actors.csv")
    loaded = load_actors(file)
    pd.testing.assert_frame_equal(loaded, found.drop(columns="count"))
    mentions = find_mentions(article.sentences, actors=loaded)
    assert len(mentions[mentions["confidence"] == 1]) > 100


def test_every_alias_stands_in_the_text(article: Article) -> None:
    text = article.text.replace("’", "'").replace("\u00a0", " ")
    found = suggest_actors(article)
    assert all(alias in text for alias in found["alias"])
    assert (found["count"] > 0).all()


def test_a_text_without_names_gives_an_empty_proposal() -> None:
    found = suggest("It rained, and nobody came.")
    assert found.empty
    assert list(found.columns) == [*columns("actors"), "count"]


def test_the_lines_for_the_command_line_are_short() -> None:
    many = " ".join(f"They met Ada {name}." for name in ("Byron", "Stamm", "Berg", "Rask"))
    lines = describe_suggestion(suggest(many), most=2).split("\n")
    assert len(lines) == 4
    assert lines[0].split() == ["count", "kind", "actor", "aliases"]
    assert lines[-1] == "and 2 more"
    long = suggest(
        "Norway " * 2 + "and Kingdom of Norway and Norwegian and Norwegians met Oslo, "
        "the Norwegian Parliament, the Norwegian Foreign Ministry and Storting."
    )
    assert max(map(len, describe_suggestion(long).split("\n"))) <= 110
