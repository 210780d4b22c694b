"""Do the findings that notebook 10 tells follow from the tables?"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from claims import assert_claims, spell
from newsroom import COURIER, FOLDER, LEDGER, PAIR, POST, TRIBUNE, make_units, read_rows, read_truth

from helpers.checking import check_answer
from helpers.matched import compare_matched
from helpers.outlet_time import find_turns, score_over_time
from helpers.outlets import compare_outlets

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "10-many-articles.ipynb"
SETTLED = (
    "in the morning, at noon and in the afternoon",
    "what they do to a result we shall see in section 3",
    "two outlets that word an event differently",
    "This one has two states",
    "Read ten articles of different outlets beside it",
    "some ten times as long",
    "one row an article and actor",
    "from −1 to +1",
    "ten of them are not ten observations",
    "Below five articles",
    "keeps off 0, and one might write",
    "Without them it reaches 0",
    "printing the same words three times",
    "prints its own copy three times",
    "section 9 says which lines change",
    "in its articles on the twelve events",
    "By the standard of section 6",
    "and section 8 need what is known",
    "A text that two outlets print",
    "The second cell of code in section 3, the first of section 5",
    "In sections 5 to 7",
    "once with all that it printed, and once with each text counted once",
    "The Post lies above 0 toward Velmark and below 0 toward Kesria",
    "are near 0 toward both",
    "the Post is below 0 and the Tribune above",
    "Why two outlets differ",
    "will say that",
    "section 8 holds them against",
    "away from 0. Toward the Commission they part",
    "the diamond on 0",
    "what the two differ in",
    "leave out section 5",
    "events that only one of the two tells",
    "the sentence on section 4",
    "a catalogue from notebook 9, take that",
    "Twelve events are few",
    "the interval keeps off 0; yet",
    "from above 0 to below",
    "All three go through the same sums",
    "The Post is above 0 toward Velmark and below 0 toward Kesria with both engines",
    "come out above 0 with both",
    "the path in section 1",
    "the path in section 2",
    "for fifty articles as well",
    "Thousands of articles",
    "Code forty cells by hand",
    "parts the two",
    "the periods of section 6",
    "rounded to two decimals",
    "of up to three days after",
    "where it was broken off",
)


def minus(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


@pytest.fixture(scope="module")
def units() -> dict[str, pd.DataFrame]:
    return {name: make_units(name) for name in ("written", "lexical", "neural")}


def test_each_number_of_the_prose_follows(units: dict[str, pd.DataFrame]) -> None:
    rows, truth = read_rows(), read_truth().drop_duplicates("article")
    copies = int((truth["reprint_of"].fillna("") != "").sum())
    lexical = compare_matched(units["lexical"]).differences
    found = {
        name: int((compare_matched(table).differences["note"] == "differs").sum())
        for name, table in units.items()
    }
    assert found["lexical"] == found["neural"]
    pair = lexical.query(PAIR).set_index("actor")
    commission = pair.loc["commission"]
    means = {
        name: compare_outlets(table).set_index(["outlet", "actor"])["value"]
        for name, table in units.items()
    }
    asked = units["lexical"].query("outlet == @LEDGER and actor == 'kesria'")
    turn = find_turns(asked).iloc[-1]
    lines = units["lexical"].groupby(["outlet", "actor"]).ngroups
    alone = units["neural"].query("outlet == @POST and actor == 'kesria'")
    wrong = find_turns(alone).query("note == 'change'")
    assert len(wrong) == 1

    def told(engine: str, outlet: str, actor: str) -> str:
        return minus(means[engine][outlet, actor])

    low, high = minus(commission["low"]), minus(commission["high"])
    assert_claims(
        NOTEBOOK,
        claims=[
            f"{len(rows)} short articles of {spell(rows['outlet'].nunique())} outlets",
            f"Of {len(rows)} articles, {copies} have their text in common with an earlier one: "
            f"{copies // 2} word for word, {copies // 2} nearly so",
            f"With some {spell(round(score_months(units['lexical'])))} articles a month and outlet",
            f"with {spell(rows['outlet'].nunique())} outlets and "
            f"{spell(asked_actors(units['lexical']))} actors",
            f"a plain difference of {minus(commission['raw'])} shrinks to "
            f"{minus(commission['difference'])}: of the plain one, "
            f"{minus(commission['from_choice'])} comes from choice and "
            f"{minus(commission['from_tone'])} from tone",
            f"the interval, from {low} to {high}",
            f"the two differ by {minus(pair.loc['velmark', 'difference'])}",
            f"they differ by {minus(pair.loc['kesria', 'difference'])}",
            f"p value is {lexical_p(pair):.2f}, since {len(lexical)} pairs and actors",
            f"Of these {len(lexical)}, {spell(found['lexical'])} pass. We claim "
            f"{spell(found['lexical'])}.",
            f"from {minus(turn['before'])} to {minus(turn['after'])}, from "
            f"{turn['date'].day} April on, with a p value of {turn['p']:.2f}",
            f"in week 14, and {turn['date'].day} April is the day",
            f"the search for all {spell(lines)} lines",
            f"of the Post on Kesria alone finds a turn, on {wrong['date'].iloc[0].day} June",
            f"where {told('written', POST, 'velmark')} was written of Velmark in the Post, the "
            f"lexical engine reads {told('lexical', POST, 'velmark')} and the neural one "
            f"{told('neural', POST, 'velmark')}",
            f"({told('neural', TRIBUNE, 'velmark')} in place of "
            f"{told('written', TRIBUNE, 'velmark')}, of Velmark in the Tribune)",
            f"({told('neural', TRIBUNE, 'kesria')} in place of "
            f"{told('written', TRIBUNE, 'kesria')}, of Kesria there)",
            f"{found['written']} of the {len(lexical)} differences on the same events pass the "
            f"test; with either engine {spell(found['lexical'])} do. These "
            f"{spell(found['lexical'])} are true. Of the other "
            f"{spell(found['written'] - found['lexical'])}, "
            f"{spell(found['written'] - found['lexical'] - 1)} were meant to differ",
            f"Courier and Ledger on Velmark ({minus(written_by_chance(units['written']))})",
        ],
        settled=SETTLED,
    )


def written_by_chance(units: pd.DataFrame) -> float:
    """The difference of two outlets that were both to be even, which passes all the same."""
    told = compare_matched(units).differences.query("note == 'differs' and actor == 'velmark'")
    even = told.query("one == @COURIER and other == @LEDGER")
    assert len(even) == 1
    intended = pd.read_csv(FOLDER / "intended.csv").query("actor == 'velmark'")
    tones = intended.set_index("outlet")["intended"]
    assert tones[COURIER] == tones[LEDGER] == "neutral"
    return float(even["difference"].iloc[0])


def lexical_p(pair: pd.DataFrame) -> float:
    return float(pair.loc["kesria", "p_adjusted"]) + 1e-9


def score_months(units: pd.DataFrame) -> float:
    months = score_over_time(units, freq="28D")
    return float(months.query("actor == 'kesria'")["n_articles"].mean())


def asked_actors(units: pd.DataFrame) -> int:
    return int(units["actor"].nunique())


def test_what_the_prose_says_without_numbers_is_so(units: dict[str, pd.DataFrame]) -> None:
    table = compare_outlets(units["lexical"]).set_index(["outlet", "actor"])
    assert table.loc[(POST, "velmark"), "low"] > 0 > table.loc[(POST, "kesria"), "high"]
    assert table.loc[(TRIBUNE, "kesria"), "low"] > 0 > table.loc[(TRIBUNE, "velmark"), "high"]
    for outlet in (COURIER, LEDGER):
        assert table.loc[[(outlet, "velmark"), (outlet, "kesria")], "value"].abs().max() < 0.05
    assert (
        table.loc[(POST, "commission"), "value"] < 0 < table.loc[(TRIBUNE, "commission"), "value"]
    )
    assert (table.xs("villagers", level="actor")["low"] > 0).all()
    means = {
        name: compare_outlets(table).set_index(["outlet", "actor"])["value"]
        for name, table in units.items()
    }
    for outlet in (COURIER, LEDGER):
        read = [means[engine][outlet, "commission"] for engine in ("lexical", "neural")]
        assert min(read) > 0 > means["written"][outlet, "commission"] > -0.15
    months = score_over_time(units["lexical"], freq="28D").query("actor == 'kesria'")
    ledger = months[months["outlet"] == LEDGER]["value"]
    assert (ledger.iloc[:3] > 0).all()
    assert (ledger.iloc[3:] < 0).all()
    others = find_turns(units["lexical"].query("actor == 'kesria'"))
    assert (others["note"] != "change").all()


def test_the_dates_of_the_turn_are_as_told(units: dict[str, pd.DataFrame]) -> None:
    begin = load_week(14)
    asked = units["lexical"].query("outlet == @LEDGER and actor == 'kesria'")
    first = asked.loc[asked["published"] >= begin, "published"].min()
    assert find_turns(asked).iloc[-1]["date"] == first == pd.Timestamp("2031-04-19")
    intended = pd.read_csv(FOLDER / "intended.csv")
    turned = intended[(intended["outlet"] == LEDGER) & (intended["actor"] == "kesria")]
    assert turned["first_week"].tolist() == [1, 14]


def load_week(number: int) -> pd.Timestamp:
    return pd.Timestamp("2031-01-06") + pd.Timedelta(weeks=number - 1)


def test_what_the_prose_says_of_words_is_so() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = next(i for i, c in enumerate(cells) if "plot_shift(shift" in "".join(c["source"]))
    words = "".join(
        "".join(output["data"].get("text/plain", ""))
        for output in cells[code]["outputs"]
        if "data" in output
    )
    for word in ("right", "denied"):
        assert word in words


def test_the_answers_are_those_of_the_tables(units: dict[str, pd.DataFrame]) -> None:
    weeks = score_over_time(units["lexical"], freq="7D")
    share = round(float((weeks["note"] == "insufficient evidence").mean()), 2)
    assert "Right" in str(check_answer(share, exercise="10-1"))
    early = compare_matched(units["lexical"], window=3).differences.query(PAIR)
    number = int(early.set_index("actor").loc["commission", "n_events"])
    assert "Right" in str(check_answer(number, exercise="10-3"))


def run_cells(path: Path, *names: str) -> dict[str, object]:
    """Run cells of the notebook with another path to a collection."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    told: dict[str, object] = {}
    for name in names:
        [cell] = [cell for cell in cells if cell["id"] == name]
        code = "".join(cell["source"])
        if name == "10-04":
            code = code.replace('"../corpus/newsroom/articles.jsonl"', repr(str(path)))
        code = code.replace("../corpus", str(FOLDER.parent.as_posix()))
        exec(compile(code, name, "exec"), told)  # noqa: S102 - the notebook's own code
    return told


