"""Are deeds between actors signed and counted as a reader would?"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.actors import find_mentions
from helpers.catalogue import load_actors
from helpers.corpus import load_article, make_article
from helpers.cues import load_lexicon
from helpers.errors import DiscourseError, LexiconError
from helpers.events import find_events
from helpers.relations import (
    COLUMNS,
    DENIED,
    DONE,
    OPEN,
    TOLD,
    find_acts,
    score_relations,
    strongest,
)
from helpers.resampling import INSUFFICIENT, Resampling
from helpers.schema import CONSTRUCTIONS, MODALITIES, make_table

ROOT = Path(__file__).parent.parent
FEW = Resampling(draws=99)


def read(text: str) -> pd.DataFrame:
    article = make_article(text)
    mentions = find_mentions(article.sentences, actors=load_actors())
    return find_events(article.sentences, mentions=mentions)


def event(agent: str, verb: str, patient: str, **more: object) -> dict[str, object]:
    return {
        "article": "t",
        "paragraph": 0,
        "sentence": 0,
        "event": 0,
        "agent": agent,
        "verb": verb,
        "patient": patient,
        "construction": "active",
        "negated": False,
        "modality": "asserted",
        "surface": verb,
        "start": 0,
        "end": 1,
        "agent_mention": None,
        "patient_mention": None,
        "voice": "author",
        **more,
    }


def table(*rows: dict[str, object]) -> pd.DataFrame:
    """Make a table of events; each row without a number is a deed and a sentence of its own."""
    numbered = [{**row, "event": i, "sentence": row["sentence"] or i} for i, row in enumerate(rows)]
    return make_table("events", numbered)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway bombed Sweden.", ("norway", "sweden", "hostile", DONE)),
        ("Sweden was praised by Norway.", ("norway", "sweden", "helpful", DONE)),
        ("Norway met Sweden.", ("norway", "sweden", "other", DONE)),
        ("Norway wants to help Sweden.", ("norway", "sweden", "helpful", OPEN)),
        ("Norway will attack Sweden.", ("norway", "sweden", "hostile", OPEN)),
        ("Norway did not attack Sweden.", ("norway", "sweden", "hostile", DENIED)),
        ("Would Norway help Sweden?", ("norway", "sweden", "helpful", OPEN)),
        ("The bombing of Sweden by Norway went on.", ("norway", "sweden", "hostile", DONE)),
        ("Norway's support for Sweden is old.", ("norway", "sweden", "helpful", DONE)),
    ],
)
def test_a_deed_has_a_direction_a_sign_and_a_way_of_telling(
    text: str, expected: tuple[str, ...]
) -> None:
    found = find_acts(read(text))
    assert found[["agent", "patient", "act", "told"]].values.tolist() == [list(expected)]


def test_a_noun_and_a_verb_of_one_form_are_two_entries() -> None:
    # To target is hostile, and so is a theft; but "to theft" is no verb.
    rows = table(event("a", "theft", "b"), event("a", "theft", "b", construction="nominal"))
    assert find_acts(rows)["act"].tolist() == ["other", "hostile"]


def test_what_has_no_other_side_is_no_tie() -> None:
    rows = table(event("a", "bomb", ""), event("", "bomb", "b"), event("a", "bomb", "a"))
    assert find_acts(rows).empty
    assert list(score_relations(rows).columns) == list(COLUMNS)


def test_a_pair_that_a_deed_names_twice_counts_once() -> None:
    rows = make_table("events", [event("a", "bomb", "b"), event("a", "bomb", "b")])
    assert score_relations(rows)["n"].tolist() == [1]


def test_a_list_of_one_s_own_gives_the_signs(tmp_path: Path) -> None:
    file = tmp_path / "acts.csv"
    file.write_text("cue,pos,act,source\nmeet,verb,helpful,mine\n", encoding="utf-8")
    rows = table(event("a", "meet", "b"), event("a", "bomb", "b"))
    found = score_relations(rows, acts=load_lexicon("acts", path=file))
    assert found[["n_helpful", "n_other", "value"]].values.tolist() == [[1, 1, 1.0]]
    file.write_text("cue,pos,act,source\nmeet,verb,nice,mine\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"line 2: act is 'nice'; expected one of hostile"):
        load_lexicon("acts", path=file)


def test_the_bundled_list_is_sorted_and_names_nobody() -> None:
    acts = load_lexicon("acts")
    keys = list(zip(acts["cue"], acts["pos"], strict=True))
    assert keys == sorted(set(keys))
    assert acts["cue"].str.fullmatch(r"[a-z-]+").all()
    assert set(acts["source"]) == {"ours"}


def test_wishes_and_denials_are_no_deeds() -> None:
    rows = table(
        event("a", "bomb", "b"),
        event("a", "help", "b", modality="intended"),
        event("a", "help", "b", negated=True),
        event("a", "help", "b", modality="intended", negated=True),
    )
    found = score_relations(rows).set_index("told")
    assert found["n"].to_dict() == {DONE: 1, OPEN: 1, DENIED: 2}
    assert found["value"].to_dict() == {DONE: -1.0, OPEN: 1.0, DENIED: 1.0}


def test_the_value_is_the_mean_sign_with_an_interval_over_sentences() -> None:
    verbs = ("bomb", "bomb", "bomb", "help", "meet")
    found = score_relations(table(*(event("a", verb, "b") for verb in verbs))).iloc[0]
    assert found["value"] == -0.5
    assert -1 <= found["low"] < -0.5 < found["high"] <= 1
    assert (found["n"], found["n_sentences"], found["note"]) == (5, 4, "")
    assert (found["hostile"], found["helpful"], found["other"]) == ("bomb 3", "help", "meet")


def test_too_few_sentences_have_a_value_and_no_interval() -> None:
    twice = table(event("a", "bomb", "b", sentence=5), event("a", "kill", "b", sentence=5))
    found = score_relations(twice).iloc[0]
    assert found["value"] == -1.0
    assert found["n_sentences"] == 1
    assert pd.isna(found["low"]) and pd.isna(found["high"])
    assert found["note"] == INSUFFICIENT
    unsigned = score_relations(table(event("a", "meet", "b"))).iloc[0]
    assert pd.isna(unsigned["value"])


def test_voices_are_kept_apart() -> None:
    rows = table(
        event("a", "bomb", "b"),
        event("a", "help", "b", voice="c"),
        event("a", "meet", "b", voice="d"),
    )
    everyone = score_relations(rows).iloc[0]
    assert (everyone["n_author"], everyone["n_quoted"]) == (1, 2)
    counts = {
        voice: score_relations(rows, voice=voice)["n"].tolist()
        for voice in ("all", "author", "quoted", "c")
    }
    assert counts == {"all": [3], "author": [1], "quoted": [2], "c": [1]}
    with pytest.raises(DiscourseError, match=r"told by 'e'.*quoted with one \(c, d\)"):
        score_relations(rows, voice="e")
    with pytest.raises(DiscourseError, match="nobody"):
        score_relations(table(event("a", "meet", "b")), voice="e")


def test_the_pair_with_most_deeds_comes_first() -> None:
    rows = table(
        event("a", "meet", "b"),
        event("b", "meet", "c", modality="future"),
        event("c", "meet", "a"),
        event("c", "meet", "a", modality="future"),
        event("d", "meet", "a", negated=True),
    )
    found = score_relations(rows)
    assert found["agent"].tolist() == ["c", "c", "a", "b", "d"]
    # Of two pairs with one deed each, the one that is told as done; what is denied is no tie.
    assert strongest(found, limit=9) == [("c", "a"), ("a", "b"), ("b", "c")]
    assert strongest(found, limit=1) == [("c", "a")]


def test_tables_are_left_as_they_were_and_attributes_travel() -> None:
    rows = table(event("a", "bomb", "b"))
    rows.attrs["engine"] = "lexical"
    before = rows.copy()
    assert score_relations(rows).attrs == {"engine": "lexical"}
    pd.testing.assert_frame_equal(rows, before)


ACTORS = ("a", "b", "c")
DEEDS = st.builds(
    event,
    st.sampled_from(("", *ACTORS)),
    st.sampled_from(("bomb", "help", "meet")),
    st.sampled_from(("", *ACTORS)),
    construction=st.sampled_from(CONSTRUCTIONS),
    modality=st.sampled_from(MODALITIES),
    negated=st.booleans(),
    sentence=st.integers(1, 4),
    voice=st.sampled_from(("author", "x")),
)


@settings(max_examples=12)
@given(st.lists(DEEDS, max_size=12))
def test_the_numbers_add_up_and_names_do_not_matter(deeds: list[dict[str, object]]) -> None:
    rows = table(*deeds)
    found = score_relations(rows, settings=FEW)
    acts = find_acts(rows)
    assert found["n"].sum() == len(acts)
    assert (found["n"] == found[["n_hostile", "n_helpful", "n_other"]].sum(axis=1)).all()
    assert (found["n"] == found["n_author"] + found["n_quoted"]).all()
    assert set(found["told"]) <= set(TOLD)
    told = found.dropna(subset=["value"])
    assert told["value"].between(-1, 1).all()
    assert found["value"].isna().equals(found["n_hostile"] + found["n_helpful"] == 0)
    firm = found.dropna(subset=["low"])
    assert ((firm["low"] <= firm["value"]) & (firm["value"] <= firm["high"])).all()
    assert (found["low"].isna() == (found["note"] == INSUFFICIENT)).all()
    # Every number can be found again from the signed deeds alone.
    for row in found.to_dict("records"):
        mine = acts[(acts["agent"] == row["agent"]) & (acts["patient"] == row["patient"])]
        signs = mine.loc[mine["told"] == row["told"], "act"].map({"hostile": -1, "helpful": 1})
        assert pd.isna(row["value"]) or row["value"] == pytest.approx(signs.dropna().mean())
    swap = {"a": "c", "b": "a", "c": "b"}
    other = rows.assign(agent=rows["agent"].replace(swap), patient=rows["patient"].replace(swap))
    renamed = found.assign(
        agent=found["agent"].replace(swap), patient=found["patient"].replace(swap)
    )
    keys = ["agent", "patient", "told"]
    pd.testing.assert_frame_equal(
        score_relations(other, settings=FEW).sort_values(keys).reset_index(drop=True),
        renamed.sort_values(keys).reset_index(drop=True),
    )


def test_other_names_in_the_text_give_the_same_relations() -> None:
    text = "Norway bombed Sweden. Denmark wants to help Sweden. Sweden was hit by Norway."
    names = {"Norway": "Peru", "Sweden": "Ghana", "Denmark": "Nepal"}
    other = text
    for one, two in names.items():
        other = other.replace(one, two)
    numbers = ["told", "n", "n_hostile", "n_helpful", "value", "hostile", "helpful"]
    found, renamed = (
        score_relations(read(words)).sort_values(["told", "n"])[numbers].reset_index(drop=True)
        for words in (text, other)
    )
    pd.testing.assert_frame_equal(found, renamed)


def test_the_article_tells_of_deeds_that_a_reader_finds() -> None:
    folder = ROOT / "corpus" / "idlib-2018"
    actors, article = load_actors(folder), load_article(folder)
    mentions = find_mentions(article.sentences, actors=actors)
    events = find_events(article.sentences, mentions=mentions)
    found = score_relations(events).set_index(["agent", "patient", "told"])
    # "US drones killed several top al-Qaeda operatives in Idlib"
    assert found.loc[("us", "jihadists", DONE), "hostile"] == "kill"
    # "Why then would the US support the defence of Idlib and its jihadists?"
    assert found.loc[("us", "jihadists", OPEN), "helpful"] == "support"
    # "Russia has supplied additional anti-missile batteries to the Syrian army"
    assert found.loc[("russia", "syria", DONE), "helpful"] == "supply"
