"""The codebook defines everything that is coded, each with the same parts."""

from __future__ import annotations

import re

import pytest
from bibliography import ROOT, find_citations

from helpers.schema import DEVICES, FRAMES, NARRATIVE_ROLES, REPORTING, STANCE_LABELS

PAGE = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
PARTS = re.split(r"^### \d+\.\d+ ", PAGE, flags=re.MULTILINE)[1:]
ENTRIES = {part.splitlines()[0].lower(): part.split("\n## ")[0] for part in PARTS}
RULES = ("**Mark** ", "**Do not mark** ", '**Yes** "', '**No** "')


@pytest.mark.parametrize("name", [*FRAMES, *DEVICES, *NARRATIVE_ROLES, *STANCE_LABELS])
def test_what_is_coded_has_a_rule_for_and_against_and_two_examples(name: str) -> None:
    entry = ENTRIES[name]
    places = [entry.find(f"\n{rule}") for rule in RULES]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", [*FRAMES, *DEVICES])
def test_a_definition_names_its_source(name: str) -> None:
    definition = ENTRIES[name].split("\n**Mark**")[0]
    assert "**Definition.** " in definition
    assert find_citations(definition, place="codebook.md")
    assert ("\n**Functions** " in ENTRIES[name]) == (name in FRAMES)


def test_entries_follow_the_order_of_the_tables() -> None:
    for labels in (FRAMES, DEVICES, NARRATIVE_ROLES):
        assert [name for name in ENTRIES if name in labels] == list(labels)
    table = PAGE.split("| device | works on |")[1].split("\n\n")[0]
    assert re.findall(r"^\| ([a-z_]+) \|", table, re.MULTILINE) == list(DEVICES)


def test_every_class_of_reporting_verbs_has_an_example() -> None:
    for name in REPORTING:
        assert f"\n| {name} |" in PAGE
        assert f'\n**Yes, {name}** "' in PAGE


def test_sections_are_numbered_in_order() -> None:
    numbers = [int(n) for n in re.findall(r"^## (\d+)\. ", PAGE, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    inner = [tuple(map(int, n.split("."))) for n in re.findall(r"^### (\d+\.\d+) ", PAGE, re.M)]
    assert inner == sorted(set(inner))
