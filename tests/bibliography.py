"""Which works does the project cite, and which does its list of references hold?

In: the pages in docs/, the prose of the notebooks, the docstrings of helpers/, and
docs/references.bib. Out: citations, each an author list and a year, and entries with surnames.
"""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
_NAME: Final = r"(?:(?:van|de|De|Du|von) )?[A-ZÀ-Þ][\w'’-]*\w"
_MORE: Final = rf"(?:(?:, {_NAME})*,? (?:and|&) (?:{_NAME}|others\b)| et al\.)?"
_YEAR: Final = r"((?:18|19|20)\d\d)(?![\d-])"
# "Gries 2008", "Goh & Barabási (2008)", "Wilson's (1927)", "van Leeuwen's suppression (2008"
_CITED: Final = re.compile(rf"({_NAME}{_MORE})(?:['’]s?(?: [a-z]+){{0,4}})?,? \(?{_YEAR}")
# "- Entman, R. M. (1993). Framing ..." in a list of references
_LISTED: Final = re.compile(rf"^- ([^\n(*]+?)(?: \(eds\.\))? \({_YEAR}\)\..*$", re.MULTILINE)
_SPLIT: Final = re.compile(r",? (?:and|&) |, (?=\S)")
# What looks like a citation and is none: a month or a place before a year.
NO_WORKS: Final = frozenset(
    "January February March April May June July August September October November December "
    "Idlib Syria Été Python".split()
)


@dataclass(frozen=True)
class Citation:
    """Hold the surnames and the year by which a work is cited, and where."""

    names: tuple[str, ...]
    year: str
    place: str


@dataclass(frozen=True)
class Entry:
    """Hold one entry of a BibTeX file."""

    kind: str
    key: str
    fields: dict[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Give the surnames of the authors, or of the editors where there are none."""
        people = self.fields.get("author") or self.fields.get("editor", "")
        return tuple(re.sub(r"[{}]", "", name).split(", ")[0] for name in people.split(" and "))


def parse_bibtex(text: str) -> list[Entry]:
    """Read BibTeX in the form that the project writes: braces, one field a line, no macros.

    Raises
    ------
    ValueError
        At the first line that has another form, with its number.
    """
    entries: list[Entry] = []
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        head = re.fullmatch(r"@([a-z]+)\{([a-z0-9]+),", line)
        field = re.fullmatch(r"  ([a-z]+) = \{(.*)\},", line)
        if not inside and head:
            entries.append(Entry(head[1], head[2], {}))
            inside = True
        elif inside and field and field[1] not in entries[-1].fields and _balanced(field[2]):
            entries[-1].fields[field[1]] = field[2]
        elif inside and line == "}":
            inside = False
        elif inside or (line and not line.startswith("%")):
            raise ValueError(f"line {number}: {line!r} is no entry, field, end or comment")
    if inside:
        raise ValueError(f"{entries[-1].key}: the entry has no end")
    return entries


def _balanced(value: str) -> bool:
    depth = 0
    for mark in re.findall(r"(?<!\\)[{}]", value):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def read_prose() -> Iterator[tuple[str, str]]:
    """Give each page, notebook and module with the text in which it may cite."""
    for path in sorted((ROOT / "docs").glob("*.md")):
        yield path.name, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
        yield path.name, "\n\n".join(prose)
    for path in sorted((ROOT / "helpers").glob("*.py")):
        kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        yield (
            path.name,
            "\n\n".join(ast.get_docstring(n) or "" for n in tree if isinstance(n, kinds)),
        )


def find_citations(text: str, *, place: str) -> list[Citation]:
    """Find what a text cites by author and year, in its sentences and in its list of references."""
    found = []
    for match in _LISTED.finditer(text):
        # "Lakoff, G., and Johnson, M.": what has a full stop is an initial.
        parts = [part for part in _SPLIT.split(match[1]) if "." not in part]
        found.append(Citation(tuple(part.removeprefix("and ") for part in parts), match[2], place))
    flat = re.sub(r"\s+", " ", _LISTED.sub("", text))
    for match in _CITED.finditer(flat):
        parts = _SPLIT.split(match[1].removesuffix(" et al."))
        names = tuple(re.sub(r"['’]s?$", "", part) for part in parts if part != "others")
        if not NO_WORKS & set(names):
            found.append(Citation(names, match[2], place))
    return found


def fold(name: str) -> str:
    """Reduce a name to small plain letters, as the keys of the list have them."""
    plain = unicodedata.normalize("NFD", name.lower().replace("æ", "ae"))
    return re.sub(r"[^a-z]", "", plain)


def matches(citation: Citation, entry: Entry) -> bool:
    """Tell whether an entry is the work that is cited: the year, and every name in its order.

    A body is cited by its last word ("Pragglejaz Group"), a tool with its author behind a comma.
    """
    if entry.fields.get("year") != citation.year:
        return False
    known = [fold(name) for name in entry.names]
    cited = [fold(name) for name in citation.names]
    if len(cited) == 1 and known[0].endswith(cited[0]) and " " in entry.names[0]:
        return True
    return cited == known[: len(cited)] or cited[1:] == known[: len(cited) - 1] != []
