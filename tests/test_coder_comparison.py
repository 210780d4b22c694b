"""Two coders are compared category by category, cell by cell, and beside the text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from small_task import coding_of, small_task

from helpers.coder_comparison import (
    code_by_machine,
    compare_codings,
    compare_paragraphs,
    count_confusion,
    list_disagreements,
)
from helpers.codings import Task
from helpers.disagreements import show_disagreements
from helpers.errors import CodingError
from helpers.schema import ALL_VOICES


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return small_task(tmp_path)


@pytest.fixture
def pair(task: Task) -> pd.DataFrame:
    numbers = task.blocks["paragraph"].tolist()
    first = {
        (numbers[0], "stance", "ruritania"): -1,
        (numbers[1], "stance", "ruritania"): 1,
        (numbers[1], "stance", "freedonia"): -1,
        (numbers[1], "frame", "conflict"): 1,
        (numbers[1], "device", "modality"): 1,
        (numbers[3], "stance", "league"): float("nan"),
    }
    second = first | {
        (numbers[1], "stance", "ruritania"): 0,
        (numbers[0], "stance", "ruritania"): 1,
        (numbers[1], "frame", "conflict"): 0,
        (numbers[3], "stance", "league"): 1,
    }
    return pd.concat([coding_of("<ann>", first), coding_of("ben", second)], ignore_index=True)


def test_disagreements_come_in_the_order_of_the_text(task: Task, pair: pd.DataFrame) -> None:
    found = list_disagreements(pair, one="<ann>", other="ben", task=task)
    rows = found[["where", "measure", "actor", "label", "<ann>", "ben", "apart"]].values.tolist()
    assert rows == [
        ["T", "stance", "ruritania", "", -1, 1, 2],
        ["1", "stance", "ruritania", "", 1, 0, 1],
        ["1", "frame", "", "conflict", 1, 0, 1],
    ]
    assert found["text"].iloc[0] == "Ruritania fears the winter"
    only = list_disagreements(pair, one="<ann>", other="ben", task=task, measure="frame")
    assert len(only) == 1
    with pytest.raises(CodingError, match="no measure is called 'mood'"):
        list_disagreements(pair, one="<ann>", other="ben", task=task, measure="mood")


def test_each_paragraph_s_disagreements_are_counted(task: Task, pair: pd.DataFrame) -> None:
    found = compare_paragraphs(pair, one="<ann>", other="ben", task=task)
    rows = found.set_index(["where", "measure"])[["n_units", "n_differ", "share"]]
    assert rows.loc[("1", "stance")].tolist() == [2, 1, 0.5]
    assert rows.loc[("1", "device")].tolist() == [1, 0, 0]
    assert ("2", "stance") not in rows.index  # Coded none by one of the two.


def test_a_confusion_table_has_every_code(pair: pd.DataFrame) -> None:
    table = count_confusion(pair, one="<ann>", other="ben")
    assert table.shape == (3, 3)
    assert table.loc["unfavourable", "favourable"] == 1
    assert table.loc["favourable", "neutral"] == 1
    assert table.to_numpy().sum() == 3
    frames = count_confusion(pair, one="<ann>", other="ben", measure="frame")
    assert frames.loc["present", "absent"] == 1


def test_categories_are_counted_and_compared() -> None:
    ann = coding_of("ann", {(p, "frame", "strategy"): c for p, c in enumerate([1, 1, 1, 0, 0, 0])})
    ben = coding_of("ben", {(p, "frame", "strategy"): c for p, c in enumerate([1, 1, 0, 1, 0, 0])})
    empty = coding_of("ann", {(p, "frame", "morality"): 0 for p in range(6)})
    same = coding_of("ben", {(p, "frame", "morality"): 0 for p in range(6)})
    found = compare_codings(pd.concat([ann, ben, empty, same]), one="ann", other="ben")
    row = found.set_index("label").loc["strategy"]
    assert (row["n_one"], row["n_other"], row["n_both"]) == (3, 3, 2)
    assert row["f1"] == pytest.approx(2 * 2 / 6)
    assert pd.isna(found.set_index("label").loc["morality", "f1"])


def test_disagreements_stand_beside_the_text_and_escaped(task: Task, pair: pd.DataFrame) -> None:
    page = show_disagreements(pair, one="<ann>", other="ben", task=task).html
    assert "3 disagreements of &lt;ann&gt; and ben in 2 paragraphs" in page
    assert "<b>Ruritania</b> accused Freedonia" in page  # Bold only what it is about.
    assert "&lt;now&gt; &amp; at once" in page
    assert "+ favourable / 0 neutral" in page
    assert "present / absent" in page
    assert "<script" not in page
    assert "<ann>" not in page
    none = show_disagreements(pair, one="<ann>", other="ben", task=task, measure="device").html
    assert none == "<p>&lt;ann&gt; and ben differ on no device codes.</p>"


def test_a_label_of_an_actor_is_escaped(task: Task) -> None:
    number = int(task.blocks["paragraph"].iloc[3])
    pair = pd.concat(
        [coding_of(c, {(number, "stance", "league"): v}) for c, v in (("a", 1), ("b", 0))]
    )
    page = show_disagreements(pair, one="a", other="b", task=task).html
    assert "Mountain &lt;League&gt; &amp; friends" in page


def test_the_machine_is_one_more_coder(lexical_analysis, article, actors) -> None:
    from helpers.codings import make_task

    task = make_task(article, actors=actors)
    coding = code_by_machine(lexical_analysis, task=task)
    assert set(coding["coder"]) == {"machine"}
    assert not coding.duplicated(["paragraph", "actor", "measure", "label"]).any()
    frames = coding[coding["measure"] == "frame"]
    assert len(frames) == len(task.blocks) * 8
    scores = lexical_analysis.scores
    present = scores[
        (scores["measure"] == "frame") & (scores["voice"] == ALL_VOICES) & (scores["value"] >= 0.5)
    ]
    shown = present["paragraph"].isin(task.blocks["paragraph"])
    assert frames["code"].sum() == shown.sum()
    stances = coding[coding["measure"] == "stance"]
    assert set(stances["code"]) <= {-1.0, 0.0, 1.0}
    assert 0 < len(stances) <= 74
    devices = coding[coding["measure"] == "device"]
    assert devices["code"].sum() > 20
