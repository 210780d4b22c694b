"""Does a citation name the figure, the text and the program, as CITATION.cff has them?"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from helpers.citation import AUTHORS, PROJECT, YEAR, cite_figure

CFF = (Path(__file__).parent.parent / "CITATION.cff").read_text(encoding="utf-8")


def test_authors_year_and_version_are_those_of_the_citation_file() -> None:
    assert f'name: "{AUTHORS}"' in CFF
    assert f"date-released: {YEAR}-" in CFF
    number = re.search(r"^version: (\S+)$", CFF, re.MULTILINE)
    assert number
    assert f"{PROJECT} {number[1]}" in cite_figure("Who?")


def test_a_text_is_named_as_far_as_it_is_known() -> None:
    articles = pd.DataFrame(
        [
            {
                "article": "a",
                "title": "On ferries",
                "author": "A. Writer",
                "outlet": "The Tide",
                "published": "2020-02-03",
            },
            {"article": "b", "title": "", "author": pd.NA, "outlet": "", "published": None},
        ]
    )
    one = cite_figure("Who?", articles=articles.head(1), settings={"engine": "lexical"})
    assert "“Who?” [Figure]. Text: A. Writer, “On ferries”, The Tide, 2020-02-03. Made" in one
    assert one.endswith(", lexical engine.")
    both = cite_figure("Who?", articles=articles)
    assert "Texts: A. Writer, “On ferries”, The Tide, 2020-02-03; “b”. Made with" in both
    assert "engine" not in both
