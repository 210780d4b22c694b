"""Whom does a cue make agent, object or judge, and is it more often than chance gives?"""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest

from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.cues import load_lexicon
from helpers.frame_actors import (
    COLUMNS,
    INSUFFICIENT,
    AttachmentSettings,
    exact_p,
    find_frame_actors,
    find_frame_functions,
    function_of,
    score_frame_actors,
)
from helpers.schema import AUTHOR

MakeActors = Callable[..., pd.DataFrame]
LIST = """conflict,attack,verb,0.8,problem
conflict,truce,noun,0.6,remedy
economic,sanction,noun,0.9,problem
morality,condemn,verb,0.9,judgement
morality,hypocrisy,noun,1,judgement
security,missile,noun,0.6,
responsibility,fail,verb,0.9,judgement
responsibility,complicity,noun,0.9,judgement
responsibility,blame,verb,0.9,judgement
responsibility,accusation,noun,0.9,judgement
"""


def frames_list() -> pd.DataFrame:
    rows = [line.split(",") for line in LIST.splitlines()]
    table = pd.DataFrame(rows, columns=["frame", "cue", "pos", "weight", "function"])
    return table.assign(weight=table["weight"].astype(float))


def read(text: str, make_actors: MakeActors) -> Analysis:
    article = make_article(text)
    return analyse(article, actors=make_actors(), engine="lexical", frames=frames_list())


def attach(told: Analysis, *, traces: bool = True) -> pd.DataFrame:
    found = find_frame_actors(
        told.evidence,
        sentences=told.sentences,
        events=told.events,
        quotes=told.quotes,
        traces=traces,
    )
    text = told.article.text
    assert all(text[row.start : row.end] == row.cue for row in found.itertuples())
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ruritania attacked Freedonia.",
            {("conflict", "ruritania", "agent"), ("conflict", "freedonia", "object")},
        ),
        (
            "Freedonia was attacked by Ruritania.",
            {("conflict", "ruritania", "agent"), ("conflict", "freedonia", "object")},
        ),
        (
            "Ruritania has imposed sanctions on Freedonia.",
            {("economic", "ruritania", "agent"), ("economic", "freedonia", "object")},
        ),
        (
            "Sylvania condemned Ruritania.",
            {
                ("morality", "sylvania", "judge"),
                ("morality", "ruritania", "object"),
                ("morality", AUTHOR, "judge"),
            },
        ),
        ("It is plain hypocrisy.", {("morality", AUTHOR, "judge")}),
        ("A missile lay in the field.", set()),
        # The semicolon ends the reach of the deed.
        ("Ruritania left Freedonia; the truce was over.", set()),
    ],
)
def test_one_sentence_has_its_parts(
    text: str, expected: set[tuple[str, str, str]], make_actors: MakeActors
) -> None:
    found = attach(read(text, make_actors))
    assert set(zip(found["frame"], found["actor"], found["part"], strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "judges", "others"),
    [
        # Who judges another is the judge, in whatever way the deed is told.
        ("Ruritania blamed Freedonia for the flood.", {"ruritania"}, {("freedonia", "object")}),
        ("Freedonia was blamed by Ruritania.", {"ruritania"}, {("freedonia", "object")}),
        (
            "Sylvania's accusations against Ruritania are old.",
            {"sylvania"},
            {("ruritania", "object")},
        ),
        # So is who judges by another word that stands near.
        ("Sylvania accused Ruritania of hypocrisy.", {"sylvania"}, {("ruritania", "object")}),
        (
            "Sylvania denounced Ruritania for its hypocrisy.",
            {"sylvania"},
            {("ruritania", "object")},
        ),
        # Who does another deed is judged by the one who says so.
        ("Ruritania has failed.", set(), {("ruritania", "agent")}),
        ("Ruritania failed Freedonia.", set(), {("ruritania", "agent"), ("freedonia", "object")}),
        (
            "Freedonia was failed by Ruritania.",
            set(),
            {("ruritania", "agent"), ("freedonia", "object")},
        ),
        ("Ruritania's complicity is plain.", set(), {("ruritania", "agent")}),
        # Who does not, or not yet, judge is no judge.
        (
            "Ruritania did not blame Freedonia.",
            set(),
            {("ruritania", "agent"), ("freedonia", "object")},
        ),
        (
            "Ruritania refused to condemn Freedonia.",
            set(),
            {("ruritania", "agent"), ("freedonia", "object")},
        ),
        (
            "Ruritania may condemn Freedonia.",
            set(),
            {("ruritania", "agent"), ("freedonia", "object")},
        ),
    ],
)
def test_a_judge_is_told_from_the_one_who_is_judged(
    text: str, judges: set[str], others: set[tuple[str, str]], make_actors: MakeActors
) -> None:
    found = attach(read(text, make_actors))
    parts = set(zip(found["actor"], found["part"], strict=True))
    assert {actor for actor, part in parts if part == "judge"} == judges | {AUTHOR}
    assert others <= parts
    # Whoever judges is not the agent as well, and whoever is judged is no judge.
    assert not {(actor, "agent") for actor in judges} & parts


def test_in_a_quotation_the_speaker_judges_the_one_who_failed(make_actors: MakeActors) -> None:
    found = attach(read("Sylvania said: “Ruritania has failed.”", make_actors))
    assert set(zip(found["actor"], found["part"], strict=True)) == {
        ("ruritania", "agent"),
        ("sylvania", "judge"),
    }


def test_a_quoted_speaker_judges_and_the_author_does_not(make_actors: MakeActors) -> None:
    told = read("Sylvania said: “This is hypocrisy.”", make_actors)
    found = attach(told)
    assert found[["actor", "part", "function"]].values.tolist() == [
        ["sylvania", "judge", "judgement"]
    ]
    assert found["why"].tolist() == ["its quoted words judge"]


