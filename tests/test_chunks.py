"""One chunk of articles gives one set of tables, and a worker of another make is refused."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from batches import write_archive

from helpers import chunks
from helpers.analysis import analyse
from helpers.catalogue import load_actors
from helpers.chunks import analyse_chunk, make_plan, prepare
from helpers.corpus import load_article
from helpers.errors import BatchError, CatalogueError, EngineError
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


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EngineError("no model"), (EngineError, "no model")),
        (MemoryError(), (BatchError, "not memory enough to measure this text")),
    ],
)
def test_what_would_hit_every_article_ends_the_run(
    error: Exception,
    told: tuple[type[Exception], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _fail(monkeypatch, error)
    sources = list(find_sources(write_archive(tmp_path, number=1)[0]))
    with pytest.raises(told[0], match=told[1]):
        analyse_chunk(sources, items=read_sources(sources), plan=make_plan(engine="lexical"))


@pytest.mark.parametrize(
    "error",
    [OSError(errno.EIO, "Input/output error"), MemoryError(), OSError(errno.EMFILE, "many")],
)
def test_a_disk_that_fails_for_now_is_no_fault_of_the_text(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    (tmp_path / "a.txt").write_text("Ruritania praised Freedonia.", encoding="utf-8")
    sources, plan = list(find_sources(tmp_path)), make_plan(engine="lexical")
    with monkeypatch.context() as patch:
        patch.setattr("helpers.gathering.read_documents", fail)
        with pytest.raises(BatchError, match=r"a\.txt: cannot be read now"):
            analyse_chunk(sources, items=read_sources(sources), plan=plan)
    tables = analyse_chunk(sources, items=read_sources(sources), plan=plan)
    assert tables["failures"][0] == 0 and tables["articles"][0] == 1


def test_a_file_that_may_not_be_read_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "a.txt").write_text("Ruritania praised Freedonia.", encoding="utf-8")
    sources, plan = list(find_sources(tmp_path)), make_plan(engine="lexical")
    monkeypatch.setattr("helpers.gathering.read_documents", fail)
    tables = analyse_chunk(sources, items=read_sources(sources), plan=plan)
    assert tables["failures"][0] == 1


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
