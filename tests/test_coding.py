"""Codes of a reader: checked row by row, and joined with scores without bias."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.coding import draw_cells, estimate_means, load_codes, recalibrate, student_quantile
from helpers.errors import CodingError
from helpers.schema import make_table


def table_of(values: dict[tuple[int, str], float | None]) -> pd.DataFrame:
    """Scores that hold a stance in all voices for each (paragraph, actor)."""
    return make_table(
        "scores",
        [
            {
                "article": "a",
                "paragraph": paragraph,
                "actor": actor,
                "voice": "all",
                "measure": "stance",
                "label": "",
                "value": value,
                "n_evidence": int(value is not None),
                "n_mentions": 1,
            }
            for (paragraph, actor), value in values.items()
        ],
    )


PARAGRAPHS = make_table(
    "paragraphs",
    [
        {
            "article": "a",
            "paragraph": number,
            "kind": "body",
            "label": label,
            "position": 0.5,
            "start": number,
            "end": number + 1,
            "text": "x",
            "n_words": 1,
        }
        for number, label in enumerate(("T", "1", "2"))
    ],
)
SCORES = table_of({(0, "us"): 0.5, (1, "us"): -0.5, (1, "iran"): 0.1, (2, "us"): None})


def write(folder: Path, text: str) -> Path:
    file = folder / "ann.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_codes_come_by_label_and_in_words(tmp_path: Path) -> None:
    file = write(tmp_path, "paragraph,actor,stance\nT,us,-1\n1,us,favourable\n1,iran,+1\n2,us,\n")
    codes = load_codes(file, scores=SCORES, paragraphs=PARAGRAPHS)
    assert codes.values.tolist() == [[0, "us", -1], [1, "us", 1], [1, "iran", 1]]


def test_every_bad_row_is_named(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "paragraph,actor,stance\n9,us,1\nT,mars,1\nT,us,good\n1,us,0\n1,us,1\n",
    )
    with pytest.raises(CodingError) as caught:
        load_codes(file, scores=SCORES, paragraphs=PARAGRAPHS)
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0].rsplit(" ", 1)[1] for line in lines] == ["2", "3", "4", "6"]
    assert "no paragraph is labelled '9'" in lines[0]
    assert "no actor is called 'mars'" in lines[1]
    assert "'good'; expected -1, 0 or 1" in lines[2]
    assert "coded in line 5 already" in lines[3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("paragraph,actor\nT,us\n", "column 'stance' is missing"),
        ("paragraph,actor,stance\nT,us,\n", "holds no code"),
    ],
)
def test_a_file_of_no_use_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CodingError, match=words):
        load_codes(write(tmp_path, text), scores=SCORES, paragraphs=PARAGRAPHS)


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodingError, match="cannot be read"):
        load_codes(tmp_path / "none.csv", scores=SCORES, paragraphs=PARAGRAPHS)
    file = tmp_path / "odd.csv"
    file.write_bytes(b"paragraph,actor,stance\nT,us\xff,1\n")
    with pytest.raises(CodingError, match="UTF-8"):
        load_codes(file, scores=SCORES, paragraphs=PARAGRAPHS)


def test_cells_are_drawn_blind_and_alike_each_time() -> None:
    drawn = draw_cells(SCORES, n=2)
    assert list(drawn.columns) == ["paragraph", "actor"]
    assert len(drawn) == 2
    assert drawn.equals(draw_cells(SCORES, n=2))
    assert len(draw_cells(SCORES, n=99)) == 3  # the cell without a score cannot be drawn


def simulate(seed: int, *, skill: float) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Sixty cells with true codes; a machine of some skill and a bias; twenty of them coded."""
    rng = np.random.default_rng(seed)
    truth = rng.choice([-1, 0, 1], size=60, p=[0.4, 0.4, 0.2])
    values = np.clip(skill * truth + 0.3 + rng.normal(0, 0.2, 60), -1, 1)
    scores = table_of({(i, "us"): float(v) for i, v in enumerate(values)})
    cells = draw_cells(scores, n=20, seed=seed)
    codes = cells.assign(code=truth[cells["paragraph"].to_numpy()])
    return scores, codes, float(truth.mean())


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    inside, widths, plain = 0, [], []
    for seed in range(200):
        scores, codes, truth = simulate(seed, skill=0.7)
        row = estimate_means(scores, codes=codes).set_index("actor").loc["us"]
        inside += row["low"] <= truth <= row["high"]
        widths.append(row["high"] - row["low"])
        error = codes["code"].std() * np.sqrt((1 - 20 / 60) / 20)
        plain.append(2 * student_quantile(0.975, freedom=19) * error)
    assert 0.91 <= inside / 200 <= 0.99
    # A machine of some skill makes them shorter than the codes alone would.
    assert np.mean(widths) < 0.75 * np.mean(plain)


def test_a_biased_machine_does_not_bias_the_estimate() -> None:
    rows = [simulate(seed, skill=0.7) for seed in range(200)]
    errors, machine = [], []
    for scores, codes, truth in rows:
        row = estimate_means(scores, codes=codes).iloc[0]
        errors.append(row["estimate"] - truth)
        machine.append(row["machine"] - truth)
    assert abs(np.mean(errors)) < 0.03
    assert np.mean(machine) > 0.2


def test_few_codes_give_no_estimate() -> None:
    codes = pd.DataFrame({"paragraph": [0], "actor": ["us"], "code": [1]})
    found = estimate_means(SCORES, codes=codes).set_index("actor")
    assert np.isnan(found.loc["us", "estimate"])
    assert found.loc["us", "n_coded"] == 1
    assert found.loc["iran", "n_coded"] == 0


def test_recalibration_mends_a_scale_and_says_so_on_cells_left_out() -> None:
    rng = np.random.default_rng(1)
    truth = rng.choice([-1, 0, 1], size=40)
    values = np.clip(0.3 * truth + 0.5, -1, 1)  # right in order, wrong in scale and place
    scores = table_of({(i, "us"): float(v) for i, v in enumerate(values)})
    codes = pd.DataFrame({"paragraph": range(40), "actor": "us", "code": truth})
    found = recalibrate(scores, codes=codes)
    assert found.n == 40
    assert found.alpha_before < 0.4
    assert found.alpha_after > 0.85
    assert len(found.cells) == 40
    assert found.cells["recalibrated"].between(-1, 1).all()


def test_recalibration_by_noise_does_not_pretend() -> None:
    rng = np.random.default_rng(2)
    scores = table_of({(i, "us"): float(v) for i, v in enumerate(rng.uniform(-1, 1, 40))})
    codes = pd.DataFrame({"paragraph": range(40), "actor": "us", "code": rng.integers(-1, 2, 40)})
    assert recalibrate(scores, codes=codes).alpha_after < 0.2


def test_recalibration_needs_four_codes() -> None:
    codes = pd.DataFrame({"paragraph": [0], "actor": ["us"], "code": [1]})
    with pytest.raises(CodingError, match="needs 4"):
        recalibrate(SCORES, codes=codes)


@pytest.mark.parametrize(
    ("freedom", "value"), [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (10, 2.228)]
)
def test_student_s_t_is_that_of_the_tables(freedom: int, value: float) -> None:
    assert student_quantile(0.975, freedom=freedom) == pytest.approx(value, abs=0.02)
