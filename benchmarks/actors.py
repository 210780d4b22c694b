"""Measure how many of the entities that people coded an article for are proposed as actors.

Usage: python benchmarks/actors.py DATA

DATA holds the folders persent, basil and narrative. Prints what it finds and writes docs/actors.md.
An entity counts where it stands in the text by a name, with capitals; it is found where an alias
that `suggest_actors` proposes is its name, its last word, or a longer name that ends so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from helpers.corpus import make_article
from helpers.evaluation import load_rows
from helpers.files import write_whole
from helpers.naming import is_common
from helpers.suggestion import suggest_actors

ROOT = Path(__file__).parent.parent
SMALL = frozenset("the a an of and for in on".split())
_ENDINGS = re.compile(r"(?:['’]s?| Jr\.?| Sr\.?)+$")
HEAD = """# How many actors are proposed?

Written by `python benchmarks/actors.py DATA`; every number is one that it printed.
`suggest_actors` was run on articles for which people had coded entities. An entity counts where it
stands in the text by a name: with capitals, and not as one common word. It is **found** where a
proposed alias is its name, its last word, or a longer name that ends in it. Laws and plans ("Green
New Deal") are coded as heroes and villains here and there; they are no actors and are not
proposed. How many of the proposals are no actors is not measured: nobody coded every actor of an
article.

| articles | coded entities named | found | articles | actors proposed an article |
|---|---|---|---|---|
"""


class Row(NamedTuple):
    """Hold what was counted on one set of articles."""

    name: str
    entities: int
    found: int
    articles: int
    proposed: int

    @property
    def line(self) -> str:
        """The row as a line of the table."""
        share = self.found / self.entities
        each = self.proposed / self.articles
        return f"| {self.name} | {self.entities:,} | {share:.1%} | {self.articles:,} | {each:.1f} |"


def texts(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the set, the text and the coded entities of each article."""
    for row in load_rows(folder / "persent" / "dev.jsonl", needs=["entity", "paragraphs"]):
        yield "PerSenT, main entity", "\n\n".join(row["paragraphs"]), [row["entity"]]
    for half in ("train", "dev"):
        for row in load_rows(folder / "basil" / f"{half}.jsonl", needs=["main_entities"]):
            yield "BASIL, main entities", paragraphs_of(row), row["main_entities"]
        for row in load_rows(folder / "narrative" / f"{half}.jsonl", needs=["roles"]):
            roles = [role["entity"] for role in row["roles"] if role["in_text"]]
            yield "Narrative frames, heroes, villains and victims", row["text"], roles


def paragraphs_of(row: dict[str, Any]) -> str:
    """Put the sentences of an article back into its paragraphs."""
    blocks: dict[int, list[str]] = {}
    for number, sentence in zip(row["sent_paragraph"], row["sentences"], strict=True):
        blocks.setdefault(number, []).append(sentence)
    return "\n\n".join(" ".join(block) for block in blocks.values())


def name_in(text: str, entity: str) -> str:
    """Give the entity as it stands in the text with capitals, else its last word, else nothing."""
    words = [word for word in _ENDINGS.sub("", entity).split() if word.lower() not in SMALL]
    for tried in (" ".join(words), words[-1] if len(words) > 1 else ""):
        if not tried or (" " not in tried and is_common(tried)):
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(tried)}(?!\w)", text, re.IGNORECASE):
            if all(word[0].isupper() for word in match.group().split() if word not in SMALL):
                return match.group()
    return ""


def is_found(name: str, aliases: set[str]) -> bool:
    """Tell whether the name is proposed, whole, by its last word, or inside a longer one."""
    last = name.split()[-1]
    return any(alias in (name, last) or alias.endswith(f" {name}") for alias in aliases)


def main() -> None:
    """Count, print and write."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    counts: dict[str, list[int]] = {}
    missed: dict[str, list[str]] = {}
    for label, text, entities in texts(Path(sys.argv[1])):
        named = {name for entity in entities if (name := name_in(text, entity))}
        proposal = suggest_actors(make_article(text))
        aliases = set(proposal["alias"])
        row = counts.setdefault(label, [0, 0, 0, 0])
        row[2] += 1
        row[3] += proposal["actor"].nunique()
        for name in named:
            row[0] += 1
            row[1] += is_found(name, aliases)
            if not is_found(name, aliases):
                missed.setdefault(label, []).append(name)
    rows = [Row(label, *numbers) for label, numbers in counts.items()]
    for row in rows:
        print(row.line)
        print("  missed, for instance:", ", ".join(missed.get(row.name, ())[:40]))
    write_whole(ROOT / "docs" / "actors.md", HEAD + "\n".join(row.line for row in rows) + "\n")


if __name__ == "__main__":
    main()
