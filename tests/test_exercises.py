"""Is the store of exercises whole, and does it keep its answers to itself?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import properties
from helpers.exercises import (
    PROPERTY,
    STORE,
    ExerciseError,
    bundled_exercises,
    digest_answers,
    digest_form,
    find_exercise,
    load_exercises,
    put_digests,
)

EXERCISES = bundled_exercises()
GOOD = '["01-1"]\nkind = "count"\nhints = ["Count."]\n'


def store(folder: Path, text: str) -> Path:
    path = folder / "exercises.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", EXERCISES)
def test_each_exercise_has_a_digest_or_a_property_and_hints(name: str) -> None:
    exercise = EXERCISES[name]
    assert re.fullmatch(r"\d\d-[1-3]", name)
    assert (exercise.kind == PROPERTY) == (exercise.property in properties.PROPERTIES)
    assert bool(exercise.digest) == (exercise.kind != PROPERTY)
    assert exercise.kind != "number" or exercise.places is not None
    assert exercise.points > 0
    assert all(len(hint.split()) >= 6 for hint in exercise.hints)


def test_every_property_is_asked_for() -> None:
    assert {e.property for e in EXERCISES.values()} - {""} == set(properties.PROPERTIES)


def test_the_store_is_in_order_and_writing_its_own_digests_changes_nothing() -> None:
    assert list(EXERCISES) == sorted(EXERCISES)
    text = STORE.read_text(encoding="utf-8")
    digests = {name: e.digest for name, e in EXERCISES.items() if e.digest}
    assert put_digests(text, digests=digests) == text


def test_only_the_digests_that_are_given_change(tmp_path: Path) -> None:
    text = GOOD + GOOD.replace("01-1", "01-2")
    once = put_digests(text, digests={"01-2": "aa"})
    twice = put_digests(once, digests={"01-1": "bb", "01-2": "cc"})
    assert [e.digest for e in load_exercises(store(tmp_path, once)).values()] == ["", "aa"]
    assert [e.digest for e in load_exercises(store(tmp_path, twice)).values()] == ["bb", "cc"]


def test_the_same_answer_to_two_exercises_has_two_digests() -> None:
    assert digest_form("count:3", exercise="01-1") != digest_form("count:3", exercise="01-2")
    assert len(digest_answers(0.445, exercise=EXERCISES["04-1"])) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("count", "riddle"), "kind is 'riddle', expected one of count"),
        (GOOD.replace("hints", "hint"), "unknown hint"),
        (GOOD.replace('["Count."]', "[]"), "no hints"),
        (GOOD + 'property = "x"', "names its property"),
        (GOOD.replace("count", "property"), "names its property"),
        ("[", "cannot be read"),
    ],
)
def test_a_broken_store_is_refused_with_the_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ExerciseError, match=re.escape(words)):
        load_exercises(store(tmp_path, text))


def test_an_unknown_exercise_is_named() -> None:
    with pytest.raises(
        ExerciseError, match=r"no exercise '99-1' in exercises\.toml; known are 00-1"
    ):
        find_exercise("99-1")
