"""Does the network show who does what to whom, with every label whole and none on another?"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon
from synthetic import make_story
from test_plots import boxes, faults, pixels

from helpers.errors import DiscourseError
from helpers.network_arrows import fit_texts, make_arrow
from helpers.plots_network import INKS, MOST, plot_network
from helpers.presets import find_preset
from helpers.relations import score_relations
from helpers.schema import make_table
from helpers.style import MINUS, Picture

VERBS = ("bomb", "help", "meet", "accuse", "praise", "dishearten", "threaten")


def deeds(*rows: tuple[str, ...], **more: object) -> pd.DataFrame:
    """Give the relations of deeds told as agent, verb, patient and, if not asserted, how."""
    return score_relations(
        make_table(
            "events",
            [
                {
                    "article": "t",
                    "paragraph": 0,
                    "sentence": i,
                    "event": i,
                    "agent": agent,
                    "verb": verb,
                    "patient": patient,
                    "construction": "active",
                    "negated": how == ["denied"],
                    "modality": "intended" if how == ["open"] else "asserted",
                    "surface": verb,
                    "start": 0,
                    "end": 1,
                    "voice": "author",
                    **more,
                }
                for i, (agent, verb, patient, *how) in enumerate(rows)
            ],
        )
    )


@cache
def crowd(n_actors: int, *, n: int = 90) -> pd.DataFrame:
    """Let actors do things to each other, some of them often."""
    rng = np.random.default_rng(3)
    rows = []
    for _ in range(n):
        agent, patient = rng.choice(n_actors, 2, replace=False)
        how = str(rng.choice(["done", "open", "denied"], p=[0.7, 0.2, 0.1]))
        rows.append((f"a{agent}", str(rng.choice(VERBS)), f"a{patient}", how))
    return deeds(*rows)


def draw(relations: pd.DataFrame, **more: Any) -> Picture:
    return plot_network(relations, actors=make_story(n_actors=25).actors, **more)


def texts(picture: Picture) -> list[str]:
    return [text for text, _ in boxes(picture)]


def heads(picture: Picture) -> list[Polygon]:
    body = next(axes for axes in picture.axes if axes.get_label() == "body")
    return [patch for patch in body.patches if isinstance(patch, Polygon)]


@pytest.mark.parametrize("preset", ["column", "page", "slide"])
@pytest.mark.parametrize(("n_actors", "n"), [(3, 60), (25, 120)])
def test_every_label_is_whole_on_paper_and_slides(preset: str, n_actors: int, n: int) -> None:
    picture = draw(crowd(n_actors, n=n), preset=preset)
    assert faults(picture) == []
    page = find_preset(preset)
    width, height = picture.get_size_inches()
    assert width == pytest.approx(page.width)
    assert height <= page.height + 1e-6
    if n_actors == 25:
        # What the page is too low for is said, and stands in the data.
        number = len(heads(picture))
        assert f"the {number} pairs with most deeds" in picture.caption
        assert (
            picture.data.loc[picture.data["drawn"]].groupby(["agent", "patient"]).ngroups == number
        )


def test_a_column_counts_deeds_and_does_not_name_them() -> None:
    rows = [("a0", verb, "a1", how) for how in ("done", "open") for verb in VERBS]
    found = texts(draw(deeds(*rows), preset="column"))
    assert f"{MINUS}3" in found
    assert not [text for text in found if "bomb" in text]


def test_counts_that_have_no_room_end_in_an_ellipsis() -> None:
    rows = [("a0", verb, "a1", how) for how in ("done", "open") for verb in VERBS]
    arrow = make_arrow(deeds(*rows), tie=("a0", "a1"))
    short = fit_texts(arrow, room=0.4, counted_only=False)
    assert short == [("hostile", f"{MINUS}3…")]
    whole = fit_texts(arrow, room=9.0, counted_only=False)
    assert whole == list(arrow.words)
    assert fit_texts(arrow, room=0.01, counted_only=True) == short


@pytest.mark.parametrize(
    ("n_actors", "n", "limit"),
    [(2, 1, 24), (3, 40, 24), (25, 90, 24), (25, 120, 34)],
)
def test_every_label_is_whole_and_alone(n_actors: int, n: int, limit: int) -> None:
    picture = draw(crowd(n_actors, n=n), limit=limit)
    assert faults(picture) == []
    width, height = picture.get_size_inches()
    assert 6 <= width <= 12.5
    assert 1 <= height <= 12


def test_an_arrow_says_who_does_what_to_whom() -> None:
    picture = draw(
        deeds(
            ("a0", "bomb", "a1"),
            ("a0", "bomb", "a1"),
            ("a0", "meet", "a1"),
            ("a1", "help", "a0", "open"),
        )
    )
    found = texts(picture)
    assert f"{MINUS} bomb 2" in found and "· meet" in found and "(+ help)" in found
    # Both actors stand on both sides.
    assert found.count("Northland") == found.count("Southland") == 2
    assert f"Northland to Southland {MINUS} bomb 2 · meet" in picture.alt
    assert picture.alt.endswith(".")
    assert picture.title.endswith("?")
    assert "Value: " in picture.caption


def test_sign_and_state_are_told_by_more_than_colour() -> None:
    picture = draw(
        deeds(
            ("a0", "bomb", "a1"),
            ("a1", "help", "a0"),
            ("a2", "meet", "a0"),
            ("a0", "help", "a2", "open"),
        )
    )
    inks = [
        (patch.get_edgecolor()[:3], patch.get_facecolor()[:3] == (1.0, 1.0, 1.0))
        for patch in heads(picture)
    ]
    hostile, helpful, other = (to_rgb(INKS[act]) for act in ("hostile", "helpful", "other"))
    # An open deed has an empty head.
    assert sorted(inks) == sorted(
        [(hostile, False), (helpful, False), (other, False), (helpful, True)]
    )
    found = " ".join(texts(picture))
    for words in (f"{MINUS} bomb", "+ help", "· meet", "(+ help)", "( ) only wished"):
        assert words in found


def test_a_balance_of_good_and_bad_is_neither() -> None:
    picture = draw(deeds(("a0", "bomb", "a1"), ("a0", "help", "a1")))
    assert [patch.get_edgecolor()[:3] for patch in heads(picture)] == [to_rgb(INKS["other"])]


def test_what_only_quoted_speakers_tell_is_in_quotation_marks() -> None:
    quoted = draw(deeds(("a0", "bomb", "a1"), ("a0", "help", "a2", "open"), voice="x"))
    found = texts(quoted)
    assert f"“{MINUS} bomb”" in found and "(“+ help”)" in found
    assert "“ ” only in quotations" in found
    assert "“ ” only in quotations" not in texts(draw(deeds(("a0", "bomb", "a1"))))


def test_only_the_strongest_pairs_are_drawn_and_the_rest_is_in_the_data() -> None:
    relations = crowd(25)
    picture = draw(relations)
    assert len(heads(picture)) == MOST
    assert f"the {MOST} pairs with most deeds" in picture.caption
    assert len(picture.data) == len(relations)
    left = picture.data[~picture.data["drawn"] & (picture.data["told"] != "denied")]
    totals = picture.data[picture.data["told"] != "denied"].groupby(["agent", "patient"])["n"].sum()
    drawn = picture.data[picture.data["drawn"]].groupby(["agent", "patient"])["n"].sum()
    assert len(drawn) == MOST
    assert totals.drop(drawn.index).max() <= drawn.min()
    assert not left.empty
    whole = draw(deeds(("a0", "bomb", "a1")))
    assert "with most deeds" not in whole.caption


def test_denied_deeds_are_counted_and_not_drawn() -> None:
    picture = draw(deeds(("a0", "bomb", "a1"), ("a1", "bomb", "a0", "denied")))
    assert "Not drawn: 1 denied deed." in picture.caption
    assert len(heads(picture)) == 1
    assert picture.data["drawn"].tolist() == [True, False]


@pytest.mark.parametrize("rows", [[], [("a0", "bomb", "a1", "denied")]])
def test_nothing_to_show_is_said(rows: list[tuple[str, ...]]) -> None:
    picture = draw(deeds(*rows))
    assert picture.alt.startswith("Nothing to show")
    assert faults(picture) == []


def test_an_actor_that_the_catalogue_lacks_is_refused() -> None:
    with pytest.raises(DiscourseError, match="'z' is not in the actor catalogue"):
        draw(deeds(("a0", "bomb", "z")))


def test_odd_labels_and_long_lists_are_drawn_whole() -> None:
    odd = "Ünïon of $x^2$ & <b>_isles_</b>\n\x07 \\frac{1}{2} 北方 with a very long name indeed"
    actors = make_story(n_actors=3).actors
    actors = actors.assign(label=odd, bloc="A bloc $y$ whose name goes on " * 8)
    actors.loc[actors["actor"] == "a1", "bloc"] = ""
    rows = [
        ("a0", verb, "a1", how) for how in ("done", "open") for verb in (*VERBS, "counterattack")
    ]
    picture = plot_network(deeds(*rows, ("a1", "meet", "a0")), actors=actors)
    assert faults(picture) == []
    assert any(text.endswith("…") for text in texts(picture))


def test_blocs_have_headings_where_there_are_several() -> None:
    found = texts(draw(deeds(("a0", "bomb", "a1"), ("a1", "bomb", "a0"), ("a2", "meet", "a0"))))
    assert {"North and allies", "South and allies", "No bloc"} <= set(found)
    assert "North and allies" not in texts(draw(deeds(("a0", "bomb", "a1"))))


def test_more_deeds_make_a_wider_arrow() -> None:
    rows = [("a0", "bomb", "a1")] * 4 + [("a1", "bomb", "a0")]
    body = next(a for a in draw(deeds(*rows)).axes if a.get_label() == "body")
    widths = [line.get_linewidth() for line in body.lines if line.get_color() == INKS["hostile"]]
    assert sorted(widths) == [1.0, pytest.approx(3.2)]


def test_the_figure_is_the_same_each_time_and_leaves_its_tables() -> None:
    relations = crowd(9, n=20).copy()
    relations.attrs["engine"] = "lexical"
    before = relations.copy()
    one, other = draw(relations), draw(relations)
    assert (pixels(one) == pixels(other)).all()
    assert one.data.attrs == {"engine": "lexical"}
    pd.testing.assert_frame_equal(relations, before)


def test_words_are_legible_on_white() -> None:
    for ink in INKS.values():
        parts = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in to_rgb(ink))
        light = sum(k * x for k, x in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
        assert 1.05 / (light + 0.05) >= 4.5
