"""Do the findings that notebook 8 tells follow from the codes and the scores?"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from claims import WORDS, read_prose

from helpers.analysis import Analysis
from helpers.coder_comparison import (
    code_by_machine,
    compare_codings,
    count_confusion,
    list_disagreements,
)
from helpers.coding import draw_cells, estimate_means, recalibrate
from helpers.coding_sheets import load_coding
from helpers.codings import Task, make_task
from helpers.reliability import measure_reliability
from helpers.schema import DEVICES

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "notebooks" / "08-can-we-trust-it.ipynb"
FOLDER = ROOT / "corpus" / "idlib-2018" / "coding"


@pytest.fixture(scope="module")
def prose() -> str:
    return " ".join(read_prose(NOTEBOOK).replace("*", "").split())


@pytest.fixture(scope="module")
def task() -> Task:
    return make_task(ROOT / "corpus" / "idlib-2018")


@pytest.fixture(scope="module")
def codings(task: Task) -> pd.DataFrame:
    names = ("coder-a", "coder-b", "reference")
    return pd.concat([load_coding(FOLDER / f"{name}.csv", task=task) for name in names])


@pytest.fixture(scope="module")
def everybody(codings: pd.DataFrame, task: Task, analysis: Analysis) -> pd.DataFrame:
    return pd.concat([codings, code_by_machine(analysis, task=task)])


def test_two_careful_codings_agree(codings: pd.DataFrame, prose: str) -> None:
    found = measure_reliability(codings, coders=["coder-a", "coder-b"]).set_index("measure")
    assert "Stance and frame lie beyond 0.800 with their whole line" in prose
    assert (found.loc[["stance", "frame"], "low"] >= 0.8).all()
    assert "the line of device begins just before it" in prose
    assert 0.75 <= found.loc["device", "low"] < 0.8 < found.loc["device", "alpha"]


def test_the_lazy_coder_agrees_much_and_is_no_good(codings: pd.DataFrame, prose: str) -> None:
    lazy = codings.query("coder == 'reference' and measure == 'device'")
    lazy = lazy.assign(coder="lazy", code=0.0)
    found = measure_reliability(pd.concat([codings, lazy]), coders=["reference", "lazy"])
    row = found.set_index("measure").loc["device"]
    assert f"The same code in {row['same']:.0%} of".replace("%", " %") in prose
    assert row["alpha"] < 0
    assert f"one number for {WORDS[len(DEVICES)]} devices" in prose


def test_one_device_hides_behind_the_others(codings: pd.DataFrame, prose: str) -> None:
    each = compare_codings(codings, one="coder-a", other="coder-b").set_index("label")
    row = each.loc["evidential"]
    assert row["alpha"] < 0
    assert row["alpha"] == each["alpha"].min()
    one, other = ("none" if not n else WORDS[n] for n in (row["n_one"], row["n_other"]))
    assert f"the one saw {one}, the other {other}" in prose


def test_disagreements_of_stance_are_small(codings: pd.DataFrame, task: Task, prose: str) -> None:
    found = list_disagreements(codings, one="coder-a", other="coder-b", task=task, measure="stance")
    assert "neutral on one side, favourable on the other" in prose
    assert set(found["coder-a"]) | set(found["coder-b"]) == {0.0, 1.0}


@pytest.mark.slow
def test_the_machine_agrees_too_little(everybody: pd.DataFrame, prose: str) -> None:
    found = measure_reliability(everybody, coders=["reference", "machine"]).set_index("measure")
    assert "Stance and frames are below 0.667 with their whole interval" in prose
    assert (found.loc[["stance", "frame"], "high"] < 0.667).all()
    table = count_confusion(everybody, one="reference", other="machine")
    assert "The middle column is by far the fullest" in prose
    assert table["neutral"].sum() > 2 * table.drop(columns="neutral").to_numpy().sum()
    assert "Most of what the reference calls unfavourable the machine calls so too" in prose
    assert table.loc["unfavourable", "unfavourable"] > table.loc["unfavourable"].sum() / 2
    assert "of what it calls favourable nearly all is neutral to the machine" in prose
    assert table.loc["favourable", "neutral"] > 0.8 * table.loc["favourable"].sum()
    far = table.loc["unfavourable", "favourable"] + table.loc["favourable", "unfavourable"]
    assert far <= 2
    each = compare_codings(everybody, one="reference", other="machine").set_index("label")
    assert (each.loc[["rhetorical_question", "contrast"], "alpha"] == 1).all()
    assert (each.loc[["metaphor", "responsibility"], "alpha"] < 0.2).all()
    assert "no line lies beyond either limit as a whole" in prose
    assert (each["low"].dropna() < 0.667).all()


@pytest.mark.slow
def test_codes_and_scores_are_joined(
    everybody: pd.DataFrame, analysis: Analysis, prose: str
) -> None:
    mine = everybody.query("coder == 'coder-a' and measure == 'stance'")
    mine = mine[["paragraph", "actor", "code"]].dropna()
    codes = draw_cells(analysis.scores, n=25).merge(mine)
    means = estimate_means(analysis.scores, codes=codes).set_index("actor")
    iran, us = means.loc["iran"], means.loc["us"]
    assert f"{WORDS[int(iran['n_coded'])]} codes settle little" in prose
    assert abs(iran["machine"]) < 0.2 < 0.6 < iran["coded"]
    assert iran["low"] < 0 < 0.9 < iran["high"]
    assert us["low"] == us["high"] == us["coded"]
    better = recalibrate(analysis.scores, codes=mine)
    assert "Here it hardly helps" in prose
    assert abs(better.alpha_after - better.alpha_before) < 0.05
    labels = measure_reliability(everybody, coders=["reference", "machine"]).iloc[0]
    assert better.alpha_before > labels["alpha"]


@pytest.mark.slow
def test_engine_and_level_move_it(
    everybody: pd.DataFrame, lexical_analysis: Analysis, task: Task
) -> None:
    lexical = code_by_machine(lexical_analysis, task=task).assign(coder="lexical")
    both = pd.concat([everybody, lexical])

    def alpha(who: str, level: str) -> float:
        found = measure_reliability(both, coders=["reference", who], levels={"stance": level})
        return float(found["alpha"].iloc[0])

    assert 0.2 < alpha("machine", "nominal") < alpha("machine", "interval") - 0.1
    assert all(abs(alpha("lexical", level)) < 0.1 for level in ("nominal", "ordinal", "interval"))
