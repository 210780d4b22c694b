"""Are two answers told apart, or taken for the same, as a teacher would?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.answers import MOST_FORMS, MOST_ITEMS, UnfitAnswerError, list_forms

NAN = float("nan")
FRAME = pd.DataFrame({"cue": ["safe", "dead"], "weight": [0.5, -0.2]}, index=["a", "b"])


def same(one: object, other: object, **asked: object) -> bool:
    first = list_forms(one, **asked)[0]  # type: ignore[arg-type]
    return first in list_forms(other, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "places", "one", "other"),
    [
        ("count", None, 3, np.int64(3)),
        ("count", None, 3, 3.0),
        ("number", 2, -0.81, -0.8149),
        ("number", 2, -0.81, np.float64(-0.805)),
        ("number", 2, 0.0, -0.0),
        ("number", 0, 12, 12.3),
        ("text", None, "leadership use chemical bombs", "“Leadership use  chemical bombs.”"),
        ("text", None, "wasn’t", "wasn't"),
        ("text", None, "e\u0301", "é"),
        ("set", None, ["1", "8.1"], (8.1, 1)),
        ("set", None, ["us", "iran", "us"], {"iran", "us"}),
        ("set", None, ["a", "b"], {"a": 1, "b": 2}.keys()),
        ("list", None, ["a", "b"], pd.Series(["a", "b"])),
        ("list", 1, [0.5, 1], np.array([0.52, 1.04])),
        ("list", None, [True, False], np.array([True, False])),
        ("table", 1, FRAME, FRAME[["weight", "cue"]].iloc[::-1]),
        ("table", 1, pd.Series({"a": 0.5}), {"A": 0.53}),
        ("table", 0, pd.Series({("a", "b"): 2}), {("a", "b"): 2}),
    ],
)
def test_what_does_not_matter_makes_no_difference(kind, places, one, other):
    assert same(one, other, kind=kind, places=places)
    assert same(other, one, kind=kind, places=places)


@pytest.mark.parametrize(
    ("kind", "places", "one", "other"),
    [
        ("count", None, 3, 4),
        ("number", 2, -0.81, 0.81),
        ("number", 2, -0.81, -0.82),
        ("number", 2, -0.81, -0.8),
        ("text", None, "chemical arms", "chemical bombs"),
        ("text", None, "safe haven", "safehaven"),
        ("list", None, ["a", "b"], ["b", "a"]),
        ("set", None, ["a", "b"], ["a"]),
        ("set", None, ["a", "b"], ["a, b"]),
        ("set", None, ["8"], ["7"]),
        ("table", 1, FRAME, FRAME.rename(index={"a": "c"})),
        ("table", 1, FRAME, FRAME.assign(weight=[0.5, 0.2])),
        ("table", 1, FRAME, FRAME[["cue"]]),
    ],
)
def test_what_matters_makes_a_difference(kind, places, one, other):
    assert not same(one, other, kind=kind, places=places)
    assert not same(other, one, kind=kind, places=places)


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        ("count", None, "no value yet"),
        ("count", pd.NA, "no value yet"),
        ("count", "3", "A number is asked for, and this is a text"),
        ("count", True, "this is True or False"),
        ("count", [3], "this is a list"),
        ("count", 2.5, "A whole number"),
        ("number", NAN, "missing or infinite"),
        ("number", float("inf"), "missing or infinite"),
        ("number", 3j, "this is a number"),
        ("number", FRAME, "this is a table"),
        ("text", 3, "A text is asked for, and this is a number"),
        ("text", b"us", "something else (bytes)"),
        ("text", " ... ", "empty"),
        ("list", {"a"}, "A list is asked for"),
        ("list", "a, b", "this is a text"),
        ("list", [], "It is empty"),
        ("list", ["a", None], "no value yet"),
        ("list", [NAN], "missing or infinite"),
        ("set", {"a": 1}, "A list is asked for"),
        ("set", FRAME, "this is a table"),
        ("set", ["x"] * (MOST_ITEMS + 1), "fewer are asked for"),
        ("set", object(), "something else (object)"),
        ("table", [1], "A table is asked for, and this is a list"),
        ("table", {}, "It is empty"),
    ],
)
def test_what_cannot_be_right_is_said_in_words(kind, answer, words):
    with pytest.raises(UnfitAnswerError) as caught:
        list_forms(answer, kind=kind, places=1)
    assert words in str(caught.value)


def test_a_number_at_a_border_has_two_forms_and_many_have_not_too_many():
    assert len(list_forms(0.445, kind="number", places=2)) == 2
    assert len(list_forms(0.44, kind="number", places=2)) == 1
    assert len(list_forms([0.445] * 20, kind="list", places=2)) == MOST_FORMS


@given(st.floats(-1, 1), st.integers(1, 4))
def test_a_number_printed_with_one_place_more_is_accepted(value, places):
    stored = list_forms(value, kind="number", places=places)[0]
    assert stored in list_forms(round(value, places + 1), kind="number", places=places)
    assert stored in list_forms(value + 1e-9, kind="number", places=places)


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1))
def test_a_set_has_one_form_in_any_order(items):
    assert list_forms(items, kind="set") == list_forms(items[::-1], kind="set")
