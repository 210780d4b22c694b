"""Every entity that stands in its text gets one part, and bad rows are refused in words."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from helpers.cli import app
from helpers.engines import Engine, Rating
from helpers.errors import DiscourseError
from helpers.narrative import ALWAYS, STANCE
from helpers.role_evaluation import describe_roles, evaluate_roles, read_clues
from helpers.windows import Passage

TEXT = (
    "The mining company poisoned the river. Villagers died. Ada Byron sued the mining company "
    "and saved the villagers. It rained. The mining company denied everything."
)


def rate(passages: Sequence[Passage], title: Passage | None) -> list[Rating]:
    """Rate every actor by the paragraph's number: 0 in the first, -0.5 in the second."""
    cells = {(n, span[2]) for n, passage in enumerate(passages) for span in passage.spans}
    return [Rating(n, actor, -0.5 * n) for n, actor in sorted(cells)]


TOY = Engine("toy", rate, -0.2, 0.2)
WEIGHTS = {
    "agent of harm": (0.0, 9.0, 0.0),
    "agent of suffer": (0.0, 0.0, 9.0),
    "agent of protect": (5.0, 0.0, 0.0),
}


def row_of(*entities: tuple[str, str | None]) -> dict[str, Any]:
    roles = [{"entity": entity, "in_text": True, "role": role} for entity, role in entities]
    return {"doc_id": "1", "text": TEXT, "roles": roles}


def test_each_entity_has_a_role() -> None:
    row = row_of(("the mining company", "villain"), ("Villagers", "victim"), ("Ada Byron", "hero"))
    row["roles"].append({"entity": "the king", "in_text": False, "role": "hero"})
    found = evaluate_roles([row], engine=TOY, weights=WEIGHTS)
    assert found.predictions == [
        {
            "doc_id": "1",
            "roles": [
                {"entity": "the mining company", "role": "villain"},
                {"entity": "Villagers", "role": "victim"},
                {"entity": "Ada Byron", "role": "hero"},
            ],
        }
    ]
    assert (found.n, found.f1, found.accuracy) == (3, 1.0, 1.0)
    assert found.majority == pytest.approx((2 / 4) / 3)
    assert "macro-F1          1.000" in describe_roles(found)


def test_clues_are_means_over_mentions() -> None:
    company, villagers, nobody = read_clues(
        TEXT, names=["the mining company", "villagers", "the moon people"], engine=TOY
    )
    assert company[STANCE] == pytest.approx(-0.5 / 3)
    assert company["agent of harm"] == pytest.approx(1 / 3)
    assert company["is industry"] == company["before: industry"] == company[ALWAYS] == 1.0
    assert villagers["agent of suffer"] == 0.5
    assert nobody == {ALWAYS: 1.0, "is people": 1.0}


def test_rows_without_codes_have_predictions_only() -> None:
    row = {"doc_id": 2, "text": TEXT, "roles": [{"entity": "Ada Byron"}]}
    found = evaluate_roles([row], engine=TOY)
    assert found.n == 0
    assert math.isnan(found.f1)
    assert found.predictions[0]["roles"][0]["role"] in ("hero", "villain", "victim")
    assert "nothing to compare with" in describe_roles(found)


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ([{"entity": " "}], "has no entity"),
        (["Ada"], "has no entity"),
        ([{"entity": "Ada", "role": "king"}], "the role is 'king'; expected one of hero"),
    ],
)
def test_bad_roles_are_refused(roles: list[Any], words: str) -> None:
    with pytest.raises(DiscourseError, match=words):
        evaluate_roles([{"doc_id": 7, "text": TEXT, "roles": roles}], engine=TOY)


def test_the_command_writes_predictions_and_says_how_good_they_are(tmp_path: Path) -> None:
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    row = row_of(("the mining company", "villain"), ("villagers", "victim"), ("Byron", "hero"))
    rows.write_text(json.dumps(row), encoding="utf-8")
    arguments = ["evaluate", "roles", str(rows), "--predictions", str(out), "--engine", "lexical"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "majority baseline 0.167" in result.output
    [told] = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [item["entity"] for item in told["roles"]] == [
        "the mining company",
        "villagers",
        "Byron",
    ]
    assert set(told["roles"][0]) == {"entity", "role"}


def test_the_real_weights_tell_the_plain_cases() -> None:
    row = row_of(("the mining company", "villain"), ("villagers", "victim"))
    found = evaluate_roles([row], engine=TOY)
    assert [item["role"] for item in found.predictions[0]["roles"]] == ["villain", "victim"]
