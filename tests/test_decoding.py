"""Is a text read as it was written, whatever its encoding?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.decoding import choose_codec, clean, decode
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


QUOTED = "“We won’t go,” said the café – and the people were heard on the island. " * 4


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("damage", [b"\xe9", b"\xff", b"\xe2\x80", b"\x93\x94"])
@pytest.mark.parametrize("declared", ["", "utf-8", "utf-16", "iso-8859-1", "undefined"])
def test_a_few_bad_bytes_do_not_turn_utf8_into_another_encoding(
    head: bytes, damage: bytes, declared: str
) -> None:
    raw = head + QUOTED.encode() + damage + b" caf" + QUOTED.encode()
    found = decode(raw, place="text.txt", declared=declared)
    assert found.text.replace("\ufffd", "") == f"{QUOTED} caf{QUOTED}"
    assert "\ufffd" in found.text
    assert (found.encoding, found.notes) == ("UTF-8", ())


@pytest.mark.parametrize(
    ("text", "codec"),
    [("城市要取消夜间渡轮,岛上没有人被问过。", "gb18030"), ("도시는 밤배를 없애려 한다.", "cp949")],
)
def test_what_is_another_encoding_is_not_taken_for_damaged_utf8(text: str, codec: str) -> None:
    assert decode(text.encode(codec) * 3, place="p", declared=codec).text == text * 3


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "ISO-8859-1", "latin-1", "latin1", "l1", "ascii", "us-ascii"]
)
def test_old_names_mean_windows_1252_as_in_browsers(label: str) -> None:
    found = decode(ENGLISH.encode("cp1252"), place="p", declared=label)
    assert (found.text, found.encoding) == (ENGLISH, "Windows-1252")


@pytest.mark.parametrize(
    "label",
    ["undefined", "unicode_escape", "punycode", "idna", "utf-7", "hex", "rot13", "a\0b", "é", " "],
)
def test_names_of_what_no_text_is_written_in_are_passed_over(label: str) -> None:
    assert choose_codec(label) == ""
    assert decode(b"caf\xe9 \\u0041", place="p", declared=label).text == "café \\u0041"


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
