"""Every figure of the project, drawn from made-up tables for any page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.text import Text
from outlet_tables import make_catalogue, make_newsroom, name_outlet
from synthetic import Story, make_story
from test_corners import make_items
from test_plots_agreement import NAME, two
from test_plots_comparison import make_comparison
from test_plots_distribution import curve_of, panel_of, shift_of
from test_plots_network import crowd

from helpers import plots
from helpers.dispersion import score_dispersion
from helpers.frame_actors import PARTS, score_frame_actors
from helpers.matched import Matched, compare_matched
from helpers.outlet_time import score_over_time
from helpers.outlets import compare_outlets
from helpers.reliability import measure_reliability
from helpers.resampling import Resampling
from helpers.schema import AUTHOR, FRAMES
from helpers.style import Picture, style

ODD = "Ünïon of $x^2$ & <b>_isles_</b>\n\x07 \\frac{1}{2} 北方 with a very long name indeed"


@cache
def tell(n_actors: int, n_paragraphs: int, odd: bool) -> Story:
    """Make a story once; an odd one has labels that no page has room for."""
    story = make_story(n_actors=n_actors, n_paragraphs=n_paragraphs)
    if not odd:
        return story
    actors = story.actors.assign(label=ODD, bloc="A bloc $y$ whose name goes on " * 8)
    return Story(**{**vars(story), "actors": actors})


@cache
def spread(n_actors: int, n_paragraphs: int) -> pd.DataFrame:
    story = tell(n_actors, n_paragraphs, False)
    sentences = story.sentences[story.sentences["paragraph"] != 3]
    return score_dispersion(story.mentions, sentences=sentences, settings=Resampling(draws=49))


@cache
def attached(n_actors: int) -> pd.DataFrame:
    rows = [
        (part, actor, frame, 1000 * i + 100 * j + k)
        for part in PARTS
        for i, actor in enumerate([*(f"a{k}" for k in range(n_actors)), AUTHOR])
        for j, frame in enumerate(FRAMES)
        for k in range(12 if i % len(FRAMES) == j else 1)
    ]
    return score_frame_actors(pd.DataFrame(rows, columns=["part", "actor", "frame", "sentence"]))


@cache
def agreed() -> pd.DataFrame:
    return measure_reliability(two(), by_label=True)


@cache
def published(n_actors: int) -> tuple[pd.DataFrame, pd.DataFrame, Matched]:
    """Tables of outlets, of their periods and of two of them on the same events."""
    few = Resampling(draws=19)
    units = make_newsroom(3 if n_actors < 5 else 8, n_actors)
    pair = units[units["outlet"].isin([name_outlet(0), name_outlet(1)])]
    return (
        compare_outlets(units, settings=few),
        score_over_time(units, freq="MS", settings=few),
        compare_matched(pair, settings=few),
    )


def _catalogue(n_actors: int, odd: bool) -> pd.DataFrame:
    found = make_catalogue(n_actors)
    return found.assign(label=ODD) if odd else found


def _compare(n_actors: int, *, odd: bool, preset: Any) -> Picture:
    found = make_comparison(n_actors)
    names = dict.fromkeys(found.articles["article"], ODD) if odd else None
    return plots.plot_comparison(found, names=names, preset=preset)


def _square(n_actors: int, *, odd: bool, preset: Any) -> Picture:
    items = make_items(each=3 if n_actors < 5 else 40, slant=0.2)
    return plots.plot_square(items, us=ODD if odd else "West", them="East", preset=preset)


GALLERY: dict[str, Callable[[int, int, bool, Any], Picture]] = {
    "stance": lambda a, p, odd, preset: plots.plot_stance(
        (s := tell(a, p, odd)).scores, paragraphs=s.paragraphs, actors=s.actors, preset=preset
    ),
    "lines": lambda a, p, odd, preset: plots.plot_stance_lines(
        (s := tell(a, p, odd)).scores, paragraphs=s.paragraphs, actors=s.actors, preset=preset
    ),
    "polarity": lambda a, p, odd, preset: plots.plot_polarity_against_stance(
        (s := tell(a, p, odd)).scores, actors=s.actors, preset=preset
    ),
    "frames": lambda a, p, odd, preset: plots.plot_frames(
        (s := tell(a, p, odd)).scores, paragraphs=s.paragraphs, preset=preset
    ),
    "salience": lambda a, p, odd, preset: plots.plot_salience(
        (s := tell(a, p, odd)).mentions,
        paragraphs=s.paragraphs,
        actors=s.actors,
        dispersion=spread(a, p),
        preset=preset,
    ),
    "devices": lambda a, p, odd, preset: plots.plot_devices(
        (s := tell(a, p, odd)).evidence, paragraphs=s.paragraphs, preset=preset
    ),
    "voices": lambda a, p, odd, preset: plots.plot_voices(
        (s := tell(a, p, odd)).quotes, paragraphs=s.paragraphs, actors=s.actors, preset=preset
    ),
    "curves": lambda a, p, odd, preset: plots.plot_curves(
        curve_of([f"a{i}" for i in range(a)]),
        paragraphs=(s := tell(a, p, odd)).paragraphs,
        actors=s.actors,
        preset=preset,
    ),
    "curves of frames": lambda a, p, odd, preset: plots.plot_curves(
        curve_of([f"frame_{i}" for i in range(a)], measure="frame", gap=0),
        paragraphs=(s := tell(a, p, odd)).paragraphs,
        actors=s.actors,
        preset=preset,
    ),
    "shift": lambda a, p, odd, preset: plots.plot_shift(
        shift_of(a), actor=ODD if odd else "the ministry", preset=preset
    ),
    "sensitivity": lambda a, p, odd, preset: plots.plot_sensitivity(
        panel_of(min(a, 14), 10), preset=preset
    ),
    "comparison": lambda a, p, odd, preset: _compare(a, odd=odd, preset=preset),
    "frame-actors": lambda a, p, odd, preset: plots.plot_frame_actors(
        attached(a), actors=tell(25, p, odd).actors, preset=preset
    ),
    "network": lambda a, p, odd, preset: plots.plot_network(
        crowd(a), actors=tell(a, p, odd).actors, preset=preset
    ),
    "agreement": lambda a, p, odd, preset: plots.plot_agreement(agreed(), preset=preset),
    "confusion": lambda a, p, odd, preset: plots.plot_confusion(
        two(), one="ann", other=NAME, preset=preset
    ),
    "outlets": lambda a, p, odd, preset: plots.plot_outlets(
        published(a)[0], actors=_catalogue(a, odd), preset=preset
    ),
    "matched": lambda a, p, odd, preset: plots.plot_matched(
        published(a)[2],
        one=name_outlet(0),
        other=name_outlet(1),
        actors=_catalogue(a, odd),
        preset=preset,
    ),
    "over-time": lambda a, p, odd, preset: plots.plot_over_time(
        published(a)[1], actors=_catalogue(a, odd), preset=preset
    ),
    "square": lambda a, p, odd, preset: _square(a, odd=odd, preset=preset),
}


def texts_of(picture: Picture) -> list[Text]:
    """List the texts that are drawn."""
    found = picture.findobj(Text)
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def misplaced(picture: Picture) -> list[str]:
    """Name each text that leaves the page and each pair that overlaps, as printed."""
    picture.set_dpi(picture.resolution)
    renderer = picture.canvas.get_renderer()  # type: ignore[attr-defined]
    texts = texts_of(picture)
    names = [text.get_text() for text in texts]
    with style():
        found = np.array([text.get_window_extent(renderer).extents for text in texts])
    width, height = picture.get_size_inches() * picture.dpi
    beyond = (found[:, :2].min(axis=1) < 0) | (found[:, 2] > width) | (found[:, 3] > height)
    wrong = [f"{names[i]!r} leaves the page" for i in np.flatnonzero(beyond)]
    # How far each pair shares its width and its height; a border of half a pixel is no overlap.
    shared = np.minimum(found[:, None, 2:], found[None, :, 2:])
    shared = shared - np.maximum(found[:, None, :2], found[None, :, :2])
    both = np.triu((shared > 0.5).all(axis=2), k=1)
    return wrong + [f"{names[i]!r} lies on {names[j]!r}" for i, j in np.argwhere(both)]
