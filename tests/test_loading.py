"""Tables of a run are read in parts: some tables, some columns, some rows, finished chunks only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from batches import write_archive

from helpers.batch import Batch, analyse_archive
from helpers.catalogue import load_actors
from helpers.chunks import make_plan
from helpers.errors import BatchError, SchemaError
from helpers.loading import count_articles, load_tables
from helpers.schema import TABLES, check_table


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    file, actors = write_archive(folder, number=4)
    text = file.read_text(encoding="utf-8")
    # The first article comes once more at the end.
    file.write_text(text + text.splitlines(keepends=True)[0], encoding="utf-8")
    plan = make_plan(actors=load_actors(actors), engine="lexical", draws=20)
    batch = Batch(chunk=2, workers=1, copies=True)
    analyse_archive(file, out=folder / "out", plan=plan, batch=batch)
    return folder / "out"


def test_all_tables_obey_the_schema(run: Path) -> None:
    tables = load_tables(run, tables=[*TABLES, "failures"])
    for name in TABLES:
        check_table(tables[name], table=name)
    assert len(tables["articles"]) == count_articles(run) == 5
    assert tables["failures"].empty
    assert len(tables["actors"]) == 16


def test_rows_and_columns_are_cut(run: Path) -> None:
    everything = load_tables(run)
    articles = everything["articles"]["article"].tolist()
    found = load_tables(
        run,
        tables=["articles", "scores"],
        columns={"scores": ["article", "measure", "n_mentions", "value"]},
        where={"article": articles[1:3], "measure": "stance", "n_mentions": 1},
    )
    assert found["articles"]["article"].tolist() == articles[1:3]
    scores = everything["scores"]
    rows = scores["article"].isin(articles[1:3]) & (scores["measure"] == "stance")
    expected = scores.loc[rows & (scores["n_mentions"] == 1)].reset_index(drop=True)
    assert len(expected)
    pd.testing.assert_frame_equal(
        found["scores"], expected[["article", "measure", "n_mentions", "value"]]
    )


def test_numbers_of_numpy_and_what_is_missing_can_be_asked_for(run: Path) -> None:
    one = load_tables(run, tables=["scores"], where={"n_mentions": 1})["scores"]
    same = load_tables(run, tables=["scores"], where={"n_mentions": np.int64(1)})["scores"]
    pd.testing.assert_frame_equal(same, one)
    assert len(one)
    blank = load_tables(run, tables=["scores"], where={"value": None})["scores"]
    assert len(blank) and blank["value"].isna().all()


@pytest.mark.parametrize("wanted", ["1", ["a", "b"]])
def test_a_text_is_not_asked_of_numbers(run: Path, wanted: object) -> None:
    with pytest.raises(SchemaError, match="does not hold what is asked for"):
        load_tables(run, tables=["scores"], where={"n_mentions": wanted})  # type: ignore[dict-item]


def test_columns_of_a_table_that_is_not_loaded_are_refused(run: Path) -> None:
    with pytest.raises(SchemaError, match=r"table scores is not among those to load \(articles\)"):
        load_tables(run, tables=["articles"], columns={"scores": ["value"]})


def test_copies_are_marked(run: Path) -> None:
    copies = load_tables(run, tables=["duplicates"])["duplicates"]
    check_table(copies, table="duplicates")
    assert copies["copy"].iloc[-1] == "exact"
    assert copies["duplicate_of"].iloc[-1] == copies["article"].iloc[0]


def test_what_is_not_there_is_told(run: Path, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="holds no run over an archive"):
        load_tables(tmp_path)
    with pytest.raises(SchemaError, match="'score'"):
        load_tables(run, tables=["score"])
    with pytest.raises(SchemaError, match="table scores: has no column 'valu'"):
        load_tables(run, tables=["scores"], columns={"scores": ["valu"]})
    with pytest.raises(SchemaError, match="none of the tables articles has a column 'value'"):
        load_tables(run, tables=["articles"], where={"value": 1})


def test_a_missing_file_and_copies_not_looked_for_are_told(run: Path, tmp_path: Path) -> None:
    import shutil

    other = tmp_path / "other"
    shutil.copytree(run, other)
    (other / "scores" / "part-000001.parquet").unlink()
    with pytest.raises(BatchError, match="give the command of the run again"):
        load_tables(other, tables=["scores"])
    (other / "duplicates" / "part-000000.parquet").unlink()
    with pytest.raises(BatchError, match="with --copies"):
        load_tables(other, tables=["duplicates"])
    # A chunk without its record is as if not there.
    (other / "commits" / "part-000001.json").unlink()
    assert len(load_tables(other, tables=["articles"])["articles"]) == count_articles(other) == 3
