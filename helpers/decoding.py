"""Which characters does a file hold? Bytes in; clean text, its encoding and what was noticed out.

The encoding is told by the file's own mark, or because the bytes fit UTF-8, or by the library
charset-normalizer. Characters that nobody can see and that part words (control characters, marks
of writing direction, soft hyphens) are taken out, and that is said.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final, NamedTuple

from helpers.errors import ArticleError

_MAGIC: Final = {
    b"%PDF": "a PDF, whatever its name says; give it a name that ends in .pdf",
    b"PK\x03\x04": "a Word document or a zip file, whatever its name says; give a Word document a "
    "name that ends in .docx",
    b"\xd0\xcf\x11\xe0": "an old Word document; open it in Word and save it as .docx, or copy and "
    "paste its text",
    b"{\\rtf": "a rich text file, whatever its name says; give it a name that ends in .rtf",
    b"bplist": "a web archive of Safari; save the page there as Page Source (.html) instead",
    b"\x89PNG": "a picture; a text cannot be read from it, so type or copy the text itself",
    b"\xff\xd8\xff": "a picture; a text cannot be read from it, so type or copy the text itself",
}
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_BOMS: Final = {
    b"\xff\xfe": ("utf-16", "UTF-16"),
    b"\xfe\xff": ("utf-16", "UTF-16"),
}
# The encodings that texts from the web and from offices have. Fewer to choose from, fewer mistakes.
_COMMON: Final = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r mac_roman shift_jis gb18030 "
    "big5 euc_kr"
).split()
# Programs that write these names mean the larger encoding on the right, and so do browsers
# (WHATWG, *Encoding*): else quotation marks and dashes become control characters.
_MEANT: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Python knows these, no text is written in them; UTF-16 is told by its zeros or its mark.
_NO_TEXT: Final = frozenset(
    "idna punycode undefined unicode_escape raw-unicode-escape unicode-escape utf-7 mbcs oem "
    "utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be".split()
)
# Of the characters beyond ASCII at most this share may be damaged in a text that is UTF-8.
_MOST_DAMAGED: Final = 0.34
# No text has more control characters than this share.
_MOST_CONTROLS: Final = 0.01
_BREAKS: Final = "\t\n\f\v\x85"
# Marks of direction, soft hyphen, zero-width space, word joiner, byte-order mark. The joiners
# U+200C and U+200D stay: scripts and emoji need them.
_UNSEEN: Final = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_UNSEEN_MARK: Final = re.compile(f"[{_UNSEEN}]")
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


class Decoded(NamedTuple):
    """Hold a text, the name of its encoding, and remarks for the reader."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(raw: bytes, *, place: str, declared: str = "") -> Decoded:
    r"""Turn the bytes of a file into clean text.

    Parameters
    ----------
    raw
        The whole file.
    place
        What to call the file in messages.
    declared
        The encoding that the file itself names (a web page may); tried after UTF-8.

    Raises
    ------
    ArticleError
        If the bytes are no text: a PDF, a Word document, a picture, or of no encoding known.

    Notes
    -----
    Bytes that fit UTF-8 are UTF-8: others fit it by chance only where there is nothing but ASCII.
    Where most letters beyond ASCII fit it and a few do not, the file is damaged UTF-8, and what
    does not fit stands as U+FFFD, which `make_article` counts. For the rest charset-normalizer
    says what reads most like a language. Where Windows-1252 gives the same characters as its
    choice, that is named, being by far the most usual.

    Examples
    --------
    >>> decode("The caf\u00e9\u2019s door".encode("cp1252"), place="door.txt")[:2]
    ('The café’s door', 'Windows-1252')
    """
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise ArticleError(f"{place}: this is {what}")
    for mark, (codec, name) in _BOMS.items():
        if raw.startswith(mark):
            return _finish(_try(raw, codec, place=place), name, place=place)
    if codec := tell_utf16(raw):
        return _finish(_try(raw, codec, place=place), "UTF-16", place=place)
    raw = raw.removeprefix(_UTF8_MARK)
    for codec in filter(None, ("utf-8", choose_codec(declared))):
        try:
            return _finish(raw.decode(codec), _name(codec), place=place)
        except UnicodeError:
            if codec == "utf-8" and (damaged := _mend(raw)):
                return _finish(damaged, "UTF-8", place=place)
    return _finish(*_guess(raw, place=place), place=place)


