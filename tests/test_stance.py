"""Whom a text favours or tells against, by the readable engine, and by which of its words.

`stance_cases.csv` holds one-clause sentences whose sign was written down before any engine was
asked. How the clues are found and weighed is held by `test_clues.py` and `test_lexical.py`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.analysis import Analysis
from helpers.corpus import make_article
from helpers.engines import choose_engine
from helpers.evaluation import mark_texts
from helpers.lexical import Weight, make_weights, score_passage
from helpers.passages import make_passages
from helpers.stance import LEAST, find_stance

MakeActors = Callable[..., pd.DataFrame]
CASES = Path(__file__).with_name("stance_cases.csv")
WORDS = make_weights(
    {
        ("agent", "bombed"): Weight(-1.0, -1.0),
        ("patient", "bombed"): Weight(0.5, -1.0),
        ("anywhere", "brave"): Weight(0.8, 0.0),
        ("anywhere", "week"): Weight(0.001, 0.0),
    }
)


# Measured, not wished for: raise these figures when an engine improves.
@pytest.mark.parametrize(("name", "least", "turned"), [("neural", 0.6, 0.1), ("lexical", 0.5, 0.2)])
def test_signs_of_sentences_written_down_beforehand(
    name: str, least: float, turned: float, make_actors: MakeActors
) -> None:
    with CASES.open(encoding="utf-8", newline="") as stream:
        cases = list(csv.DictReader(stream))
    assert len(cases) >= 60
    engine = choose_engine(name, pooled=False)
    aliases = make_actors().groupby("actor")["alias"].apply(list).to_dict()
    wrong, reversed_ = [], 0
    for case in cases:
        passages = mark_texts([case["sentence"]], aliases=aliases)
        values = {r.actor: r.value for r in engine.rate(passages, None)}
        label = engine.label(values.get(case["actor"], 0.0))
        if label != int(case["sign"]):
            wrong.append(f"{case['sentence']}: {case['actor']} {case['sign']}, found {label}")
            reversed_ += label == -int(case["sign"])
    report = f"{1 - len(wrong) / len(cases):.3f} right, {reversed_} reversed\n" + "\n".join(wrong)
    assert 1 - len(wrong) / len(cases) >= least, report
    assert reversed_ / len(cases) <= turned, report


def find(text: str, actors: pd.DataFrame, *, pooled: bool = True) -> pd.DataFrame:
    article = make_article(text)
    mentions = find_mentions(article.sentences, actors=actors)
    return find_stance(
        article.paragraphs,
        mentions=mentions,
        sentences=article.sentences,
        actors=actors,
        weights=WORDS,
        pooled=pooled,
    )


def test_agent_and_patient_are_told_apart(make_actors: MakeActors) -> None:
    found = find("Ruritania bombed Freedonia.", make_actors())
    assert set(zip(found["actor"], found["cue"], found["weight"] > 0, strict=True)) == {
        ("ruritania", "bombed", False),
        ("freedonia", "bombed", True),
    }


def test_rows_of_an_actor_add_up_to_its_stance(make_actors: MakeActors) -> None:
    text, actors = "Brave Ruritania bombed Freedonia. It went on all week.", make_actors()
    found = find(text, actors)
    article = make_article(text)
    mentions = find_mentions(article.sentences, actors=actors)
    [row] = make_passages(article.paragraphs, mentions=mentions, actors=actors)
    expected = score_passage(row.passage, weights=WORDS)
    for actor, total in found.groupby("actor")["weight"].sum().items():
        assert total == pytest.approx(expected[str(actor)], abs=1e-12)


def test_small_clues_stand_in_one_row_of_their_mention(make_actors: MakeActors) -> None:
    found = find("It took a week for Ruritania to answer.", make_actors())
    [row] = found.itertuples()
    assert row.why == "all smaller clues together"
    assert row.cue == "Ruritania"
    assert 0 < row.weight < LEAST


def test_a_clue_of_another_sentence_stands_where_its_words_are(make_actors: MakeActors) -> None:
    found = find("The envoys were brave. Ruritania thanked them.", make_actors())
    [row] = found[found["cue"] == "brave"].itertuples()
    assert (row.sentence, row.actor) == (0, "ruritania")


THREE = (
    "Brave Ruritania bombed Freedonia. Ruritania was glad.\n\nRuritania slept.\n\n"
    "Ruritania bombed Sylvania."
)


def test_pooling_draws_each_paragraph_half_way_to_the_others(make_actors: MakeActors) -> None:
    actors = make_actors()
    alone, pooled = (find(THREE, actors, pooled=on) for on in (False, True))
    assert set(alone["label"]) == {""}
    own = alone.groupby(["actor", "paragraph"])["weight"].sum()["ruritania"]
    own = own.reindex([0, 1, 2], fill_value=0.0)  # it slept: no clue, and yet it is named
    found = pooled.groupby(["actor", "paragraph"])["weight"].sum()["ruritania"]
    for number in own.index:
        others = own.drop(number).mean()
        assert found[number] == pytest.approx((own[number] + others) / 2, abs=1e-12)


def test_a_loan_is_one_row_at_the_first_mention_and_says_so(make_actors: MakeActors) -> None:
    actors = make_actors()
    pooled = find(THREE, actors)
    loans = pooled[pooled["label"] == "borrowed"]
    mentions = find_mentions(make_article(THREE).sentences, actors=actors)
    firsts = mentions[mentions["actor"] == "ruritania"].drop_duplicates("paragraph")
    assert loans["mention"].tolist() == firsts["mention"].tolist()
    assert loans["cue"].tolist() == ["Ruritania"] * 3
    assert loans["why"].str.startswith("borrowed from the rest of the article: ").all()
    rest = pooled[pooled["label"] == ""].drop(columns="evidence").reset_index(drop=True)
    alone = find(THREE, actors, pooled=False).drop(columns="evidence")
    pd.testing.assert_frame_equal(rest, alone)


def test_an_actor_of_one_paragraph_borrows_nothing(make_actors: MakeActors) -> None:
    found = find(THREE, make_actors())
    assert set(found["actor"]) == {"ruritania", "freedonia", "sylvania"}
    assert set(found.loc[found["label"] == "borrowed", "actor"]) == {"ruritania"}


def test_places_are_not_judged(make_actors: MakeActors) -> None:
    assert find("The brave envoys met in Strelsau.", make_actors()).empty


def test_every_row_of_the_article_shows_its_words(lexical_analysis: Analysis) -> None:
    found = lexical_analysis.evidence.query("measure == 'stance'")
    assert len(found) > 300
    text = lexical_analysis.article.text
    for row in found.itertuples():
        assert text[row.start : row.end] == row.cue
    clues = found[found["label"] != "borrowed"]
    shown = clues[clues["why"] != "all smaller clues together"]
    assert (shown["weight"].abs() >= LEAST).all()
