"""One chunk of articles gives one set of tables, and a worker of another make is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from batches import write_archive

from helpers import chunks
from helpers.analysis import analyse
from helpers.catalogue import load_actors
from helpers.chunks import analyse_chunk, make_plan, prepare
from helpers.corpus import load_article
from helpers.errors import CatalogueError, EngineError
from helpers.gathering import read_sources
from helpers.locating import find_sources

CORPUS = Path(__file__).parent.parent / "corpus"


def test_actors_that_are_not_named_change_nothing() -> None:
    article = load_article(CORPUS / "idlib-wire")
    world = load_actors()
    plan = make_plan(engine="lexical", draws=20)
    actors, matcher = prepare(plan)
    named = chunks._named(article, actors=actors, matcher=matcher)
    assert 1 < named["actor"].nunique() < world["actor"].nunique()
    given = {"engine": "lexical", "scoring": plan.scoring, "neural": plan.neural}
    few, all_of_them = (analyse(article, actors=table, **given) for table in (named, world))
    for table in ("quotes", "mentions", "unresolved", "events", "evidence"):
        assert getattr(few, table).equals(getattr(all_of_them, table)), table
    kept = all_of_them.scores["actor"].isin([*named["actor"], ""])
    assert few.scores.equals(all_of_them.scores[kept].reset_index(drop=True))


def test_the_same_plan_is_prepared_once() -> None:
    plan = make_plan(engine="lexical", draws=20)
    assert prepare(plan) is prepare(make_plan(engine="lexical", draws=20))
    assert plan.scoring.draws == 20 and plan.scoring.stance == "sum"
    assert dict(plan.settings)["SHA-256 of the actors"]


def test_a_worker_of_another_make_is_refused() -> None:
    plan = make_plan(engine="lexical")
    other = replace(plan, settings=(*plan.settings, ("version of numpy", "0.1")))
    with pytest.raises(EngineError, match=r"version of numpy: the run has 0\.1, the worker "):
        prepare(other)


def test_an_unknown_engine_is_told() -> None:
    with pytest.raises(EngineError, match="'crystal'; there are neural, lexical"):
        make_plan(engine="crystal")


def test_the_neural_engine_is_not_asked_for_phrases_unless_told() -> None:
    plan = make_plan(engine="neural")
    assert not plan.neural.explained and plan.scoring.stance == "mean"
    prepare(plan)
    assert make_plan().engine == "neural"


@pytest.mark.parametrize("error", [EngineError("no model"), MemoryError()])
def test_what_would_hit_every_article_ends_the_run(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail(monkeypatch, error)
    sources = list(find_sources(write_archive(tmp_path, number=1)[0]))
    with pytest.raises(type(error)):
        analyse_chunk(sources, items=read_sources(sources), plan=make_plan(engine="lexical"))


def test_an_article_that_cannot_be_used_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail(monkeypatch, CatalogueError("no such actor"))
    sources = list(find_sources(write_archive(tmp_path, number=1)[0]))
    plan = make_plan(engine="lexical")
    tables = analyse_chunk(sources, items=read_sources(sources), plan=plan)
    assert tables["failures"][0] == 1 and tables["articles"][0] == 0


def _fail(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(chunks, "analyse", fail)
