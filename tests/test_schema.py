"""Check that tables are made to the schema and that a wrong one is refused in plain words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from helpers.errors import SchemaError
from helpers.schema import ALL_TABLES, TABLES, check_table, columns, iterate, make_table

ALIAS = {
    "actor": "ruritania",
    "label": "Ruritania",
    "kind": "state",
    "bloc": "",
    "alias": "Ruritania",
    "form": "name",
}


def test_every_table_can_be_empty() -> None:
    for table in ALL_TABLES:
        frame = make_table(table, [])
        assert list(frame.columns) == columns(table)
        assert len(frame) == 0
        assert check_table(frame, table=table) is frame


def test_every_column_says_what_it_means_and_levels_are_unique() -> None:
    for table, listed in ALL_TABLES.items():
        names = [column.name for column in listed]
        assert len(set(names)) == len(names), table
        for column in listed:
            assert column.meaning, (table, column.name)
            assert len(set(column.levels)) == len(column.levels), (table, column.name)


def test_a_column_means_the_same_type_in_every_table() -> None:
    types: dict[str, set[str]] = {}
    for listed in ALL_TABLES.values():
        for column in listed:
            types.setdefault(column.name, set()).add(column.dtype.lower())
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}


def test_a_made_table_has_the_dtypes_of_the_schema() -> None:
    frame = make_table("actors", [ALIAS])
    assert [str(dtype) for dtype in frame.dtypes] == [c.dtype for c in TABLES["actors"]]
    assert [row.alias for row in iterate(frame)] == ["Ruritania"]


def test_a_nullable_column_may_be_left_out() -> None:
    row = {c.name: "" for c in TABLES["quotes"]} | {
        "paragraph": 0,
        "quote": 0,
        "kind": "speech",
        "speaker_start": None,
        "speaker_end": None,
        "utterance": 0,
        "direct": True,
        "start": 0,
        "end": 1,
        "closed": True,
        "repaired": False,
    }
    assert pd.isna(make_table("quotes", [row])["speaker_start"][0])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "planet"}, "column kind, row 0: found 'planet'; expected one of state"),
        ({"alias": None}, "column alias, row 0: a value is missing"),
    ],
)
def test_a_bad_value_is_named_with_its_place(change: dict[str, Any], words: str) -> None:
    with pytest.raises(SchemaError, match=words):
        make_table("actors", [ALIAS | change])


def test_a_value_of_a_wrong_type_is_named() -> None:
    row = {"article": "a", "paragraph": 0, "sentence": 0, "start": "one"}
    with pytest.raises(SchemaError, match="table sentences, column start: expected int64"):
        make_table("sentences", [row])


def test_a_table_that_does_not_exist_is_named() -> None:
    with pytest.raises(SchemaError, match="no table is called 'people'; the tables are articles"):
        columns("people")


def test_missing_and_unknown_columns_are_named() -> None:
    frame = make_table("actors", [ALIAS]).rename(columns={"bloc": "side"})
    with pytest.raises(SchemaError, match="missing: bloc; not known: side"):
        check_table(frame, table="actors")


def test_a_wrong_dtype_is_named() -> None:
    frame = make_table("sentences", []).astype({"start": "float64"})
    with pytest.raises(SchemaError, match="column start: expected int64, found float64"):
        check_table(frame, table="sentences")


def test_columns_in_another_order_are_refused() -> None:
    frame = make_table("actors", [ALIAS])
    with pytest.raises(SchemaError, match="missing: none; not known: none"):
        check_table(frame[list(reversed(frame.columns))], table="actors")
