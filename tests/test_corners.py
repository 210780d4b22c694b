"""The square flips with its sides, is flat where sides do not matter, and says when it is thin."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from helpers.corners import compare_square, score_square
from helpers.square import COLUMNS, SIGNS

SWAP = {"our": "their", "their": "our"}


def make_items(
    *, seed: int = 1, actors: int = 8, each: int = 20, slant: float = 0.0, dwell: float = 0.0
) -> pd.DataFrame:
    """Make mentions: `slant` moves good to us, `dwell` emphasis to our good and their bad."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for actor in range(actors):
        ours = actor < actors // 2
        for _ in range(each):
            good = rng.random() < (0.5 + slant if ours else 0.5 - slant)
            signs = {sign: float(rng.integers(-1, 2)) for sign in SIGNS}
            emphasis = float(np.mean(list(signs.values()))) + dwell * (1 if good == ours else -1)
            rows.append(
                {
                    **dict.fromkeys(COLUMNS, 0),
                    "mention": len(rows),
                    "sentence": len(rows) // 2,
                    "actor": f"a{actor}",
                    "voice": "author" if len(rows) % 3 else "somebody",
                    "side": "us" if ours else "them",
                    "corner": f"{'our' if ours else 'their'} {'good' if good else 'bad'}",
                    **signs,
                    "emphasis": emphasis,
                }
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def swap(items: pd.DataFrame) -> pd.DataFrame:
    corners = [f"{SWAP[c.split()[0]]} {c.split()[1]}" for c in items["corner"]]
    return items.assign(side=items["side"].map({"us": "them", "them": "us"}), corner=corners)


def test_a_slanted_text_fills_and_stresses_its_corners() -> None:
    items = make_items(slant=0.4, dwell=0.4)
    test = compare_square(items)
    assert test.selection > 0.8
    assert test.emphasis > 0.6
    assert test.selection_low < test.selection < test.selection_high
    assert test.emphasis_low < test.emphasis < test.emphasis_high
    assert test.selection_p == test.emphasis_p == pytest.approx(1 / math.comb(8, 4))
    assert test.exact
    assert test.note == ""
    table = score_square(items).set_index("corner")
    assert table.loc["our good", "emphasis"] > 0 > table.loc["our bad", "emphasis"]
    assert table.loc["their bad", "emphasis"] > 0 > table.loc["their good", "emphasis"]


def test_swapping_the_sides_flips_the_square() -> None:
    items = make_items(slant=0.3, dwell=0.2)
    there, back = compare_square(items), compare_square(swap(items))
    assert back.selection == pytest.approx(1 - there.selection)
    assert back.emphasis == pytest.approx(-there.emphasis)
    assert there.emphasis_p < 0.05 < back.emphasis_p
    one, two = score_square(items), score_square(swap(items))
    assert one["n"].tolist() == two["n"].tolist()[2:] + two["n"].tolist()[:2]


def test_a_neutral_text_is_flat() -> None:
    tests = [compare_square(make_items(seed=seed), draws=200) for seed in range(40)]
    assert abs(np.mean([test.selection for test in tests]) - 0.5) < 0.02
    assert abs(np.mean([test.emphasis for test in tests])) < 0.02
    # A test that keeps its level calls about one in twenty.
    assert sum(test.selection_p < 0.05 for test in tests) <= 6
    assert sum(test.emphasis_p < 0.05 for test in tests) <= 6
    assert sum(test.emphasis_p < 0.5 for test in tests) >= 10


def test_counts_and_expected_counts() -> None:
    items = make_items(slant=0.2)
    table = score_square(items).set_index("corner")
    assert table["n"].sum() == len(items)
    good = table.loc["our good", "n"] + table.loc["their good", "n"]
    assert table.loc["our good", "expected"] == pytest.approx(80 * good / 160)
    assert table.loc["our good", "share"] == table.loc["our good", "n"] / 80
    own = items[items["corner"] == "our good"]
    assert table.loc["our good", "emphasis"] == pytest.approx(
        own["emphasis"].mean() - items["emphasis"].mean()
    )
    assert table.loc["our good", "firmness"] == pytest.approx(own["firmness"].mean())
    split = table["emphasised"] + table["mitigated"]
    assert (split <= table["n"]).all()


def test_voices_are_kept_apart() -> None:
    items = make_items()
    by_voice = [score_square(items, voice=v)["n"].sum() for v in ("author", "quoted", "somebody")]
    assert by_voice == [106, 54, 54]
    assert compare_square(items, voice="author").n == 106


def test_few_mentions_and_few_actors_are_insufficient_evidence() -> None:
    items = make_items(actors=4, each=5)
    items = items[(items["corner"] != "our bad") | (items["mention"] < 0)]
    table = score_square(items).set_index("corner")
    assert table.loc["our bad", "note"] == "insufficient evidence"
    assert np.isnan(table.loc["our bad", "emphasis"])
    test = compare_square(items)
    assert math.isnan(test.emphasis_p)
    assert "4 actors can be dealt in 6 ways only" in test.note


def test_a_proposal_is_not_tested_for_its_selection() -> None:
    items = make_items(slant=0.4, dwell=0.4)
    items.attrs["proposed"] = True
    test = compare_square(items)
    assert math.isnan(test.selection_p)
    assert test.emphasis_p < 0.05
    assert "proposed from stance" in test.note
    assert score_square(items).attrs["proposed"]


def test_many_actors_are_dealt_at_random() -> None:
    test = compare_square(make_items(actors=20, each=4, slant=0.4), draws=300)
    assert not test.exact
    assert test.deals == 300
    assert test.selection_p == pytest.approx(1 / 301)


def test_nothing_gives_nothing() -> None:
    empty = make_items().iloc[:0]
    assert score_square(empty)["n"].tolist() == [0, 0, 0, 0]
    test = compare_square(empty)
    assert test.n == 0
    assert math.isnan(test.selection)
    assert math.isnan(test.emphasis_p)
    one = compare_square(make_items(actors=2, each=1))
    assert math.isnan(one.emphasis_low)


def test_a_gap_that_is_not_there_has_no_p() -> None:
    items = make_items(slant=0.5)
    test = compare_square(items)  # the other two corners are empty
    assert test.selection == 1
    assert math.isnan(test.emphasis)
    assert math.isnan(test.emphasis_p)
    assert test.selection_p == pytest.approx(1 / 70)
