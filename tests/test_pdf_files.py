"""Is the running text of a PDF found, without what is printed on every page?"""

from __future__ import annotations

import io

import pypdf
import pytest
from archive_files import FERRY, HARBOUR, MAST, print_pages
from hypothesis import given
from hypothesis import strategies as st
from office_files import make_pdf

from helpers import pdf_files
from helpers.errors import ArticleError
from helpers.pdf_files import drop_repeated, read_pdf


def test_paragraphs_come_back_and_headers_and_numbers_go() -> None:
    text, notes = read_pdf(make_pdf(print_pages(HARBOUR)), place="x.pdf")
    assert text.strip().split("\n\n") == [HARBOUR[0], *HARBOUR[1]]
    assert f"left out, repeated on the pages: {MAST}; Page 1 of 3" in notes


def test_a_sentence_that_runs_over_the_page_stays_whole() -> None:
    first, *rest = print_pages(FERRY)
    moved = [first[:-2], [first[0], first[-2], *rest[0][1:]], rest[1]]
    text, _ = read_pdf(make_pdf(moved), place="x.pdf")
    assert FERRY[1][0] in text.replace("\n", " ")


def test_pages_without_text_are_said() -> None:
    _, notes = read_pdf(make_pdf([*print_pages(FERRY), []]), place="x.pdf")
    assert "1 of 4 pages hold no text and may be pictures" in notes


def test_one_page_has_nothing_repeated() -> None:
    text, notes = read_pdf(make_pdf([[MAST, "It rained. It poured."]]), place="x.pdf")
    assert MAST in text
    assert not any("repeated" in note for note in notes)


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (make_pdf([[], []]), "x.pdf: is a scan: its 2 pages hold pictures and no text"),
        (make_pdf([[]]), "its 1 page hold"),
        (make_pdf([["It rained."]], password="secret"), "x.pdf: is encrypted"),  # noqa: S106
        (b"%PDF-1.7 and nothing", "x.pdf: is damaged and cannot be read"),
        (b"Hello", "x.pdf: is no PDF"),
    ],
)
def test_what_gives_no_text_is_refused_by_its_reason(raw: bytes, part: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_pdf(raw, place="x.pdf")
    assert part in str(caught.value)


def test_a_pdf_that_is_only_locked_against_changes_is_read() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf(print_pages(HARBOUR))))
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")  # noqa: S106
    locked = io.BytesIO()
    writer.write(locked)
    text, _ = read_pdf(locked.getvalue(), place="x.pdf")
    assert text.strip().split("\n\n") == [HARBOUR[0], *HARBOUR[1]]


def test_a_cipher_that_cannot_be_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class DependencyError(Exception):
        pass

    def fail(*_: object) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(pypdf, "PdfReader", fail)
    with pytest.raises(ArticleError, match="is encrypted in a way that is not read; open it"):
        read_pdf(b"%PDF-1.7", place="x.pdf")


def test_a_book_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_files, "MAX_PAGES", 2)
    with pytest.raises(ArticleError, match="has 3 pages, which is no article"):
        read_pdf(make_pdf(print_pages(FERRY)), place="x.pdf")


def test_blank_lines_on_a_page_part_paragraphs() -> None:
    pages = [["Head", "", "It rained.", "", "It poured."], ["Head", "", "It ceased."], []]
    kept, dropped = drop_repeated(pages)
    assert kept == [["It rained.", "", "It poured."], ["It ceased."], []]
    assert dropped == ["Head"]
    assert pdf_files._join_pages(kept) == "It rained.\n\nIt poured.\n\nIt ceased."


LINES = st.lists(st.text("ab1. ", max_size=8), max_size=6)


@given(st.lists(LINES, max_size=5))
def test_only_what_repeats_is_dropped_and_what_is_kept_keeps_its_order(
    pages: list[list[str]],
) -> None:
    kept, _ = drop_repeated(pages)
    assert len(kept) == len(pages)
    for before, after in zip(pages, kept, strict=True):
        lines = [line.strip() for line in before]
        assert any(lines[k : k + len(after)] == after for k in range(len(lines) + 1))
    if len(pages) == 1:
        whole = "\n".join(line.strip() for line in pages[0]).strip("\n")
        assert "\n".join(kept[0]) == whole
