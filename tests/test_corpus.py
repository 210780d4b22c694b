"""Is a text loaded as it stands, whatever its encoding, or refused with a reason?"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from archive_files import LETTER, WIRE, make_good
from conftest import IDLIB
from hypothesis import given
from hypothesis import strategies as st
from office_files import make_nexis_rtf, make_rtf

from helpers import readers
from helpers.corpus import Article, load_article, make_article
from helpers.errors import ArticleError
from helpers.schema import MEASURED_KINDS

TEXT = (
    "The King’s New Bridge\n\n"
    "Ruritania opened a bridge on Monday. “It is a fine bridge,” said the king – in French.\n\n"
    "It cost 12 €.\n\n"
    "By Ann Other\n"
)


def check_offsets(article: Article) -> None:
    for table in (article.paragraphs, article.sentences):
        for row in table.itertuples():
            assert article.text[row.start : row.end] == row.text


# --- the real article ---


def test_the_text_is_kept_byte_for_byte(article: Article) -> None:
    raw = (IDLIB / "article.txt").read_bytes()
    assert article.text.encode() == raw


def test_every_offset_holds_the_text_of_its_row(article: Article) -> None:
    check_offsets(article)
    assert "\u00a0" in article.text
    assert "’" in article.text


def test_what_the_blocks_are(article: Article) -> None:
    counts = article.paragraphs["kind"].value_counts().to_dict()
    assert counts == {
        "title": 1,
        "body": 15,
        "list_item": 3,
        "caption": 2,
        "byline": 1,
        "boilerplate": 3,
    }


def test_labels_follow_the_reading_order(article: Article) -> None:
    labels = [label for label in article.paragraphs["label"] if label]
    body = [str(n) for n in range(1, 9)]
    rest = [str(n) for n in range(9, 16)]
    assert labels == ["T", *body, "8.1", "8.2", "8.3", *rest]


def test_what_belongs_to_the_page_is_kept_out(article: Article) -> None:
    tail = article.paragraphs[article.paragraphs["kind"] == "boilerplate"]["text"]
    assert list(tail.str[:12]) == ["Similar Post", "Leave a Repl", "Your email a"]
    measured = article.paragraphs[article.paragraphs["kind"].isin(MEASURED_KINDS)]
    assert set(article.sentences["paragraph"]) == set(measured["paragraph"])
    assert not article.sentences["text"].str.contains("Reply|screen-shot|Elijah").any()


def test_position_runs_from_0_to_1_over_what_is_measured(article: Article) -> None:
    measured = article.paragraphs[article.paragraphs["kind"].isin(MEASURED_KINDS)]
    assert measured["position"].is_monotonic_increasing
    assert measured["position"].between(0, 1).all()
    others = article.paragraphs[~article.paragraphs["kind"].isin(MEASURED_KINDS)]
    assert others["position"].isna().all()


def test_metadata_come_from_the_toml(article: Article) -> None:
    (row,) = article.articles.to_dict("records")
    assert article.id == row["article"] == "idlib-2018"
    assert row["title"].startswith("The US Doesn’t Care")
    assert row["language"] == "en"
    assert row["published"] == row["outlet"] == ""


# --- text in memory ---


def test_a_text_in_memory_needs_no_metadata() -> None:
    article = make_article(TEXT)
    (row,) = article.articles.to_dict("records")
    assert (article.id, row["title"], row["language"]) == (
        "article",
        "The King’s New Bridge",
        "en",
    )
    assert article.path is None
    assert list(article.paragraphs["kind"]) == ["title", "body", "body", "byline"]
    check_offsets(article)


def test_without_a_headline_the_identifier_is_the_title() -> None:
    article = make_article("The bridge is open.\n\nIt is fine.", identifier="bridge")
    assert article.articles.loc[0, "title"] == "bridge"
    assert list(article.paragraphs["label"]) == ["1", "2"]


def test_headings_have_their_own_labels() -> None:
    article = make_article("# Title\n\n## North\n\nAll is well.\n\n## South\n\nAll is ill.")
    assert list(article.paragraphs["label"]) == ["T", "H1", "1", "H2", "2"]
    assert list(article.paragraphs["text"])[:2] == ["Title", "North"]


def test_a_list_before_any_paragraph_hangs_on_number_0() -> None:
    article = make_article("- Bread is dear.\n- Roads are bad.\n")
    assert list(article.paragraphs["label"]) == ["0.1", "0.2"]


def test_text_without_one_word_still_has_a_position() -> None:
    article = make_article("…\n\n!!!")
    assert list(article.paragraphs["position"]) == [0.5, 0.5]


def test_letters_and_accents_become_one_character() -> None:
    # e + combining acute, as a Mac may save it, is the é that a word list holds.
    article = make_article(unicodedata.normalize("NFD", "The café is open.\n\nIt is old."))
    assert "café" in article.text
    check_offsets(article)


@given(st.text(max_size=200))
def test_any_text_is_cut_or_refused(text: str) -> None:
    try:
        article = make_article(text)
    except ArticleError as error:
        assert "no paragraph of prose" in str(error)
    else:
        check_offsets(article)
        assert article.text == unicodedata.normalize("NFC", article.text)


def test_two_runs_give_the_same_tables(article: Article) -> None:
    again = load_article(IDLIB)
    pd.testing.assert_frame_equal(again.paragraphs, article.paragraphs)
    pd.testing.assert_frame_equal(again.sentences, article.sentences)


# --- files ---


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_encodings_and_line_ends_all_give_the_same_text(
    tmp_path: Path, encoding: str, newline: str, suffix: str
) -> None:
    file = tmp_path / f"bridge{suffix}"
    file.write_bytes(TEXT.replace("\n", newline).encode(encoding))
    article = load_article(file)
    assert article.text == TEXT
    assert (article.id, article.path) == ("bridge", file)


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"], ids=["little", "big"])
def test_utf_16_with_a_byte_order_mark(tmp_path: Path, mark: bytes) -> None:
    file = tmp_path / "bridge.txt"
    file.write_bytes(mark + TEXT.encode("utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"))
    assert load_article(file).text == TEXT


def test_paths_may_be_strings_and_suffixes_capitals(tmp_path: Path) -> None:
    file = tmp_path / "BRIDGE.TXT"
    file.write_text(TEXT, encoding="utf-8")
    assert load_article(str(file)).text == TEXT


def test_hard_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    file = tmp_path / "wrapped.txt"
    file.write_text(
        "A Bridge\n\n"
        "Ruritania opened a bridge on Monday, and everybody who\n"
        "lived in the valley came to see it, the king and the\n"
        "bakers of the town included.\n\n"
        "It was a fine day.\n",
        encoding="utf-8",
    )
    article = load_article(file)
    assert list(article.paragraphs["kind"]) == ["title", "body", "body"]
    assert len(article.sentences) == 3
    check_offsets(article)


def test_a_folder_without_metadata_is_enough(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    article = load_article(tmp_path)
    assert article.id == tmp_path.name
    assert article.articles.loc[0, "author"] == ""


def test_metadata_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "article.toml").write_text(
        'title = "Bridge"\npublished = 1894-03-03\nnote = "any"\n', encoding="utf-8"
    )
    row = load_article(tmp_path).articles.iloc[0]
    assert (row["title"], row["published"]) == ("Bridge", "1894-03-03")


def refused(path: Path, *parts: str) -> None:
    """Check that the file is refused in words that name it and hold these parts."""
    with pytest.raises(ArticleError) as caught:
        load_article(path)
    message = str(caught.value)
    for part in (path.name, *parts):
        assert part in message, message


@pytest.mark.parametrize(
    ("name", "raw", "parts"),
    [
        ("empty.txt", b"", ["empty", "put the text"]),
        ("blank.txt", b" \n\t\r\n", ["empty"]),
        ("mark.txt", b"\xef\xbb\xbf\n", ["empty"]),
        ("hard.txt", "\u00a0\n\u00a0".encode(), ["empty"]),
        ("binary.txt", bytes(range(256)), ["not a text file", "plain text"]),
        ("nul.txt", b"A text\x00 with a NUL.", ["not a text file"]),
        ("odd.txt", b"\xff\xfeA", ["not a text file"]),
        ("paper.pdf", b"%PDF-1.7 ...", ["damaged", "save or print it as a PDF again"]),
        ("paper.txt", b"%PDF-1.7 ...", ["a PDF", "ends in .pdf"]),
        ("word.txt", b"PK\x03\x04...", ["a Word document or a zip", "ends in .docx"]),
        ("rich.txt", b"{\\rtf1 ...", ["rich text", "ends in .rtf"]),
        ("paper.docx", b"PK\x03\x04...", ["damaged or no Word document", "save it again"]),
        ("paper.doc", b"\xd0\xcf\x11\xe0...", ["old Word", "save it as .docx"]),
        ("paper.rtf", b"{\\rtf1 }", ["holds no text"]),
        ("paper.xyz", b"Hello.", [".xyz", "plain text", ".txt, .md"]),
        ("paper", b"Hello there.", ["no suffix"]),
        ("links.txt", b"Share this\n\nLeave a Reply\n", ["no paragraph of prose", "blank line"]),
    ],
)
def test_what_is_no_article_is_refused(
    tmp_path: Path, name: str, raw: bytes, parts: list[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(raw)
    refused(file, *parts)


def test_a_file_of_another_kind_loads_as_a_text_does(tmp_path: Path) -> None:
    good = tmp_path / "good"
    make_good(good)
    for name in ("lighthouse.docx", "letter.rtf", "harbour.pdf"):
        article = load_article(good / name)
        assert article.articles.loc[0, "language"] == "en"
        check_offsets(article)
        assert len(article.sentences) >= 4
    assert load_article(good / "letter.rtf", identifier="mine").id == "mine"


def test_an_export_of_many_articles_is_sent_to_load_corpus(tmp_path: Path) -> None:
    file = tmp_path / "export.rtf"
    file.write_bytes(make_nexis_rtf([WIRE, LETTER]))
    refused(file, "holds 2 articles", "load_corpus")
    file.write_bytes(make_nexis_rtf([LETTER]))
    assert load_article(file).articles.loc[0, "outlet"] == "The Ellery Gazette"
    file.write_bytes(make_rtf(["A headline", "Length: 3 words", "Load-Date: x", "End of Document"]))
    refused(file, 'no line "Body"')


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere.txt", "no such file", "check the name")


def test_a_folder_without_text_is_named(tmp_path: Path) -> None:
    refused(tmp_path, "no article.txt", "put the text there")


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "MAX_BYTES", 1_000)
    file = tmp_path / "book.txt"
    file.write_text("word " * 300, encoding="utf-8")
    refused(file, "1,500 bytes", "1,000 at most", "cut it")


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "locked.txt"
    file.write_text(TEXT, encoding="utf-8")

    def deny(self: Path) -> bytes:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "read_bytes", deny)
    refused(file, "cannot be read", "Permission denied")


@pytest.mark.parametrize(
    ("toml", "parts"),
    [
        (b"title = ", ["not valid TOML"]),
        (b'title = "caf\xe9"', ["not valid TOML in UTF-8"]),
        (b'titel = "Bridge"', ["'titel' is not known", "author", "figures or note"]),
    ],
)
def test_wrong_metadata_are_named(tmp_path: Path, toml: bytes, parts: list[str]) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "article.toml").write_bytes(toml)
    refused(tmp_path, "article.toml", *parts)


def test_a_text_that_is_given_as_a_path_is_told_the_way() -> None:
    text = "The council closed the harbour. " * 200
    with pytest.raises(ArticleError, match=r"^The council closed .* …: .*use make_article"):
        load_article(text)
