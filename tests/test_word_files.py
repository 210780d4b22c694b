"""Is the running text of a Word document found, in order, and nothing else?"""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import make_docx

from helpers import word_files
from helpers.errors import ArticleError
from helpers.word_files import read_word


def test_headings_lists_and_tables_come_in_reading_order() -> None:
    raw = make_docx(
        [
            ("Title", "The lamp"),
            ("Heading 2", "What it costs"),
            ("", "It costs a lot."),
            ("List Bullet", "Oil"),
            ("List Number", "Wages"),
            ("table", "Year|Cost"),
            ("", "So said the navy."),
        ]
    )
    blocks, notes = read_word(raw, place="lamp.docx")
    assert blocks == [
        "The lamp",
        "## What it costs",
        "It costs a lot.",
        "- Oil\n- Wages",
        "Year",
        "Cost",
        "So said the navy.",
    ]
    assert notes == ()


def test_footnotes_and_deletions_are_apart_and_insertions_are_in() -> None:
    raw = make_docx([("", "The lamp burns")], footnote="Or so.", deleted=" dim", inserted=" on.")
    blocks, notes = read_word(raw, place="lamp.docx")
    assert blocks == ["The lamp burns on."]
    assert notes == ("left out: 1 tracked deletion", "left out: 1 footnote")
    twice = change_part(raw, lambda xml: xml.replace("<w:del ", "<w:del/><w:del ", 1))
    assert read_word(twice, place="lamp.docx")[1] == notes
    moved = change_part(
        raw, lambda xml: xml.replace("w:del>", "w:moveFrom>").replace("<w:del ", "<w:moveFrom ")
    )
    assert "left out: 1 passage moved elsewhere" in read_word(moved, place="x")[1]


def test_text_boxes_are_left_out_and_line_breaks_kept() -> None:
    raw = make_docx([("", "The lamp\nburns\ton.")])
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Buy a boat</w:t>"
        "</w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Buy a "
        "boat</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    raw = change_part(raw, lambda xml: xml.replace("<w:body>", f"<w:body {mc}>{box}"))
    blocks, notes = read_word(raw, place="lamp.docx")
    assert blocks == ["The lamp\nburns on."]
    assert notes == ("left out: 1 text box",)


def change_part(raw: bytes, change, name: str = "word/document.xml") -> bytes:
    """Change one part of a Word document."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == name:
                content = change(content.decode()).encode()
            new.writestr(info, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("what", "plural"),
    [
        ("text box", "text boxes"),
        ("footnote", "footnotes"),
        ("passage moved elsewhere", "passages"),
    ],
)
def test_several_are_said_in_the_plural(what: str, plural: str) -> None:
    assert word_files._plural(what).startswith(plural)


def test_an_unknown_style_is_a_paragraph() -> None:
    raw = make_docx([("Heading 1", "A"), ("", "B")])
    raw = change_part(raw, lambda xml: xml.replace('w:val="Heading1"', 'w:val="Gone"'))
    assert read_word(raw, place="x.docx")[0] == ["A", "B"]


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"", "damaged or no Word document"),
        (b"Hello", "damaged or no Word document"),
        (b"PK\x03\x04", "damaged or no Word document"),
        (b"\xd0\xcf\x11\xe0", "an old Word document or one with a password"),
    ],
)
def test_what_is_no_word_document_is_refused(raw: bytes, part: str) -> None:
    with pytest.raises(ArticleError, match=part):
        read_word(raw, place="x.docx")


def test_a_zip_that_is_no_document_and_a_bomb_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "A")
    with pytest.raises(ArticleError, match="damaged or no Word document"):
        read_word(out.getvalue(), place="x.docx")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(30_000_000))
    with pytest.raises(ArticleError, match="zip bomb"):
        read_word(bomb.getvalue(), place="x.docx")


@pytest.mark.parametrize("limit", ["MAX_XML", "MAX_UNPACKED"])
def test_a_document_that_would_fill_the_memory_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    raw = make_docx([("", "It is open.")])
    assert read_word(raw, place="x.docx")[0] == ["It is open."]
    monkeypatch.setattr(word_files, limit, 1000)
    with pytest.raises(ArticleError, match=r"x\.docx: would unpack to .* bytes of text"):
        read_word(raw, place="x.docx")


WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30)


@settings(max_examples=8, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_paragraphs_come_back_as_they_were_written(paragraphs: list[str]) -> None:
    raw = make_docx([("", text) for text in paragraphs])
    assert read_word(raw, place="x.docx")[0] == paragraphs
