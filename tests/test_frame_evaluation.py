"""Are articles rated by sums that can be redone, and compared with codes as they should be?"""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

from helpers.cli import app
from helpers.errors import DiscourseError, LexiconError
from helpers.frame_evaluation import (
    CODED,
    FILE,
    describe_article,
    describe_frames,
    evaluate_frames,
    f1_of,
    load_weights,
    rate_article,
)

MONEY = (
    "Prices rose again and the tax on fuel will cost every household more. Jobs and wages fall, "
    "and the industry says that the budget cannot pay for it."
)
QUARREL = "The two sides clashed again, and each side accused the other of a war on its own people."


def codes(**present: bool) -> dict[str, str]:
    return {code: str(present.get(code, False)) for code in CODED}


def test_a_value_is_a_sum_that_can_be_redone_from_the_file() -> None:
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["frame"] == "economic"]
    found = describe_article(MONEY)
    total = sum(float(row["weight"]) * found.get((row["kind"], row["feature"]), 0) for row in rows)
    value = rate_article(MONEY, weights=load_weights())["economic"]
    assert value == pytest.approx(1 / (1 + math.exp(-total)))


def test_money_is_economic_and_a_quarrel_conflict() -> None:
    money, quarrel = (rate_article(text, weights=load_weights()) for text in (MONEY, QUARREL))
    assert money["economic"] > quarrel["economic"]
    assert quarrel["conflict"] > money["conflict"]


def test_names_are_no_features() -> None:
    found = describe_article("Ruritania met the envoys of Freedonia.")
    assert {key for kind, key in found if kind == "word"} == {"met", "the", "envoys"}
    with FILE.open(encoding="utf-8", newline="") as stream:
        words = [row["feature"] for row in csv.DictReader(stream) if row["kind"] == "word"]
    assert words
    assert all(word.isalpha() and word.islower() for word in words)


def test_the_same_text_with_other_names_has_the_same_values() -> None:
    told = [
        rate_article(f"{name} blamed the council for the flood.", weights=load_weights())
        for name in ("Ruritania", "Freedonia")
    ]
    assert told[0] == told[1]


def test_predictions_are_written_as_the_codes_are() -> None:
    (row,) = evaluate_frames([{"doc_id": "7", "text": MONEY}]).predictions
    assert row["doc_id"] == "7"
    assert list(row["frames"]) == list(row["values"]) == list(CODED)
    assert all((row["values"][code] >= 0.5) == (row["frames"][code] == "True") for code in CODED)


def test_agreement_is_counted_by_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "a": {"conflict": 0.9, "economic": 0.6, "human_interest": 0.0},
        "b": {"conflict": 0.5, "economic": 0.4, "human_interest": 0.1},
    }
    monkeypatch.setattr(
        "helpers.frame_evaluation.rate_article",
        lambda text, *, weights: {f: values[text].get(f, 0.0) for f in CODED.values()},
    )
    told = evaluate_frames(
        [
            {"doc_id": "1", "text": "a", "frames": codes(CO=True, EC=True)},
            {"doc_id": "2", "text": "b", "frames": codes(EC=True)},
        ]
    ).agreement
    assert told is not None
    assert told.n == 2
    assert told.f1 == {
        "CO": pytest.approx(2 / 3),
        "EC": pytest.approx(2 / 3),
        "HI": 0,
        "MO": 0,
        "RE": 0,
    }
    assert told.macro == pytest.approx(4 / 15)
    assert told.accuracy == 0.8
    assert told.exact == 0.5
    # Two of two articles are economic, one of two is conflict, which is no majority.
    assert told.majority == pytest.approx(1 / 5)
    assert told.always == pytest.approx((1 + 2 / 3) / 5)


def test_f1_without_anything_is_nothing() -> None:
    assert f1_of([False], [False]) == 0


def test_without_codes_nothing_is_compared() -> None:
    found = evaluate_frames([{"doc_id": "1", "text": MONEY}])
    assert found.agreement is None
    assert "nothing to compare with" in describe_frames(found)


@pytest.mark.parametrize("wrong", [{"CO": "True"}, "CO", codes() | {"RE": "perhaps"}])
def test_codes_of_another_kind_are_named(wrong: object) -> None:
    with pytest.raises(DiscourseError, match=r"9: frames is .* expected True or False for each"):
        evaluate_frames([{"doc_id": "9", "text": MONEY, "frames": wrong}])


@pytest.mark.parametrize(
    ("content", "words"),
    [("a,b\n", "expected the columns"), ("frame,kind,feature,weight\nx,word,y,z\n", "line 2")],
)
def test_a_wrong_file_of_weights_is_named(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "weights.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=words):
        load_weights(file)
    with pytest.raises(LexiconError, match="cannot be read"):
        load_weights(tmp_path / "none.csv")


def test_the_command_prints_the_agreement(tmp_path: Path) -> None:
    rows = [{"doc_id": "1", "text": MONEY, "frames": codes(EC=True)}]
    file, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", "frames", str(file), "--predictions", str(out)])
    assert done.exit_code == 0
    assert "macro-F1" in done.output
    assert "of always present" in done.output
    assert json.loads(out.read_text(encoding="utf-8"))["doc_id"] == "1"
