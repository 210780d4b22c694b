"""Is every actor found, by whatever name, and is its part told right?"""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import MakeActors
from marked import unmark

from helpers.actors import find_mentions, find_unresolved
from helpers.analysis import Analysis
from helpers.catalogue import load_actors
from helpers.corpus import Article, make_article
from helpers.schema import SURE
from helpers.text import plain_view


@pytest.fixture(scope="module")
def world() -> pd.DataFrame:
    return load_actors()


@pytest.fixture(scope="module")
def fiction(make_actors: MakeActors) -> pd.DataFrame:
    return make_actors()


@pytest.fixture(scope="module")
def found(article: Article, actors: pd.DataFrame) -> pd.DataFrame:
    return find_mentions(article.sentences, actors=actors)


def find(text: str, actors: pd.DataFrame) -> pd.DataFrame:
    return find_mentions(make_article(text).sentences, actors=actors)


def rows(mentions: pd.DataFrame, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in mentions[list(names)].to_numpy()]


# --- the real article ---


def test_offsets_hold_the_words_and_none_overlap(found: pd.DataFrame, article: Article) -> None:
    assert [article.text[a:b] for a, b in rows(found, "start", "end")] == list(found["surface"])
    assert (found["start"].iloc[1:].to_numpy() >= found["end"].iloc[:-1].to_numpy()).all()
    assert list(found["mention"]) == list(range(len(found)))


def test_each_actor_of_the_catalogue_is_in_the_article(
    found: pd.DataFrame, actors: pd.DataFrame
) -> None:
    assert set(found["actor"]) == set(actors["actor"])


def test_us_is_a_state_and_us_a_pronoun(found: pd.DataFrame, article: Article) -> None:
    assert " us" not in {surface.casefold() for surface in found["surface"] if surface != "US"}
    assert "us" not in set(found["surface"])
    n = sum(sentence.count("US") for sentence in article.sentences["text"])
    assert found["surface"].str.contains(r"\bUS\b").sum() == n


SURFACES = [
    # demonyms, with the nouns that name a part of the same actor
    ("Israeli Intelligence Minister Yisrael Katz", "israel"),
    ("Iranian Defence Minister Amir Hatami", "iran"),
    ("Syrian counterpart Ali Ay’youb", "syria"),
    ("Iranian forces", "iran"),
    ("Russian counterparts", "russia"),
    # members and leaders
    ("John Bolton", "us"),
    ("US presidential envoy Brett McGurk", "us"),
    ("Sayyed Ali Khamenei", "iran"),
    ("Rouhani", "iran"),
    ("President Assad", "syria"),
    ("al-Nusra", "jihadists"),
    ("Nusra", "jihadists"),
    ("Hurras el-Deen", "jihadists"),
    ("Liwa’ al-Tawheed", "jihadists"),
    ("Hay’at Tahrir al-Sham", "jihadists"),
    ("AQ", "jihadists"),
    # the longest name wins, and is one mention
    ("Syrian Army", "syria"),
    ("US Secretary of State spokesperson", "us"),
    ("Syrian Army leadership", "syria"),
    ("US establishment", "us"),
    ("State of Israel", "israel"),
    # a capital that acts
    ("Ankara intelligence officers", "turkey"),
    ("Ankara intelligence", "turkey"),
    # nominal names
    ("the bear", "russia"),
    ("takfiris", "jihadists"),
    ("Western media", "western_media"),
    ("their families", "civilians"),
]


@pytest.mark.parametrize(("surface", "actor"), SURFACES, ids=[surface for surface, _ in SURFACES])
def test_names_in_the_article(found: pd.DataFrame, surface: str, actor: str) -> None:
    # The article has no-break spaces inside some names.
    here = found[found["surface"].map(plain_view) == plain_view(surface)]
    assert set(here["actor"]) == {actor}


# what stands before the mention, its surface, its role
IN_CONTEXT = [
    ("On more than one occasion, ", "Washington", "agent"),
    ("out of control by ", "Ankara", "agent"),
    ("Erdogan and Rouhani in ", "Tehran", "place"),
    ("Russia gave ", "Ankara", "patient"),
    ("will attack Iranian forces inside ", "Syria", "place"),
    ("vowed to stay in ", "Syria", "place"),
    ("hitting ", "Moscow", "possessor"),
    ("the limits of ", "Putin", "possessor"),
    ("If Idlib is liberated, the ", "US", "patient"),
    ("except for that territory occupied by the ", "US", "agent"),
    ("warned that his country will attack ", "Iranian forces", "patient"),
    ("Now ", "Damascus", "patient"),
    ("Turkey agreed for ", "Russia", "agent"),
]


