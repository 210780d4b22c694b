"""A table comes back from Parquet as it was, and the same table gives the same bytes."""

from __future__ import annotations

import io

import pandas as pd
import pyarrow.parquet as pq
import pytest

from helpers.analysis import Analysis
from helpers.errors import SchemaError
from helpers.parquet import FAILURES, columns_of, decode_table, encode_table, make_failures
from helpers.schema import make_table

SENTENCE = {
    "article": "a",
    "paragraph": 0,
    "sentence": 0,
    "start": 0,
    "end": 12,
    "text": "Nobody came.",
    "n_words": 2,
}


def back(content: bytes, table: str) -> pd.DataFrame:
    return decode_table(pq.read_table(io.BytesIO(content)), table=table)


@pytest.mark.parametrize(
    "table",
    ["quotes", "mentions", "unresolved", "events", "evidence", "scores", "paragraphs", "actors"],
)
def test_a_table_comes_back_as_it_was(lexical_analysis: Analysis, table: str) -> None:
    frame = getattr(lexical_analysis, table)
    found = back(encode_table([frame], table=table), table)
    pd.testing.assert_frame_equal(found, frame)


def test_tables_follow_one_another_and_give_the_same_bytes() -> None:
    first = make_table("sentences", [SENTENCE])
    second = make_table("sentences", [SENTENCE | {"sentence": 1}])
    both = make_table("sentences", [SENTENCE, SENTENCE | {"sentence": 1}])
    pieces = encode_table([first, second], table="sentences", settings={"engine": "lexical"})
    assert pieces == encode_table([both], table="sentences", settings={"engine": "lexical"})
    assert pieces != encode_table([both], table="sentences", settings={"engine": "neural"})
    pd.testing.assert_frame_equal(back(pieces, "sentences"), both)


def test_the_settings_travel_with_the_table() -> None:
    content = encode_table([], table="scores", settings={"engine": "lexical"})
    metadata = pq.read_schema(io.BytesIO(content)).metadata
    assert metadata[b"discourse"] == b'{"engine": "lexical"}'
    assert b"pandas" not in metadata
    assert back(content, "scores").empty


def test_large_numbers_and_missing_ones_are_kept() -> None:
    row = {"article": "a", "paragraph": 0, "sentence": 0, "event": 0, "agent": "", "verb": "go"}
    row |= {"patient": "", "construction": "active", "negated": False, "modality": "asserted"}
    row |= {"surface": "go", "start": 0, "end": 2, "voice": "author"}
    frame = make_table("events", [row, row])
    frame["agent_mention"] = pd.array([2**53 + 1, None], dtype="Int64")
    found = back(encode_table([frame], table="events"), "events")
    assert found["agent_mention"].tolist() == [2**53 + 1, pd.NA]


def test_failures_have_their_columns() -> None:
    assert list(make_failures([]).columns) == [column.name for column in FAILURES]
    assert set(make_failures([]).dtypes.astype(str)) == {"str"}


def test_an_unknown_table_is_told() -> None:
    with pytest.raises(SchemaError, match=r"'score'; the tables are articles, .*failures"):
        columns_of("score")
