"""The kind of a thing comes from its noun, and of a name only the sort counts."""

from __future__ import annotations

from pathlib import Path

import pytest

import helpers.kinds as module
from helpers.errors import LexiconError
from helpers.kinds import load_kinds, noun_kind, tell_kinds


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("the fishermen", ["is worker"]),
        ("factory workers", ["is worker", "before: fuel"]),
        ("the Fishing Rights Act", ["is law"]),
        ("millions of birds", ["is nature"]),
        ("the burning of peat", ["is fuel"]),
        ("a tax on plastic", ["is law", "behind: fuel"]),
        ("global warming", ["is climate"]),
        ("the Harbour Ministry's", ["is government", "before: home"]),
        ("Ada Byron", ["named person"]),
        ("Zog", ["named person"]),
        ("NHB", ["named body"]),
        ("Zoggians", ["named people"]),
        ("Mount Zog", ["named place"]),
        ("Liberty Times", ["named media"]),
        ("Great Zog Of The Isles Here", ["named thing"]),
        ("us", ["is people"]),
        ("his", ["named person"]),
        ("its", ["unknown"]),
        ("12", ["unknown"]),
        ("", ["unknown"]),
    ],
)
def test_kinds(name: str, kinds: list[str]) -> None:
    assert tell_kinds(name) == kinds


def test_one_name_is_as_good_as_another() -> None:
    for frame in ("{}", "the {} government", "{}'s forests", "people of {}"):
        told = {tuple(tell_kinds(frame.format(name))) for name in ("Zog", "Gax", "Brell")}
        assert len(told) == 1


def test_plurals_are_looked_up_in_the_singular() -> None:
    assert noun_kind("communities") == noun_kind("community") == "people"
    assert noun_kind("wolves") == ""


def test_the_list_is_sorted_and_holds_no_name() -> None:
    nouns = list(load_kinds())
    assert nouns == sorted(nouns)
    assert all(noun == noun.lower() for noun in nouns)


def test_a_list_without_its_columns_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kinds.csv"
    file.write_text("noun,sort\nriver,nature\n", encoding="utf-8")
    monkeypatch.setattr(module, "BUNDLED", file)
    load_kinds.cache_clear()
    try:
        with pytest.raises(LexiconError, match="noun,kind,source"):
            load_kinds()
    finally:
        load_kinds.cache_clear()
