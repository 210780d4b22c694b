"""Cut text into sentences and words without ever moving an offset.

Text in, spans out. Steps that want plain quotation marks and spaces work on `plain_view`, which
replaces characters one for one, so that a position in the view is the same position in the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

ABBREVIATIONS: Final = frozenset(
    # titles and ranks
    "mr mrs ms dr prof hon rev sr jr st mt messrs mme gen adm col maj capt cpt lt sgt cmdr brig "
    "sen rep gov pres amb supt "
    # states as printed in datelines, companies, places
    "ala ariz calif colo conn fla kan mich minn mont neb nev okla tenn tex wis wyo "
    "co corp inc ltd dept assn bros univ ave blvd rd "
    # months
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    # Latin and reference
    "e.g i.e etc vs v viz cf al approx nos vol pp ed eds fig u.s u.k u.n e.u u.s.a d.c a.m "
    "p.m".split()
)

_VIEW: Final = str.maketrans(
    {
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u200a": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\t": " ",
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "‚": "'",
        "‹": "'",
        "›": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
    }
)

# A word may hold apostrophes and hyphens (Ay'youb, al-Nusra), or stops between capitals (U.S.).
_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['\-][^\W_]+)*")
_TOKEN: Final = re.compile(r"'s(?!\w)|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['\-][^\W_]+)*|\S")
_GENITIVE: Final = re.compile(r"(?<=\w)'s$", re.IGNORECASE)


class Token(NamedTuple):
    """Hold one token: its half-open span in code points and its plain, lower-case form."""

    start: int
    end: int
    lower: str


def plain_view(text: str) -> str:
    r"""Return a view of the same length with plain quotation marks, spaces and hyphens.

    Examples
    --------
    >>> plain_view("Moscow’s\u00a0“ally”")
    'Moscow\'s "ally"'
    """
    if text.isascii():  # most sentences; translating letter by letter is slow
        return text.replace("\t", " ").replace("`", "'")
    return text.translate(_VIEW)


def count_words(text: str) -> int:
    """Count words; a word may hold an apostrophe or a hyphen.

    Examples
    --------
    >>> count_words("Moscow’s long-range missiles (3 of them).")
    6
    """
    return sum(1 for _ in _WORD.finditer(plain_view(text)))


def find_tokens(view: str, *, offset: int = 0) -> list[Token]:
    """Cut a plain view into words, genitive endings and punctuation marks.

    Parameters
    ----------
    view
        Text from `plain_view`.
    offset
        Added to each position, for a view that is a slice of an article.

    Examples
    --------
    >>> [token.lower for token in find_tokens("Iran's long-term allies won't go.")]
    ['iran', "'s", 'long-term', 'allies', "won't", 'go', '.']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(view):
        start, end, form = match.start(), match.end(), match.group()
        genitive = _GENITIVE.search(form)
        if genitive and form.lower() not in {"it's", "he's", "she's", "that's", "let's", "who's"}:
            cut = start + genitive.start()
            tokens.append(Token(offset + start, offset + cut, form[: cut - start].lower()))
            tokens.append(Token(offset + cut, offset + end, form[cut - start :].lower()))
        else:
            tokens.append(Token(offset + start, offset + end, form.lower()))
    return tokens


@cache
def _punkt() -> PunktSentenceTokenizer:
    # Parameters are built in memory: NLTK's trained model would have to be downloaded, and Punkt
    # trained on one short text learns false abbreviations.
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    return PunktSentenceTokenizer(parameters)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Cut one paragraph into sentences.

    Punkt (Kiss & Strunk 2006) with a fixed list of abbreviations; closing quotation marks and
    brackets stay with the sentence that they close.

    Returns
    -------
    list of tuple
        Half-open spans; white space between sentences belongs to none.

    Notes
    -----
    A sentence that ends in an abbreviation ("in the U.S. The ...") or in dots is cut only where
    the next word is one that often starts a sentence.

    Examples
    --------
    >>> text = "Gen. Smith said “No.” Why would he? He left."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Gen. Smith said “No.”', 'Why would he?', 'He left.']
    """
    view = plain_view(text).replace("\n", " ")
    spans: list[tuple[int, int]] = []
    for start, end in _punkt().span_tokenize(view):
        piece = view[start:end]
        lead = len(piece) - len(piece.lstrip())
        piece = piece.strip()
        numbered = piece[:1].isdigit() and spans and _NUMBERED.search(view[: spans[-1][1]])
        # Punkt parts the last mark of "!!!" at the end of a text.
        if spans and (numbered or not re.search(r"\w", piece)):
            spans[-1] = (spans[-1][0], start + lead + len(piece))
        else:
            spans.append((start + lead, start + lead + len(piece)))
    return _cut_before_openers(view, spans)


# "No." is an abbreviation before a figure ("No. 10") and a whole answer elsewhere.
_NUMBERED: Final = re.compile(r"\b(?:[Nn]o|[Aa]rt|[Ss]ec)\.$")
_SENTENCE_OPENER: Final = re.compile(
    r"(?:(?<=[A-Z]\.[A-Z]\.)|(?<=\w…)|(?<=\w\.\.\.)) +(?=(?:The|This|That|These|Those|But|And|It|"
    r"He|She|They|We|In|As|Its|However|Nevertheless|Moreover|Meanwhile|Yet|Then|If|When|While|"
    r"Why|What|How)\b)"
)


def _cut_before_openers(view: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for start, end in spans:
        at = start
        for match in _SENTENCE_OPENER.finditer(view, start, end):
            pieces.append((at, match.start()))
            at = match.end()
        pieces.append((at, end))
    return pieces


def is_question(view: str) -> bool:
    """Tell whether a sentence in `plain_view` is a question."""
    return view.rstrip("\"') ").endswith("?")
