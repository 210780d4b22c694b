"""Are the articles of an export told from each other, and from what the data base adds?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from archive_files import COPY, COVER, LETTER, WIRE
from hypothesis import given
from hypothesis import strategies as st
from office_files import Report, make_nexis_docx, make_nexis_rtf

from helpers.nexis import Export, is_export, split_export
from helpers.readers import read_documents


def check(found: Export, report: Report) -> None:
    """Check that headline and body come back whole, and nothing else."""
    assert found.text.strip().split("\n\n") == [report.headline, *report.body]
    assert found.metadata["title"] == report.headline
    assert found.metadata["outlet"] == report.outlet


def read(raw: bytes, suffix: str) -> list[Export]:
    found = read_documents(raw, suffix=suffix, place=f"x{suffix}")
    assert found.export
    return [Export(*page) for page in found.articles]


def test_a_word_export_of_three_gives_three_articles() -> None:
    found = read(make_nexis_docx([WIRE, COPY, LETTER], cover=COVER), ".docx")
    for one, report in zip(found, [WIRE, COPY, LETTER], strict=True):
        check(one, report)
    assert [one.metadata["published"] for one in found] == [
        "2018-03-03",
        "2018-03-04",
        "2018-03-06",
    ]
    assert found[0].metadata["author"] == "Ann Other"
    assert "author" not in found[1].metadata
    assert "section: News; Pg. 4" in found[0].notes


def test_a_rich_text_export_gives_the_same() -> None:
    found = read(make_nexis_rtf([WIRE, LETTER]), ".rtf")
    for one, report in zip(found, [WIRE, LETTER], strict=True):
        check(one, report)


def test_a_plain_document_is_no_export() -> None:
    assert not is_export([WIRE.headline, *WIRE.body])
    assert not is_export(["Length: 3 words", "It ends.", "The end of document days"])


def test_labels_in_capitals_and_a_labelled_headline_are_known() -> None:
    lines = ["The Gazette", "May 1, 2018", "HEADLINE: A bridge", "BYLINE: BY ANN OTHER"]
    lines += ["DATELINE: Port Ellery", "BODY:", "It is open.", "LOAD-DATE: May 1, 2018"]
    (found,) = split_export(lines)
    assert found.metadata == {
        "title": "A bridge",
        "author": "ANN OTHER",
        "published": "2018-05-01",
        "outlet": "The Gazette",
    }
    assert found.text == "A bridge\n\nIt is open.\n"
    assert found.notes == ("dateline: Port Ellery",)


def test_words_of_the_body_that_look_like_labels_stay() -> None:
    body = (
        "Notes",
        "Subject: the harbour. So begins the letter that the mayor wrote, and it goes on for many "
        "lines about what the island owes to him and to his father, who had built the first quay "
        "with his own hands before the war.",
        "Nobody answered it.",
    )
    report = replace(LETTER, body=body)
    (found,) = split_export(report.lines())
    check(found, report)


def test_a_caption_block_below_the_body_is_left_out() -> None:
    lines = list(LETTER.lines())
    at = lines.index("Classification")
    lines[at:at] = ["Graphic", "A photo of the crane"]
    (found,) = split_export(lines)
    check(found, LETTER)


@pytest.mark.parametrize(
    "headline",
    [
        "Correction: Syria-Russia story",
        "Notes: what the mayor owes",
        "Graphic: the island in figures",
        "Series: ten years without a harbour",
        "Guests: who came and who did not",
        "Correction-Date: a farce",
    ],
)
@pytest.mark.parametrize("cover", [(), ("Job Number: 7", "May 9, 2020", "Documents (1)")])
def test_a_headline_may_begin_like_a_label(headline: str, cover: Sequence[str]) -> None:
    report = replace(WIRE, headline=headline)
    (found,) = split_export([*cover, *report.lines()])
    check(found, report)
    assert (found.metadata["published"], found.metadata["author"]) == ("2018-03-03", "Ann Other")
    undated = [line for line in report.lines() if line != report.printed]
    (found,) = split_export(undated)
    assert found.metadata["title"] == headline


@pytest.mark.parametrize("label", ["Graphic", "GRAPHIC:"])
def test_a_long_caption_is_no_word_of_the_body(label: str) -> None:
    lines = list(LETTER.lines())
    at = lines.index("Classification")
    lines[at:at] = [label, "A photo of the crane, " * 20 + "seen from the quay."]
    (found,) = split_export(lines)
    check(found, LETTER)


def test_a_document_without_a_body_keeps_its_place_and_says_so() -> None:
    first = [line for line in WIRE.lines() if line != "Body"]
    empty = [line for line in COPY.lines() if line not in COPY.body]
    found = split_export([*first, *empty, *LETTER.lines()])
    assert [bool(one.problem) for one in found] == [True, True, False]
    assert 'no line "Body"' in found[0].problem
    assert "no text below" in found[1].problem
    errors = read_documents(
        make_nexis_rtf([replace(WIRE, body=()), LETTER]), suffix=".rtf", place="x.rtf"
    ).articles
    assert "x.rtf: has no text below" in str(errors[0])


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (["A bridge", "The Gazette", "some day", "Length: 3 words"], {"title", "outlet"}),
        (["May 1, 2018", "Length: 3 words"], {"published"}),
        (["The Gazette", "May 1, 2018", "Length: x"], {"published", "outlet"}),
        (["A bridge", "Byline: Ann Other"], {"title", "author"}),
        (["Copyright 2018"], set()),
    ],
)
def test_a_head_that_lacks_lines_gives_what_it_has(head: list[str], known: set[str]) -> None:
    (found,) = split_export([*head, "Body", "It is open.", "End of Document"])
    assert set(found.metadata) == known
    assert ("no date could be read" in found.notes) == ("published" not in known)


def test_a_text_that_was_cut_is_noticed() -> None:
    lines = WIRE.lines()
    said = next(line for line in lines if line.startswith("Length"))
    lines[lines.index(said)] = "Length: 1,250 words"
    (found,) = split_export(lines)
    assert any(note.startswith("the export says 1250 words, ") for note in found.notes)


def test_the_last_document_may_lack_its_end_and_another_language_is_kept() -> None:
    lines = [line.replace("ENGLISH", "GERMAN") for line in WIRE.lines()[:-1]]
    (found,) = split_export(lines)
    assert found.metadata["language"] == "GERMAN"
    (bare,) = split_export([*lines[: lines.index("Classification")], "Load-Date: March 3, 2018"])
    assert "language" not in bare.metadata
    assert split_export([*WIRE.lines(), "Page 3 of 3"])[1:] == []
    assert split_export(["End of Document"]) == []


PROSE = st.lists(
    st.lists(st.sampled_from("The crane fell on a Friday and nobody said so".split()), min_size=4)
    .map(" ".join)
    .map(lambda words: words + "."),
    min_size=1,
    max_size=4,
)


@given(st.lists(PROSE, min_size=1, max_size=4))
def test_every_document_of_any_export_comes_back(bodies: Sequence[Sequence[str]]) -> None:
    reports = [
        Report(f"Headline number {k}", f"Paper {k}", "March 3, 2018", tuple(body))
        for k, body in enumerate(bodies)
    ]
    found = split_export([line for report in reports for line in report.lines()])
    for one, report in zip(found, reports, strict=True):
        check(one, report)
