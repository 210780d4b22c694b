"""Which articles does an export of a news data base hold? Lines of a file in; articles out.

Nexis Uni writes what was found into one Word or rich text file: for each document the headline,
the source, the date, labelled lines ("Length:", "Byline:", "Section:"), the body, and below it
what the data base adds ("Classification", "Load-Date:", "End of Document"). Only headline and
body are the article's own words; the rest becomes metadata or is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from helpers.dates import parse_date
from helpers.text import count_words

_END: Final = re.compile(r"end of document", re.IGNORECASE)
_BODY: Final = re.compile(r"body:?", re.IGNORECASE)
_LABELS: Final = (
    "section length byline dateline highlight headline series graphic correction "
    "correction-date notes anchors guests"
).split()
_FIELD: Final = re.compile(rf"({'|'.join(_LABELS)})\s*:\s*(.*)", re.IGNORECASE)
# A headline may well begin with one of the others, as "Correction: ...".
_SURE: Final = re.compile(
    r"(?:section|length|byline|dateline|highlight|headline)\s*:.*|(?:copyright|©).*", re.IGNORECASE
)
# What stands below the body.
_APPARATUS: Final = re.compile(
    r"(?:load-date|language|publication-type|journal code|subject|industry|geographic|person|"
    r"company|organization|ticker|document-type)\s*:.*",
    re.IGNORECASE,
)
_FEW_LINES: Final = 5
_SHORT: Final = 200
_LENGTH: Final = re.compile(r"([\d,.]+)\s+words?", re.IGNORECASE)
# The body of an export may differ so far from the number of words that the data base gives.
_NEAR: Final = 0.2


class Export(NamedTuple):
    """Hold one document of an export: its text, metadata, and remarks.

    `text` is empty where no body was found; then `problem` says why.
    """

    text: str
    metadata: dict[str, str]
    notes: tuple[str, ...]
    problem: str = ""


def is_export(lines: Sequence[str]) -> bool:
    """Tell an export of Nexis Uni from an ordinary document.

    Examples
    --------
    >>> is_export(["A bridge", "Body", "It is open.", "Load-Date: May 1, 2018", "End of Document"])
    True
    >>> is_export(["A bridge", "It is open."])
    False
    """
    body = any(_BODY.fullmatch(line) for line in lines)
    ends = any(_END.fullmatch(line) for line in lines)
    told = any(re.match(r"(?:load-date|length)\s*:", line, re.IGNORECASE) for line in lines)
    return (ends and (body or told)) or (body and told)


def split_export(lines: Sequence[str]) -> list[Export]:
    """Cut the lines of an export into its documents.

    Parameters
    ----------
    lines
        The paragraphs of the file, in order.

    Returns
    -------
    list of Export
        One per document, in order. The text is the headline and the body; metadata are those of
        title, outlet, published, author and language that are printed.

    Notes
    -----
    The layout is that of exports of Nexis Uni as Word and rich text files; a cover with a list of
    what follows is passed over.

    Examples
    --------
    >>> lines = ["A bridge", "The Gazette", "May 1, 2018 Tuesday", "Length: 3 words",
    ...          "Byline: Ann Other", "Body", "It is open.", "Classification", "End of Document"]
    >>> (found,) = split_export(lines)
    >>> found.text.splitlines()
    ['A bridge', '', 'It is open.']
    >>> sorted(found.metadata.values())
    ['2018-05-01', 'A bridge', 'Ann Other', 'The Gazette']
    """
    return [_read(part) for part in _parts(lines)]


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in lines:
        plain = " ".join(line.removeprefix("## ").split())
        if _END.fullmatch(plain):
            if part:
                yield part
            part = []
        elif plain:
            # A block may hold lines; those of the body's paragraphs and lists stay.
            part.append(line.strip())
    if any(_BODY.fullmatch(line) for line in part):
        yield part


def _read(part: Sequence[str]) -> Export:
    at = next((k for k, line in enumerate(part) if _BODY.fullmatch(_plain(line))), None)
    head = [_plain(line) for line in part[:at]]
    metadata, notes = _read_head(head)
    if at is None:
        return Export("", metadata, notes, 'holds no line "Body", and so no text')
    body = list(part[at + 1 :])
    end = _find_foot(body)
    metadata |= _read_foot(body[end:])
    body = body[:end]
    if not body:
        return Export("", metadata, notes, 'has no text below the line "Body"')
    notes = (*notes, *_check_length(head, body))
    title = metadata.get("title", "")
    return Export("\n\n".join(filter(None, [title, *body])) + "\n", metadata, notes)


def _find_foot(body: Sequence[str]) -> int:
    """Tell where the article ends and what the data base adds begins."""
    lines = [_plain(line).lower() for line in body]
    if "classification" not in lines:
        foot = len(lines)
        while foot and _APPARATUS.fullmatch(lines[foot - 1]):
            foot -= 1
        return foot
    foot = len(lines) - 1 - lines[::-1].index("classification")
    # A block of captions or notes may stand between the two, in few lines; notes are short.
    short = True
    for at in range(foot - 1, max(foot - _FEW_LINES, -1), -1):
        name = lines[at].rstrip(":")
        if name == "graphic" or (name == "notes" and short):
            return at
        short = short and len(lines[at]) <= _SHORT
    return foot


def _read_head(head: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Tell headline, source, date and labelled lines apart."""
    dates = [k for k, x in enumerate(head) if not _FIELD.fullmatch(x) and parse_date(x)]
    sure = [k for k, line in enumerate(head) if _SURE.fullmatch(line)]
    # Labels follow the date; what stands before it is headline and source, whatever its words.
    # With a cover above, the last date before the labels is that of the document.
    first = next((k for k in sure if not dates or k > dates[0]), len(head))
    dated = max((k for k in dates if k < first), default=None)
    top = list(head[:first])
    begins = first if dated is None else dated + 1
    fields: dict[str, str] = {}
    for k, line in enumerate(head):
        found = _FIELD.fullmatch(line)
        if found and (k >= begins or found[1].lower() == "headline"):
            fields.setdefault(found[1].lower(), found[2].strip())
    known = {"author": re.sub(r"(?i)^by\s+", "", fields.get("byline", ""))}
    notes: list[str] = []
    if dated is None:
        notes.append("no date could be read")
        known |= {"title": top[0] if top else "", "outlet": top[1] if len(top) > 1 else ""}
    else:
        known["published"] = parse_date(top[dated])
        known["outlet"] = top[dated - 1] if dated > 0 else ""
        known["title"] = top[dated - 2] if dated > 1 else ""
    if headline := fields.get("headline"):
        known["title"] = headline
    kept = [f"{name}: {fields[name]}" for name in ("section", "dateline") if fields.get(name)]
    return {key: value for key, value in known.items() if value}, (*kept, *notes)


def _read_foot(foot: Sequence[str]) -> dict[str, str]:
    for line in foot:
        if found := re.match(r"language\s*:\s*(\w+)", line, re.IGNORECASE):
            return {"language": found[1]}
    return {}


def _check_length(head: Sequence[str], body: Sequence[str]) -> list[str]:
    """Compare the words found with the number that the data base gives."""
    printed = next((m for x in head if (m := re.search(r"(?i)^length\s*:\s*(.*)", x))), None)
    number = _LENGTH.match(printed[1]) if printed else None
    if number is None:
        return []
    said = int(re.sub(r"\D", "", number[1]))
    found = count_words(" ".join(body))
    if abs(found - said) <= max(20, _NEAR * said):
        return []
    return [f"the export says {said} words, {found} were found; look whether the text is whole"]


def _plain(line: str) -> str:
    return " ".join(line.removeprefix("## ").split())
