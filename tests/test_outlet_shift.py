"""Do the words of two outlets add up to what makes them differ?"""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.catalogue import load_actors
from helpers.corpus import make_article
from helpers.errors import DiscourseError
from helpers.many import ManyStances, find_many_stances
from helpers.outlet_shift import explain_outlets
from helpers.outlets import compare_outlets, score_articles
from helpers.plots_shift import plot_shift
from helpers.resampling import Resampling
from helpers.schema import sure
from helpers.shift import REST, Shift

QUICK = Resampling(draws=99)
HARSH = ("Norway lied to Sweden.", "Norway broke the treaty and Sweden knew it.")
KIND = ("Norway saved a Swedish ship.", "Norway kept its promise to Sweden.")


def read(times: int) -> ManyStances:
    articles = [
        make_article(
            "\n\n".join(texts[: 1 + number % 2]),
            identifier=f"{outlet}-{number}",
            metadata={"outlet": outlet, "published": f"2031-01-{number + 1:02d}"},
        )
        for outlet, texts in (("Fjord", HARSH), ("Sound", KIND))
        for number in range(times)
    ]
    world = load_actors()
    actors = world[world["actor"].isin(["norway", "sweden"])].reset_index(drop=True)
    return find_many_stances(articles, actors=actors)


@pytest.fixture(scope="module")
def found() -> ManyStances:
    return read(6)


def explain(found: ManyStances, **options: str) -> Shift:
    given = {"one": "Fjord", "other": "Sound", "actor": "norway", "stance": "sum"} | options
    return explain_outlets(
        found.evidence, articles=found.articles, mentions=found.mentions, settings=QUICK, **given
    )


def test_words_add_up_to_the_difference_of_the_outlets(found: ManyStances) -> None:
    shift = explain(found)
    assert shift.words["contribution"].sum() == pytest.approx(shift.difference)
    units = score_articles(
        found.evidence, articles=found.articles, mentions=found.mentions, stance="sum"
    )
    means = compare_outlets(units, settings=QUICK).set_index(["outlet", "actor"])["value"]
    assert shift.value_one == pytest.approx(means["Fjord", "norway"])
    assert shift.difference == pytest.approx(means["Sound", "norway"] - means["Fjord", "norway"])
    assert shift.difference > 0
    assert shift.low < shift.difference < shift.high
    assert (shift.n_one, shift.n_other, shift.units, shift.note) == (6, 6, "articles", "")
    assert "lied" in set(shift.words["cue"])


def test_a_figure_says_what_was_drawn(found: ManyStances) -> None:
    picture = plot_shift(explain(found), actor="Norway")
    assert "resampled articles" in picture.caption


def test_few_articles_have_no_interval() -> None:
    shift = explain(read(2))
    assert shift.note == "insufficient evidence"
    assert shift.low != shift.low
    assert len(shift.words)
    assert "2 articles" in " ".join(t.get_text() for a in plot_shift(shift).axes for t in a.texts)


def test_without_evidence_on_a_side_there_are_no_words(found: ManyStances) -> None:
    kept = found.evidence[found.evidence["article"].str.startswith("Fjord")]
    shift = explain(found._replace(evidence=kept))
    assert shift.words.empty
    assert list(shift.words.columns[:2]) == ["cue", "uses_one"]
    assert shift.n_other == 0
    assert pd.isna(shift.difference)


def test_what_rests_on_no_word_stands_in_the_rest(found: ManyStances) -> None:
    first = sure(found.mentions).iloc[0]
    row = found.evidence.iloc[[0]].assign(
        article=first["article"], mention=first["mention"], start=first["start"], actor="norway"
    )
    shift = explain(found._replace(evidence=pd.concat([found.evidence, row], ignore_index=True)))
    assert shift.words["cue"].iloc[-1] == REST


def test_unknown_names_are_refused(found: ManyStances) -> None:
    with pytest.raises(DiscourseError, match="no article is by an outlet 'Moon'; there are Fjord"):
        explain(found, one="Moon")
    with pytest.raises(DiscourseError, match="no article judges an actor 'denmark'"):
        explain(found, actor="denmark")
