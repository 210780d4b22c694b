"""Is a file read by its kind, and is it said what is wrong with its name?"""

from __future__ import annotations

import pytest
from archive_files import FERRY, LETTER, join, make_page
from office_files import make_docx, make_rtf

from helpers.errors import ArticleError
from helpers.readers import limit_of, read_documents


def read(raw: bytes, suffix: str) -> str:
    found = read_documents(raw, suffix=suffix, place="x")
    assert not found.export
    (page,) = found.articles
    assert not isinstance(page, ArticleError)
    return page.text


def test_one_text_in_every_kind_of_file() -> None:
    plain = join(FERRY)
    blocks = [("", text) for text in (FERRY[0], *FERRY[1])]
    assert read(plain.encode(), ".txt") == plain
    assert read(make_docx(blocks), ".docx") == plain
    assert read(make_rtf([text for _, text in blocks]), ".rtf") == plain
    assert read(make_page(FERRY).encode(), ".html") == plain
    assert read(make_page(FERRY).encode(), ".txt") == plain


@pytest.mark.parametrize("suffix", [".docx", ".rtf"])
def test_a_document_without_text_is_refused(suffix: str) -> None:
    raw = make_docx([]) if suffix == ".docx" else make_rtf([" "])
    with pytest.raises(ArticleError, match="x: the file holds no text"):
        read_documents(raw, suffix=suffix, place="x")


def test_files_with_pictures_may_be_larger() -> None:
    assert limit_of(".docx") == limit_of(".pdf") > limit_of(".txt") == limit_of("")


def test_an_export_of_one_is_still_an_export() -> None:
    assert read_documents(make_rtf(LETTER.lines()), suffix=".rtf", place="x").export
