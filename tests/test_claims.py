"""The helper that holds the notebooks' prose to its numbers finds what is wrong."""

from __future__ import annotations

import pytest
from claims import assert_claims, list_faults, spell

PROSE = """# 5 Which frames

- **Time:** about 40 minutes.

## 1. One event

Security is *present* in eight paragraphs,
and its value is 0.75 (Entman 1993). See [notebook 2](02-who.ipynb) and `cues[3:5]`.

**1.** Take a word out.

## References

- Entman, R. M. (1993). Framing. *Journal* 43(4), 51-58.
"""
BOTH = (f"present in {spell(8)} paragraphs, and its value is {0.75}",)


def test_true_claims_pass() -> None:
    assert list_faults(PROSE, claims=BOTH) == []


def test_a_claim_with_another_number_fails() -> None:
    faults = list_faults(PROSE, claims=["present in seven paragraphs", "its value is 0.75"])
    assert faults[0] == "not in the prose: 'present in seven paragraphs'"
    assert "no claim covers 'eight'" in faults[1]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("It rose to 0.6.", "0.6"),
        ("Half of them are quoted.", "Half"),
        ("Twelve of them are quoted.", "Twelve"),
        ("A third of them are quoted.", "third"),
        ("It weighs twice as much.", "twice"),
        ("There are 1,217 cues.", "1,217"),
    ],
)
def test_a_number_without_a_claim_is_found(sentence: str, number: str) -> None:
    (fault,) = list_faults(f"{sentence}\n\n{PROSE}", claims=BOTH)
    assert fault.startswith(f"no claim covers {number!r}")


@pytest.mark.parametrize(
    "sentence", ["One may ask.", "The third of them is long.", "So says he (after Dijk 1998, 4)."]
)
def test_what_is_no_finding_is_left_alone(sentence: str) -> None:
    assert list_faults(f"{sentence}\n\n{PROSE}", claims=BOTH) == []


def test_settled_pieces_are_no_findings_but_must_stand_there() -> None:
    prose = f"A weight of 1 is full.\n\n{PROSE}"
    assert list_faults(prose, claims=BOTH, settled=["A weight of 1 is full"]) == []
    assert list_faults(PROSE, claims=BOTH, settled=["A weight of 1 is full"]) == [
        "not in the prose: 'A weight of 1 is full'"
    ]


def test_a_claim_may_hold_a_code_span() -> None:
    prose = f"The `s` of `cue 3` is 2.\n\n{PROSE}"
    assert list_faults(prose, claims=[*BOTH, "The `s` of `cue 3` is 2."]) == []


def test_all_faults_are_told_at_once(tmp_path) -> None:
    path = tmp_path / "05-x.ipynb"
    path.write_text('{"cells": [{"cell_type": "markdown", "source": ["Two and 3."]}]}', "utf-8")
    with pytest.raises(AssertionError, match=r"(?s)05-x.*'Two'.*'3'"):
        assert_claims(path, claims=())


@pytest.mark.parametrize(("number", "word"), [(0, "no"), (20, "twenty"), (21, "21")])
def test_counts_are_spelt_as_the_notebooks_do(number: int, word: str) -> None:
    assert spell(number) == word
