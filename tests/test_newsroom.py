"""Is the invented newsroom as it says it is, and are its known answers found?

What was written must be found in what was written: that tests the methods. What an engine misses
stands here as an expected failure with its number: that tells of the engine.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from newsroom import (
    COURIER,
    FOLDER,
    LEDGER,
    PAIR,
    POST,
    ROOT,
    TRIBUNE,
    load_generator,
    make_units,
    read_rows,
    read_truth,
)

from helpers.catalogue import load_actors
from helpers.duplicates import find_duplicates
from helpers.matched import Matched, compare_matched
from helpers.outlet_time import find_turns
from helpers.outlets import compare_outlets
from helpers.plans import find_drawn, load_plans
from helpers.resampling import Resampling
from helpers.text import count_words

ENGINES = ("written", "lexical", "neural")
TURN = pd.Timestamp("2031-04-07")
SAMPLE = {"post-e06-1", "tribune-e06-1"}


@pytest.fixture(scope="module")
def units() -> dict[str, pd.DataFrame]:
    return {name: make_units(name) for name in ENGINES}


@pytest.fixture(scope="module")
def means(units: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {
        name: compare_outlets(table).set_index(["outlet", "actor"]) for name, table in units.items()
    }


@pytest.fixture(scope="module")
def matched(units: dict[str, pd.DataFrame]) -> dict[str, Matched]:
    return {name: compare_matched(table) for name, table in units.items()}


def pair_of(matched: Matched, actor: str) -> pd.Series:
    return matched.differences.query(PAIR).set_index("actor").loc[actor]


def ledger(units: pd.DataFrame) -> pd.DataFrame:
    return units[(units["outlet"] == LEDGER) & (units["actor"] == "kesria")]


# --- the collection ---


def test_it_is_written_byte_for_byte_again() -> None:
    for name, content in load_generator().make_files().items():
        assert (FOLDER / name).read_bytes() == content, f"run python benchmarks/newsroom.py: {name}"


def test_the_command_writes_files_and_says_so(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "newsroom"  # type: ignore[operator]
    folder.mkdir()
    for name in ("sentences.csv", "events.csv", "actors.csv"):
        (folder / name).write_bytes((FOLDER / name).read_bytes())
    assert load_generator().main([], folder=folder) == 0
    assert (folder / "articles.jsonl").read_bytes() == (FOLDER / "articles.jsonl").read_bytes()
    assert "articles.jsonl" in capsys.readouterr().out


def test_the_main_job_leaves_it_alone() -> None:
    assert FOLDER not in find_drawn(ROOT / "corpus")
    assert not [plan for plan in load_plans(ROOT / "corpus") if FOLDER in plan.articles]
    assert not (FOLDER / "article.txt").exists()


def test_articles_are_short_and_of_several_paragraphs() -> None:
    for name, text in read_rows()["text"].items():
        assert 5 <= text.count("\n\n") <= 8, name
        assert 130 <= count_words(text) <= 250, name


def test_the_stock_is_large_and_even_handed() -> None:
    stock = load_generator().read_stock(FOLDER / "sentences.csv")
    body = [s for s in stock if s.part == "body"]
    assert len({s.text for s in stock}) == len(stock) >= 250
    codes = Counter(s.codes["x"] for s in body if "x" in s.codes)
    assert codes[-1] >= 40
    assert codes[1] >= 40
    others = Counter(s.codes["commission"] for s in body if "commission" in s.codes)
    assert others[-1] == others[1]
    # No sentence names a state: each may be said of either.
    assert not [s.text for s in stock if "Velmark" in s.text or "Kesria" in s.text]
    assert not [s for s in body if ("{Y" in s.text) != ("y" in s.codes)]
    # One says "the very government": whose, the sentence beside it tells.
    bare = [s.text for s in body if "x" in s.codes and "{X" not in s.text]
    assert len(bare) == 1
    assert "the very government" in bare[0]


def test_coverage_is_as_the_page_says() -> None:
    rows, events = read_rows(), pd.read_csv(FOLDER / "events.csv", index_col="event")
    truth = read_truth()
    reprints = truth.loc[truth["reprint_of"].fillna("") != "", "article"].unique()
    assert len(rows) == 220
    assert len(reprints) == 28
    first = rows[~rows.index.isin(reprints)]
    fate = first["event"].map(events["commission"]).fillna("none")
    counts = pd.crosstab(first["outlet"], fate)
    assert counts.loc[POST, ["unfavourable", "favourable"]].tolist() == [36, 10]
    assert counts.loc[TRIBUNE, ["unfavourable", "favourable"]].tolist() == [10, 36]
    assert set(rows.loc[reprints, "outlet"]) == {COURIER}


def test_copies_are_found_and_nothing_else() -> None:
    pytest.importorskip("rensa")
    truth = read_truth().drop_duplicates("article").set_index("article")["reprint_of"].fillna("")
    kept = sorted(truth[truth != ""].index[:4])
    chosen = {*kept, *truth[kept], *truth[truth == ""].index[:20]}
    articles = load_generator().load_pieces(only=chosen)
    found = find_duplicates(articles).set_index("article")["duplicate_of"].fillna("")
    assert {name: origin for name, origin in found.items() if origin}.keys() == set(kept)


# --- the known answers ---


@pytest.mark.parametrize("engine", ENGINES)
def test_each_outlet_sides_as_it_was_meant_to(engine: str, means: dict[str, pd.DataFrame]) -> None:
    told = means[engine]["value"]
    assert told[POST, "velmark"] > 0 > told[POST, "kesria"]
    assert told[TRIBUNE, "kesria"] > 0 > told[TRIBUNE, "velmark"]
    for outlet in (POST, TRIBUNE, COURIER, LEDGER):
        assert told[outlet, "villagers"] > 0.3


def test_even_outlets_are_even_as_written(means: dict[str, pd.DataFrame]) -> None:
    told = means["written"]
    for cell in ((COURIER, "velmark"), (COURIER, "kesria"), (LEDGER, "velmark")):
        assert abs(told.loc[cell, "value"]) < 0.1, cell


def test_even_outlets_are_even_to_the_lexical_engine(means: dict[str, pd.DataFrame]) -> None:
    for cell in ((COURIER, "velmark"), (COURIER, "kesria"), (LEDGER, "velmark")):
        row = means["lexical"].loc[cell]
        assert row["low"] < 0 < row["high"], cell


@pytest.mark.xfail(
    strict=True,
    reason="the neural engine reads the even Courier as unfavourable to Velmark: -0.12, interval "
    "-0.21 to -0.03, written +0.04",
)
def test_even_outlets_are_even_to_the_neural_engine(means: dict[str, pd.DataFrame]) -> None:
    row = means["neural"].loc[(COURIER, "velmark")]
    assert row["low"] < 0 < row["high"]


@pytest.mark.parametrize(
    "engine",
    [
        "written",
        pytest.param(
            "lexical",
            marks=pytest.mark.xfail(strict=True, reason="+0.13 in place of +0.56, and so on"),
        ),
        pytest.param(
            "neural",
            marks=pytest.mark.xfail(strict=True, reason="praise is hardly heard: +0.09 and +0.07"),
        ),
    ],
)
def test_sides_have_the_size_that_was_written(engine: str, means: dict[str, pd.DataFrame]) -> None:
    for outlet in (POST, TRIBUNE):
        for actor in ("velmark", "kesria"):
            written = means["written"].loc[(outlet, actor), "value"]
            assert abs(means[engine].loc[(outlet, actor), "value"]) > 0.5 * abs(written)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_trap_opens_and_the_same_events_close_it(
    engine: str, matched: dict[str, Matched]
) -> None:
    row = pair_of(matched[engine], "commission")
    assert row["raw"] > 0.2, "the plain means say that the Tribune is kinder"
    assert abs(row["difference"]) < 0.1
    assert row["low"] < 0 < row["high"]
    assert row["note"] == "no difference shown"
    assert row["from_choice"] > 3 * abs(row["from_tone"])


@pytest.mark.parametrize("engine", ENGINES)
def test_the_difference_toward_velmark_is_found(engine: str, matched: dict[str, Matched]) -> None:
    row = pair_of(matched[engine], "velmark")
    assert row["high"] < 0
    assert row["note"] == "differs"


@pytest.mark.parametrize(
    "engine",
    [
        "written",
        pytest.param(
            "lexical",
            marks=pytest.mark.xfail(strict=True, reason="+0.16 in place of +1.12, p 0.11"),
        ),
        pytest.param(
            "neural", marks=pytest.mark.xfail(strict=True, reason="+0.32 in place of +1.12, p 0.15")
        ),
    ],
)
def test_the_difference_toward_kesria_is_found(engine: str, matched: dict[str, Matched]) -> None:
    assert pair_of(matched[engine], "kesria")["low"] > 0
    assert pair_of(matched[engine], "kesria")["note"] == "differs"


@pytest.mark.parametrize("engine", ["lexical", "neural"])
def test_what_an_engine_calls_different_is_different(
    engine: str, matched: dict[str, Matched]
) -> None:
    keys = ["one", "other", "actor"]
    found = matched[engine].differences.query("note == 'differs'").set_index(keys)
    true = matched["written"].differences.query("note == 'differs'").set_index(keys)
    assert len(found) == 2
    assert set(found.index) <= set(true.index)
    assert (found["difference"] * true.loc[found.index, "difference"] > 0).all()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_turn_is_found_where_it_is_when_asked_for(
    engine: str, units: dict[str, pd.DataFrame]
) -> None:
    turns = find_turns(ledger(units[engine]))
    last = turns.iloc[-1]
    assert last["note"] == "change"
    assert abs((last["date"] - TURN).days) <= 14
    assert last["before"] > 0 > last["after"]


def test_in_a_search_of_everything_only_that_turn_is_found_as_written(
    units: dict[str, pd.DataFrame],
) -> None:
    found = find_turns(units["written"]).query("note == 'change'")
    assert found[["outlet", "actor"]].values.tolist() == [[LEDGER, "kesria"]]


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param(
            "lexical",
            marks=pytest.mark.xfail(strict=True, reason="p 0.018 does not pass among sixteen"),
        ),
        pytest.param(
            "neural",
            marks=pytest.mark.xfail(strict=True, reason="finds no turn among sixteen"),
        ),
    ],
)
def test_a_search_of_everything_finds_that_turn(
    engine: str, units: dict[str, pd.DataFrame]
) -> None:
    found = find_turns(units[engine]).query("note == 'change'")
    assert found[["outlet", "actor"]].values.tolist() == [[LEDGER, "kesria"]]


@pytest.mark.parametrize("seed", [1, 2018, 77, 4242, 90_000])
def test_copies_make_a_finding_of_nothing(seed: int) -> None:
    both, once = (
        compare_outlets(take_told(copies=copies), settings=Resampling(seed=seed)).iloc[0]
        for copies in (True, False)
    )
    # Both ends clear 0 by several times what another seed moves them (0.003 to 0.004).
    assert both["high"] < -0.02
    assert once["low"] < -0.1 < 0.015 < once["high"]
    assert both["n_articles"] - once["n_articles"] == 28
    assert (
        make_units("written").query("outlet == @COURIER and actor == 'kesria'")["total"].sum() > 0
    )


def take_told(*, copies: bool) -> pd.DataFrame:
    """What the neural engine reads of Kesria in the Courier's articles on the twelve events."""
    units = make_units("neural", copies=copies)
    return units.query("outlet == @COURIER and actor == 'kesria' and event != ''")


