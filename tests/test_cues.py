"""Are word lists checked cell by cell, and are their cues found, the longest first?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers import cues
from helpers.cues import (
    FOLDER,
    LEXICONS,
    bundled_index,
    bundled_index_by,
    event_nouns,
    find_cues,
    frame_names,
    index_by,
    index_cues,
    lexicon_hashes,
    load_lexicon,
)
from helpers.errors import LexiconError
from helpers.schema import DEVICES, DOMAINS, FRAMES
from helpers.text import find_tokens

DEVICES_HEAD = "device,cue,pos,domain,context,source"
STANCE = "cue,pos,agent,patient,describes,of,source"


def words_of(sentence: str) -> list[str]:
    return [token.lower for token in find_tokens(sentence)]


def write(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "own.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("name", LEXICONS)
def test_each_bundled_list_loads(name: str) -> None:
    lexicon = load_lexicon(name)
    assert list(lexicon.columns) == list(LEXICONS[name])
    assert len(lexicon) > 20
    assert (lexicon["source"] != "").all()


@pytest.mark.parametrize("name", LEXICONS)
def test_no_bundled_list_gives_a_cue_twice(name: str) -> None:
    keys = [key for key in ("frame", "device", "cue", "pos") if key in LEXICONS[name]]
    assert not load_lexicon(name).duplicated(keys).any()


def test_each_stance_cue_counts_for_something() -> None:
    stance = load_lexicon("stance")
    assert stance[["agent", "patient", "describes"]].notna().any(axis=1).all()


def test_each_frame_and_device_has_cues() -> None:
    assert set(load_lexicon("frames")["frame"]) >= set(FRAMES)
    # The rest are found by their marks or their form, not by words.
    assert set(load_lexicon("devices")["device"]) >= set(DEVICES) - {
        "rhetorical_question",
        "scare_quote",
        "triplet",
        "list",
        "repetition",
        "anaphora",
        "agentless_passive",
        "nominalisation",
    }


def test_an_own_list_is_read_with_its_blanks(tmp_path: Path) -> None:
    file = write(tmp_path, STANCE, "crush,verb,-0.4,0.2,,,mine", "brave,adjective,,,0.7,,")
    lexicon = load_lexicon("stance", path=file)
    assert lexicon.loc[0, "agent"] == -0.4
    assert lexicon["describes"].isna().tolist() == [True, False]
    assert lexicon["source"].tolist() == ["mine", ""]


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes(b"\xef\xbb\xbfcue,stance,source\r\nsay,neutral,mine\r\n")
    assert load_lexicon("reporting", path=str(file))["cue"].tolist() == ["say"]


@pytest.mark.parametrize(
    ("name", "lines", "parts"),
    [
        ("stance", ["cue,pos"], ["expected the columns cue,pos,agent", "found cue,pos"]),
        ("stance", [""], ["found none"]),
        ("stance", [STANCE, "crush,verb,2,,,,x"], ["line 2", "agent is '2'", "from -1 to 1"]),
        ("stance", [STANCE, "crush,verb,ill,,,,x"], ["line 2", "agent is 'ill'"]),
        ("stance", [STANCE, "crush,verb,nan,,,,x"], ["line 2", "agent is 'nan'"]),
        ("stance", [STANCE, "a,verb,0,,,,x", "crush,verbal,0,,,,x"], ["line 3", "verb, noun"]),
        ("stance", [STANCE, "siege,noun,0,,,both,x"], ["of is 'both'", "agent, patient"]),
        ("stance", [STANCE, " ,verb,0,,,,x"], ["line 2", "column cue is empty", "fill it in"]),
        ("stance", [STANCE, "crush"], ["line 2", "column pos is empty"]),
        (
            "frames",
            ["frame,cue,pos,weight,function,source", "conflict,war,noun,,,x"],
            ["line 2", "weight is empty"],
        ),
        ("devices", [DEVICES_HEAD, "shout,hey,phrase,,,x"], ["line 2", "hedge"]),
        ("devices", [DEVICES_HEAD, "metaphor,hey,phrase,sea,,x"], ["domain is 'sea'", "war"]),
        ("devices", [DEVICES_HEAD, "hedge,hey,phrase,,far,x"], ["context is 'far'", "opening"]),
        ("reporting", ["cue,stance,source", "say,cold,x"], ["line 2", "stance is 'cold'"]),
    ],
)
def test_a_wrong_cell_is_named_with_file_and_line(
    tmp_path: Path, name: str, lines: list[str], parts: list[str]
) -> None:
    file = write(tmp_path, *lines)
    with pytest.raises(LexiconError) as caught:
        load_lexicon(name, path=file)
    for part in (str(file), *parts):
        assert part in str(caught.value)


def test_other_wrong_lists_are_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no word list is called 'moods'; there are stance"):
        load_lexicon("moods")
    with pytest.raises(LexiconError, match=r"none\.csv: cannot be read \(No such file"):
        load_lexicon("stance", path=tmp_path / "none.csv")
    latin = tmp_path / "latin.csv"
    latin.write_bytes(b"cue,stance,source\ncaf\xe9,neutral,x\n")
    with pytest.raises(LexiconError, match=r"latin\.csv: is not UTF-8; save it as CSV UTF-8"):
        load_lexicon("reporting", path=latin)


def test_the_longest_cue_wins_and_none_overlap(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        STANCE,
        "safe,adjective,,,0.4,,x",
        "haven,noun,,,0.3,,x",
        "safe haven,noun,,,-0.2,,x",
        "haven for,phrase,,,0.1,,x",
    )
    index = index_cues(load_lexicon("stance", path=file))
    hits = find_cues(words_of("A safe haven for a safe king"), index=index)
    assert [(hit.first, hit.last, hit.cues[0].cue) for hit in hits] == [
        (1, 3, "safe haven"),
        (5, 6, "safe"),
    ]


def test_all_forms_of_a_cue_are_found(tmp_path: Path) -> None:
    file = write(tmp_path, STANCE, "give in,verb,-0.2,,,,x", "ally,noun,,,0.3,,x")
    index = index_cues(load_lexicon("stance", path=file))
    hits = find_cues(words_of("The allies gave in."), index=index)
    assert [hit.cues[0].cue for hit in hits] == ["ally", "give in"]


def test_an_entry_for_each_part_of_speech_is_kept(tmp_path: Path) -> None:
    file = write(tmp_path, STANCE, "attack,verb,-0.4,,,,x", "attack,noun,-0.3,,,,x")
    (hit,) = find_cues(
        words_of("They attack."), index=index_cues(load_lexicon("stance", path=file))
    )
    assert sorted(cue.pos for cue in hit.cues) == ["noun", "verb"]


def test_a_masked_word_matches_nothing() -> None:
    assert find_cues(["", "", ""], index=bundled_index("stance")) == []


def test_one_index_for_each_frame_so_that_none_hides_another() -> None:
    frames = load_lexicon("frames")
    by_frame = index_by(frames, column="frame")
    assert set(by_frame) == set(frames["frame"])
    assert bundled_index_by("frames", "frame").keys() == by_frame.keys()


def test_frames_of_the_reader_come_last(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "frame,cue,pos,weight,function,source",
        "harvest,grain,noun,0.5,,x",
        "conflict,war,noun,0.5,,x",
        "harvest,plough,noun,0.5,,x",
    )
    assert frame_names(load_lexicon("frames", path=file)) == [*FRAMES, "harvest"]


def test_event_nouns_tell_whom_of_names() -> None:
    nouns = event_nouns()
    assert nouns["occupation"] == nouns["occupations"] == "patient"
    assert nouns["threat"] == "agent"
    assert not any(" " in noun for noun in nouns)


def test_hashes_change_with_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cues, "FOLDER", tmp_path)
    file = write(tmp_path, "cue,stance,source", "say,neutral,x")
    before = lexicon_hashes()
    assert lexicon_hashes() == before
    file.write_text(file.read_text(encoding="utf-8") + "tell,neutral,x\n", encoding="utf-8")
    assert lexicon_hashes().keys() == before.keys() == {"own.csv"}
    assert lexicon_hashes() != before


def test_every_bundled_list_has_a_hash() -> None:
    assert set(lexicon_hashes()) == {file.name for file in FOLDER.glob("*.csv")}
    assert {f"{name}.csv" for name in LEXICONS} < set(lexicon_hashes())


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.csv")), ids=lambda file: file.name)
def test_bundled_files_have_no_row_with_a_cell_too_many(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as stream:
        widths = {len(row) for row in csv.reader(stream)}
    assert len(widths) == 1


def test_every_metaphor_and_nothing_else_has_a_domain() -> None:
    devices = load_lexicon("devices")
    assert ((devices["device"] == "metaphor") == (devices["domain"] != "")).all()
    assert set(devices["domain"]) - {""} == set(DOMAINS)
