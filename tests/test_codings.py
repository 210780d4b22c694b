"""What there is to code is listed without a score, and codes have one form."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from small_task import small_task

from helpers.codings import Cell, codes_as_csv, folder_of, guard, make_task, tabulate
from helpers.corpus import make_article
from helpers.errors import CodingError
from helpers.schema import DEVICES, FRAMES


def test_each_actor_named_and_each_label_is_a_cell(tmp_path: Path) -> None:
    task = small_task(tmp_path)
    stances = [(c.paragraph, c.actor) for c in task.cells if c.measure == "stance"]
    labels = task.blocks["label"].tolist()
    assert labels[0] == "T"
    assert len(labels) == 4  # The byline is not coded.
    assert stances[0] == ("T", "ruritania")
    assert [a for p, a in stances if p == labels[1]] == ["ruritania", "freedonia"]
    assert [a for p, a in stances if p == labels[3]] == ["league"]
    assert sum(c.measure == "frame" for c in task.cells) == 4 * len(FRAMES)
    assert sum(c.measure == "device" for c in task.cells) == 4 * len(DEVICES)
    assert len(set(task.cells)) == len(task.cells)


def test_the_cells_of_the_real_article_are_those_that_were_coded(article, actors) -> None:
    task = make_task(article, actors=actors)
    assert sum(c.measure == "stance" for c in task.cells) == 74


def test_codes_keep_the_order_of_the_text_and_missing_is_missing(tmp_path: Path) -> None:
    task = small_task(tmp_path)
    first = Cell("T", "stance", "ruritania", "")
    frame = Cell("T", "frame", "", "conflict")
    last = Cell("2", "stance", "league", "")
    cells = {c for c in task.cells if c.measure == "stance"}
    last = max(cells, key=task.cells.index)
    codes = {last: "none", frame: "1", first: "-1"}
    table = tabulate(codes, coder="ann", task=task)
    assert table["code"].tolist()[:2] == [-1.0, 1.0]
    assert pd.isna(table["code"].iloc[2])
    assert table["paragraph"].is_monotonic_increasing
    text = codes_as_csv(codes, coder="=ann", order=task.cells)
    assert text.splitlines()[1] == "'=ann,T,ruritania,stance,,-1"


def test_an_article_without_a_folder_has_no_place_for_codes() -> None:
    with pytest.raises(CodingError, match="lies in no folder"):
        folder_of(make_article("Nobody knows."))


@pytest.mark.parametrize(("text", "safe"), [("=1+1", "'=1+1"), ("Ann", "Ann"), ("", "")])
def test_no_name_is_run_as_a_formula(text: str, safe: str) -> None:
    assert guard(text) == safe
