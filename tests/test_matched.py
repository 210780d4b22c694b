"""Does a comparison on the same events find what is in the telling, and only that?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from outlet_tables import Row, make_newsroom, make_units

from helpers.errors import DiscourseError
from helpers.matched import compare_matched, match_events
from helpers.resampling import Resampling

QUICK = Resampling(draws=199)


def make_trap(*, tone: float) -> pd.DataFrame:
    """Two outlets of which one covers the bad events; `tone` is added by the other."""
    draw = np.random.default_rng(4)
    rows: list[Row] = []
    for number in range(10):
        bad = number % 2
        for outlet, many in (("A", 6 if bad else 1), ("B", 1 if bad else 6)):
            for _ in range(many):
                value = (-0.5 if bad else 0.5) + tone * (outlet == "B") + draw.normal(0, 0.05)
                rows.append((outlet, f"E{number}", "2031-01-06", "x", float(value), 2))
    return make_units(rows)


@pytest.mark.parametrize("tone", [0.0, -0.3])
def test_choice_of_events_is_taken_out(tone: float) -> None:
    told = compare_matched(make_trap(tone=tone), settings=QUICK).differences.iloc[0]
    assert told["difference"] == pytest.approx(tone, abs=0.05)
    assert told["low"] < tone < told["high"]
    assert told["raw"] > 0.3, (
        "the plain difference says the reverse of the tone, or that there is one"
    )
    assert told["note"] == ("differs" if tone else "no difference shown")
    assert told["n_events"] == 10


def test_tone_and_choice_add_up_to_the_plain_difference() -> None:
    units = make_newsroom(3, 3)
    matched = compare_matched(units, settings=QUICK)
    table = matched.differences
    assert np.allclose(table["from_tone"] + table["from_choice"], table["raw"])
    for row in table.itertuples():
        shared = matched.events.query("one == @row.one and other == @row.other")
        shared = set(shared.loc[shared["actor"] == row.actor, "event"])
        means = []
        for outlet in (row.one, row.other):
            own = units[
                (units["outlet"] == outlet)
                & (units["actor"] == row.actor)
                & units["event"].isin(shared)
            ]
            means.append(own["total"].sum() / own["count"].sum())
        assert row.raw == pytest.approx(means[1] - means[0])


def test_events_hold_what_each_outlet_says() -> None:
    units = make_newsroom(2, 2)
    events = compare_matched(units, settings=QUICK).events
    row = events.iloc[0]
    own = units[
        (units["outlet"] == row["one"])
        & (units["event"] == row["event"])
        & (units["actor"] == row["actor"])
    ]
    assert row["value_one"] == pytest.approx(own["total"].sum() / own["count"].sum())
    assert row["n_one"] == len(own)
    assert row["difference"] == row["value_other"] - row["value_one"]


def test_few_events_have_no_test() -> None:
    units = make_trap(tone=0.0)
    told = compare_matched(units[units["event"] < "E4"], settings=QUICK).differences.iloc[0]
    assert told["note"] == "insufficient evidence"
    assert np.isnan([told["low"], told["p"], told["p_adjusted"]]).all()
    assert told["n_events"] == 4


def test_five_events_of_a_kind_are_no_finding() -> None:
    rows: list[Row] = [
        (outlet, f"E{event}", "2031-01-06", "x", value, 1)
        for event in range(5)
        for outlet, value in (("a", 1.0), ("b", -1.0))
    ]
    told = compare_matched(make_units(rows), settings=QUICK).differences.iloc[0]
    assert (told["n_events"], told["high"]) == (5, -2.0)
    assert told["note"] == "insufficient evidence", "such five come once in sixteen by chance"


def test_among_many_pairs_a_plain_difference_passes() -> None:
    # One outlet of twelve tells each of 13 events otherwise; in all others there is nothing.
    rows: list[Row] = [
        (f"{o:02d}", f"E{e}", "2031-01-06", "x", float(o == 0) + 0.01 * ((7 * e + 3 * o) % 5), 1)
        for e in range(13)
        for o in range(12)
    ]
    told = compare_matched(make_units(rows), settings=Resampling(draws=99)).differences
    assert (told.loc[told["one"] == "00", "note"] == "differs").all()
    assert told["p"].min() < 1 / 100, "with 99 sign changes alone none is below it"


def test_many_tests_are_made_up_for() -> None:
    table = compare_matched(make_newsroom(4, 3), settings=QUICK).differences
    tested = table.dropna(subset=["p"])
    assert (tested["p_adjusted"] >= tested["p"]).all()
    assert (tested["p_adjusted"] > tested["p"]).any()


def test_the_level_holds_where_outlets_tell_alike() -> None:
    draw = np.random.default_rng(9)
    found = 0
    for seed in range(20):
        rows: list[Row] = []
        for event in range(8):
            mood = draw.normal(0, 0.4)
            for outlet in "AB":
                for _ in range(3):
                    value = float(np.clip(mood + draw.normal(0, 0.3), -1, 1))
                    rows.append((outlet, f"E{event}", "2031-01-06", "x", value, 2))
        settings = Resampling(draws=99, seed=seed)
        told = compare_matched(make_units(rows), settings=settings).differences
        found += int((told["note"] == "differs").any())
    assert found <= 6


def test_without_a_shared_event_it_says_what_to_do() -> None:
    units = make_trap(tone=0.0)
    with pytest.raises(DiscourseError, match="no event is told by two outlets"):
        match_events(units[units["outlet"] == "A"])
    with pytest.raises(DiscourseError, match="column event"):
        compare_matched(units.assign(event=""))


def test_late_reports_can_be_left_out() -> None:
    days = pd.to_datetime(["2031-01-06", "2031-01-07", "2031-01-20", "2031-03-01"])
    units = pd.DataFrame(
        {"outlet": list("ABAB"), "event": ["E1", "E1", "E1", "E2"], "published": days}
    )
    assert len(match_events(units)) == 3
    assert len(match_events(units, window=3)) == 2


def test_outlets_without_a_judged_event_in_common_have_no_row() -> None:
    units = make_trap(tone=0.0)
    apart = units.assign(actor=np.where(units["outlet"] == "A", "x", "y"))
    matched = compare_matched(apart, settings=QUICK)
    assert matched.differences.empty
    assert matched.events.empty
    half = units[((units["outlet"] == "A") == (units["event"] < "E5"))]
    third = half.assign(outlet="C")
    told = compare_matched(pd.concat([half, third]), settings=QUICK).differences
    assert set(zip(told["one"], told["other"], strict=True)) == {("A", "C"), ("B", "C")}
