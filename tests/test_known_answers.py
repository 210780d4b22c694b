"""Do three tellings of the same events, two of them written to known answers, come out so?

What an engine gets wrong stands here as well, as an expected failure with its number: when it is
mended, the test says so.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.catalogue import load_actors
from helpers.comparison import Comparison
from helpers.corpus import load_article
from helpers.text import find_tokens, plain_view

CORPUS = Path(__file__).parent.parent / "corpus"
ARTICLE, COLUMN, WIRE = "idlib-2018", "idlib-columnist", "idlib-wire"
OURS, THEIRS = "Syria, Iran and Russia", "United States and partners"


@pytest.fixture(params=["neural", "lexical"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def found(engine: str, request: pytest.FixtureRequest) -> Comparison:
    name = "tellings" if engine == "neural" else "lexical_tellings"
    comparison: Comparison = request.getfixturevalue(name)
    return comparison


def squares_of(found: Comparison) -> pd.DataFrame:
    return found.squares.set_index("article")


def bloc_means(found: Comparison) -> pd.DataFrame:
    return found.blocs.pivot(index="article", columns="bloc", values="value")


pytestmark = pytest.mark.slow


def test_the_square_flips(tellings: Comparison) -> None:
    squares = squares_of(tellings)
    assert squares.loc[ARTICLE, "selection"] > 0.5 > squares.loc[COLUMN, "selection"]
    # The intervals have no value in common.
    assert squares.loc[ARTICLE, "selection_low"] > squares.loc[COLUMN, "selection_high"]
    assert squares.loc[ARTICLE, "gap"] > 0 > squares.loc[COLUMN, "gap"]
    assert squares.loc[ARTICLE, "gap_low"] > 0


@pytest.mark.xfail(
    strict=True,
    reason="the lexical engine sees no side: 39 % of the article's mentions stand in the square's "
    "corners, 54 % of the column's",
)
def test_the_square_flips_for_the_lexical_engine(lexical_tellings: Comparison) -> None:
    squares = squares_of(lexical_tellings)
    assert squares.loc[ARTICLE, "selection"] > 0.5 > squares.loc[COLUMN, "selection"]


def test_the_wire_report_is_near_neutral(found: Comparison) -> None:
    texts = found.articles.set_index("article")
    assert texts.loc[WIRE, "size"] < 0.05
    assert texts.loc[WIRE, "size"] < 0.5 * texts.loc[[ARTICLE, COLUMN], "size"].min()
    assert texts.loc[WIRE, "neutral"] >= 0.95
    assert texts.loc[WIRE, "neutral"] > texts.loc[[ARTICLE, COLUMN], "neutral"].max()
    assert found.stances.query("article == @WIRE")["value"].abs().max() < 0.1
    square = squares_of(found).loc[WIRE]
    assert square["sided"] < 0.05
    assert abs(square["gap"]) < 0.05


def test_the_order_of_the_blocs_turns_round(tellings: Comparison) -> None:
    means = bloc_means(tellings)
    assert means.loc[ARTICLE, OURS] > means.loc[ARTICLE, THEIRS]
    assert means.loc[COLUMN, OURS] < means.loc[COLUMN, THEIRS]
    assert means.loc[COLUMN, OURS] < -0.3
    assert means.loc[COLUMN, THEIRS] > means.loc[ARTICLE, THEIRS] + 0.2


@pytest.mark.xfail(
    strict=True,
    reason="the neural engine reads the column's praise of the United States and Israel as blame: "
    "-0.26, where a reader would see a stance above 0",
)
def test_the_column_is_for_the_united_states(tellings: Comparison) -> None:
    assert bloc_means(tellings).loc[COLUMN, THEIRS] > 0


@pytest.mark.xfail(
    strict=True,
    reason="by the lexical engine the bloc means of the column are -0.01 and -0.09, both near 0",
)
def test_the_order_of_the_blocs_turns_round_for_the_lexical_engine(
    lexical_tellings: Comparison,
) -> None:
    means = bloc_means(lexical_tellings)
    assert means.loc[COLUMN, OURS] < means.loc[COLUMN, THEIRS]


def read_intended(folder: str) -> pd.Series:  # type: ignore[type-arg]
    table = pd.read_csv(CORPUS / folder / "intended.csv", index_col="actor")
    return table["intended"].map({"favourable": 1, "neutral": 0, "unfavourable": -1})


def side_of(found: Comparison, folder: str) -> pd.Series:  # type: ignore[type-arg]
    values = found.stances.query("article == @folder").set_index("actor")["value"]
    return np.sign(values)


def test_actors_of_the_column_that_are_read_as_they_were_meant(tellings: Comparison) -> None:
    meant = read_intended(COLUMN)
    read = side_of(tellings, COLUMN).reindex(meant.index)
    right = set(meant.index[read == meant])
    assert right == {"syria", "iran", "russia", "turkey", "civilians"}


@pytest.mark.xfail(
    strict=True, reason="jihadists +0.73, Hezbollah +0.78, United States -0.31, Israel -0.06"
)
def test_every_actor_of_the_column_is_read_as_it_was_meant(tellings: Comparison) -> None:
    meant = read_intended(COLUMN)
    assert (side_of(tellings, COLUMN).reindex(meant.index) == meant).all()


def test_only_the_column_lets_civilians_speak(found: Comparison) -> None:
    speak = found.voices.query("actor == 'civilians'")
    assert speak["article"].tolist() == [COLUMN]
    assert (speak["direct"] > 0.05).all()
    quoted = found.voices.query("speaker != 'author'").groupby("article")[["direct", "indirect"]]
    shares = quoted.sum()
    assert shares.loc[WIRE, "direct"] == 0
    assert shares.loc[WIRE, "indirect"] > 0.25
    assert shares.loc[ARTICLE, "direct"] > 0.4


def test_the_column_dwells_on_right_and_wrong_and_on_people(found: Comparison) -> None:
    rates = found.frames.pivot(index="frame", columns="article", values="value")
    for frame in ("morality", "human_interest"):
        assert rates.loc[frame, COLUMN] > 2 * rates.loc[frame, [ARTICLE, WIRE]].max(), frame


@pytest.mark.parametrize("folder", [COLUMN, WIRE])
def test_the_texts_say_what_they_are(folder: str) -> None:
    about = tomllib.loads((CORPUS / folder / "article.toml").read_text(encoding="utf-8"))
    assert about["licence"] == "MIT"
    assert "written for teaching" in about["source"]
    assert about["author"] == ""
    assert "Written for teaching" in about["note"]
    assert "written for teaching" in (CORPUS / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", [COLUMN, WIRE])
def test_the_catalogues_agree_on_who_is_who(folder: str) -> None:
    first, own = (
        load_actors(CORPUS / name).drop_duplicates("actor").set_index("actor")
        for name in (ARTICLE, folder)
    )
    pd.testing.assert_frame_equal(first[["label", "kind", "bloc"]], own[["label", "kind", "bloc"]])
    assert set(read_intended(folder).index) <= set(own.index)


@pytest.mark.parametrize("folder", [COLUMN, WIRE])
def test_no_sentence_of_the_article_is_copied(folder: str) -> None:
    def runs(name: str, *, n: int = 9) -> set[tuple[str, ...]]:
        text = load_article(CORPUS / name).text
        words = [token.lower for token in find_tokens(plain_view(text)) if token.lower.isalnum()]
        return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}

    assert not runs(folder) & runs(ARTICLE)


@pytest.mark.parametrize("folder", [COLUMN, WIRE])
def test_nobody_who_exists_is_quoted_in_marks(folder: str) -> None:
    text = (CORPUS / folder / "article.txt").read_text(encoding="utf-8")
    quoted = re.findall(r"“[^“”]+”?", text)
    longer = [words for words in quoted if len(words.split()) > 2]
    # Scare quotes hold a word; the only speech is the invented surgeon's, three stretches of it.
    assert len(longer) == (3 if folder == COLUMN else 0), longer
