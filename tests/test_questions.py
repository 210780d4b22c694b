"""Check that questions put for effect are told from those that want an answer."""

from __future__ import annotations

import pytest

from helpers.questions import is_rhetorical
from helpers.text import is_question, plain_view


@pytest.mark.parametrize(
    ("text", "question", "rhetorical"),
    [
        ("Why would they bomb their own city?", True, True),
        ("Who can believe that?", True, True),
        ("How dare they?", True, True),
        ("Isn’t it strange?", True, True),
        ("Are we to believe this?", True, True),
        ("“Why then would they leave?”", True, True),
        ("Has anyone really asked them?", True, True),
        ("Has he really asked them?", True, False),
        ("Is it really over?", True, True),
        ("When did they meet?", True, False),
        ("Will Ruritania attend?", True, False),
        ("Why would they leave.", False, False),  # not a question at all
        ("They asked why.", False, False),
    ],
)
def test_questions_and_rhetorical_ones_are_told_by_wording(
    text: str, question: bool, rhetorical: bool
) -> None:
    view = plain_view(text)
    assert (is_question(view), is_rhetorical(view)) == (question, rhetorical)


@pytest.mark.parametrize("name", ["Oz", "Ruritania", "Quorblenvasticalandrianistanburgovia"])
def test_the_length_of_a_name_makes_no_question_rhetorical(name: str) -> None:
    assert is_rhetorical(f"Is it {name} that gains from this, really?")


@pytest.mark.parametrize(
    ("question", "after", "rhetorical"),
    [
        ("Was it wise?", "Of course not.", True),
        ("Was it wise?", "Nobody knows that yet.", False),
        ("Was it wise?", "", False),
        ("Who paid?", "Nobody.", True),
        ("Who paid?", "No sum was named.", False),
        ('"Why would they leave?"', "the reporter asked.", False),
        ('"Why would they leave?"', '"They are tired," said the guard.', False),
        ('"Why would they leave?" asked the judge.', "", False),
    ],
)
def test_what_follows_tells_too(question: str, after: str, rhetorical: bool) -> None:
    assert is_rhetorical(question, after=after) == rhetorical
