"""The words on method fit the engine, and hold no number that could grow old."""

from __future__ import annotations

import re

import pytest

from helpers.methods import describe_limits, describe_methods


@pytest.mark.parametrize("engine", ["neural", "lexical"])
def test_the_engine_is_described(engine: str) -> None:
    [(name, stance), *_] = describe_methods(engine)
    assert name == "Stance"
    assert f"The {engine} engine" in stance


def test_an_engine_that_nobody_described_is_passed_over() -> None:
    assert "engine" not in describe_methods("other")[0][1]


def test_limits_lead_to_the_numbers_and_copy_none() -> None:
    limits = " ".join(describe_limits())
    assert "docs/validity.md" in limits
    assert not re.search(r"\d", limits)
