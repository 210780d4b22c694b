"""Are even, random and clumped mentions told apart, and few ones not judged?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.dispersion import measure_burstiness, measure_dp, score_dispersion
from helpers.resampling import Resampling
from helpers.schema import make_table

FEW = Resampling(draws=499)
WORDS = 400
PER_SENTENCE, PER_PARAGRAPH = 8, 40


def tables(**places: list[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make sentences of eight words, five to a paragraph, and mentions at the given words.

    Each word takes two code points: a letter and a space.
    """
    sentences = make_table(
        "sentences",
        [
            {
                "article": "t",
                "paragraph": i // 5,
                "sentence": i,
                "start": 2 * PER_SENTENCE * i,
                "end": 2 * PER_SENTENCE * (i + 1) - 1,
                "text": " ".join("x" * PER_SENTENCE),
                "n_words": PER_SENTENCE,
            }
            for i in range(WORDS // PER_SENTENCE)
        ],
    )
    found = [(actor, word) for actor, words in places.items() for word in words]
    mentions = make_table(
        "mentions",
        [
            {
                "article": "t",
                "paragraph": word // PER_PARAGRAPH,
                "sentence": word // PER_SENTENCE,
                "mention": i,
                "actor": actor,
                "start": 2 * word,
                "end": 2 * word + 1,
                "name_end": 2 * word + 1,
                "surface": "x",
                "form": "name",
                "role": "agent",
                "voice": "author",
                "confidence": 1.0,
            }
            for i, (actor, word) in enumerate(found)
        ],
    )
    return mentions, sentences


def score(parts: int | None = None, **places: list[int]) -> pd.DataFrame:
    mentions, sentences = tables(**places)
    found = score_dispersion(mentions, sentences=sentences, parts=parts, settings=FEW)
    return found.set_index("actor")


def test_even_and_clumped_mentions_are_told_apart() -> None:
    found = score(even=list(range(5, 400, 10)), clumped=[*range(80, 110), 300])
    assert found.loc["even", "dp_norm"] == pytest.approx(0, abs=0.01)
    assert found.loc["even", "note"] == "more even than by chance"
    assert found.loc["even", "burstiness"] == pytest.approx(-1)
    assert found.loc["even", "note_burst"] == "more even than by chance"
    assert found.loc["even", "juilland_d"] == pytest.approx(1)
    assert found.loc["clumped", "dp_norm"] > 0.9
    assert found.loc["clumped", "note"] == "more clumped than by chance"
    assert found.loc["clumped", "burstiness"] > 0.8
    assert found.index.tolist() == ["even", "clumped"]


def test_random_mentions_are_as_by_chance_in_about_95_of_100_texts() -> None:
    rng = np.random.default_rng(5)
    places = {f"a{i}": sorted(rng.choice(WORDS, 20, replace=False).tolist()) for i in range(120)}
    found = score(**places)
    for note in ("note", "note_burst"):
        assert (found[note] == "as by chance").mean() == pytest.approx(0.95, abs=0.05)


def test_first_and_last_are_shares_of_the_words() -> None:
    found = score(north=[40, 100, 360], south=[0, 399])
    assert found.loc["north", ["first", "last"]].tolist() == [0.1, 0.9]
    assert found.loc["south", ["first", "last"]].tolist() == [0.0, 399 / 400]


def test_chance_puts_the_first_mention_where_it_falls_in_95_of_100_texts() -> None:
    row = score(north=[1, 2, 3, 4, 5]).iloc[0]
    firsts = np.random.default_rng(2).random((20_000, 5)).min(axis=1)
    inside = (row["first_low"] <= firsts) & (firsts <= row["first_high"])
    assert inside.mean() == pytest.approx(0.95, abs=0.01)
    assert row["last_low"] == pytest.approx(1 - row["first_high"])


def test_gries_by_hand() -> None:
    # Two parts of equal words, three mentions in one and one in the other: DP is 1/4, DPnorm 1/2.
    row = score(parts=2, north=[10, 20, 30, 300]).iloc[0]
    assert row["dp"] == pytest.approx(0.25)
    assert row["dp_norm"] == pytest.approx(0.5)
    # Rates 3 and 1: mean 2, standard deviation 1, so that D = 1 - 0.5/1.
    assert row["juilland_d"] == pytest.approx(0.5)


def test_dp_expects_more_in_longer_parts() -> None:
    dp, _ = measure_dp(np.array([[1.0, 3.0]]), np.array([10.0, 30.0]))
    assert dp[0] == pytest.approx(0)


def test_the_interval_holds_the_value_and_stays_within_bounds() -> None:
    found = score(a=list(range(0, 400, 9)), b=list(range(40)), c=[0, 1, 399])
    assert (found["low"] <= found["dp_norm"] + 1e-9).all()
    assert (found["high"] >= found["dp_norm"] - 0.15).all()
    assert found[["low", "high"]].min().min() >= 0
    assert found[["low", "high"]].max().max() <= 1


def test_few_mentions_are_not_judged() -> None:
    found = score(two=[1, 300], four=[1, 100, 200, 300], five=[1, 100, 200, 300, 390])
    assert found.loc["two", "note"] == "insufficient evidence"
    assert np.isnan(found.loc["two", "dp_norm"])
    assert found.loc["four", "note"] != "insufficient evidence"
    assert found.loc["four", "note_burst"] == "insufficient evidence"
    assert found.loc["five", "note_burst"] != "insufficient evidence"


def test_one_part_has_no_dispersion() -> None:
    assert score(parts=1, north=[1, 2, 3]).iloc[0]["note"] == "insufficient evidence"


def test_no_mention_gives_no_row() -> None:
    assert score().empty


def test_mentions_outside_the_measured_sentences_are_left_out() -> None:
    mentions, sentences = tables(north=[1, 100, 300])
    found = score_dispersion(mentions, sentences=sentences[sentences["sentence"] < 20])
    assert found["n_mentions"].tolist() == [2]


@given(st.lists(st.integers(0, WORDS - 1), min_size=3, max_size=30, unique=True))
def test_dispersion_stays_within_its_bounds(words: list[int]) -> None:
    row = score(north=sorted(words)).iloc[0]
    assert 0 <= row["dp"] <= row["dp_norm"] <= 1 + 1e-9
    assert -1e-9 <= row["juilland_d"] <= 1 + 1e-9
    if len(words) >= 5:
        assert -1 - 1e-9 <= row["burstiness"] <= 1 + 1e-9


def test_random_gaps_have_a_burstiness_near_zero_however_few() -> None:
    # The finite correction: without it, few random gaps look regular.
    rng = np.random.default_rng(9)
    for n in (5, 10, 40):
        places = np.sort(rng.random((4000, n)), axis=1)
        gaps = np.diff(places, axis=1)
        ratio = gaps.std(axis=1) / gaps.mean(axis=1)
        plain = ((ratio - 1) / (ratio + 1)).mean()
        corrected = measure_burstiness(places).mean()
        assert corrected == pytest.approx(0, abs=0.07)
        assert abs(corrected) < abs(plain)


def test_tables_are_left_as_they_were_and_the_seed_decides() -> None:
    mentions, sentences = tables(north=[3, 50, 90, 200, 350])
    before = mentions.copy()
    once, again = (score_dispersion(mentions, sentences=sentences) for _ in range(2))
    pd.testing.assert_frame_equal(once, again)
    pd.testing.assert_frame_equal(mentions, before)
