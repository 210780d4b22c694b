"""Which column of a table holds what? Names of columns in; text, title, date and the rest out.

Collections are handed on as tables whose columns have the names of their makers: Media Cloud,
GDELT, or a colleague. Names are recognised whatever their case, spaces and underlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from helpers.dates import parse_date
from helpers.decoding import clean
from helpers.errors import CorpusError
from helpers.fragments import has_tags, read_fragment
from helpers.webpages import Page, looks_like_page, read_page

# For each field the names that it goes by, the first of them that is there counts.
KNOWN_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        "text",
        "storytext",
        "body",
        "content",
        "fulltext",
        "articletext",
        "articlebody",
        "bodytext",
        "maintext",
    ),
    "title": ("title", "headline", "storytitle", "articletitle", "hed"),
    "published": (
        "publishdate",
        "published",
        "publicationdate",
        "publishedat",
        "datepublished",
        "pubdate",
        "seendate",
        "sqldate",
        "date",
    ),
    "outlet": (
        "medianame",
        "outlet",
        "sourcecommonname",
        "publication",
        "newspaper",
        "publisher",
        "domain",
        "source",
    ),
    "source": ("url", "sourceurl", "documentidentifier", "link", "permalink"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang", "sourcelanguage"),
}
_ADDRESS: Final = re.compile(r"https?://\S+")


def choose_columns(
    names: Sequence[str], *, given: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Tell which column holds which field.

    Parameters
    ----------
    names
        The columns of a table.
    given
        Fields whose column is known, as `{"text": "Artikeltext"}`; they go before what is
        recognised.

    Returns
    -------
    dict
        From fields (text, title, published, outlet, source, author, language) to columns; fields
        without a column are left out.

    Raises
    ------
    CorpusError
        If no column holds the text, or several may. The message names those that are there.

    Examples
    --------
    >>> choose_columns(["stories_id", "Publish Date", "media_name", "story_text"])
    {'text': 'story_text', 'published': 'Publish Date', 'outlet': 'media_name'}
    """
    chosen = check_columns(given)
    found = ", ".join(map(repr, names)) or "none"
    for field, name in chosen.items():
        if name not in names:
            raise CorpusError(
                f"the column {name!r} for {field} is not there; the columns are {found}"
            )
    plain = [(re.sub(r"[\W_]", "", name.casefold()), name) for name in names]
    texts = [name for key, name in plain if key in KNOWN_COLUMNS["text"]]
    if "text" not in chosen and len(texts) != 1:
        what = "no column is known to hold the text"
        if texts:
            what = f"several columns may hold the text ({', '.join(texts)})"
        raise CorpusError(
            f'{what}, the columns are {found}; say which holds it: columns={{"text": ...}}'
        )
    for field, known in KNOWN_COLUMNS.items():
        if field not in chosen:
            there = [name for wanted in known for key, name in plain if key == wanted]
            chosen |= {field: there[0]} if there else {}
    return {field: chosen[field] for field in KNOWN_COLUMNS if field in chosen}


def check_columns(given: Mapping[str, str] | None) -> dict[str, str]:
    """Check the fields of the option `columns`.

    Raises
    ------
    CorpusError
        If a field is not known.
    """
    given = dict(given or {})
    unknown = sorted(set(given) - set(KNOWN_COLUMNS))
    if unknown:
        raise CorpusError(
            f"columns: the field {unknown[0]!r} is not known; the fields are "
            f"{', '.join(KNOWN_COLUMNS)}"
        )
    return given


def read_row(row: Mapping[str, Any], *, chosen: Mapping[str, str], place: str) -> Page:
    r"""Make the text and metadata of an article from one row.

    Parameters
    ----------
    row
        From columns to values.
    chosen
        From `choose_columns`.
    place
        What to call the row in messages.

    Returns
    -------
    helpers.webpages.Page
        The text begins with the title. Tags of a page are taken out, and that is said; a text in
        several cells is joined by blank lines. A date that cannot be read is left out, and said.

    Raises
    ------
    ArticleError
        If the text is a web page without an article.
    CorpusError
        If there is no text.

    Examples
    --------
    >>> chosen = {"text": "body", "title": "headline", "published": "date"}
    >>> row = {"body": "It is open.", "headline": "A bridge", "date": "20180501"}
    >>> read_row(row, chosen=chosen, place="row 2")[:2]
    ('A bridge\n\nIt is open.', {'title': 'A bridge', 'published': '2018-05-01'})
    """
    joints = {"text": "\n\n"}
    values = {
        field: write_value(row.get(column), joint=joints.get(field, ", "))
        for field, column in chosen.items()
    }
    text, notes = values.pop("text").strip(), []
    if looks_like_page(text):
        page = read_page(text.encode("utf-8", "replace"), place=place)
        text, found, notes = page.text, page.metadata, list(page.notes)
        values = found | {field: value for field, value in values.items() if value}
    elif has_tags(text):
        text = read_fragment(text)
        notes.append("the tags of a web page were taken out of the text")
    if not text:
        raise CorpusError(
            f"{place}: the text is empty (column {chosen['text']!r}); the table may hold addresses "
            "only, whose pages you must save yourself"
        )
    # A column named source may hold the outlet or the address.
    if _ADDRESS.fullmatch(values.get("outlet", "")):
        values.setdefault("source", values["outlet"])
        values["outlet"] = ""
    if printed := values.get("published"):
        values["published"] = parse_date(printed)
        if not values["published"]:
            notes.append(f"the date {printed!r} can be read in several ways or in none: left out")
    values = {
        field: " ".join(clean(value)[0].split()) for field, value in values.items() if value.strip()
    }
    title = values.get("title", "")
    if title and not " ".join(text[: 2 * len(title) + 20].split()).startswith(title):
        text = f"{title}\n\n{text}"
    return Page(text, values, tuple(notes))


def write_value(value: Any, *, joint: str = ", ") -> str:
    """Write the value of a cell as text; nothing and NaN are empty, members of a list joined."""
    if isinstance(value, Mapping):
        held = (value[key] for key in ("name", "title", "text") if key in value)
        return write_value(next(held, None), joint=joint)
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return joint.join(filter(None, (write_value(one, joint=joint) for one in value)))
    if value is None or value != value:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