# --- what the engines read ---


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["lexical", "neural"])
def test_the_readings_that_are_kept_are_the_engine_s(engine: str) -> None:
    if engine == "neural":
        pytest.importorskip("onnxruntime")
    generator = load_generator()
    readings = pd.read_csv(FOLDER / "readings.csv").query("engine == @engine")
    kept = readings[readings["article"].isin(SAMPLE)].set_index(["article", "actor"])
    now = generator.read_pieces(generator.load_pieces(only=SAMPLE), engine=engine)
    rows = {(article, actor): row for _, article, actor, *row in now}
    assert rows.keys() == set(kept.index)
    for key, (total, count, n_mentions) in rows.items():
        assert float(total) == pytest.approx(kept.loc[key, "total"], abs=2e-3), key
        assert [count, n_mentions] == kept.loc[key, ["count", "n_mentions"]].tolist()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["lexical", "neural"])
def test_readings_go_with_what_was_written(engine: str, units: dict[str, pd.DataFrame]) -> None:
    actors = set(load_actors(FOLDER / "actors.csv")["actor"])
    both = units[engine].merge(units["written"], on=["article", "actor"])
    assert set(both["actor"]) == actors
    for actor, rows in both.groupby("actor"):
        assert rows["value_x"].corr(rows["value_y"]) > 0.25, actor