GERMAN = (
    "Die Stadt will die Buslinie zum Hafen im nächsten Jahr einstellen. Das hat der Rat am Montag "
    "beschlossen, und die Bürger sind darüber sehr böse."
)


@pytest.mark.parametrize("kind", ["csv", "folder"])
def test_the_first_cells_take_a_table_or_a_folder_of_one_s_own(kind: str, tmp_path: Path) -> None:
    rows = read_rows().iloc[:8].copy()
    rows.loc[rows.index[3], "text"] = GERMAN
    if kind == "csv":
        path = tmp_path / "own.csv"
        rows.to_csv(path, index=False)
    else:
        path = tmp_path / "own"
        for number, row in enumerate(rows.itertuples()):
            folder = path / f"text-{number}"
            folder.mkdir(parents=True)
            (folder / "article.txt").write_text(row.text, encoding="utf-8")
            about = {"title": row.title, "outlet": row.outlet, "published": row.published}
            lines = [f"{name} = {json.dumps(value)}" for name, value in about.items()]
            (folder / "article.toml").write_text("\n".join(lines), encoding="utf-8")
    told = run_cells(path, "10-02", "10-04", "10-06", "10-08", "10-10")
    files, every = told["corpus"].files, told["every"]  # type: ignore[attr-defined,index]
    assert files["status"].tolist().count("refused language") == 1
    names = files.loc[files["article"] != "", "article"]
    events = rows["event"].fillna("") if kind == "csv" else [""] * len(rows)
    wanted = dict(zip(names, events, strict=True))
    assert len(told["once"]) <= 7  # type: ignore[arg-type]
    assert every["article"].nunique() > 3
    assert dict(zip(every["article"], every["event"], strict=True)) == {
        name: wanted[name] for name in every["article"]
    }