def tell_utf16(raw: bytes) -> str:
    """Give the codec of UTF-16 without its mark, or nothing: ASCII in it has zeros at one side.

    Examples
    --------
    >>> tell_utf16("A bridge".encode("utf-16-be")), tell_utf16(b"A bridge")
    ('utf-16-be', '')
    """
    for codec, part in (("utf-16-le", raw[1:2000:2]), ("utf-16-be", raw[0:2000:2])):
        if len(raw) % 2 == 0 and part.count(0) > len(part) * 0.4:
            return codec
    return ""


def choose_codec(label: str) -> str:
    """Give the codec that is meant where a page or a server names an encoding.

    Parameters
    ----------
    label
        What it says, such as `ISO-8859-1`.

    Returns
    -------
    str
        A name that Python knows; empty where the label names no encoding of texts.

    Examples
    --------
    >>> choose_codec("ISO-8859-1"), choose_codec("latin-1"), choose_codec("utf8")
    ('cp1252', 'cp1252', 'utf-8')
    >>> choose_codec("undefined"), choose_codec("base64"), choose_codec("no-such-thing")
    ('', '', '')
    """
    try:
        found = codecs.lookup(label.strip())
        "".encode(found.name)  # fails where a codec turns bytes into bytes
    except (LookupError, ValueError):
        return ""
    return "" if found.name in _NO_TEXT else _MEANT.get(found.name, found.name)


def is_encoding(found: Decoded, label: str) -> bool:
    """Tell whether a text was read by the encoding that its page names."""
    codec = choose_codec(label)
    return bool(codec) and _name(codec) == found.encoding


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Bring a text to Unicode NFC and line feeds; take out what nobody sees, and say so.

    Examples
    --------
    >>> clean("Gov\u00adern\u200fment\r\n")
    ('Government\n', ('2 invisible marks (soft hyphens, marks of direction) were taken out',))
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    notes = []
    for pattern, what in (
        (CONTROL, "control character{} that no text needs"),
        (_UNSEEN_MARK, "invisible mark{} (soft hyphens, marks of direction)"),
    ):
        text, n = pattern.subn("", text)
        if n:
            verb = "was" if n == 1 else "were"
            notes.append(f"{n} {what.format('s' * (n > 1))} {verb} taken out")
    return unicodedata.normalize("NFC", text), tuple(notes)


def _try(raw: bytes, codec: str, *, place: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        raise ArticleError(_no_text(place)) from None


def _mend(raw: bytes) -> str:
    """Read UTF-8 in which a few letters are damaged; give nothing if it is another encoding."""
    text = raw.decode("utf-8", "replace")
    damaged = text.count("\ufffd") - raw.count("\ufffd".encode())
    beyond = sum(not letter.isascii() for letter in text)
    return text if damaged <= _MOST_DAMAGED * beyond else ""


def _guess(raw: bytes, *, place: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(raw, cp_isolation=list(_COMMON)).best()
    if best is None:
        # A few stray bytes in what else is a text; bytes without a character become spaces.
        text = raw.decode("cp1252", errors="replace").replace("\ufffd", " ")
        return text, "Windows-1252"
    codec = "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding
    return str(best), _name(codec)


def _name(codec: str) -> str:
    plain = codec.lower().replace("_", "-")
    if plain in ("utf8", "utf-8", "ascii"):
        return "UTF-8"
    return f"Windows-{plain[2:]}" if plain.startswith("cp125") else plain


def _finish(text: str, encoding: str, *, place: str) -> Decoded:
    if "\0" in text or len(CONTROL.findall(text)) > max(2, _MOST_CONTROLS * len(text)):
        raise ArticleError(_no_text(place))
    text, notes = clean(text)
    if encoding != "UTF-8":
        notes = (f"read as {encoding}, not UTF-8; check accents and quotation marks", *notes)
    return Decoded(text, encoding, notes)


def _no_text(place: str) -> str:
    return (
        f"{place}: this is not a text file in UTF-8, UTF-16 or an older encoding such as "
        "Windows-1252; open it in the program that made it, and save it as plain text (.txt, "
        "UTF-8) or copy and paste its text"
    )
