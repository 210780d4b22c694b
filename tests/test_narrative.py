"""Each clue to a part stands at its words, and what a mention adds can be redone by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import helpers.narrative as module
from helpers.actors import find_mentions
from helpers.corpus import Article, make_article
from helpers.errors import LexiconError
from helpers.events import find_events
from helpers.narrative import (
    ALWAYS,
    FITS,
    OTHERS,
    STANCE,
    find_narrative_roles,
    list_traits,
    load_deeds,
    load_role_weights,
    read_stances,
)
from helpers.schema import NARRATIVE_ROLES, make_table

HEADER = "fit,clue,hero,villain,victim,n,source\n"


def tables(text: str, actors: pd.DataFrame) -> tuple[Article, pd.DataFrame, pd.DataFrame]:
    article = make_article(text)
    mentions = find_mentions(article.sentences, actors=actors)
    return article, mentions, find_events(article.sentences, mentions=mentions)


def stance_rows(mentions: pd.DataFrame, values: dict[int, float]) -> pd.DataFrame:
    """Make evidence of stance: half of each value in the mention, half at a word after it."""
    rows: list[dict[str, Any]] = []
    for mention in mentions.to_dict("records"):
        if mention["mention"] in values:
            for label, weight in (("", values[mention["mention"]]), ("borrowed", 0.7)):
                rows.append(
                    {
                        **{k: mention[k] for k in ("article", "paragraph", "sentence", "actor")},
                        "evidence": len(rows),
                        "measure": "stance",
                        "label": label,
                        "cue": mention["surface"],
                        "start": mention["start"],
                        "end": mention["end"],
                        "weight": weight,
                        "mention": mention["mention"],
                        "voice": "author",
                        "why": "made up",
                    }
                )
    return make_table("evidence", rows)


@pytest.mark.parametrize(
    ("text", "clues"),
    [
        (
            "Ruritania rescued Freedonia.",
            [{"agent", "agent of protect"}, {"patient", "patient of protect"}],
        ),
        (
            "Freedonia was bombed by Ruritania.",
            [{"patient", "patient of harm"}, {"agent", "agent of harm"}],
        ),
        ("Ruritania did not bomb Freedonia.", [{"agent"}, {"patient"}]),
        ("Ruritania painted Freedonia.", [{"agent"}, {"patient"}]),
        ("Ruritania is large.", [set()]),
    ],
)
def test_what_an_actor_does_and_suffers(text: str, clues: list[set[str]], make_actors: Any) -> None:
    _, mentions, events = tables(text, make_actors())
    stance = dict.fromkeys(mentions["mention"], 0.0)
    traits = list_traits(mentions, events=events, stance=stance)
    plain = {ALWAYS, STANCE, OTHERS}
    told = [
        {t.clue for t in traits if t.mention == number} - plain for number in mentions["mention"]
    ]
    assert told == clues


def test_a_clue_stands_at_the_words_of_the_deed(make_actors: Any) -> None:
    article, mentions, events = tables("Rain fell. Ruritania rescued Freedonia.", make_actors())
    traits = list_traits(mentions, events=events, stance={0: 0.5})
    [deed] = [t for t in traits if t.clue == "agent of protect"]
    assert article.text[deed.start : deed.end] == "rescued"
    assert {t.mention for t in traits} == {0}


def test_the_others_are_the_mean_of_the_other_actors(make_actors: Any) -> None:
    _, mentions, events = tables("Ruritania met Freedonia and Sylvania.", make_actors())
    traits = list_traits(mentions, events=events, stance={0: 0.9, 1: -0.2, 2: 0.4})
    others = {t.mention: t.value for t in traits if t.clue == OTHERS}
    assert others == pytest.approx({0: 0.1, 1: 0.65, 2: 0.35})
    alone = list_traits(mentions, events=events, stance={0: 0.9})
    assert [t.value for t in alone if t.clue == OTHERS] == [0.0]


def test_a_mention_adds_value_times_weight(make_actors: Any) -> None:
    text = "Ruritania rescued Freedonia."
    article, mentions, events = tables(text, make_actors())
    weights = {ALWAYS: (0.1, 0.2, 0.3), STANCE: (1.0, -1.0, 0.0), "agent of protect": (2.0, 0, 0)}
    found = find_narrative_roles(
        mentions,
        sentences=article.sentences,
        events=events,
        evidence=stance_rows(mentions, {0: 0.5, 1: -0.5}),
        weights=weights,
    )
    sums = found.groupby(["actor", "label"])["weight"].sum().to_dict()
    assert sums == pytest.approx(
        {
            ("ruritania", "hero"): 2.6,
            ("ruritania", "villain"): -0.3,
            ("ruritania", "victim"): 0.3,
            ("freedonia", "hero"): -0.4,
            ("freedonia", "villain"): 0.7,
            ("freedonia", "victim"): 0.3,
        }
    )
    assert all(text[row.start : row.end] == row.cue for row in found.itertuples())


def test_what_is_borrowed_does_not_count(make_actors: Any) -> None:
    _, mentions, _ = tables("Ruritania met Freedonia.", make_actors())
    evidence = stance_rows(mentions, {0: 0.5, 1: -3.0})
    assert read_stances(evidence, mentions=mentions) == {0: 0.5, 1: -1.0}


def test_a_sum_is_that_of_the_actor_in_the_paragraph(make_actors: Any) -> None:
    _, mentions, _ = tables("Ruritania rose. Ruritania fell.", make_actors())
    evidence = stance_rows(mentions, {0: 0.25, 1: 0.5})
    assert read_stances(evidence, mentions=mentions, stance="sum") == {0: 0.75, 1: 0.75}


def test_renaming_an_actor_changes_nothing(make_actors: Any) -> None:
    told = []
    for name in ("Ruritania", "Freedonia"):
        text = f"{name} bombed Sylvania, and villagers died."
        article, mentions, events = tables(text, make_actors())
        found = find_narrative_roles(
            mentions,
            sentences=article.sentences,
            events=events,
            evidence=stance_rows(mentions, {0: -0.5, 1: 0.2}),
        )
        told.append(found[["label", "weight"]].values.tolist())
    assert told[0] == told[1]


@pytest.mark.parametrize("fit", ["kinds", "words"])
def test_the_bundled_weights_say_what_the_words_say(fit: str) -> None:
    weights = load_role_weights(fit)
    hero, villain, victim = range(len(NARRATIVE_ROLES))
    assert weights[STANCE][hero] > weights[STANCE][villain]
    assert weights["agent"][hero] > weights["agent"][victim]
    assert weights["patient"][victim] > weights["patient"][hero]
    assert ALWAYS in weights
    assert any(clue.startswith("is ") for clue in weights) == (fit == "kinds")


def test_things_are_kinds_alone() -> None:
    assert set(load_role_weights("things")) < set(load_role_weights("kinds")) | {ALWAYS}
    assert STANCE not in load_role_weights("things")
    assert FITS == ("kinds", "things", "words")


def test_deeds_are_verbs_in_their_base_form() -> None:
    deeds = load_deeds()
    assert list(deeds) == sorted(deeds)
    assert deeds["bomb"] == ("harm",)
    assert deeds["accuse"] == ("blame",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("clue,hero\n", "expected the columns fit,clue,hero,villain,victim,n,source"),
        ("", "found none"),
        (HEADER, "holds no rows of 'words'"),
        (HEADER + "words,agent,1,x,0,3,ours\n", "line 2: could not convert"),
    ],
)
def test_weights_that_cannot_be_used_are_refused(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "own.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=words):
        load_role_weights(path=file)


def test_the_parts_of_an_article_make_no_measure_of_their_own(analysis: Any) -> None:
    rows = analysis.evidence[analysis.evidence["measure"] == "narrative"]
    assert set(rows["label"]) == set(NARRATIVE_ROLES)
    text = analysis.article.text
    assert all(text[row.start : row.end] == row.cue for row in rows.itertuples())
    assert module.WEIGHTS.name == "narrative.csv"
