"""Check the whole analysis: all tables, the same each time, and how it was measured."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import helpers.steps
from helpers.analysis import Analysis, analyse, analyse_again, choose_scoring
from helpers.corpus import Article, make_article
from helpers.cues import lexicon_hashes, load_lexicon
from helpers.errors import CatalogueError, EngineError
from helpers.matching import NO_ACTOR
from helpers.neural_stance import NeuralSettings
from helpers.schema import MEASURED_KINDS, MEASURES, check_table
from helpers.scores import ScoreSettings

MakeActors = Callable[..., pd.DataFrame]
NORTH = "Norway accused Sweden of lying. Sweden rejected the charge in Stockholm."


def test_every_table_obeys_the_schema(analysis: Analysis) -> None:
    for name in (
        "paragraphs",
        "sentences",
        "quotes",
        "actors",
        "mentions",
        "unresolved",
        "events",
        "evidence",
        "scores",
    ):
        table = getattr(analysis, name)
        assert check_table(table, table=name) is table
        assert len(table) > 0


def test_all_of_the_article_s_prose_is_measured_once(analysis: Analysis) -> None:
    measured = analysis.paragraphs[analysis.paragraphs["kind"].isin(MEASURED_KINDS)]
    prose = "".join("".join(measured["text"]).split())
    assert "".join("".join(analysis.sentences["text"]).split()) == prose
    assert set(analysis.sentences["paragraph"]) == set(measured["paragraph"])
    assert set(analysis.scores["paragraph"]) == set(measured["paragraph"])
    whole = analysis.evidence[
        (analysis.evidence["measure"] == "polarity") & (analysis.evidence["actor"] == "")
    ]
    assert (
        whole.groupby("label")["sentence"].apply(list).tolist()
        == [analysis.sentences["sentence"].tolist()] * 2
    )


def test_evidence_holds_all_measures_in_the_order_of_the_text(analysis: Analysis) -> None:
    assert set(analysis.evidence["measure"]) == set(MEASURES)
    assert analysis.evidence["sentence"].is_monotonic_increasing
    assert analysis.evidence["evidence"].tolist() == list(range(len(analysis.evidence)))


def test_the_same_article_gives_the_same_analysis(article: Article, analysis: Analysis) -> None:
    again = analyse(article)
    for name in ("quotes", "actors", "mentions", "unresolved", "events", "evidence", "scores"):
        assert_frame_equal(getattr(again, name), getattr(analysis, name))
    assert again.settings == analysis.settings


def test_another_engine_reads_with_the_same_catalogue_frames_and_settings(
    make_actors: MakeActors,
) -> None:
    actors = pd.concat(
        [make_actors(), make_actors().iloc[:1].assign(actor=NO_ACTOR, alias="Ruritania Hotel")],
        ignore_index=True,
    )
    lexicon = load_lexicon("frames")
    own = pd.concat(
        [lexicon, lexicon.iloc[:1].assign(frame="kitchen", cue="soup")], ignore_index=True
    )
    found = analyse(
        make_article("Ruritania lied. The Ruritania Hotel served soup.\n\nRuritania left."),
        actors=actors,
        engine="lexical",
        neural=NeuralSettings(pooled=False, explained=False),
        scoring=replace(choose_scoring("lexical"), draws=7, low=-0.5),
        frames=own,
    )
    assert len(found.mentions) == 2, "a hotel is no state"
    same = analyse_again(found, engine="lexical")
    assert_frame_equal(same.scores, found.scores)
    assert same.settings == found.settings
    other = analyse_again(found, engine="neural")
    assert_frame_equal(other.mentions, found.mentions)
    assert "kitchen" in set(other.evidence["label"])
    assert other.settings["stance settings"] == repr(NeuralSettings(pooled=False, explained=False))
    unpooled = choose_scoring("neural", pooled=False)
    assert other.settings["score settings"] == repr(replace(unpooled, draws=7))


def test_settings_tell_how_it_was_measured(analysis: Analysis) -> None:
    told = analysis.settings
    assert told["engine"] == "neural"
    assert told["SHA-256 of the text"] == hashlib.sha256(analysis.article.text.encode()).hexdigest()
    for name, value in lexicon_hashes().items():
        assert told[f"SHA-256 of {name}"] == value
    assert len(told["SHA-256 of stance.onnx"]) == 64
    assert told["stance settings"] == repr(NeuralSettings())
    assert told["score settings"] == repr(choose_scoring("neural"))
    assert told["version of pandas"] == pd.__version__
    assert all(isinstance(value, str) and value for value in told.values())


def test_the_lexical_engine_needs_no_encoder(
    make_actors: MakeActors, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_article("Ruritania’s drones killed the villagers.")
    monkeypatch.setattr(helpers.steps, "is_installed", lambda: False)
    found = analyse(article, actors=make_actors())
    assert found.settings["engine"] == "lexical"
    assert not any("onnx" in name for name in found.settings)
    assert found.settings["score settings"] == repr(choose_scoring("lexical"))
    assert found.settings["stance settings"] == "pooled=True"


def test_the_lexical_engine_tells_that_it_was_not_pooled(make_actors: MakeActors) -> None:
    article = make_article("Ruritania’s drones killed the villagers.\n\nRuritania lied again.")
    alone = NeuralSettings(pooled=False)
    found = analyse(article, actors=make_actors(), engine="lexical", neural=alone)
    assert found.settings["stance settings"] == "pooled=False"
    assert "borrowed" not in set(found.evidence["label"])
    assert (found.scores["borrowed"].dropna() == 0).all()


def test_an_engine_that_does_not_exist_is_refused(make_actors: MakeActors) -> None:
    with pytest.raises(EngineError, match="there are neural, lexical"):
        analyse(make_article("Ruritania left."), actors=make_actors(), engine="oracle")


def test_settings_given_are_used_and_told(make_actors: MakeActors) -> None:
    article = make_article("Ruritania’s drones killed the villagers.")
    alone = NeuralSettings(pooled=False, explained=False)
    scoring = ScoreSettings(low=-1.0, high=1.0, draws=10)
    found = analyse(article, actors=make_actors(), neural=alone, scoring=scoring)
    assert found.settings["stance settings"] == repr(alone)
    assert found.settings["score settings"] == repr(scoring)
    stance = found.evidence[found.evidence["measure"] == "stance"]
    assert set(stance["label"]) == {""}
    assert stance["mention"].is_unique
    named = found.scores[found.scores["n_evidence"] > 0]
    assert set(named.loc[named["measure"] == "stance", "label"]) == {"neutral"}


def test_a_text_without_a_catalogue_is_read_with_the_bundled_one() -> None:
    found = analyse(make_article(NORTH))
    assert set(found.actors["actor"]) == {"norway", "sweden"}
    assert set(found.mentions["actor"]) == {"norway", "sweden"}
    assert "Stockholm" in set(found.mentions["surface"])
    assert found.actors.index.tolist() == list(range(len(found.actors)))


def test_names_of_other_things_stay_no_mentions_of_an_actor() -> None:
    text = "The American dream is over, said envoys of the United States. Norway did not agree."
    found = analyse(make_article(text), engine="lexical")
    assert found.mentions["surface"].tolist() == ["United States", "Norway"]
    assert set(found.scores["actor"]) == {"", "united_states", "norway"}
    with pytest.raises(CatalogueError, match="names no actor"):
        analyse(make_article("The American dream is over."))


def test_a_file_without_a_folder_is_read_with_the_bundled_one(tmp_path: Path) -> None:
    file = tmp_path / "north.txt"
    file.write_text(NORTH, encoding="utf-8")
    assert set(analyse(make_article(NORTH, path=file)).actors["actor"]) == {"norway", "sweden"}


def test_an_article_s_own_catalogue_goes_first(tmp_path: Path) -> None:
    head = "actor,label,kind,bloc,alias,form\n"
    (tmp_path / "actors.csv").write_text(head + "n,North,state,,Norway,name\n", encoding="utf-8")
    assert set(analyse(make_article(NORTH, path=tmp_path)).mentions["actor"]) == {"n"}


def test_a_catalogue_that_is_given_goes_before_all(
    article: Article, make_actors: MakeActors
) -> None:
    short = replace(article, sentences=article.sentences.head(6))
    found = analyse(short, actors=make_actors({"x": {"Israel": "name"}}))
    assert set(found.mentions["actor"]) == {"x"}


def test_a_text_that_names_nobody_known_is_refused_with_the_remedy() -> None:
    with pytest.raises(CatalogueError, match=r"article: names no actor .* write an actors\.csv"):
        analyse(make_article("It rained on the just and on the unjust."))


def test_a_catalogue_whose_actors_do_not_appear_gives_empty_tables(make_actors: MakeActors) -> None:
    found = analyse(make_article("It rained."), actors=make_actors())
    assert found.mentions.empty
    assert found.scores["n_mentions"].sum() == 0
    assert set(found.evidence["measure"]) <= {"polarity", "frame", "device"}


def test_an_analysis_cannot_be_altered(analysis: Analysis) -> None:
    with pytest.raises(FrozenInstanceError):
        analysis.scores = analysis.evidence  # type: ignore[misc]
    assert analysis.paragraphs is analysis.article.paragraphs
    assert analysis.sentences is analysis.article.sentences


def test_what_was_left_unresolved_is_kept(make_actors: MakeActors) -> None:
    article = make_article("Ruritania met Jane Grey. They praised her.")
    found = analyse(article, actors=make_actors(), engine="lexical")
    assert list(found.unresolved["surface"]) == ["Jane Grey", "They", "her"]


def test_a_doubtful_pronoun_is_no_ground_for_a_score(make_actors: MakeActors) -> None:
    text = "Ruritania said it had lied.\n\nRudolf spoke.\n\nThen he praised the lies."
    found = analyse(make_article(text), actors=make_actors(), engine="lexical")
    last = found.mentions.iloc[-1]
    assert (last["surface"], last["confidence"]) == ("he", 0.8)
    here = found.scores[found.scores["paragraph"] == last["paragraph"]]
    assert (here["n_mentions"] == 0).all()
    assert not (found.evidence["mention"] == last["mention"]).any()
