"""Check that frames rest on words that a reader can see, and that names speak for none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.corpus import make_article
from helpers.cues import load_lexicon
from helpers.framing import find_frames
from helpers.schema import FRAMES, make_table

MakeActors = Callable[..., pd.DataFrame]
NOBODY = make_table("mentions", [])


def frames_of(text: str, **options: object) -> pd.DataFrame:
    article = make_article(text)
    found = find_frames(article.sentences, **({"mentions": NOBODY} | options))  # type: ignore[arg-type]
    for row in found.itertuples():
        assert article.text[row.start : row.end] == row.cue
    return found


def own_frames(folder: Path, rows: str) -> pd.DataFrame:
    file = folder / "frames.csv"
    file.write_text("frame,cue,pos,weight,function,source\n" + rows, encoding="utf-8")
    return load_lexicon("frames", path=file)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("The two sides clashed again.", "conflict"),
        ("They are to blame for the famine.", "responsibility"),
        ("It was a shameful and immoral act.", "morality"),
        ("The grieving families fled.", "human_interest"),
        ("Inflation and unemployment rose.", "economic"),
        ("A missile defence was deployed.", "security"),
        ("The treaty violates international law.", "legality"),
    ],
)
def test_each_frame_has_words_that_speak_for_it(text: str, frame: str) -> None:
    found = frames_of(text)
    assert frame in set(found["label"])
    assert set(found["measure"]) == {"frame"}
    assert set(found["actor"]) == {""}
    assert found["weight"].between(0, 1, inclusive="right").all()


def test_a_text_without_cues_has_no_frame() -> None:
    assert frames_of("It was a Tuesday.").empty


def test_a_cue_is_found_in_its_forms_with_its_offsets(tmp_path: Path) -> None:
    own = own_frames(tmp_path, "conflict,wage war,verb,0.8,problem,ours\n")
    found = frames_of("They waged war. We are waging war.", lexicon=own)
    assert found[["cue", "start", "end", "sentence", "weight"]].values.tolist() == [
        ["waged war", 5, 14, 0, 0.4],
        ["waging war", 23, 33, 1, 0.4],
    ]
    assert found["why"][0] == (
        "“wage war” speaks for conflict +0.8, names a problem, said 2 times, so each counts less"
    )


def test_a_frame_of_one_s_own_is_found(tmp_path: Path) -> None:
    own = own_frames(tmp_path, "football,goal,noun,1,,mine\nfootball,referee,noun,0.5,judgement,\n")
    found = frames_of("The Referee saw two goals.", lexicon=own)
    assert found[["label", "cue", "weight"]].values.tolist() == [
        ["football", "Referee", 0.5],
        ["football", "goals", 1.0],
    ]
    assert "football" not in FRAMES
    assert found["why"][1] == "“goal” speaks for football +1"


def test_a_word_may_speak_for_several_frames(tmp_path: Path) -> None:
    own = own_frames(tmp_path, "conflict,war,noun,0.5,,x\neconomic,war chest,noun,1,,x\n")
    found = frames_of("The war chest is full.", lexicon=own)
    assert found[["label", "cue"]].values.tolist() == [
        ["conflict", "war"],
        ["economic", "war chest"],
    ]


def test_the_heavier_of_two_entries_counts(tmp_path: Path) -> None:
    own = own_frames(tmp_path, "conflict,fight,verb,0.4,,x\nconflict,fight,noun,0.7,,x\n")
    assert frames_of("The fight went on.", lexicon=own)["weight"].tolist() == [0.7]


def test_names_are_masked(make_actors: MakeActors) -> None:
    text = "The War Party and the League of Crime met."
    named = make_actors({"war": {"War Party": "name"}, "crime": {"League of Crime": "name"}})
    mentions = find_mentions(make_article(text).sentences, actors=named)
    assert not frames_of(text).empty
    assert frames_of(text, mentions=mentions).empty


def test_a_cue_does_not_reach_across_a_name(make_actors: MakeActors, tmp_path: Path) -> None:
    own = own_frames(tmp_path, "legality,the treaty,phrase,1,,x\n")
    text = "They broke the Ruritania treaty."
    mentions = find_mentions(make_article(text).sentences, actors=make_actors())
    assert frames_of(text, mentions=mentions, lexicon=own).empty


def test_a_cue_speaks_in_the_voice_at_its_place() -> None:
    found = frames_of("War is “a crime”.", voice=lambda at: "sources" if at > 6 else "author")
    assert dict(zip(found["cue"], found["voice"], strict=True)) == {
        "War": "author",
        "crime": "sources",
    }


def test_a_learnt_word_in_capitals_may_be_a_name_and_does_not_count(tmp_path: Path) -> None:
    own = own_frames(tmp_path, "strategy,east,word,0.5,,fitted\nstrategy,east,noun,0.2,,x\n")
    assert frames_of("They fled east.", lexicon=own)["weight"].tolist() == [0.5]
    assert frames_of("East of here.", lexicon=own)["weight"].tolist() == [0.5]
    assert frames_of("In the Middle East.", lexicon=own)["weight"].tolist() == [0.2]
    assert frames_of("The East.", lexicon=own.head(1)).empty


def test_a_word_said_again_shares_its_weight(tmp_path: Path) -> None:
    own = own_frames(tmp_path, "conflict,clash,verb,0.8,problem,x\n")
    found = frames_of("They clashed. They clash.\n\nThey clash.", lexicon=own)
    assert found["weight"].tolist() == [0.4, 0.4, 0.8]
    assert found["why"][0].endswith("said 2 times, so each counts less")


def test_in_a_long_paragraph_each_word_counts_less(tmp_path: Path) -> None:
    own = own_frames(tmp_path, "conflict,clash,verb,0.8,problem,x\n")
    found = frames_of("They clashed. " + "It rained. " * 119, lexicon=own)
    assert found["weight"].tolist() == [pytest.approx(0.8 / 2)]
    assert found["why"][0].endswith("in a long paragraph, so ×0.50")
    assert frames_of("They clashed. " + "It rained. " * 29, lexicon=own)["weight"].tolist() == [0.8]


def test_every_weight_of_the_bundled_list_is_for_a_frame() -> None:
    weights = load_lexicon("frames")["weight"]
    assert weights.between(0, 1, inclusive="right").all()


def test_a_denied_word_counts_all_the_same(tmp_path: Path) -> None:
    own = own_frames(tmp_path, "legality,crime,noun,1,,x\n")
    assert frames_of("It was no crime.", lexicon=own)["label"].tolist() == ["legality"]
