"""Name every column of every table once.

The tables are tidy: one row is one article, paragraph, sentence, quotation, alias, mention, cue,
score, or one agent and patient of a deed. Offsets (`start`, `end`) are half-open positions in code
points into the article's text as loaded. A column that may be empty is `nullable`; all others
hold a value in each row.

>>> [column.name for column in TABLES["sentences"]]
['article', 'paragraph', 'sentence', 'start', 'end', 'text', 'n_words']
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.errors import SchemaError

PARAGRAPH_KINDS: Final = (
    "title",
    "heading",
    "body",
    "list_item",
    "caption",
    "byline",
    "boilerplate",
)
MEASURED_KINDS: Final = ("title", "heading", "body", "list_item")
QUOTE_KINDS: Final = ("speech", "scare", "term", "indirect")
REPORTING: Final = (
    "neutral",
    "endorsing",
    "distancing",
    "conceding",
    "confrontational",
    "warning",
    "directing",
)
ACTOR_KINDS: Final = (
    "state",
    "government",
    "leader",
    "army",
    "armed_group",
    "party",
    "organisation",
    "media",
    "population",
    "person",
    "other",
)
ALIAS_FORMS: Final = (
    "name",
    "demonym",
    "capital",
    "leader",
    "member",
    "institution",
    "nominal",
)
MENTION_FORMS: Final = (*ALIAS_FORMS, "pronoun", "definite")
# From this confidence on a mention is read as if the actor's name stood there.
SURE: Final = 0.95
UNRESOLVED_KINDS: Final = ("pronoun", "definite", "name")
ROLES: Final = ("agent", "patient", "possessor", "place", "other")
CONSTRUCTIONS: Final = ("active", "passive", "nominal")
MODALITIES: Final = (
    "asserted",
    "asked",
    "intended",
    "future",
    "obligatory",
    "possible",
    "hypothetical",
)
MEASURES: Final = ("polarity", "stance", "frame", "device", "narrative")
STANCE_LABELS: Final = ("unfavourable", "neutral", "favourable")
POLARITY_LABELS: Final = ("textblob", "vader")
FRAMES: Final = (
    "conflict",
    "responsibility",
    "morality",
    "human_interest",
    "economic",
    "strategy",
    "security",
    "legality",
)
NARRATIVE_ROLES: Final = ("hero", "villain", "victim")
# By family: questions and mockery, firmness, what is taken as given, images, arrangement, and who
# is left out.
DEVICE_FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "asking and mocking": ("rhetorical_question", "scare_quote", "irony", "hypocrisy"),
    "how firmly": ("hedge", "booster", "modality", "evidential"),
    "how coloured": ("attitude", "judging_verb", "presupposition", "metaphor"),
    "how arranged": ("contrast", "triplet", "list", "repetition", "anaphora"),
    "who is hidden": ("agentless_passive", "nominalisation"),
}
DEVICES: Final = tuple(device for family in DEVICE_FAMILIES.values() for device in family)
# What a metaphor likens its matter to.
DOMAINS: Final = (
    "war",
    "animal",
    "journey",
    "disease",
    "theatre",
    "wrestling",
    "game",
    "weather",
    "fire",
    "building",
    "body",
    "sleep",
)
# Where alone a listed cue of a device counts; see `helpers.surroundings`.
CUE_CONTEXTS: Final = (
    "sentence",
    "opening",
    "modifier",
    "whether",
    "evidence",
    "clause",
    "talk",
    "as",
    "infinitive",
    "gerund",
    "state",
    "of",
    "exclaimed",
)
BORROWED: Final = "borrowed"
AUTHOR: Final = "author"
ALL_VOICES: Final = "all"
QUOTED: Final = "quoted"
UNATTRIBUTED: Final = "unattributed"


@dataclass(frozen=True)
class Column:
    """Describe one column: its name, pandas dtype, meaning and permitted values."""

    name: str
    dtype: str
    meaning: str
    nullable: bool = False
    levels: tuple[str, ...] = ()


def _ids(*names: str) -> tuple[Column, ...]:
    meanings = {
        "article": ("str", "identifier of the article (its folder or file name)"),
        "paragraph": ("int64", "running number of the block of text, 0 for the first"),
        "sentence": ("int64", "running number of the sentence within the article"),
        "quote": ("int64", "running number of the quotation within the article"),
        "mention": ("int64", "running number of the mention within the article"),
        "event": ("int64", "running number of the deed within the article"),
        "evidence": ("int64", "running number of the evidence row within the article"),
    }
    return tuple(Column(name, *meanings[name]) for name in names)


def _span(what: str) -> tuple[Column, ...]:
    return (
        Column("start", "int64", f"first code point of the {what}"),
        Column("end", "int64", f"one past the last code point of the {what}"),
    )


TABLES: Final[dict[str, tuple[Column, ...]]] = {
    "articles": (
        *_ids("article"),
        Column("title", "str", "headline"),
        Column("author", "str", "author as printed; empty where not known"),
        Column("outlet", "str", "who published it; empty where not known"),
        Column("published", "str", "date of first publication, ISO 8601; empty where not known"),
        Column("source", "str", "where the text was had from"),
        Column("licence", "str", "what may be done with the text"),
        Column("language", "str", "BCP 47 tag of the language, such as en"),
    ),
    "paragraphs": (
        *_ids("article", "paragraph"),
        Column("kind", "str", "what the block is", levels=PARAGRAPH_KINDS),
        Column("label", "str", "short name for figures: T, 1, 2, 8.1; empty where not measured"),
        Column(
            "position",
            "float64",
            "middle of the block as a share of the measured words, 0 to 1",
            nullable=True,
        ),
        *_span("block"),
        Column("text", "str", "the block itself"),
        Column("n_words", "int64", "number of words"),
    ),
    "sentences": (
        *_ids("article", "paragraph", "sentence"),
        *_span("sentence"),
        Column("text", "str", "the sentence itself"),
        Column("n_words", "int64", "number of words"),
    ),
    "quotes": (
        *_ids("article", "paragraph", "quote"),
        Column(
            "kind",
            "str",
            "speech, scare quotes, a quoted term, or indirect speech without marks",
            levels=QUOTE_KINDS,
        ),
        Column("speaker", "str", "words that name the speaker; empty where none is found"),
        Column("speaker_start", "Int64", "first code point of the speaker", nullable=True),
        Column("speaker_end", "Int64", "one past the last of the speaker", nullable=True),
        Column("speaker_actor", "str", "actor that speaks; empty where unnamed or unknown"),
        Column("source", "str", "who that is: a name that the text gave before, else the speaker"),
        Column("cue", "str", "reporting word; empty where none is found"),
        Column(
            "reporting",
            "str",
            "attitude of the reporting word; empty where there is none",
            levels=("", *REPORTING),
        ),
        Column("utterance", "int64", "running number; the pieces of a broken quotation share it"),
        Column("direct", "bool", "whether the quotation is what is reported, not words within it"),
        *_span("quotation, marks included"),
        Column("text", "str", "the quotation itself, marks included"),
        Column("closed", "bool", "whether a closing mark is printed"),
        Column("repaired", "bool", "whether a missing mark had to be assumed"),
    ),
    "actors": (
        Column("actor", "str", "identifier of the actor"),
        Column("label", "str", "name for figures and prose"),
        Column("kind", "str", "what sort of actor it is", levels=ACTOR_KINDS),
        Column("bloc", "str", "side that the analyst puts it on; empty for none"),
        Column("alias", "str", "words under which it appears"),
        Column("form", "str", "how the alias names it", levels=ALIAS_FORMS),
    ),
    "mentions": (
        *_ids("article", "paragraph", "sentence", "mention"),
        Column("actor", "str", "actor that is meant"),
        *_span("mention"),
        Column("name_end", "int64", "one past the last code point of the name within it"),
        Column("surface", "str", "the words of the mention"),
        Column("form", "str", "how the mention names the actor", levels=MENTION_FORMS),
        Column("role", "str", "part that it plays; a mere place is not scored", levels=ROLES),
        Column("voice", "str", "author, or who speaks"),
        Column("confidence", "float64", "1 for a name; less for what stands for one"),
    ),
    "unresolved": (
        *_ids("article", "paragraph", "sentence"),
        *_span("words"),
        Column("surface", "str", "the words that were given to no actor"),
        Column("kind", "str", "pronoun, definite noun or name", levels=UNRESOLVED_KINDS),
        Column("why", "str", "why they were left, in words"),
    ),
    "events": (
        *_ids("article", "paragraph", "sentence", "event"),
        Column("agent", "str", "actor that does it; empty where no actor of the catalogue does"),
        Column("verb", "str", "base form of the verb, or the noun that tells the deed"),
        Column("patient", "str", "actor that it is done to; empty for none of the catalogue"),
        Column("construction", "str", "how the deed is told", levels=CONSTRUCTIONS),
        Column("negated", "bool", "whether it is said not to happen"),
        Column("modality", "str", "as what it is told: fact, wish, chance", levels=MODALITIES),
        Column("surface", "str", "the verb with its auxiliaries, or the noun"),
        *_span("verb or noun"),
        Column("agent_mention", "Int64", "mention that does it", nullable=True),
        Column("patient_mention", "Int64", "mention that it is done to", nullable=True),
        Column("voice", "str", "author, or who speaks"),
    ),
    "evidence": (
        *_ids("article", "paragraph", "sentence", "evidence"),
        Column("measure", "str", "what is measured", levels=MEASURES),
        Column(
            "label",
            "str",
            "baseline, frame, device or role; for stance empty, or borrowed",
        ),
        Column("cue", "str", "the words that counted"),
        *_span("cue"),
        Column("weight", "float64", "signed contribution of the cue"),
        Column("mention", "Int64", "mention that it is credited to", nullable=True),
        Column("actor", "str", "actor that it is credited to; empty for none"),
        Column("voice", "str", "author, or who speaks"),
        Column("why", "str", "how the weight came about, in words"),
    ),
    "scores": (
        *_ids("article", "paragraph"),
        Column("actor", "str", "actor scored; empty for the paragraph as a whole"),
        Column("voice", "str", "author, a speaker, quoted (any speaker) or all"),
        Column("measure", "str", "what is measured", levels=MEASURES),
        Column(
            "label", "str", "stance label, or the baseline, frame, device or role; empty for none"
        ),
        Column("value", "float64", "the score; missing where there is no evidence", nullable=True),
        Column("low", "float64", "lower end of the 95 % bootstrap interval", nullable=True),
        Column("high", "float64", "upper end of the 95 % bootstrap interval", nullable=True),
        Column("own", "float64", "stance before it leans on the rest of the text", nullable=True),
        Column("borrowed", "float64", "share of the stance that is leaned on", nullable=True),
        Column("n_evidence", "int64", "evidence rows behind the value"),
        Column("n_mentions", "int64", "mentions of the actor that could be scored"),
    ),
}


FILE_STATUS: Final = (
    "read",
    "refused language",
    "duplicate",
    "near-duplicate",
    "failed",
    "skipped",
)
# Of whom an article is a copy, and how alike the two are.
_COPIED: Final = (
    Column("cluster", "str", "first article of those that share their text; else empty"),
    Column("duplicate_of", "str", "the first article that it copies; else empty"),
)
_SIMILARITY: Final = Column(
    "similarity", "float64", "share of distinct runs of words that both have, 0 to 1", nullable=True
)
# What a collection of articles gives beside the tables of each; see `helpers.ingest`.
COLLECTION_TABLES: Final[dict[str, tuple[Column, ...]]] = {
    "files": (
        Column("file", "str", "name of the file, as seen from the collection's folder"),
        Column("place", "str", "row, line or document within it; empty for a whole file"),
        Column("kind", "str", "what the file is, such as text, page, nexis or csv"),
        Column("article", "str", "identifier of the article; empty where none was read"),
        Column("title", "str", "headline"),
        Column("outlet", "str", "who published it; empty where not known"),
        Column("published", "str", "date of first publication, ISO 8601; empty where not known"),
        Column("language", "str", "BCP 47 tag of the language, told from the text"),
        Column("n_words", "int64", "number of words"),
        Column("status", "str", "what became of it", levels=FILE_STATUS),
        *_COPIED,
        _SIMILARITY,
        Column("reason", "str", "why it was not read, or not measured, and what to do"),
        Column("notes", "str", "what was noticed on reading"),
    ),
    "duplicates": (
        *_ids("article"),
        *_COPIED,
        Column("copy", "str", "exact, near, or empty", levels=("", "exact", "near")),
        _SIMILARITY,
    ),
}
ALL_TABLES: Final = TABLES | COLLECTION_TABLES


def columns(table: str) -> list[str]:
    """List the column names of a table, in order.

    Raises
    ------
    SchemaError
        If no table has that name.
    """
    if table not in ALL_TABLES:
        raise SchemaError(f"no table is called {table!r}; the tables are {', '.join(ALL_TABLES)}")
    return [column.name for column in ALL_TABLES[table]]


def iterate(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a table as named tuples, without the index.

    The columns are taken as lists: `itertuples` fetches each cell of a column of text by itself,
    which costs several times as much.
    """
    row = _row_type(tuple(map(str, frame.columns)))
    return map(row, *(frame[column].tolist() for column in frame.columns))


