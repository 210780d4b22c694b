"""The glossary is in order, complete, and leads to sources that exist."""

from __future__ import annotations

import re

import pytest
from bibliography import ROOT, parse_bibtex

from helpers import schema

PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
KEYS = {e.key for e in parse_bibtex((ROOT / "docs" / "references.bib").read_text("utf-8"))}
PARTS = re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]
ENTRIES = {part.splitlines()[0]: part.split("\n", 1)[1].strip() for part in PARTS}
# The vocabulary of the project's design, beside what the code counts.
WORDS = (
    "actor mention alias metonym voice quotation speaker cue stance polarity frame agent patient "
    "activated passivated suppressed hero villain victim hedge booster salience dispersion "
    "evidence reliability alpha validity bootstrap interval pooling borrowed placeholder neutral "
    "silence leave-one-out ideological_square generic_frame policy_frame narrative_role"
).split()


def listed(term: str) -> bool:
    """Tell whether the glossary has a term, under its name or a longer one."""
    plain = term.replace("_", " ")
    names = {name.lower() for name in ENTRIES}
    return bool({plain, plain + "s", f"{plain} frame", f"{plain} marker"} & names)


def test_terms_stand_once_and_in_order() -> None:
    names = [part.splitlines()[0] for part in PARTS]
    assert names == sorted(set(names), key=str.lower)


@pytest.mark.parametrize("name", ENTRIES)
def test_a_term_has_a_meaning_an_example_and_a_source(name: str) -> None:
    meaning, _, rest = ENTRIES[name].partition("\n*Example.* ")
    example, _, source = rest.partition("\n*Source.* ")
    assert meaning.endswith((".", ".)")) and example and source.endswith(".")
    sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z(\[`])", " ".join(meaning.split()))
    assert 1 <= len(sentences) <= 4, sentences
    keys = re.findall(r"\[([a-z0-9]+)\]\(references\.bib\)", source)
    pages = re.findall(r"\]\(([a-z-]+\.md)\)", source)
    assert keys or pages or source.startswith("Ours")
    assert set(keys) <= KEYS
    assert all((ROOT / "docs" / page).is_file() for page in pages)
    # "Entman (1993), [entman1993]": the name in the sentence and the key are of one work.
    years = re.findall(r"\b(?:1[89]|20)\d\d\b", re.sub(r"\[[^\]]*\]", "", source))
    assert sorted(years) == sorted(key[-4:] for key in keys)


def test_every_word_of_the_project_is_explained() -> None:
    counted = [*schema.FRAMES, *schema.DEVICES, *schema.NARRATIVE_ROLES]
    assert [word for word in [*WORDS, *counted] if not listed(word)] == []


def test_readers_are_led_to_it() -> None:
    for page in ("README.md", "docs/teaching.md", "docs/handout.md"):
        assert "glossary.md)" in (ROOT / page).read_text(encoding="utf-8"), page
