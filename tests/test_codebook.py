"""The short codebook has an entry and a key for everything that can be marked."""

from __future__ import annotations

from pathlib import Path

from helpers.codebook import BOOK, DEVICES_BOOK, FRAMES_BOOK, STANCE
from helpers.schema import DEVICES, FRAMES, STANCE_LABELS

PAGE = Path(__file__).parent.parent / "docs" / "codebook.md"


def test_every_label_has_an_entry() -> None:
    assert tuple(entry.name for entry in STANCE[:3]) == STANCE_LABELS
    assert tuple(entry.name for entry in FRAMES_BOOK) == FRAMES
    assert tuple(entry.name for entry in DEVICES_BOOK) == DEVICES


def test_every_key_is_one_of_a_kind() -> None:
    keys = [entry.key for entry in BOOK]
    assert len(set(keys)) == len(keys)
    assert all(entry.key.islower() and entry.key != "f" for entry in FRAMES_BOOK)
    assert all(entry.key.isupper() for entry in DEVICES_BOOK)


def test_every_entry_is_short_and_stands_in_the_full_codebook() -> None:
    page = PAGE.read_text(encoding="utf-8").lower()
    for entry in BOOK:
        assert 40 <= len(entry.meaning) <= 200, entry.name
        assert entry.meaning.endswith(".")
        assert entry.name == "none" or f" {entry.name}\n" in page, entry.name
