"""Does the shape of a text hold what its rules say, also where there is little to say?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.resampling import FEWEST, Resampling
from helpers.shape import (
    NO_SHIFT,
    NO_SQUARE,
    choose_blocs,
    choose_stretches,
    measure_shape,
    tables_of,
)
from helpers.square import propose_blocs

MakeActors = Callable[..., pd.DataFrame]
QUICK = Resampling(draws=40)
TABLES = {
    "relations",
    "frame_actors",
    "dispersion",
    "curves",
    "changes",
    "shift",
    "square",
    "square_mentions",
    "square_test",
    "sensitivity",
}


def read(text: str, actors: pd.DataFrame) -> Analysis:
    return analyse(make_article(text), actors=actors, engine="lexical")


def series_of(values: dict[str, list[tuple[float, str, float]]]) -> pd.DataFrame:
    """Make a series of stances: for each actor place, paragraph and stance of its sentences."""
    rows = [
        {
            "measure": "stance",
            "voice": "all",
            "actor": actor,
            "where": where,
            "position": position,
            "headline": False,
            "total": value,
            "count": 1.0,
        }
        for actor, sentences in values.items()
        for position, where, value in sentences
    ]
    columns = "measure voice actor where position headline total count".split()
    return pd.DataFrame(rows, columns=columns)


LEAD = [(0.05, "1", 0.1), (0.1, "1", 0.2), (0.15, "2", 0.1)]
END = [(0.85, "8", -0.1), (0.9, "9", 0.2), (0.95, "9", 0.0)]
MIDDLE = [(0.4 + i / 100, "4", 0.1) for i in range(9)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # Three sentences on either side are enough, and whoever has more evidence comes first.
        ({"a": LEAD + END}, ("a", "lead", "end")),
        ({"a": LEAD + END, "b": LEAD + END + MIDDLE}, ("b", "lead", "end")),
        # One that has more evidence and too little at an end gives way.
        ({"a": LEAD + END, "b": LEAD + MIDDLE}, ("a", "lead", "end")),
        # Nobody has enough: the two paragraphs that differ most, in the order of the text.
        ({"a": [*LEAD[:2], *END]}, ("a", "paragraph 1", "paragraph 8")),
        (
            {"a": [(0.3, "2", 1.0), (0.5, "4", 0.2), (0.6, "5", -1.0)]},
            ("a", "paragraph 2", "paragraph 5"),
        ),
        (
            {"a": [(0.3, "2", -1.0), (0.5, "4", 0.2), (0.6, "5", 1.0)]},
            ("a", "paragraph 2", "paragraph 5"),
        ),
        # All alike: the first and the last.
        (
            {"a": [(0.3, "2", 0.5), (0.5, "4", 0.5), (0.6, "5", 0.5)]},
            ("a", "paragraph 2", "paragraph 5"),
        ),
        # Most evidence, but in one paragraph.
        (
            {"a": MIDDLE, "b": [(0.3, "2", 1.0), (0.5, "4", 0.2)]},
            ("b", "paragraph 2", "paragraph 4"),
        ),
        # What stands in no paragraph with a label (a caption) has no name.
        ({"a": [(0.3, "", 1.0), (0.5, "4", 0.2)]}, None),
        ({"a": MIDDLE}, None),
        ({}, None),
    ],
)
def test_stretches_are_chosen_by_the_rule(
    values: dict[str, list[tuple[float, str, float]]], expected: tuple[str, str, str] | None
) -> None:
    assert choose_stretches(series_of(values)) == expected


def test_other_measures_and_voices_choose_nothing() -> None:
    series = series_of({"a": LEAD + END})
    assert choose_stretches(series.assign(measure="frame")) is None
    assert choose_stretches(series.assign(voice="author")) is None


def blocs_of(make_actors: MakeActors, **blocs: str) -> tuple[str, str] | None:
    text = "Ruritania betrayed Freedonia. Ruritania lied.\n\nSylvania is honest. Freedonia helped."
    return choose_blocs(read(text, make_actors(blocs=blocs)))


def test_us_is_the_bloc_taken_more_favourably(make_actors: MakeActors) -> None:
    assert blocs_of(make_actors, ruritania="East", sylvania="West") == ("West", "East")
    assert blocs_of(make_actors, ruritania="West", sylvania="East") == ("East", "West")


def test_blocs_that_are_called_us_and_them_stay_so(make_actors: MakeActors) -> None:
    named = {"ruritania": "us", "sylvania": "them", "freedonia": "East"}
    assert blocs_of(make_actors, **named) == ("us", "them")


def test_the_two_blocs_mentioned_most_are_taken(make_actors: MakeActors) -> None:
    found = blocs_of(make_actors, ruritania="East", freedonia="West", sylvania="Far")
    assert found is not None and set(found) == {"East", "West"}


@pytest.mark.parametrize(
    "blocs",
    [
        {},
        {"ruritania": "East"},
        {"ruritania": "East", "rebels": "West"},
        {"ruritania": "East", "sylvania": "undecided"},
    ],
)
def test_fewer_than_two_blocs_in_the_text_are_none(
    blocs: dict[str, str], make_actors: MakeActors
) -> None:
    # The rebels are in the catalogue and not in the text.
    assert blocs_of(make_actors, **blocs) is None


def test_the_shape_of_the_article(lexical_analysis: Analysis) -> None:
    shape = measure_shape(lexical_analysis)
    assert shape.notes == ()
    assert shape.shift is not None and shape.square is not None
    assert (shape.shift.one, shape.shift.other) == ("lead", "end")
    assert min(shape.shift.n_one, shape.shift.n_other) >= FEWEST
    assert {shape.square.us, shape.square.them} == {
        "Syria, Iran and Russia",
        "United States and partners",
    }
    # Which is us was read from stance, so the selection must not be tested.
    assert shape.square.oriented and pd.isna(shape.square.test.selection_p)
    assert set(shape.curves["measure"]) == set(shape.changes["measure"]) == {"stance", "frame"}
    assert set(shape.dispersion["actor"]) == set(lexical_analysis.mentions["actor"])
    assert "other engine" not in set(shape.sensitivity["variant"])
    tables = tables_of(shape)
    assert set(tables) == TABLES
    assert all(len(table) for table in tables.values())
    words = tables["shift"]
    assert words["contribution"].sum() == pytest.approx(shape.shift.difference)
    assert set(words["actor"]) == {shape.shift.actor}


def test_the_quick_engine_is_asked_after_the_slow_one(analysis: Analysis) -> None:
    shape = measure_shape(analysis, settings=QUICK)
    assert "other engine" in set(shape.sensitivity["variant"])


def test_proposed_blocs_are_told_from_given_ones(make_actors: MakeActors) -> None:
    text = "Ruritania betrayed Freedonia.\n\nSylvania is honest and helped Freedonia."
    given = read(text, make_actors(blocs={"ruritania": "them", "sylvania": "us"}))
    shape = measure_shape(given, settings=QUICK)
    assert shape.square is not None and not shape.square.oriented
    assert not shape.square.items.attrs["proposed"]
    proposed = propose_blocs(
        given.evidence,
        mentions=given.mentions,
        actors=make_actors(),
        least=1,
        low=-0.1,
        high=0.1,
        engine_stance="sum",
    )
    assert {"us", "them"} <= set(proposed["bloc"])
    shape = measure_shape(replace(given, actors=proposed), settings=QUICK)
    assert shape.square is not None and not shape.square.oriented
    assert shape.square.items.attrs["proposed"]


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania",
        "Ruritania has a river.",
        "Ruritania betrayed Freedonia.",
        "Ruritania\n\nRuritania?\n\n…",
        "It rained.",
    ],
)
def test_what_a_short_text_lacks_is_said(text: str, make_actors: MakeActors) -> None:
    shape = measure_shape(read(text, make_actors()), settings=QUICK)
    assert shape.square is None and NO_SQUARE in shape.notes
    assert (shape.shift is None) == (NO_SHIFT in shape.notes)
    tables = tables_of(shape)
    assert set(tables) == TABLES
    assert all(len(table.columns) for table in tables.values())


def test_a_text_without_evidence_has_no_curves(make_actors: MakeActors) -> None:
    found = read("Ruritania has a river. Freedonia has none.", make_actors())
    bare = replace(found, evidence=found.evidence.head(0))
    shape = measure_shape(bare, settings=QUICK)
    assert shape.shift is None
    assert not (shape.curves["measure"] == "stance").any()
    assert shape.curves["value"].isna().all()
