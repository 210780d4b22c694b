"""Are direct attributions listed as coders list them, and are coded ones compared fairly?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from helpers.attributions import (
    compare_attributions,
    describe_quotes,
    evaluate_quotes,
    match_attributions,
)
from helpers.cli import app
from helpers.errors import DiscourseError

TEXT = "“We stay,” Ann said. “We win.”\n\nBo said it was “absurd”. “We go,” he added."


def span(words: str) -> list[Any]:
    start = TEXT.index(words)
    return [start, start + len(words), words]


CODED = [
    {"content": [span("“We stay,”"), span("“We win.”")], "source": [span("Ann")], "cue": []},
    {"content": [span("it was “absurd”")], "source": [span("Bo")], "cue": []},
    {"content": [span("“We go,”")], "source": [span("Bo")], "cue": []},
]


def found_in(text: str) -> list[tuple[list[str], list[str]]]:
    """Pieces of content and words of the source of each attribution."""
    (row,) = evaluate_quotes([{"doc_id": 1, "text": text}]).predictions
    return [
        ([text[a:b] for a, b in one["content"]], [text[a:b] for a, b in one["source"]])
        for one in row["attributions"]
    ]


@pytest.mark.parametrize(
    ("text", "attributions"),
    [
        (TEXT, [(["“We stay,”", "“We win.”"], ["Ann"]), (["“We go,”"], ["he"])]),
        ("``We stay,'' Ann said.", [(["``We stay,''"], ["Ann"])]),
        # What is reported begins with marks and goes on without.
        (
            "“We won’t go” before the war is over, Ann said.",
            [(["“We won’t go” before the war is over"], ["Ann"])],
        ),
        # Scare quotes, terms, titles and fragments are no direct speech.
        ("Their “reform” failed. The film “Black Pearl” won.", []),
        ("Ann said that the plan was “not at all a good idea”.", []),
        # A block quotation has no marks.
        ("The letter reads:\n\nWe will never leave this land to you.", []),
        # Offsets are those of the text as it is.
        ("It rained.\r\n\r\n“We stay,” Ann said.", [(["“We stay,”"], ["Ann"])]),
        # Nobody is named.
        ("It rained.\n\n“We will stay here for ever.”", [(["“We will stay here for ever.”"], [])]),
    ],
)
def test_direct_speech_is_listed(text: str, attributions: list[Any]) -> None:
    assert found_in(text) == attributions


def test_only_direct_codes_are_compared() -> None:
    found = evaluate_quotes([{"doc_id": 1, "text": TEXT, "attributions": CODED}])
    told = found.agreement
    assert told is not None
    assert (told.coded, told.found, told.matched, told.speakers) == (2, 2, (2, 2), 1)
    assert (told.precision(0), told.recall(0), told.f1(0)) == (1, 1, 1)
    lines = describe_quotes(found)
    assert "Jaccard 0.8       precision 1.000, recall 1.000, F1 1.000" in lines
    assert "speaker right     0.500" in lines


def test_matches_are_one_to_one_and_the_closest_first() -> None:
    coded = [{"content": [[0, 10]], "source": []}, {"content": [[8, 20]], "source": []}]
    found = [{"content": [[0, 20]], "source": []}, {"content": [[8, 19]], "source": []}]
    pairs = [(m.coded, m.found) for m in match_attributions(coded, found, threshold=0.3)]
    assert pairs == [(1, 1), (0, 0)]
    assert match_attributions(coded, found, threshold=0.95) == []


def test_texts_without_codes_have_no_agreement() -> None:
    found = evaluate_quotes([{"doc_id": 1, "text": ""}])
    assert found.agreement is None
    assert "nothing to compare with" in describe_quotes(found)
    assert compare_attributions([]).f1(0) != compare_attributions([]).f1(0)  # not a number


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": 5}, "d7: the text is int; expected a string"),
        ({"attributions": {}}, "d7, attributions: expected a list"),
        ({"attributions": [5]}, "number 0: expected an object with content"),
        ({"attributions": [{"content": [[1]]}]}, "is no span"),
        ({"attributions": [{"content": [["a", 2]]}]}, "is no span"),
        ({"attributions": [{"content": [[0, 999]]}]}, "outside the text, which has"),
        ({"attributions": [{"content": [[5, 5]]}]}, "outside the text"),
    ],
)
def test_bad_rows_are_refused_in_words(change: dict[str, Any], words: str) -> None:
    with pytest.raises(DiscourseError, match=words):
        evaluate_quotes([{"doc_id": "d7", "text": TEXT, "attributions": []} | change])


def test_the_command_writes_predictions_and_prints_agreement(tmp_path: Path) -> None:
    file, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    file.write_text(json.dumps({"doc_id": "a", "text": TEXT, "attributions": CODED}) + "\n")
    command = ["evaluate", "quotes", str(file), "--predictions", str(out)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert "coded             2" in result.output
    (row,) = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert set(row) == {"doc_id", "attributions"}
    assert set(row["attributions"][0]) == {"content", "source"}


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"doc_id": "a"}\n')
    command = ["evaluate", "quotes", str(file), "--predictions", str(tmp_path / "out.jsonl")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1
    assert "line 1: the key 'text' is missing" in result.output
