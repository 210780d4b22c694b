"""Check that a doer is missed only where the sentence does not name one."""

from __future__ import annotations

import pytest

from helpers.hidden_agents import find_hidden_agents
from helpers.syntax import mask_sentence


def hidden_in(text: str, *names: str) -> list[str]:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    items = mask_sentence(text, start=0, end=len(text), mentions=spans)
    return [text[items[u.first].start : items[u.last - 1].end] for u in find_hidden_agents(items)]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The price was cut by nine per cent.", ["was cut"]),
        ("The price was cut by nine merchants.", []),
        ("The gate was opened by force.", ["was opened"]),
        ("The ore was sold by weighing it.", ["was sold"]),
        ("The gate was opened with the help of two guards.", []),
        ("The gate was opened at noon, when the guards, led by a boy, slept.", ["was opened"]),
        ("The gate is painted green.", []),
        ("The gate is now being repaired.", ["is now being repaired"]),
        ("Nine men are tortured in the fort.", ["are tortured"]),
        ("The prisoners are held in the fort.", []),  # a state
        ("They are gone.", []),
        ("The shelling of the port by the fleet went on.", []),
        ("Shelling of the port went on.", []),
        ("We saw the destruction of its mill.", []),  # its owner may be the doer
        ("The fort fell after attacks on the town.", ["attacks on"]),
        ("The mayor deplores the killing of the miners.", ["the killing of"]),
        ("The mayor continued the persecution of the miners.", []),
        ("The army is responsible for the killing of the miners.", []),
    ],
)
def test_doers_are_missed_where_there_is_none(text: str, cues: list[str]) -> None:
    assert hidden_in(text) == cues


@pytest.mark.parametrize("name", ["Oz", "Ruritania"])
@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The {} bombing of the port went on.", []),
        ("{}'s brutal bombing of the port went on.", []),
        ("The {} air force bombing of the port went on.", []),
        ("The bombing of {} went on.", ["The bombing of"]),
        ("{} was bombed.", ["was bombed"]),
        ("The port was bombed by {}.", []),
    ],
)
def test_a_name_is_a_doer_whatever_it_is(name: str, text: str, cues: list[str]) -> None:
    assert hidden_in(text.format(name), name) == cues