@pytest.mark.parametrize(
    ("before", "surface", "role"), IN_CONTEXT, ids=[row[0][-24:] for row in IN_CONTEXT]
)
def test_roles_in_the_article(
    found: pd.DataFrame, article: Article, before: str, surface: str, role: str
) -> None:
    starts = article.text.index(before + surface) + len(before)
    (mention,) = found[found["start"] == starts].to_dict("records")
    assert (mention["surface"], mention["role"]) == (surface, role)


def test_pronouns_of_the_article_are_those_that_are_plain(found: pd.DataFrame) -> None:
    pronouns = found[(found["form"] == "pronoun") & (found["confidence"] >= SURE)]
    assert rows(pronouns, "actor", "surface") == [
        ("us", "Its"),
        ("us", "It"),
        ("us", "it"),
        ("us", "Its"),
    ]


def test_an_analysis_has_the_same_mentions(analysis: Analysis, found: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        analysis.mentions.drop(columns="voice"), found.drop(columns="voice")
    )


# --- names ---

NAMES = [
    ("Turkey bought a turkey.", [("turkey", "Turkey")]),
    ("Nobody told us.", []),
    ("The U.S. left.", [("united_states", "U.S.")]),
    ("The U.S.-backed forces left.", [("united_states", "U.S.")]),
    ("FRANCE TALKS TO SPAIN", [("france", "FRANCE"), ("spain", "SPAIN")]),
    # two actors that a hyphen joins, and a prefix that makes no actor
    ("US-Iran talks failed.", [("united_states", "US"), ("iran", "Iran")]),
    ("Anti-US crowds and pro-Iranian crowds met.", []),
    ("The Sino-Russian pact was signed.", [("russia", "Russian")]),
    ("Guinea-Bissau won.", [("guinea_bissau", "Guinea-Bissau")]),
    # possessives and plurals
    ("The Czechs’ and the Danes' plans", [("czechia", "Czechs"), ("denmark", "Danes")]),
    ("Norway’s fjords", [("norway", "Norway")]),
    ("Norwayish, Norways", []),
    # names inside other names
    ("New Mexico and Mexico agreed.", [("mexico", "Mexico")]),
    ("Air France flew over France.", [("france", "France")]),
    ("The South China Sea is deep.", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[text for text, _ in NAMES])
def test_names_of_the_world(
    text: str, expected: list[tuple[str, str]], world: pd.DataFrame
) -> None:
    assert rows(find(f"{text}\n\nMore.", world), "actor", "surface") == expected


def test_no_actor_is_never_a_mention(world: pd.DataFrame) -> None:
    assert "no_actor" in set(world["actor"])
    phrases = world[world["actor"] == "no_actor"]["alias"]
    mentions = find(" ".join(f"Then {phrase} was named." for phrase in phrases), world)
    assert mentions.empty


# a name as the first half of an adjective: a mention that neither does nor suffers
HALVES = [
    (
        "Iranian-backed militias attacked Norway.",
        [("iran", "Iranian", "other"), ("norway", "Norway", "patient")],
    ),
    (
        "The London-based paper accused Norway.",
        [("united_kingdom", "London", "place"), ("norway", "Norway", "patient")],
    ),
    (
        "Norway bombed US-led forces.",
        [("norway", "Norway", "agent"), ("united_states", "US", "other")],
    ),
    ("Then-Iranian envoys left.", [("iran", "Iranian envoys", "agent")]),
    # nothing is said of the actor itself
    ("Anti-US crowds and pro-Iranian crowds met non-Saudi crowds.", []),
]


@pytest.mark.parametrize(("text", "expected"), HALVES, ids=[text for text, _ in HALVES])
def test_the_first_half_of_an_adjective_does_nothing(
    text: str, expected: list[tuple[str, str, str]], world: pd.DataFrame
) -> None:
    mentions = find(f"{text}\n\nMore.", world)
    assert rows(mentions, "actor", "surface", "role") == expected


def test_a_militia_does_what_its_backer_does_not(make_actors: MakeActors) -> None:
    actors = make_actors(
        {"ruritania": {"Ruritanian": "demonym"}, "militia": {"militias": "nominal"}},
        kinds={"militia": "armed_group"},
    )
    mentions = find("Ruritanian-backed militias attacked the town.", actors)
    assert rows(mentions, "actor", "role") == [("ruritania", "other"), ("militia", "agent")]


def test_what_a_prefix_hides_is_listed(world: pd.DataFrame) -> None:
    article = make_article("Anti-US crowds met.\n\nMore.")
    left = find_unresolved(article.sentences, actors=world)
    assert rows(left, "surface", "kind", "why") == [("US", "name", "part of another word")]


def test_the_article_s_unresolved_words_are_listed(
    article: Article, actors: pd.DataFrame, found: pd.DataFrame
) -> None:
    left = find_unresolved(article.sentences, actors=actors)
    assert {"pronoun", "name"} <= set(left["kind"])
    assert [article.text[a:b] for a, b in rows(left, "start", "end")] == list(left["surface"])
    assert left["start"].is_monotonic_increasing
    taken = {place for a, b in rows(found, "start", "end") for place in range(int(a), int(b))}
    assert not taken & set(left["start"])


EXTENSIONS = [
    # the nouns that name a part of the actor, and the officer's name
    ("Ruritanian forces won.", "Ruritanian forces"),
    (
        "Ruritanian foreign minister Black Michael left.",
        "Ruritanian foreign minister Black Michael",
    ),
    ("Ruritanian foreign minister Sapt left.", "Ruritanian foreign minister Sapt"),
    ("Strelsau intelligence officers left.", "Strelsau intelligence officers"),
    ("Ruritania’s army won.", "Ruritania’s army"),
    ("The Ruritanian Army leadership met.", "Ruritanian Army leadership"),
    # not what only looks like one: a verb, a word that judges, a thing
    ("Ruritania forces the enemy out.", "Ruritania"),
    ("The Ruritanian regime fell.", "Ruritanian"),
    ("Ruritanian bread is dear.", "Ruritanian"),
    ("Ruritanian statements were long.", "Ruritanian"),
]


@pytest.mark.parametrize(("text", "surface"), EXTENSIONS, ids=[text for text, _ in EXTENSIONS])
def test_a_mention_takes_in_the_parts_of_its_actor(
    text: str, surface: str, fiction: pd.DataFrame
) -> None:
    assert list(find(text, fiction)["surface"]) == [surface]


def test_an_officer_of_another_actor_is_a_mention_of_its_own(fiction: pd.DataFrame) -> None:
    mentions = find("Ruritanian envoy Firefly left.", fiction)
    assert rows(mentions, "actor", "surface") == [
        ("ruritania", "Ruritanian"),
        ("freedonia", "Firefly"),
    ]


def test_an_officer_may_have_a_small_letter(make_actors: MakeActors) -> None:
    actors = make_actors({"ruritania": {"Ruritanian": "demonym", "el-Hadid": "member"}})
    assert list(find("Ruritanian president el-Hadid spoke.", actors)["surface"]) == [
        "Ruritanian president el-Hadid"
    ]


def test_a_name_that_opens_with_a_pronoun_is_one_mention(make_actors: MakeActors) -> None:
    actors = make_actors(
        {"rebels": {"rebels": "nominal"}, "civilians": {"their families": "nominal"}},
        kinds={"rebels": "armed_group", "civilians": "population"},
    )
    mentions = find("The rebels left. Their families stayed.", actors)
    assert rows(mentions, "actor", "surface") == [
        ("rebels", "rebels"),
        ("civilians", "Their families"),
    ]


def test_leaders_joined_by_a_hyphen_are_two(fiction: pd.DataFrame) -> None:
    mentions = find("The Rudolf-Firefly summit failed.", fiction)
    assert rows(mentions, "actor", "surface") == [("ruritania", "Rudolf"), ("freedonia", "Firefly")]


def test_nominal_names_match_with_any_capitals(fiction: pd.DataFrame) -> None:
    assert list(find("Villagers fled. The villagers fled.", fiction)["surface"]) == [
        "Villagers",
        "villagers",
    ]


def test_curly_and_straight_apostrophes_are_one(make_actors: MakeActors) -> None:
    actors = make_actors({"group": {"Hay’at": "name"}})
    assert list(find("Hay'at met Hay’at.", actors)["surface"]) == ["Hay'at", "Hay’at"]


def test_a_catalogue_without_rows_finds_nothing(make_actors: MakeActors) -> None:
    assert find("Ruritania left.", make_actors({})).empty


def test_the_name_ends_before_what_it_takes_in(fiction: pd.DataFrame) -> None:
    mentions = find("Ruritanian forces met Sapt.", fiction)
    ends = [(row.name_end - row.start, row.end - row.start) for row in mentions.itertuples()]
    assert ends == [(10, 17), (4, 4)]
    assert set(mentions["confidence"]) == {1.0}


def test_no_sentences_give_no_mentions(article: Article, fiction: pd.DataFrame) -> None:
    assert find_mentions(article.sentences.iloc[:0], actors=fiction).empty


# --- pronouns that open a sentence ---

PRONOUNS = [
    # plain: the subject of the sentence before stands first and alone
    ("Ruritania spoke. It lied.", "It", "agent"),
    ("Ruritania spoke. But its army left.", "its", "possessor"),
    ("Ruritania spoke. Nevertheless, it lied.", "it", "agent"),
    ("Ruritania attacked Freedonia. It won.", "It", "agent"),
    ("Ruritania spoke. It was attacked by Freedonia.", None, None),
    ("Rudolf spoke. He was praised.", "He", "patient"),
    ("Rudolf spoke. His friends left.", "His", "possessor"),
    ("The rebels fled. They lied.", "They", "agent"),
    ("The rebels fled. Moreover, their leader died.", "their", "possessor"),
    ("Villagers fled. They lied.", "They", "agent"),
    ("The Mountain League fled. They lied.", "They", "agent"),
    ("Ruritania won. It slept. It ate.", "It", "agent"),
    # not plain: left unresolved
    ("Ruritania and Freedonia spoke. It lied.", None, None),
    ("Rain fell on Ruritania. It stopped.", None, None),
    ("Ruritania spoke. Nobody heard. It lied.", None, None),
    ("Ruritania spoke. It seems that rain fell.", None, None),
    ("Ruritania spoke. Freedonia said it lied.", None, None),
    ("Ruritania spoke. But Freedonia and its king left.", None, None),
    ("Ruritania spoke. They lied.", None, None),
    ("Rudolf spoke. It rained.", None, None),
    ("The Grand Council spoke. They lied.", None, None),
    ("Ruritania spoke. It.", "It", "other"),
    ("Ruritania spoke. And yet still", None, None),
    ("Ruritania.\n\nMore. It lied.", None, None),
    ("It lied.", None, None),
    # no look across paragraphs
    ("First, Ruritania spoke.\n\nIt lied.", None, None),
]


@pytest.mark.parametrize(
    ("text", "surface", "role"), PRONOUNS, ids=[text.replace("\n", " ") for text, _, _ in PRONOUNS]
)
def test_opening_pronouns(
    text: str, surface: str | None, role: str | None, fiction: pd.DataFrame
) -> None:
    mentions = find(text, fiction)
    pronouns = mentions[(mentions["form"] == "pronoun") & (mentions["confidence"] >= SURE)]
    if surface is None:
        assert pronouns.empty
    else:
        assert rows(pronouns, "surface", "role")[-1] == (surface, role)
        assert set(pronouns["actor"]) == {mentions["actor"].iloc[0]}


# what stands inside a quotation is not spoken by who opens the sentence before
def test_an_opening_pronoun_in_a_quotation_is_left(fiction: pd.DataFrame) -> None:
    mentions = find("Ruritania left. “It lied,” said a man.\n\nMore.", fiction)
    assert "pronoun" not in set(mentions["form"])


def test_another_person_contests_an_opening_pronoun(fiction: pd.DataFrame) -> None:
    mentions = find("Rudolf met Firefly. He lied.\n\nMore.", fiction)
    assert "pronoun" not in set(mentions["form"])


# --- places ---

PLACES = [
    ("They met in [Strelsau].", "place"),
    ("They met inside [Ruritania].", "place"),
    ("Bread is dear in war-torn northern [Sylvania].", "place"),
    ("They flew to [Strelsau].", "place"),
    ("They flew home from [Strelsau].", "place"),
    ("They wrote to [Strelsau].", "other"),
    ("They travelled as far as [Ruritania].", "place"),
    ("The [Freedonian] border is closed.", "place"),
    ("[Freedonia] territory is poor.", "place"),
    # a list goes on as it began
    ("War raged in [Ruritania], [Freedonia] and [Sylvania].", "place place place"),
    ("War raged in [Ruritania] while [Freedonia] slept.", "place agent"),
    # in, and yet no place
    ("Their trust in [Strelsau] is great.", "other"),
    ("They believe in [Ruritania].", "other"),
    ("They sat in [Ruritania]'s camp.", "possessor"),
    ("They sat in the [Ruritania] camp.", "other"),
    ("They put their hope in [Rudolf].", "other"),
    ("They put their hope in the [rebels].", "other"),
    ("The [Freedonian] is old.", "other"),
    ("Rural [Ruritania] slept.", "agent"),
]


@pytest.mark.parametrize(("marked", "roles"), PLACES, ids=[marked for marked, _ in PLACES])
def test_a_place_is_told_from_a_government(marked: str, roles: str, fiction: pd.DataFrame) -> None:
    text, _ = unmark(marked)
    assert list(find(text, fiction)["role"]) == roles.split()


def test_names_do_not_change_roles(fiction: pd.DataFrame, world: pd.DataFrame) -> None:
    sentence = "{} attacked {} and was condemned by the council of {}."
    invented = find(sentence.format("Ruritania", "Freedonia", "Sylvania"), fiction)
    real = find(sentence.format("Norway", "Turkey", "Chad"), world)
    assert list(invented["role"]) == list(real["role"])
