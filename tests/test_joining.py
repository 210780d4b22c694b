"""Are lines that were broken at a column joined to the paragraphs that they were?"""

from __future__ import annotations

import textwrap

from archive_files import FERRY

from helpers.joining import tidy_paste


def test_lines_broken_at_a_column_become_paragraphs_again() -> None:
    paragraphs = list(FERRY[1])
    broken = "\n\n".join("\n".join(textwrap.wrap(part, 60)) for part in paragraphs)
    text, notes = tidy_paste(broken)
    assert text.strip().split("\n\n") == paragraphs
    assert "joined to 3 paragraphs" in notes[-1]


def test_whole_paragraphs_stay_as_they_are() -> None:
    text, notes = tidy_paste("\n\n".join(FERRY[1]))
    assert text.strip().split("\n\n") == list(FERRY[1])
    assert notes == ()
