"""Is a text read as it was written, whatever its encoding?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.decoding import clean, decode
from helpers.errors import ArticleError

ENGLISH = "“It is a fine bridge,” said the king – in French. The café’s bill was 12 €."
GERMAN = "Der Bus muß bleiben, sagen die Bürger. Es wäre schön, wenn die Stadt hörte."
RUSSIAN = "Автобус должен остаться, говорит город. Никто не хочет ходить пешком зимой."


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (ENGLISH, "utf-8", "UTF-8"),
        (ENGLISH, "utf-8-sig", "UTF-8"),
        (ENGLISH, "utf-16", "UTF-16"),
        (ENGLISH, "utf-16-le", "UTF-16"),
        (ENGLISH, "utf-16-be", "UTF-16"),
        (ENGLISH, "cp1252", "Windows-1252"),
        (ENGLISH, "mac_roman", "mac-roman"),
        (GERMAN, "latin-1", "Windows-1252"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        ("Plain.", "ascii", "UTF-8"),
    ],
)
def test_the_encoding_is_told_and_said(text: str, codec: str, name: str) -> None:
    found = decode(text.encode(codec), place="text.txt")
    assert (found.text, found.encoding) == (text, name)
    said = f"read as {name}, not UTF-8; check accents and quotation marks"
    assert found.notes == (() if name == "UTF-8" else (said,))


def test_what_the_file_declares_is_tried() -> None:
    assert decode("Zażółć".encode("iso8859-2"), place="p", declared="iso-8859-2").text == "Zażółć"
    assert decode(b"caf\xe9", place="p", declared="no-such-thing").text == "café"


def test_a_stray_byte_does_not_lose_the_text() -> None:
    raw = ("The harbour was closed. " * 20).encode() + b"\x81\x8d\x8f\x90\x9d Nobody was asked."
    found = decode(raw, place="text.txt").text
    assert found.startswith("The harbour was closed.")
    assert found.endswith("Nobody was asked.")


@pytest.mark.parametrize(
    "raw", [b"a\x00b is here", b"\x01\x02\x03\x04 odd", b"\xff\xfe\x00\xd8", b"a\0b\0c\0\0\xd8"]
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(ArticleError, match=r"text\.txt: this is not a text file"):
        decode(raw, place="text.txt")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once, _ = clean(text)
    twice, notes = clean(once)
    assert (twice, notes) == (once, ())
