"""Is the article told from what stands around it, on pages of different kinds?"""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from helpers.corpus import load_article
from helpers.errors import ArticleError
from helpers.webpages import looks_like_page, read_page

PAGES = Path(__file__).parent / "pages"
FERRY = Path(__file__).parent.parent / "corpus" / "samples" / "ferry-page.html"
SENTENCE = "The council closed the harbour, and nobody on the island had been asked. "
BODY = f"<p>{SENTENCE * 4}</p>"

# page, title, other particulars, how the text begins and ends after the title, what must be gone
KINDS = [
    (
        "news",
        "Flood wall split the valley in two",
        {"outlet": "Valley News", "published": "2023-03-14"},
        ("Upper Marl wants the wall now.", "on both banks."),
        ["Picture:", "Photo", "Read also", "Most popular", "Bakery", "Copyright", "Weather"],
    ),
    (
        "blog",
        "My quarrel with the bus stop",
        {"published": "2022-09-02"},
        ("The transport office moved my bus stop", "ride to work by car?"),
        ["Skip to content", "Posted on", "Share this", "Related", "Leave a Reply", "Archives"],
    ),
    (
        "press-release",
        "Orchard Fund names the Cider Guild as its partner",
        {"published": "2021-05-04"},
        ("GREENHAM, 4 May 2021", "telephone 555 0100"),
        ["Careers", "Imprint", "IMMEDIATE"],
    ),
    (
        "interview",
        "“We never sold the well”: a talk with the head of the Water Union",
        {},
        ("Lotte Varn has led the Water Union", "it means to keep it."),
        ["Subscribe", "The Weekly Talks"],
    ),
    (
        "comments",
        "Let the market stay on Saturdays",
        {"published": "2020-10-10", "author": "The editors"},
        ("The town hall wants to move the market", "a car park with a fountain."),
        ["apple_anna", "rotten", "Nonsense", "responses", "Letters"],
    ),
]


@pytest.mark.parametrize(("name", "title", "about", "ends", "gone"), KINDS)
def test_five_kinds_of_page(
    name: str, title: str, about: dict[str, str], ends: tuple[str, str], gone: list[str]
) -> None:
    article = load_article(PAGES / f"{name}.html")
    row = article.articles.iloc[0]
    assert row["title"] == article.paragraphs["text"].iloc[0] == title
    assert {key: row[key] for key in about} == about
    body = article.text.removeprefix(title).strip()
    assert body.startswith(ends[0])
    assert body.endswith(ends[1])
    for words in gone:
        assert words not in article.text


def test_questions_lists_and_headings_keep_their_form() -> None:
    talk = load_article(PAGES / "interview.html")
    assert "Ms Varn, did you sell the well?" in set(talk.paragraphs["text"])
    blog = load_article(PAGES / "blog.html").paragraphs
    assert blog["kind"].tolist().count("list_item") == 3
    assert "at night. In the morning" in blog["text"].iloc[1]
    news = load_article(PAGES / "news.html").paragraphs
    assert news.loc[news["kind"] == "heading", "text"].tolist() == ["A model that nobody may see"]


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read_page(FERRY.read_bytes(), place="page").metadata["outlet"] == "The Sandvar Courier"


def test_a_page_in_a_single_file() -> None:
    raw = (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        b'Content-Type: text/html; charset="windows-1252"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        + f"<html><h1>Caf=E9</h1><article>{BODY}</article></html>".encode()
        + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nxxxx\r\n--x--\r\n"
    )
    page = read_page(raw, place="page.mhtml")
    assert page.text.startswith("Café\n\nThe council")
    assert len(page.notes) == 1


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-16", ""),
        ("windows-1252", '<meta charset="windows-1252">'),
        ("koi8-r", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'),
        ("utf-8", '<meta charset="no-such-thing">'),
    ],
)
def test_the_encoding_is_the_one_that_the_page_names(encoding: str, head: str) -> None:
    title = "Паром" if encoding == "koi8-r" else "Café"
    raw = f"<html><head>{head}</head><h1>{title}</h1><article>{BODY}</article></html>"
    page = read_page(raw.encode(encoding), place="page")
    assert page.text.startswith(f"{title}\n\nThe council")


@pytest.mark.parametrize("charset", ["undefined", "iso-8859-1", "utf-8", "no-such"])
def test_no_name_of_an_encoding_loses_the_page_or_a_remark(tmp_path: Path, charset: str) -> None:
    quoted = "The king said “we won’t go” – and the people were heard on the island. " * 6
    page = (
        f'<html><meta charset="{charset}"><h1>Closed</h1><article><p>{quoted}</p></article></html>'
    )
    file = tmp_path / "page.html"
    file.write_bytes(page.encode("cp1252"))
    old = load_article(file)
    assert "“we won’t go” –" in old.text
    said = [note for note in old.notes if "read as Windows-1252" in note]
    assert len(said) == (charset != "iso-8859-1")
    file.write_bytes(page.replace("</h1>", "?</h1>").encode().replace(b"?<", b"\xe9<"))
    damaged = load_article(file)
    assert "“we won’t go” –" in damaged.text
    assert any("1 character is damaged and shown as \ufffd" in note for note in damaged.notes)


def test_a_section_name_before_the_headline_is_left_out_and_a_lead_is_not() -> None:
    lead = "All summer the boats lay idle, and the town looked on without a word."
    page = "<html><title>Closed</title><article><p>Opinion</p><p>{}</p><h1>Closed</h1>{}</article>"
    text = read_page(page.format(lead, BODY).encode(), place="page").text
    assert text.startswith(f"Closed\n\n{lead}\n\nThe council")
    assert "Opinion" not in text


def test_a_page_without_a_title_begins_with_its_text() -> None:
    raw = f"<html><body><article>{BODY}</article></body></html>".encode()
    assert read_page(raw, place="page").text.startswith("The council")


def test_a_page_is_told_from_a_text_about_one() -> None:
    assert looks_like_page("<!-- saved --><HTML>")
    assert looks_like_page("\n <!DOCTYPE html>")
    assert not looks_like_page("The tag <html> opens a page.")


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_row_of_comments_is_looked_through_once(gap: str) -> None:
    """At 2000 comments a search that tries each of them twice would never end."""
    comments = f"<!-- -->{gap}" * 2000
    assert not looks_like_page(f"{comments}It is open.")
    assert looks_like_page(f"{comments}<html>")
    assert looks_like_page("<!-- over\ntwo lines --><html>")
    assert not looks_like_page("<!-- " * 2000)


@pytest.mark.parametrize("tag", ["<script ", "<style>", "<!-- ", "<a ", "<", "<input ", "<title>"])
def test_a_tag_that_never_ends_is_read_once(tag: str) -> None:
    """A search from each of these to the end of the page would take hours."""
    with pytest.raises(ArticleError, match=r"page: (?:this page holds|no article was found)"):
        read_page(b"<html>" + tag.encode() * 200_000, place="page")


def test_what_a_page_hides_is_no_word_of_it() -> None:
    raw = b"<html><style>" + b"p { colour: red } " * 90 + b"</style><!-- a b c --><p>Hi.</p>"
    with pytest.raises(ArticleError, match=r"page: this page holds 1 word and"):
        read_page(raw, place="page")
