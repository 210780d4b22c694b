"""Do texts side by side show what each says, and differ only where they do?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import Analysis, analyse
from helpers.comparison import compare_articles
from helpers.corpus import make_article
from helpers.errors import DiscourseError
from helpers.resampling import Resampling
from helpers.schema import make_table

FEW = Resampling(draws=99)
BLOCS = {"ruritania": "Crown", "sylvania": "Crown", "freedonia": "Republic"}


@pytest.fixture(scope="module")
def empty(make_actors: Any) -> Analysis:
    """Eight sentences that name two sides, whose evidence a test replaces by its own."""
    text = "Ruritania met Freedonia there again today. " * 8
    cast = make_actors(blocs=BLOCS)
    return analyse(make_article(text.strip(), identifier="empty"), actors=cast, engine="lexical")


def told(found: Analysis, name: str, stances: dict[str, list[float]]) -> Analysis:
    """Name a copy of a text, in which each mention of an actor has the stance given, in order."""
    rows = []
    for actor, weights in stances.items():
        mentions = found.mentions[found.mentions["actor"] == actor].sort_values("start")
        for weight, mention in zip(weights, mentions.to_dict("records"), strict=False):
            rows.append(
                {
                    "article": name,
                    "paragraph": mention["paragraph"],
                    "sentence": mention["sentence"],
                    "evidence": len(rows),
                    "measure": "stance",
                    "label": "",
                    "cue": "cue",
                    "start": mention["start"],
                    "end": mention["end"],
                    "weight": weight,
                    "mention": mention["mention"],
                    "actor": actor,
                    "voice": "author",
                    "why": "made up",
                }
            )
    evidence = make_table("evidence", rows)
    return replace(
        found,
        article=replace(found.article, id=name),
        evidence=evidence,
        settings={**found.settings, "engine": "neural"},
    )


@pytest.fixture(scope="module")
def pair(empty: Analysis) -> list[Analysis]:
    for_us = {"ruritania": [0.6, 0.8] * 4, "freedonia": [-0.8, -0.6] * 4}
    against = {"ruritania": [-0.6, -0.8] * 4, "freedonia": [0.8, 0.6] * 4}
    return [told(empty, "for", for_us), told(empty, "against", against)]


def test_values_are_means_over_the_text(pair: list[Analysis]) -> None:
    found = compare_articles(pair, settings=FEW)
    table = found.stances.set_index(["article", "actor"])
    assert table.loc[("for", "ruritania"), "value"] == pytest.approx(0.7)
    assert table.loc[("against", "freedonia"), "value"] == pytest.approx(0.7)
    assert (table.loc["for", "n_sentences"][["ruritania", "freedonia"]] == 8).all()
    row = table.loc[("for", "ruritania")]
    assert 0.6 <= row["low"] < row["value"] < row["high"] <= 0.8
    blocs = found.blocs.set_index(["article", "bloc"])["value"]
    assert blocs["for", "Crown"] == pytest.approx(0.7)
    assert found.squares.empty


def test_an_actor_that_is_not_judged_is_missing_and_not_neutral(pair: list[Analysis]) -> None:
    table = compare_articles(pair, settings=FEW).stances.set_index(["article", "actor"])
    row = table.loc[("for", "sylvania")]
    assert np.isnan(row["value"])
    assert row["n_sentences"] == row["n_mentions"] == 0
    assert row["note"] == "insufficient evidence"


def test_a_difference_is_found_and_points_the_right_way(pair: list[Analysis]) -> None:
    rows = compare_articles(pair, settings=FEW).differences
    stances = rows[rows["measure"] == "stance"].set_index("actor")
    assert set(stances.index) == {"ruritania", "freedonia"}
    row = stances.loc["ruritania"]
    assert row["difference"] == pytest.approx(-1.4)
    assert row["low"] < -1.4 < row["high"] < -1.2
    assert row["note"] == "differs"
    assert (row["one"], row["other"]) == ("for", "against")
    frames = rows[rows["measure"] == "frame"]
    assert len(frames) == 8
    assert set(frames["note"]) == {"insufficient evidence"}, "no frame has a cue here"


def test_texts_that_are_alike_do_not_differ(empty: Analysis, pair: list[Analysis]) -> None:
    shuffled = {"ruritania": [0.8, 0.6] * 4, "freedonia": [-0.6, -0.8] * 4}
    rows = compare_articles([pair[0], told(empty, "like", shuffled)], settings=FEW).differences
    stances = rows[rows["measure"] == "stance"]
    assert set(stances["note"]) == {"no difference shown"}
    assert ((stances["low"] <= 0) & (stances["high"] >= 0)).all()


def test_below_three_sentences_there_is_neither_interval_nor_test(
    empty: Analysis, pair: list[Analysis]
) -> None:
    found = compare_articles(
        [pair[0], told(empty, "thin", {"ruritania": [-1.0, -1.0]})], us="Crown", settings=FEW
    )
    row = found.stances.set_index(["article", "actor"]).loc[("thin", "ruritania")]
    assert row["value"] == -1.0
    assert np.isnan(row["low"])
    assert row["note"] == "insufficient evidence"
    difference = found.differences.query("actor == 'ruritania'").iloc[0]
    assert difference["difference"] == pytest.approx(-1.7)
    assert np.isnan(difference["p"])
    assert difference["note"] == "insufficient evidence"
    thin = found.squares.set_index("article").loc["thin"]
    assert np.isnan(thin["gap"])
    assert np.isnan(thin["gap_low"])


def test_the_square_flips_with_the_text_and_with_the_sides(pair: list[Analysis]) -> None:
    found = compare_articles(pair, us="Crown", them="Republic", settings=FEW)
    squares = found.squares.set_index("article")
    assert squares["selection"].to_dict() == {"for": 1.0, "against": 0.0}
    assert squares["sided"].tolist() == [1.0, 1.0]
    assert squares.loc["for", "gap"] == pytest.approx(1.4)
    assert squares.loc["against", "gap_high"] < -1.2
    other = compare_articles(pair, us="Republic", them="Crown", settings=FEW).squares
    assert other["selection"].tolist() == [0.0, 1.0]
    assert other["gap"].tolist() == pytest.approx([-1.4, 1.4])


def test_a_voice_that_says_nothing_has_no_values(pair: list[Analysis]) -> None:
    found = compare_articles(pair, us="Crown", voice="quoted", settings=FEW)
    assert found.stances["value"].isna().all()
    assert found.squares["sided"].isna().all()
    assert found.squares["n_told"].tolist() == [0, 0]
    assert found.differences.empty


def test_texts_of_one_length_are_drawn_apart(pair: list[Analysis]) -> None:
    twin = replace(pair[0], article=replace(pair[0].article, id="twin"))
    rows = compare_articles([pair[0], twin], settings=FEW).differences
    row = rows.query("actor == 'ruritania'").iloc[0]
    # With the same draws the difference would always be 0, and look certain.
    assert row["low"] < 0 < row["high"]


def test_the_same_input_gives_the_same_tables_and_leaves_it_alone(pair: list[Analysis]) -> None:
    before = [text.evidence.copy() for text in pair]
    first, second = (compare_articles(pair, us="Crown", settings=FEW) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(one, other)
    for text, evidence in zip(pair, before, strict=True):
        pd.testing.assert_frame_equal(text.evidence, evidence)


def test_texts_are_described(pair: list[Analysis]) -> None:
    table = compare_articles(pair, settings=FEW).articles
    assert table["article"].tolist() == ["for", "against"]
    assert table["n_sentences"].tolist() == [8, 8]
    assert table["n_words"].tolist() == [48, 48]


def test_a_frame_of_ones_own_is_compared(make_actors: Any) -> None:
    from helpers.cues import load_lexicon

    listed = load_lexicon("frames")
    own = listed.head(1).assign(frame="weather", cue="rain", pos="word", weight=1.0)
    lists = pd.concat([listed, own], ignore_index=True)
    texts = [
        analyse(
            make_article(text, identifier=name),
            actors=make_actors(),
            engine="lexical",
            frames=lists,
        )
        for name, text in (("wet", "Ruritania saw rain. " * 4), ("dry", "Ruritania saw sun. " * 4))
    ]
    rates = compare_articles(texts, settings=FEW).frames.set_index(["article", "frame"])["value"]
    assert rates["wet", "weather"] > 0 == rates["dry", "weather"]


def test_what_cannot_be_compared_is_refused(pair: list[Analysis], make_actors: Any) -> None:
    with pytest.raises(DiscourseError, match="two texts or more, found 1"):
        compare_articles(pair[:1])
    with pytest.raises(DiscourseError, match="two texts are called 'for'"):
        compare_articles([pair[0], pair[0]])
    other = replace(pair[1], settings={**pair[1].settings, "engine": "lexical"})
    with pytest.raises(DiscourseError, match=r"different engines \(lexical, neural\)"):
        compare_articles([pair[0], other])
    moved = replace(pair[1], actors=make_actors(blocs={**BLOCS, "freedonia": "Crown"}))
    with pytest.raises(
        DiscourseError, match="'freedonia', column bloc: 'Republic' in for, 'Crown'"
    ):
        compare_articles([pair[0], moved])
    with pytest.raises(DiscourseError, match="no actor belongs to us"):
        compare_articles(pair, us="Empire")
