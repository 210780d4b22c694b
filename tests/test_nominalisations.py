"""Does a noun count only for a deed that was done, and whose doer nobody names?"""

from __future__ import annotations

import pytest

from helpers.clauses import read_events
from helpers.nominalisations import find_nominalisations
from helpers.syntax import mask_sentence


def nouns_in(text: str) -> list[str]:
    items = mask_sentence(text, start=0, end=len(text), mentions=[])
    found = find_nominalisations(items, events=read_events(items))
    return [text[items[use.first].start : items[use.last - 1].end] for use in found]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        # What is answered for, or is to end, was done; what is feared or planned was not.
        ("An inquiry into the torture of the printers was refused.", ["the torture of"]),
        (
            "They demand an end to the siege and the bombardment of the town.",
            ["the bombardment of"],
        ),
        ("They demand the demolition of the dam.", []),
        ("They fled for fear of attacks on the town.", []),
        ("It would mean the destruction of the mill.", []),
        ("It meant the destruction of the mill.", ["the destruction of"]),
        # Nobody was charged: the doer is not told.
        ("Nobody was arrested for the murder of the shepherd.", ["the murder of"]),
        ("A miller was arrested for the murder of the shepherd.", []),
        # "On" may say when.
        ("The strike on Tuesday was long.", []),
        ("The raid on 3 June was short.", []),
        # A collective before the noun is the doer.
        ("The army shelling of the port went on.", []),
        ("Gang raids on the depot went on.", []),
        # The noun ends the sentence, or its sufferer is only an owner.
        ("The port knows the shelling of.", []),
        ("", []),
    ],
)
def test_a_deed_must_be_done_and_its_doer_untold(text: str, cues: list[str]) -> None:
    assert nouns_in(text) == cues
