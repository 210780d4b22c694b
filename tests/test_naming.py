"""Does the shape of words tell a name from the first word of a sentence?"""

from __future__ import annotations

import pytest

from helpers.naming import find_shapes, is_common, is_given, is_headline, learn_names

SHAPES = [
    ("Then Ada Byron met Boris Stamm.", ["Ada Byron", "Boris Stamm"]),
    ("Nobody came. Everybody left.", []),
    ("On Monday in March I met Omar al-Bashir.", ["Omar al-Bashir"]),
    (
        "He met Charles de Gaulle and Ludwig van Beethoven.",
        ["Charles de Gaulle", "Ludwig van Beethoven"],
    ),
    ("It was the Bank of Sudan.", ["Bank of Sudan"]),
    ("It was Smith of Ohio.", ["Smith", "Ohio"]),
    ("Ford and Nixon met.", ["Ford", "Nixon"]),
    ("the Department of Health and Human Services", ["Department of Health and Human Services"]),
    ("the House and Senate", ["House", "Senate"]),
    ("the Club for Growth, and then Smith for Ohio", ["Club for Growth", "Smith", "Ohio"]),
    ("the Johnson & Johnson plant and AT&T", ["Johnson & Johnson", "AT&T"]),
    ("Sen. John Q. Public's bill", ["Sen. John Q. Public"]),
    ("a London-based man and a Paris-born one", []),
    ("Members of Congress left.", ["Congress"]),
    ("Bill Stamm left.", ["Bill Stamm"]),
    ("we met Alexandria Ocasio-Cortez", ["Alexandria Ocasio-Cortez"]),
    ("“Never,” said Stamm.", ["Stamm"]),
    ("It was the People's Party.", ["People's Party"]),
    ("It was the Miners' Union.", ["Miners' Union"]),
    ("It was the Ruritanians' President.", ["Ruritanians", "President"]),
    ("It was Stamm's Party.", ["Stamm", "Party"]),
    ("", []),
]


@pytest.mark.parametrize(("view", "expected"), SHAPES, ids=[view for view, _ in SHAPES])
def test_shapes(view: str, expected: list[str]) -> None:
    found = find_shapes(view.replace("“", '"').replace("”", '"'))
    assert [shape.text for shape in found] == expected


def test_offsets_hold_the_words() -> None:
    view = "Yesterday the Bank of Sudan met Smith of Ohio and, on Monday, Ada Byron."
    assert all(view[s.start : s.end] == s.text for s in find_shapes(view))


def test_a_common_word_counts_once_it_is_known_as_a_name() -> None:
    views = ["We met Bush.", "Bush left.", "Rain fell."]
    names = learn_names(views)
    assert "Bush" in names
    assert [s.text for view in views for s in find_shapes(view, names=names)] == ["Bush", "Bush"]


def test_a_headline_teaches_no_names() -> None:
    assert learn_names(["Workers Strike Over Wages in Ohio Plants"]) == frozenset()


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("Stealth Over Health: Ada Byron Was Headed to Hospital", True),
        ("President Ada Byron met Chancellor Boris Stamm.", False),
        ("Ada Byron Wins", True),
        ("Ada Byron Won.", False),
        ("", False),
    ],
)
def test_a_headline_is_told_by_its_capitals(view: str, expected: bool) -> None:
    assert is_headline(view) is expected


def test_words_and_names() -> None:
    assert is_common("However") and is_common("Long-Range") and is_common("Don't")
    assert not is_common("Rouhani") and not is_common("O'Neil")
    assert is_given("Mark") and is_given("Hillary") and not is_given("Green")
