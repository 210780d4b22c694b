"""Every work that is cited stands in docs/references.bib, and every work there is cited."""

from __future__ import annotations

import re

import pytest
from bibliography import (
    ROOT,
    Citation,
    Entry,
    find_citations,
    fold,
    matches,
    parse_bibtex,
    read_prose,
)

TEXT = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
ENTRIES = parse_bibtex(TEXT)
PROSE = dict(read_prose())
NEEDED = {
    "article": {"author", "journal", "volume"},
    "book": {"publisher"},
    "incollection": {"author", "booktitle", "editor", "publisher"},
    "inproceedings": {"author", "booktitle"},
    "misc": {"author", "note"},
    "phdthesis": {"author", "school"},
    "unpublished": {"author", "note"},
}


def test_keys_are_unique_sorted_and_tell_the_author_and_the_year() -> None:
    keys = [entry.key for entry in ENTRIES]
    assert keys == sorted(set(keys))
    for entry in ENTRIES:
        assert entry.key.startswith(fold(entry.names[0]) + entry.fields.get("year", "")), entry.key


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_an_entry_has_what_its_kind_needs(entry: Entry) -> None:
    assert NEEDED[entry.kind] | {"title"} <= set(entry.fields)
    assert all(value.strip() == value and value for value in entry.fields.values())
    year = entry.fields.get("year")
    assert re.fullmatch(r"(18|19|20)\d\d", year) if year else "no year" in entry.fields["note"]
    assert re.fullmatch(r"\d+--\d+", entry.fields.get("pages", "1--2"))
    # A bare ampersand or per cent sign stops BibTeX.
    assert not re.search(r"(?<!\\)[&%#$]", "".join(entry.fields.values()))


@pytest.mark.parametrize("place", PROSE)
def test_what_is_cited_is_listed(place: str) -> None:
    missing = [
        citation
        for citation in find_citations(PROSE[place], place=place)
        if not any(matches(citation, entry) for entry in ENTRIES)
    ]
    assert missing == [], f"{place} cites works that docs/references.bib lacks"


def test_what_is_listed_is_cited() -> None:
    cited = [found for p, text in PROSE.items() for found in find_citations(text, place=p)]
    everything = " ".join(PROSE.values())
    for entry in ENTRIES:
        named = "year" not in entry.fields and entry.names[0] in everything
        assert named or any(matches(citation, entry) for citation in cited), entry.key


def test_the_search_finds_citations_everywhere() -> None:
    by_place = {p: len(find_citations(text, place=p)) for p, text in PROSE.items()}
    assert by_place["codebook.md"] > 60
    assert by_place["04-how-each-actor-is-judged.ipynb"] >= 9
    assert by_place["dispersion.py"] >= 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A frame selects (Entman 1993).", [("Entman", "1993")]),
        ("of Semetko & Valkenburg (2000); strategy", [("Semetko Valkenburg", "2000")]),
        ("(Aalberg, Strömbäck and de Vreese 2012, *x*)", [("Aalberg Strömbäck de_Vreese", "2012")]),
        ("(Guo et al. 2017; Holm\n    1979)", [("Guo", "2017"), ("Holm", "1979")]),
        ("The interval is Wilson's (1927), 95 %", [("Wilson", "1927")]),
        ("after van Leeuwen's activation and passivation (2008)", [("van_Leeuwen", "2008")]),
        ("Fowler and others' deletion of agency (1979, *L*)", [("Fowler", "1979")]),
        ("- Lakoff, G., and Johnson, M. (1980). *Met*.", [("Lakoff Johnson", "1980")]),
        ("- Chafe, W., and Nichols, J. (eds.) (1986). *E*.", [("Chafe Nichols", "1986")]),
        ("- Pragglejaz Group (2007). MIP", [("Pragglejaz_Group", "2007")]),
        ("- **Text:** an article by Elijah J. Magnier on Idlib (2018).", []),
        ("In February 1992, and in 2018, pages 1920-1925", []),
    ],
)
def test_citations_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_citations(text, place="here")
    names = [(" ".join(n.replace(" ", "_") for n in c.names), c.year) for c in found]
    assert names == expected


def test_a_citation_matches_only_its_work() -> None:
    entry = Entry("book", "a1993", {"author": "de Groot, A. and Lévy, B.", "year": "1993"})
    assert matches(Citation(("de Groot", "Levy"), "1993", ""), entry)
    assert matches(Citation(("de Groot",), "1993", ""), entry)
    assert not matches(Citation(("de Groot",), "1994", ""), entry)
    assert not matches(Citation(("Lévy",), "1993", ""), entry)
    assert not matches(Citation(("de Groot", "Vale"), "1993", ""), entry)
    body = Entry("book", "b2007", {"author": "{Pragglejaz Group}", "year": "2007"})
    assert matches(Citation(("Group",), "2007", ""), body)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@book{a1,\n  title = {A {B},\n}\n", "line 2"),
        ("@book{a1,\n  title = {A},\n  title = {B},\n}\n", "line 3"),
        ("@book{a1,\n  title = {A},\n", "no end"),
        ("@book{a1,\n}\n@Book{A1,\n}\n", "line 3"),
    ],
)
def test_a_broken_list_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_bibtex(text)
