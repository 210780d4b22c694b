"""Do the figures show what the tables say, with every label whole and none on another?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.text import Text
from synthetic import Story, make_story

from helpers import plots, scales
from helpers.errors import DiscourseError
from helpers.lettering import thin
from helpers.plots_stance import _bar, _draw_cells, _short
from helpers.plots_voices import gaps, join_spans
from helpers.schema import DEVICES, FRAMES, POLARITY_LABELS, make_table
from helpers.style import MINUS, Picture, actor_colours

FIGURES: dict[str, Callable[[Story], Picture]] = {
    "stance": lambda s: plots.plot_stance(s.scores, paragraphs=s.paragraphs, actors=s.actors),
    "lines": lambda s: plots.plot_stance_lines(s.scores, paragraphs=s.paragraphs, actors=s.actors),
    "polarity": lambda s: plots.plot_polarity_against_stance(s.scores, actors=s.actors),
    "frames": lambda s: plots.plot_frames(s.scores, paragraphs=s.paragraphs),
    "salience": lambda s: plots.plot_salience(s.mentions, paragraphs=s.paragraphs, actors=s.actors),
    "devices": lambda s: plots.plot_devices(s.evidence, paragraphs=s.paragraphs),
    "voices": lambda s: plots.plot_voices(s.quotes, paragraphs=s.paragraphs, actors=s.actors),
}
SIZES = [(3, 1), (3, 5), (8, 22), (25, 38), (12, 90), (25, 200)]


@cache
def story_of(n_actors: int, n_paragraphs: int) -> Story:
    return make_story(n_actors=n_actors, n_paragraphs=n_paragraphs)


def boxes(picture: Picture) -> list[tuple[str, np.ndarray]]:
    """Give the box of each text that is drawn, in pixels."""
    picture.canvas.draw()
    renderer = picture.canvas.get_renderer()
    return [
        (text.get_text(), text.get_window_extent(renderer).extents)
        for text in picture.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]


def faults(picture: Picture) -> list[str]:
    """Name each text that leaves the page and each pair that overlaps."""
    found = boxes(picture)
    width, height = picture.get_size_inches() * picture.dpi
    wrong = [
        f"{text!r} leaves the page"
        for text, (left, low, right, high) in found
        if left < 0 or low < 0 or right > width or high > height
    ]
    for (one, a), (other, b) in combinations(found, 2):
        # A shared border of half a pixel is no overlap.
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5:
            wrong.append(f"{one!r} lies on {other!r}")
    return wrong


def pixels(picture: Picture) -> np.ndarray:
    picture.canvas.draw()
    return np.asarray(picture.canvas.buffer_rgba())[..., :3].astype(int)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(("n_actors", "n_paragraphs"), SIZES)
def test_every_label_is_whole_and_alone(name: str, n_actors: int, n_paragraphs: int) -> None:
    picture = FIGURES[name](story_of(n_actors, n_paragraphs))
    assert faults(picture) == []
    width, height = picture.get_size_inches()
    assert 6 <= width <= 12.5
    assert 1 <= height <= 12


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_carries_its_words_and_data(name: str) -> None:
    picture = FIGURES[name](make_story())
    assert picture.title.endswith("?")
    assert "Value: " in picture.caption
    assert any(sign.isdigit() for sign in picture.alt)
    assert not picture.data.empty
    # Every figure is a sentence for whoever cannot see it.
    assert picture.alt.endswith(".")


@pytest.mark.parametrize("name", FIGURES)
def test_tables_are_left_as_they_were_and_attributes_travel(name: str) -> None:
    story = make_story()
    for table in ("scores", "mentions", "evidence", "quotes"):
        getattr(story, table).attrs["engine"] = "lexical 1.0"
    before = {key: table.copy() for key, table in vars(story).items() if key != "text"}
    assert FIGURES[name](story).data.attrs == {"engine": "lexical 1.0"}
    for key, table in before.items():
        pd.testing.assert_frame_equal(getattr(story, key), table)


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_to_show_is_said(name: str) -> None:
    story = make_story()
    none = Story(
        text="",
        **{
            key: table.head(0) if key != "actors" else table
            for key, table in vars(story).items()
            if key != "text"
        },
    )
    picture = FIGURES[name](none)
    assert picture.alt.startswith("Nothing to show")
    assert picture.data.empty or picture.data["value"].isna().all()
    assert faults(picture) == []


@pytest.mark.parametrize("name", FIGURES)
def test_odd_labels_are_drawn_as_they_are(name: str) -> None:
    story = make_story()
    odd = "Ünïon of $x^2$ & <b>_isles_</b>\n\x07 \\frac{1}{2} 北方 with a very long name indeed"
    actors = story.actors.assign(label=odd, bloc="A bloc $y$ whose name goes on " * 8)
    story = Story(**{**vars(story), "actors": actors})
    picture = FIGURES[name](story)
    assert faults(picture) == []


@pytest.mark.parametrize("name", ["stance", "lines", "frames", "salience", "devices", "voices"])
def test_two_articles_are_refused(name: str) -> None:
    story = make_story()
    other = Story(**{**vars(story), "paragraphs": story.paragraphs.assign(article="another")})
    with pytest.raises(DiscourseError, match=r"one article, found 2 \(another, made-up\)"):
        FIGURES[name](other)


@pytest.mark.parametrize("name", ["stance", "lines", "polarity", "salience", "voices"])
def test_an_actor_that_the_catalogue_lacks_is_refused(name: str) -> None:
    story = make_story()
    actors = story.actors[story.actors["actor"] != "a0"].reset_index(drop=True)
    with pytest.raises(DiscourseError, match="'a0' is not in the actor catalogue"):
        FIGURES[name](Story(**{**vars(story), "actors": actors}))


@pytest.mark.parametrize("name", ["stance", "lines", "polarity", "frames"])
def test_two_scores_for_a_cell_are_refused(name: str) -> None:
    story = make_story()
    scores = pd.concat([story.scores, story.scores], ignore_index=True)
    with pytest.raises(DiscourseError, match="two rows for paragraph 0"):
        FIGURES[name](Story(**{**vars(story), "scores": scores}))


@pytest.mark.parametrize(("n_paragraphs", "all_drawn"), [(20, True), (90, False)])
def test_a_long_text_says_that_not_every_bound_is_drawn(n_paragraphs: int, all_drawn: bool) -> None:
    caption = FIGURES["devices"](story_of(12, n_paragraphs)).caption
    assert ("paragraph bounds." in caption) is all_drawn
    assert ("of those with a label above" in caption) is not all_drawn


def tiny(*cells: tuple[int, str, float | None, int], n: int = 3, **more: str) -> pd.DataFrame:
    """Score cells given as paragraph, actor, value and number of mentions."""
    return make_table(
        "scores",
        [
            {
                "article": "t",
                "paragraph": paragraph,
                "actor": actor,
                "voice": "all",
                "measure": "stance",
                "label": "",
                "value": value,
                "low": value,
                "high": value,
                "n_evidence": int(value is not None),
                "n_mentions": mentions,
                **more,
            }
            for paragraph, actor, value, mentions in cells
        ],
    )


def blocks_of(n: int, *, words: int = 10) -> pd.DataFrame:
    return make_table(
        "paragraphs",
        [
            {
                "article": "t",
                "paragraph": i,
                "kind": "title" if i == 0 else "body",
                "label": "T" if i == 0 else str(i),
                "start": 20 * i,
                "end": 20 * i + 18,
                "text": "x" * 18,
                "n_words": words,
            }
            for i in range(n)
        ],
    )


def cast_of(*blocs: str) -> pd.DataFrame:
    return make_table(
        "actors",
        [
            {
                "actor": f"a{i}",
                "label": f"Actor {i}",
                "kind": "state",
                "bloc": bloc,
                "alias": f"Actor {i}",
                "form": "name",
            }
            for i, bloc in enumerate(blocs)
        ],
    )


def test_no_evidence_looks_unlike_neutral_and_unlike_not_named() -> None:
    views = [
        pixels(
            plots.plot_stance(
                tiny((0, "a0", 0.5, 1), *cell), paragraphs=blocks_of(3), actors=cast_of("")
            )
        )
        for cell in ([(1, "a0", 0.0, 1)], [(1, "a0", None, 1)], [(1, "a0", None, 0)], [])
    ]
    neutral, unsure, silent, absent = views
    # The count at the right differs too: compare the left three quarters of the page.
    part = np.s_[80:, : int(0.75 * neutral.shape[1])]
    assert (neutral[part] != unsure[part]).any(axis=-1).sum() > 500
    assert 5 < (unsure[part] != absent[part]).any(axis=-1).sum() < 100
    assert (silent[part] == absent[part]).all()


@pytest.mark.parametrize("value", [-0.42, 0.42])
def test_the_sign_shows_in_grey_at_every_width(value: float) -> None:
    for n in (5, 60, 120):
        scores = tiny(*((i, "a0", value, 1) for i in range(n)))
        other = tiny(*((i, "a0", -value, 1) for i in range(n)))
        grey, flipped = (
            pixels(plots.plot_stance(s, paragraphs=blocks_of(n), actors=cast_of(""))).mean(axis=-1)
            for s in (scores, other)
        )
        part = np.s_[90:, : int(0.8 * grey.shape[1])]
        assert (abs(grey[part] - flipped[part]) > 40).sum() > 4 * n


def test_cells_print_numbers_then_signs_then_bars() -> None:
    def texts(n: int) -> set[str]:
        scores = tiny(*((i, "a0", (-0.42, 0.0, 1.0)[i % 3], 1) for i in range(n)))
        picture = plots.plot_stance(scores, paragraphs=blocks_of(n), actors=cast_of(""))
        return {text for text, _ in boxes(picture)}

    assert {f"{MINUS}.4", "0", "+1"} <= texts(6)
    assert {MINUS, "0", "+"} <= texts(60) and f"{MINUS}.4" not in texts(60)
    assert MINUS not in texts(120) and "down: unfavourable" in texts(120)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-0.42, f"{MINUS}.4"),
        (0.3, "+.3"),
        (0.04, "0"),
        (-0.04, "0"),
        (1.0, "+1"),
        (-0.96, f"{MINUS}1"),
    ],
)
def test_a_stance_is_written_short(value: float, text: str) -> None:
    assert _short(value) == text


def test_bars_keep_a_direction_however_weak() -> None:
    assert _bar(0.06)[0] > 0 == _bar(0.06)[1]
    assert _bar(-0.06)[1] < 0 == _bar(-0.06)[0]
    assert _bar(0.0)[:2] == (0.3, -0.3)


def test_rows_stand_by_bloc_then_by_mentions() -> None:
    scores = tiny((0, "a0", 0.1, 1), (0, "a1", 0.2, 5), (0, "a2", 0.3, 2), (0, "a3", 0.4, 9))
    picture = plots.plot_stance(
        scores, paragraphs=blocks_of(2), actors=cast_of("", "east", "west", "east")
    )
    assert list(picture.data["actor"].unique()) == ["a3", "a1", "a2", "a0"]
    drawn = [text for text, _ in boxes(picture)]
    assert [text for text in drawn if text in ("east", "west", "No bloc")] == [
        "east",
        "west",
        "No bloc",
    ]


def test_actors_named_too_rarely_are_left_out_and_counted() -> None:
    scores = tiny((0, "a0", 0.1, 1), (0, "a1", 0.2, 5))
    picture = plots.plot_stance(
        scores, paragraphs=blocks_of(2), actors=cast_of("", ""), min_mentions=2
    )
    assert list(picture.data["actor"].unique()) == ["a1"]
    assert "named under 2 times are left out (1)" in picture.caption


def test_the_alternative_text_reads_the_extremes() -> None:
    scores = tiny((0, "a0", -0.5, 1), (1, "a0", -0.3, 1), (0, "a1", 0.25, 1), (1, "a1", None, 2))
    picture = plots.plot_stance(scores, paragraphs=blocks_of(2), actors=cast_of("", ""))
    assert "3 of 4 cells hold a value, 1 name" in picture.alt
    assert f"Lowest mean: Actor 0 {MINUS}0.40; highest: Actor 1 +0.25." in picture.alt
    empty = plots.plot_stance(tiny((0, "a0", None, 1)), paragraphs=blocks_of(2), actors=cast_of(""))
    assert "No actor has a value." in empty.alt


def test_a_voice_without_scores_is_named() -> None:
    story = make_story()
    for plot in (plots.plot_stance, plots.plot_stance_lines):
        picture = plot(
            story.scores, paragraphs=story.paragraphs, actors=story.actors, voice="the mayor"
        )
        assert "the words of “the mayor”" in picture.alt
        assert picture.name.endswith("-the mayor")


def test_lines_break_where_evidence_is_missing() -> None:
    known = [0, 1, 2, 6, 7, 8, 9, 14]
    scores = tiny(*((i, "a0", 0.5, 1) for i in known))
    data = plots.plot_stance_lines(scores, paragraphs=blocks_of(16), actors=cast_of("")).data
    assert list(data.index[data["value"].notna()]) == known
    # One paragraph alone has no line; nor do the gaps of more than one.
    assert list(data.index[data["smooth"].notna()]) == [0, 1, 2, 6, 7, 8, 9]


def test_actors_without_a_bloc_make_no_side() -> None:
    scores = tiny(*((i, actor, 0.5, 1) for actor in ("a0", "a1", "a2") for i in range(4)))
    picture = plots.plot_stance_lines(
        scores, paragraphs=blocks_of(4), actors=cast_of("east", "", "")
    )
    runs = picture.data.groupby("bloc")
    assert runs["value"].count().tolist() == [4, 4], "both have their points"
    assert runs["smooth"].count().to_dict() == {"": 0, "east": 4}
    assert "line from start to end: east +0.50 (from +0.50 to +0.50)." in picture.alt
    assert "make no side" in picture.caption
    alone = plots.plot_stance_lines(scores, paragraphs=blocks_of(4), actors=cast_of("", "", ""))
    assert "since no actor has a bloc" in alone.alt


def test_points_of_a_bloc_are_means_by_mentions() -> None:
    scores = tiny((0, "a0", 1.0, 1), (0, "a1", -0.5, 1), (1, "a0", 0.5, 1))
    scores["n_mentions"] = [1, 3, 1]
    data = plots.plot_stance_lines(
        scores, paragraphs=blocks_of(2), actors=cast_of("east", "east")
    ).data
    assert data["value"].tolist() == pytest.approx([(1.0 - 1.5) / 4, 0.5])
    assert data["n_mentions"].tolist() == [4, 1]
    assert data["smooth"].isna().all()


def test_an_interval_may_be_missing_where_the_value_is_not() -> None:
    scores = tiny((0, "a0", 1.0, 1), (0, "a1", 0.5, 1))
    scores.loc[1, ["low", "high"]] = np.nan
    data = plots.plot_stance_lines(
        scores, paragraphs=blocks_of(1), actors=cast_of("east", "east")
    ).data
    assert data.loc[0, ["value", "low", "high"]].tolist() == [0.75, 1.0, 1.0]


def test_the_grid_reads_out_the_actors_named_most() -> None:
    scores = tiny((0, "a0", 0.5, 1), (1, "a0", 0.1, 1), (0, "a1", -0.9, 1))
    scores["n_mentions"] = [3, 1, 2]
    picture = plots.plot_stance(
        scores, paragraphs=blocks_of(2), actors=cast_of("east", "west"), min_mentions=1
    )
    told = "Mean of those named most: Actor 0 +0.40 over 2 paragraphs and Actor 1 −0.90 over 1 para"
    assert told in picture.alt


def test_a_point_without_an_interval_of_any_width_is_a_ring() -> None:
    scores = tiny(*((i, "a0", value, 1) for i, value in enumerate((0.5, 0.1, -0.5))))
    scores["low"], scores["high"] = [0.5, np.nan, -0.8], [0.5, np.nan, -0.2]
    picture = plots.plot_stance_lines(scores, paragraphs=blocks_of(3), actors=cast_of("east"))
    (dots,) = (
        shape
        for axes in picture.axes
        for shape in axes.collections
        if isinstance(shape, PathCollection) and len(shape.get_offsets()) == 3
    )
    filled = [to_hex(colour) != "#ffffff" for colour in dots.get_facecolor()]
    assert filled == [False, False, True]
    assert "a ring has none" in picture.caption
    assert "east +0.03 (from +0.37 to −0.30)" in picture.alt


def test_a_bloc_named_by_its_actors_is_named_once() -> None:
    scores = tiny((0, "a0", 0.1, 1), (0, "a1", 0.1, 1))
    for bloc, heading in (
        ("Actor 0 and Actor 1", "Actor 0 and Actor 1"),
        ("east", "east: Actor 0 and Actor 1"),
        ("e" * 120, "e"),
    ):
        picture = plots.plot_stance_lines(
            scores, paragraphs=blocks_of(2), actors=cast_of(bloc, bloc)
        )
        assert [text for text, _ in boxes(picture) if text.startswith(heading)]


def test_many_blocs_are_drawn_lower() -> None:
    names = [f"bloc {i}" for i in range(9)]
    scores = tiny(*((0, f"a{i}", 0.1, 1) for i in range(9)))
    picture = plots.plot_stance_lines(scores, paragraphs=blocks_of(3), actors=cast_of(*names))
    assert faults(picture) == []
    assert picture.get_size_inches()[1] < 11


@pytest.mark.parametrize(
    ("textblob", "vader", "stance", "other"),
    [
        (0.5, 0.4, -0.3, "both"),
        (0.5, -0.4, -0.3, "textblob"),
        (-0.5, 0.4, -0.3, "vader"),
        (-0.5, 0.04, -0.3, "none"),
        (0.5, 0.5, 0.02, "unclear"),
        (0.5, 0.5, None, "no stance"),
        (None, 0.5, -0.3, "vader"),
    ],
)
def test_polarity_on_the_other_side_is_named(
    textblob: float | None, vader: float | None, stance: float | None, other: str
) -> None:
    scores = pd.concat(
        [
            tiny((0, "a0", stance, 1)),
            tiny((0, "a0", textblob, 1), measure="polarity", label="textblob"),
            tiny((0, "a0", vader, 1), measure="polarity", label="vader"),
        ],
        ignore_index=True,
    )
    picture = plots.plot_polarity_against_stance(scores, actors=cast_of(""))
    assert picture.data["other_side"].tolist() == [other]
    assert ("for 1 actor: Actor 0 (stance" in picture.alt) == (other in ("both", *POLARITY_LABELS))
    assert faults(picture) == []


def frame_scores(*cells: tuple[int, str, float | None]) -> pd.DataFrame:
    rows = [tiny((i, "", value, 0), measure="frame", label=frame) for i, frame, value in cells]
    return pd.concat(rows, ignore_index=True)


def test_frames_are_ordered_by_presence() -> None:
    scores = frame_scores(
        (0, "legality", 0.5), (1, "legality", 0.9), (0, "morality", 0.7), (1, "economic", 0.49)
    )
    picture = plots.plot_frames(scores, paragraphs=blocks_of(2))
    assert list(picture.data["frame"].unique()[:2]) == ["legality", "morality"]
    assert set(picture.data["frame"]) == set(FRAMES)
    assert picture.data["present"].sum() == 3
    assert "legality (2) and morality (1)." in picture.alt


def test_a_frame_of_zero_looks_unlike_no_evidence() -> None:
    views = [
        pixels(
            plots.plot_frames(
                frame_scores((0, "legality", 0.5), (1, "legality", value)),
                paragraphs=blocks_of(2),
            )
        )
        for value in (0.0, None)
    ]
    assert (views[0] != views[1]).any()


def test_frames_may_all_be_traces() -> None:
    picture = plots.plot_frames(frame_scores((0, "legality", 0.2)), paragraphs=blocks_of(2))
    assert "none for any frame" in picture.alt


def test_positions_are_shares_of_the_measured_words() -> None:
    paragraphs = blocks_of(3)
    paragraphs["n_words"] = [10, 30, 60]
    paragraphs.loc[1, ["kind", "label"]] = ["caption", ""]
    blocks = scales.measured_blocks(paragraphs)
    assert blocks["last"].tolist() == pytest.approx([100 / 7, 100])
    # Offsets in the caption fall on the bound between its neighbours.
    found = scales.along([0, 9, 18, 30, 40, 58, 999], blocks=blocks)
    assert found.tolist() == pytest.approx([0, 50 / 7, 100 / 7, 100 / 7, 100 / 7, 100, 100])


def mention_rows(*rows: tuple[str, int, str]) -> pd.DataFrame:
    return make_table(
        "mentions",
        [
            {
                "article": "t",
                "paragraph": start // 20,
                "sentence": 0,
                "mention": i,
                "actor": actor,
                "start": start,
                "end": start + 1,
                "name_end": start + 1,
                "confidence": 1.0,
                "surface": "x",
                "form": "name",
                "role": role,
                "voice": "author",
            }
            for i, (actor, start, role) in enumerate(rows)
        ],
    )


def test_salience_counts_mere_places_apart() -> None:
    mentions = mention_rows(
        ("a0", 0, "place"), ("a1", 5, "agent"), ("a1", 25, "patient"), ("a1", 26, "place")
    )
    picture = plots.plot_salience(mentions, paragraphs=blocks_of(2), actors=cast_of("", ""))
    assert "4 mentions of 2 actors" in picture.alt
    assert "2 of them as a mere place" in picture.alt
    assert "Mentions: Actor 1 2." in picture.alt
    drawn = [text for text, _ in boxes(picture)]
    assert drawn.index("Actor 1") < drawn.index("Actor 0")
    only = plots.plot_salience(mentions.head(1), paragraphs=blocks_of(2), actors=cast_of("", ""))
    assert "none but as a place" in only.alt


def test_every_device_has_a_row_or_is_said_not_to_be_found() -> None:
    story = make_story()
    whole = FIGURES["devices"](story)
    rare = story.evidence[story.evidence["label"].isin(DEVICES[:2])]
    some = plots.plot_devices(rare, paragraphs=story.paragraphs)
    for picture in (whole, some):
        used = set(picture.data["device"])
        drawn = {text for text, _ in boxes(picture)}
        for device in DEVICES:
            name = device.replace("_", " ")
            assert (name.capitalize() in drawn) == (device in used)
        missing = [device.replace("_", " ") for device in DEVICES if device not in used]
        assert ("Not found" in picture.caption) == bool(missing)
        assert all(name in picture.caption for name in missing)
        assert any("not found" in text for text in drawn) == bool(missing)


def quote_rows(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    return make_table(
        "quotes",
        [
            {
                "article": "t",
                "paragraph": start // 20,
                "quote": i,
                "kind": "speech",
                "speaker": speaker,
                "speaker_actor": actor,
                "source": speaker,
                "cue": "",
                "reporting": "",
                "utterance": i,
                "direct": True,
                "start": start,
                "end": end,
                "text": "x",
                "closed": True,
                "repaired": False,
            }
            for i, (speaker, actor, start, end) in enumerate(rows)
        ],
    )


def test_voices_share_the_text() -> None:
    quotes = quote_rows(
        ("the envoy", "", 0, 9),
        ("The  Envoy", "", 10, 14),
        ("envoy", "", 14, 18),
        ("its leader", "a0", 20, 38),
        ("", "", 31, 38),
        ("no one", "", 58, 60),
    )
    quotes.loc[len(quotes)] = {**quotes.iloc[0].to_dict(), "kind": "scare", "start": 40, "end": 58}
    picture = plots.plot_voices(quotes, paragraphs=blocks_of(4), actors=cast_of(""))
    spans = picture.data.assign(share=picture.data["last"] - picture.data["first"])
    shares = spans.groupby("voice_label")["share"].sum()
    # Half of one paragraph of four is quoted twice over; the space between blocks has no width.
    assert shares["the envoy"] == pytest.approx(25 * 17 / 18)
    assert shares["Actor 0"] == pytest.approx(25)
    assert shares["Unattributed"] == pytest.approx(25 * 7 / 18)
    assert shares["Author"] == pytest.approx(100 - 25 - 25 * 17 / 18)
    assert "3 quoted voices in 5 quotations" in picture.alt
    assert "no one" not in picture.alt
    assert faults(picture) == []


def test_speakers_have_names_without_a_catalogue() -> None:
    quotes = quote_rows(("its leader", "a0", 0, 9), ("", "a1", 20, 29), ("", "", 30, 38))
    picture = plots.plot_voices(quotes, paragraphs=blocks_of(3))
    labels = set(picture.data["voice_label"])
    assert labels == {"Author", "its leader", "a1", "Unattributed"}


def test_sources_do_not_look_like_a_name() -> None:
    quotes = quote_rows(("the sources", "", 0, 9), ("a source", "", 20, 29))
    picture = plots.plot_voices(quotes, paragraphs=blocks_of(3))
    assert {"Unnamed sources", "Unnamed source"} <= set(picture.data["voice_label"])
    assert "speaker not named" not in {text for text, _ in boxes(picture)}


def test_a_text_without_quotations_is_all_the_author() -> None:
    picture = plots.plot_voices(quote_rows(), paragraphs=blocks_of(2))
    assert "Share of the words: Author 100 %." in picture.alt
    assert picture.data[["first", "last"]].values.tolist() == [[0.0, 100.0]]


def test_many_speakers_share_a_row() -> None:
    quotes = quote_rows(*((f"speaker {i}", "", 20 * i, 20 * i + 1 + i // 3) for i in range(40)))
    picture = plots.plot_voices(quotes, paragraphs=blocks_of(40))
    drawn = {text for text, _ in boxes(picture)}
    assert "26 other speakers" in drawn and "speaker 39" in drawn and "speaker 0" not in drawn
    assert picture.data["voice"].nunique() == 41
    assert faults(picture) == []


def test_a_very_short_quotation_is_seen() -> None:
    views = [
        plots.plot_voices(quote_rows(*rows), paragraphs=blocks_of(200))
        for rows in ([("ann", "", 1000, 1001), ("he", "", 0, 99)], [("he", "", 0, 99)])
    ]
    assert "ann <1 %" in views[0].alt
    lane = np.s_[150:175, 100:700]
    assert (pixels(views[0])[lane] < 200).any()


def test_spans_join_and_leave_gaps() -> None:
    joined = join_spans([(4, 5), (0, 2), (1, 3), (3, 3.5)])
    assert joined == [(0, 3.5), (4, 5)]
    assert gaps(joined, end=6) == [(3.5, 4), (5, 6)]
    assert gaps([], end=6) == [(0, 6)]


def test_labels_are_thinned_to_a_regular_step() -> None:
    marks = [(0.0, "T"), *((0.05 * i, str(i)) for i in range(1, 201))]
    kept = [text for _, text in thin(marks, size=8)]
    assert kept[0] == "T" and kept[1:4] == ["10", "20", "30"]
    few = [(0.0, "T"), (0.2, "1"), (0.4, "2"), (0.7, "2.1"), (0.8, "2.2"), (1.0, "3")]
    assert [text for _, text in thin(few, size=8)] == ["T", "1", "2", "2.1", "3"]
    lists = [(0.06 * i, f"4.{i}") for i in range(50)]
    assert 2 < len(thin(lists, size=8)) < 50
    assert thin([], size=8) == []
    assert thin([(0.0, ""), (0.0, "a")], size=8) == [(0.0, "a")]


def test_colours_are_constant_per_actor() -> None:
    story = make_story(n_actors=12)
    colours = actor_colours(story.actors)
    assert colours == actor_colours(story.actors.drop_duplicates("actor"))
    assert list(colours) == [f"a{i}" for i in range(12)]


def test_cells_are_drawn_inside_their_column() -> None:
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    _draw_cells(axes, pd.DataFrame({"x": [0], "y": [0.0], "value": [0.5]}), cell=0.3, bars=False)
    (cells,) = axes.collections
    corners = cells.get_paths()[0].vertices
    assert corners[:, 0].min() > -0.5 and corners[:, 0].max() < 0.5


def test_public_names_are_complete_and_sorted() -> None:
    assert plots.__all__ == sorted(name for name in vars(plots) if name.startswith("plot_"))