@lru_cache(maxsize=256)
def _row_type(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names, rename=True)


def group_rows(frame: pd.DataFrame, *, by: str) -> dict[Any, list[Any]]:
    """Gather the rows of a table, as named tuples, by the value of one column.

    The table is read once: `groupby` makes a table for each value, which costs more than the
    work that most steps do with it.
    """
    groups: dict[Any, list[Any]] = {}
    for row in iterate(frame):
        groups.setdefault(getattr(row, by), []).append(row)
    return groups


def voices_of(voice: str) -> tuple[str, ...]:
    """List the voices that words count for: all, and the author or the quoted with the speaker."""
    return (ALL_VOICES, AUTHOR) if voice == AUTHOR else (ALL_VOICES, QUOTED, voice)


def sure(mentions: pd.DataFrame) -> pd.DataFrame:
    """Keep the mentions that are names, or as plain as names; see `find_mentions`."""
    return mentions[mentions["confidence"] >= SURE]


def make_table(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Build a table from rows, with the columns, order and dtypes of the schema.

    Parameters
    ----------
    table
        Name of the table, a key of `ALL_TABLES`.
    rows
        One mapping a row; a column that a row lacks is left missing.

    Returns
    -------
    pandas.DataFrame
        One row per mapping, checked by `check_table`.

    Raises
    ------
    SchemaError
        If a value does not fit its column.

    Examples
    --------
    >>> make_table("sentences", []).shape
    (0, 7)
    """
    return make_from_columns(
        table, {name: [row.get(name) for row in rows] for name in columns(table)}
    )


def make_from_columns(table: str, values: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Build a table from its columns, for steps that make thousands of rows.

    Parameters
    ----------
    table
        Name of the table, a key of `TABLES`.
    values
        All columns, of one length: lists, or arrays that have their dtype already.

    Returns
    -------
    pandas.DataFrame
        Checked by `check_table`.

    Raises
    ------
    SchemaError
        If a value does not fit its column.
    """
    made = {}
    for column in ALL_TABLES[table]:
        try:
            made[column.name] = _array(values[column.name], dtype=column.dtype)
        except (TypeError, ValueError) as error:
            raise SchemaError(
                f"table {table}, column {column.name}: expected {column.dtype} "
                f"({column.meaning}); {error}"
            ) from error
    return check_table(pd.DataFrame(made), table=table)


def turn_rows(table: str, rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Turn rows, in the order of the table's columns, into its columns.

    Examples
    --------
    >>> turn_rows("actors", [("un", "UN", "organisation", "", "United Nations", "name")])["label"]
    ['UN']
    """
    names = columns(table)
    cells = zip(*rows, strict=True) if rows else [()] * len(names)
    return dict(zip(names, map(list, cells), strict=True))


def _array(values: Sequence[Any], *, dtype: str) -> Any:
    """Make the array of a column: without pandas' guess of the dtype, which reads all cells."""
    if not isinstance(values, list):
        return values
    if dtype == "str":
        return pd.array(np.array(values, dtype=object), dtype="str")
    if dtype == "Int64":
        missing = pd.isna(np.array(values, dtype=object))
        filled = [0 if gap else value for gap, value in zip(missing, values, strict=True)]
        return pd.arrays.IntegerArray(np.array(filled, dtype="int64"), missing)
    return np.array(values, dtype=dtype)


def check_table(frame: pd.DataFrame, *, table: str) -> pd.DataFrame:
    """Return the table unchanged if it obeys the schema.

    Parameters
    ----------
    frame
        The table to check.
    table
        Its name, a key of `ALL_TABLES`.

    Raises
    ------
    SchemaError
        Naming the table, the column, the first bad row and what was expected.
    """
    expected = columns(table)
    if list(frame.columns) != expected:
        missing = [name for name in expected if name not in frame.columns]
        extra = [name for name in frame.columns if name not in expected]
        raise SchemaError(
            f"table {table}: expected the columns {', '.join(expected)}; "
            f"missing: {', '.join(missing) or 'none'}; not known: {', '.join(extra) or 'none'}"
        )
    for column in ALL_TABLES[table]:
        values = frame[column.name]
        if str(values.dtype) != column.dtype:
            raise SchemaError(
                f"table {table}, column {column.name}: expected {column.dtype}, "
                f"found {values.dtype}; build tables with schema.make_table"
            )
        may_miss = column.dtype not in ("int64", "bool") and not column.nullable
        if may_miss and bool(values.isna().any()):
            row = int(values.isna().to_numpy().argmax())
            raise SchemaError(f"table {table}, column {column.name}, row {row}: a value is missing")
        if column.levels:
            strange = set(values.unique()).difference(column.levels)
            if strange:
                row = int(values.isin(strange).to_numpy().argmax())
                raise SchemaError(
                    f"table {table}, column {column.name}, row {row}: found "
                    f"{values.iloc[row]!r}; expected one of {', '.join(column.levels)}"
                )
    return frame