def test_a_deed_too_far_from_the_cue_is_not_its_own(make_actors: MakeActors) -> None:
    padding = "on a road that winds for many a long mile through hills and woods and quiet fields"
    told = read(f"Ruritania met Freedonia {padding} near a missile.", make_actors)
    assert attach(told).empty


def test_a_trace_attaches_to_nobody_unless_asked(make_actors: MakeActors) -> None:
    told = read("Ruritania attacked Freedonia.\n\nRuritania attacked after the truce.", make_actors)
    assert set(attach(told, traces=False)["paragraph"]) == {1}
    assert set(attach(told)["paragraph"]) == {0, 1}


def test_without_frames_the_table_is_empty_with_its_columns(make_actors: MakeActors) -> None:
    found = attach(read("Ruritania slept.", make_actors))
    assert list(found.columns) == list(COLUMNS)
    assert found.empty
    assert score_frame_actors(found).empty


@pytest.mark.parametrize(
    ("why", "function"),
    [
        ("“truce” speaks for conflict +0.6, names a remedy, said 2 times", "remedy"),
        ("“missile” speaks for security +0.6", ""),
    ],
)
def test_the_function_is_read_from_the_reason(why: str, function: str) -> None:
    assert function_of(why) == function


def test_functions_are_counted_by_paragraph_and_frame(make_actors: MakeActors) -> None:
    told = read("They attacked after the truce.\n\nA missile. Hypocrisy.", make_actors)
    found = find_frame_functions(told.evidence)
    assert found.drop(columns="article").values.tolist() == [
        [0, "conflict", 1, 0, 0, 1, 0, 2],
        [1, "morality", 0, 0, 1, 0, 0, 1],
        [1, "security", 0, 0, 0, 0, 1, 0],
    ]


def test_the_functions_of_the_list_are_all_read(lexical_analysis: Analysis) -> None:
    lexicon = load_lexicon("frames").query("function != ''")
    known = set(zip(lexicon["frame"], lexicon["function"], strict=True))
    rows = lexical_analysis.evidence.query("measure == 'frame'")
    told = {(row.label, function_of(row.why)) for row in rows.itertuples()}
    assert {pair for pair in told if pair[1]} <= known
    assert len({function for _, function in told if function}) == 4


def pairs(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Build attachments of agents: an actor, a frame, and in how many sentences of their own."""
    told, at = [], 0
    for actor, frame, n in rows:
        told += [("agent", actor, frame, at + i) for i in range(n)]
        at += n
    return pd.DataFrame(told, columns=["part", "actor", "frame", "sentence"])


def cell(found: pd.DataFrame, actor: str, frame: str) -> pd.Series:
    return found.set_index(["actor", "frame"]).loc[(actor, frame)]


def test_lift_is_the_number_by_what_chance_gives() -> None:
    told = pairs(
        ("zog", "conflict", 9),
        ("zog", "economic", 1),
        ("mot", "conflict", 1),
        ("mot", "economic", 9),
    )
    found = score_frame_actors(told)
    zog = cell(found, "zog", "conflict")
    assert (zog["n_sentences"], zog["expected"], zog["lift"]) == (9, 5.0, 1.8)
    assert zog["low"] < 1.8 < zog["high"]
    assert zog["p"] == pytest.approx(2 * (100 + 1) / math.comb(20, 10))
    assert zog["p_holm"] == pytest.approx(4 * zog["p"])
    assert zog["finding"] == "above chance"
    assert cell(found, "zog", "economic")["finding"] == "below chance"


def test_a_cue_said_twice_in_a_sentence_is_one_sentence() -> None:
    told = pairs(("zog", "conflict", 5), ("mot", "economic", 5))
    found = score_frame_actors(pd.concat([told, told.head(1)]))
    zog = cell(found, "zog", "conflict")
    assert (zog["n_cues"], zog["n_sentences"]) == (6, 5)


def test_little_evidence_is_said_to_be_little() -> None:
    told = pairs(("zog", "conflict", 4), ("mot", "economic", 40))
    found = score_frame_actors(told)
    assert cell(found, "mot", "economic")["finding"] == "above chance"
    assert cell(found, "zog", "conflict")["finding"] == INSUFFICIENT
    assert math.isnan(cell(found, "zog", "conflict")["p_holm"])
    less = score_frame_actors(told, settings=AttachmentSettings(least=4))
    assert cell(less, "zog", "conflict")["finding"] == "above chance"


def test_what_chance_gives_is_no_finding() -> None:
    told = pairs(*((actor, frame, 6) for actor in ("zog", "mot") for frame in ("a", "b")))
    found = score_frame_actors(told)
    assert set(found["finding"]) == {"not told apart from chance"}
    assert set(found["lift"]) == {1.0}


def test_the_same_table_gives_the_same_intervals() -> None:
    told = pairs(("zog", "conflict", 7), ("mot", "economic", 5), ("zog", "economic", 3))
    pd.testing.assert_frame_equal(score_frame_actors(told), score_frame_actors(told))


@pytest.mark.parametrize(
    ("margins", "expected"),
    [((3, 3, 3, 6), 0.1), ((0, 3, 3, 6), 0.1), ((1, 2, 2, 4), 1.0), ((2, 2, 4, 4), 1.0)],
)
def test_the_exact_test_counts_tables_as_unlikely(
    margins: tuple[int, int, int, int], expected: float
) -> None:
    assert exact_p(*margins) == pytest.approx(expected)
