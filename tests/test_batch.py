"""A run over an archive gives the same tables however it is broken and whoever does the work."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from batches import command, count_commits, environment, read_run, write_archive
from typer.testing import CliRunner

import helpers.batch
import helpers.files
import helpers.pools
from helpers.batch import Batch, analyse_archive
from helpers.catalogue import load_actors
from helpers.chunk_files import CHUNKED
from helpers.chunks import Plan, make_plan
from helpers.cli import app
from helpers.documents import Source
from helpers.errors import BatchError, CorpusError
from helpers.listings import cut, fingerprint
from helpers.loading import count_articles, load_tables
from helpers.locating import find_sources
from helpers.progress import Progress

N = 8
CHUNK = 1
GERMAN = (
    "Die Stadt will die Buslinie zum Hafen im nächsten Jahr einstellen. Das hat der Rat am Montag "
    "beschlossen, und die Bürger sind darüber sehr böse."
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_archive(tmp_path_factory.mktemp("archive"), number=N)


@pytest.fixture(scope="module")
def plan(archive: tuple[Path, Path]) -> Plan:
    return make_plan(actors=load_actors(archive[1]), engine="lexical", draws=50)


@pytest.fixture(scope="module")
def unbroken(
    archive: tuple[Path, Path], plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """What a run writes that nothing disturbs, all in one process."""
    out = tmp_path_factory.mktemp("unbroken") / "out"
    analyse_archive(archive[0], out=out, plan=plan, batch=Batch(chunk=CHUNK, workers=1))
    return read_run(out)


def words(archive: tuple[Path, Path], out: Path, *more: object) -> list[str]:
    file, actors = archive
    return command(
        *("batch", file, "--out", out, "--actors", actors, "--engine", "lexical"),
        *("--draws", 50, "--chunk", CHUNK, *more),
    )


def wait_for_commits(out: Path, number: int, process: subprocess.Popen[bytes]) -> None:
    while count_commits(out) < number and process.poll() is None:
        time.sleep(0.01)


def test_three_workers_write_the_bytes_that_one_writes(
    archive: tuple[Path, Path], tmp_path: Path, unbroken: dict[str, bytes]
) -> None:
    found = subprocess.run(
        words(archive, tmp_path / "out", "--workers", 3),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert f"{N:,} articles measured, 0 not" in found.stdout
    assert f"{N} of {N} texts (100 %)" in found.stderr
    assert read_run(tmp_path / "out") == unbroken


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by a signal")
def test_a_run_killed_again_and_again_goes_on(
    archive: tuple[Path, Path], plan: Plan, tmp_path: Path, unbroken: dict[str, bytes]
) -> None:
    draw = random.Random(7)  # noqa: S311
    out = tmp_path / "out"
    for workers in (2, 1):
        before = count_commits(out)
        process = subprocess.Popen(words(archive, out, "--workers", workers), env=environment())
        wait_for_commits(out, before + draw.randint(1, 3), process)
        time.sleep(draw.random() / 10)  # into the middle of whatever comes next
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert before < count_commits(out) < N // CHUNK
    end = analyse_archive(archive[0], out=out, plan=plan, batch=Batch(chunk=CHUNK, workers=1))
    assert end.done == N and 0 < end.fresh < N
    assert read_run(out) == unbroken


class PowerCut(BaseException):
    """End a run between two steps of the file system."""


def test_a_run_may_end_between_any_two_writes(
    archive: tuple[Path, Path],
    plan: Plan,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _remember_chunks(monkeypatch)
    replace = Path.replace
    writes = 0

    def cut_off(path: Path, target: Path) -> Path:
        nonlocal writes
        writes -= 1
        if writes == 0:
            raise PowerCut
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", cut_off)
    batch = Batch(chunk=N // 2, workers=1)
    analyse_archive(archive[0], out=tmp_path / "unbroken", plan=plan, batch=batch)
    unbroken = read_run(tmp_path / "unbroken")
    for number in range(1, len(unbroken) + 1):
        out = tmp_path / f"{number}"
        writes = number
        with pytest.raises(PowerCut):
            analyse_archive(archive[0], out=out, plan=plan, batch=batch)
        analyse_archive(archive[0], out=out, plan=plan, batch=batch)
        assert read_run(out) == unbroken, number


def _remember_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure each chunk once only, however often it is asked for."""
    real, kept = helpers.batch.analyse_chunk, {}

    def remembered(sources, *, items, plan):  # type: ignore[no-untyped-def]
        key = sources[0].id
        if key not in kept:
            kept[key] = real(sources, items=items, plan=plan)
        return kept[key]

    monkeypatch.setattr(helpers.batch, "analyse_chunk", remembered)


def test_a_damaged_file_is_made_anew(
    archive: tuple[Path, Path], plan: Plan, tmp_path: Path, unbroken: dict[str, bytes]
) -> None:
    out = tmp_path / "out"
    batch = Batch(chunk=CHUNK, workers=1)
    analyse_archive(archive[0], out=out, plan=plan, batch=batch)
    (out / "scores" / "part-000001.parquet").write_bytes(b"half of it")
    (out / "mentions" / "part-000003.parquet").unlink()
    (out / "commits" / "part-000004.json").write_text("{", encoding="utf-8")
    end = analyse_archive(archive[0], out=out, plan=plan, batch=batch)
    assert (end.done, end.fresh) == (N, 3 * CHUNK)
    assert read_run(out) == unbroken


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Texts of which some cannot be measured, and one names nobody."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    texts = {
        "a.txt": "Ruritania accused Freedonia of lying. Freedonia rejected the charge.",
        "b.txt": GERMAN,
        "c.txt": "",
        "d.txt": "The bridge was closed in the spring. Nobody said why.",
        "e.txt": "Freedonia praised the patient work of Ruritania.",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_cannot_be_measured_is_told_and_ends_nothing(
    mixed: Path, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = helpers.chunks.analyse

    def fail(article, **rest):  # type: ignore[no-untyped-def]
        if article.id.startswith("e-"):
            raise ZeroDivisionError("a fault of ours")
        return real(article, **rest)

    monkeypatch.setattr("helpers.chunks.analyse", fail)
    seen: list[Progress] = []
    out = tmp_path / "out"
    batch = Batch(chunk=2, workers=1)
    end = analyse_archive(mixed, out=out, plan=plan, batch=batch, report=seen.append)
    assert [p.done for p in seen] == [2, 4, 5]
    assert (end.done, end.total, end.failed) == (5, 5, 3)
    tables = load_tables(out, tables=["articles", "mentions", "failures", "paragraphs"])
    failures = tables["failures"]
    assert failures["file"].tolist() == ["b.txt", "c.txt", "e.txt"]
    assert failures["kind"].tolist() == ["language", "unreadable", "unexpected"]
    assert "the text is in German" in failures["reason"][0]
    assert failures["reason"][2] == "ZeroDivisionError: a fault of ours"
    # Who names nobody is an article all the same, with no mention.
    assert [name[:2] for name in tables["articles"]["article"]] == ["a-", "d-"]
    assert {name[:2] for name in tables["mentions"]["article"]} == {"a-"}
    assert len(tables["paragraphs"]) == 2
    assert count_articles(out) == 2


def die_over_d(
    task: tuple[int, list[Source]], *, plan: Plan, lost: list[Source] | tuple[()] = ()
) -> object:
    """Measure a chunk in a worker process, which one of the texts ends."""
    if any(source.file == "d.txt" for source in task[1] if source not in lost):
        os._exit(1)
    return helpers.batch._read_and_measure(task, plan=plan, lost=lost)


def test_a_text_that_ends_the_process_that_measures_it_is_named_and_ends_nothing(
    mixed: Path, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helpers.batch, "_read_and_measure", die_over_d)
    out = tmp_path / "out"
    end = analyse_archive(mixed, out=out, plan=plan, batch=Batch(chunk=2, workers=2))
    assert (end.done, end.total) == (5, 5)
    tables = load_tables(out, tables=["articles", "failures"])
    reasons = tables["failures"].set_index("file")["reason"]
    assert list(reasons.index) == ["b.txt", "c.txt", "d.txt"]
    assert reasons["d.txt"].startswith("ended the process that measured it, twice")
    assert "more memory and begin anew with --fresh" in reasons["d.txt"]
    # Its neighbours are measured.
    assert [name[:2] for name in tables["articles"]["article"]] == ["a-", "e-"]


def die_over_two(task: tuple[int, list[Source]], **rest: Any) -> object:
    """Measure one text, but never two at once."""
    if len(task[1]) > 1:
        os._exit(1)
    return helpers.batch._read_and_measure(task, **rest)


def test_texts_that_end_it_only_together_end_the_run(
    mixed: Path, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helpers.batch, "_read_and_measure", die_over_two)
    monkeypatch.setattr(helpers.pools, "TRIES", 1)
    with pytest.raises(BatchError, match=r"from a\.txt to b\.txt, though.*take fewer"):
        analyse_archive(mixed, out=tmp_path / "out", plan=plan, batch=Batch(chunk=2, workers=2))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"draws": 60}, "score settings: then ScoreSettings"),
        ({"pooled": False}, "stance settings: then pooled=True, now pooled=False"),
        ({"chunk": 3}, "texts a chunk: then 2, now 3"),
        ({"actors": None}, "SHA-256 of the actors: then "),
        ({"text": "new"}, "texts: some were changed"),
        ({"text": "gone"}, "number of texts: then 5, now 4"),
        ({"text": "moved"}, "texts: then mixed, now other"),
    ],
)
def test_another_run_is_refused(
    change: dict[str, object],
    told: str,
    mixed: Path,
    archive: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "out"
    given = {"actors": load_actors(archive[1]), "engine": "lexical", "draws": 50}
    monkeypatch.setattr(helpers.batch, "_run", lambda *_, **__: (result for result in ()))
    analyse_archive(mixed, out=out, plan=make_plan(**given), batch=Batch(chunk=2))
    if change.get("text") == "new":
        (mixed / "a.txt").write_text("Another text altogether.", encoding="utf-8")
    if change.get("text") == "gone":
        (mixed / "a.txt").unlink()
    if change.get("text") == "moved":
        mixed = mixed.rename(tmp_path / "other")
    given |= {key: value for key, value in change.items() if key not in ("chunk", "text")}
    batch = Batch(chunk=int(str(change.get("chunk", 2))))
    with pytest.raises(BatchError, match="--fresh") as caught:
        analyse_archive(mixed, out=out, plan=make_plan(**given), batch=batch)
    assert told in str(caught.value)


def test_fresh_takes_away_what_a_run_wrote_and_nothing_else(
    mixed: Path, plan: Plan, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    analyse_archive(mixed, out=out, plan=plan, batch=Batch(chunk=1, workers=1))
    own = [out / "notes.txt", out / "scores" / "mine.parquet", out / "scores" / "part-1.csv"]
    for file in own:
        file.write_text("mine", encoding="utf-8")
    analyse_archive(mixed, out=out, plan=plan, batch=Batch(chunk=5, workers=1, fresh=True))
    assert count_commits(out) == 1
    assert all(file.read_text(encoding="utf-8") == "mine" for file in own)
    assert {file.name for file in (out / "mentions").iterdir()} == {"part-000000.parquet"}


def test_tables_without_a_record_of_their_run_are_left_alone(
    mixed: Path, plan: Plan, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    analyse_archive(mixed, out=out, plan=plan, batch=Batch(workers=1))
    (out / "run.json").unlink()
    with pytest.raises(BatchError, match=r"called as the tables of a run are, but no run\.json"):
        analyse_archive(mixed, out=out, plan=plan, batch=Batch(workers=1))
    assert count_commits(out) == 1
    with pytest.raises(BatchError, match="take them away yourself"):
        analyse_archive(mixed, out=out, plan=plan, batch=Batch(workers=1, fresh=True))
    assert count_commits(out) == 1


def test_an_archive_that_lies_among_the_tables_is_refused(
    archive: tuple[Path, Path], plan: Plan, tmp_path: Path
) -> None:
    own = tmp_path / "articles" / "part-000000.jsonl"
    own.parent.mkdir()
    own.write_bytes(archive[0].read_bytes())
    for corpus, fresh in ((own, False), (own.parent, True)):
        with pytest.raises(BatchError, match="holds the archive"):
            analyse_archive(corpus, out=tmp_path, plan=plan, batch=Batch(fresh=fresh))
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [own]


@pytest.mark.parametrize("change", ["added", "gone"])
def test_an_archive_that_changes_while_it_is_measured_ends_the_run(
    plan: Plan, change: str, tmp_path: Path
) -> None:
    corpus, late = tmp_path / "corpus", tmp_path / "corpus" / "late"
    late.mkdir(parents=True)
    for file in (corpus / "a.txt", late / "b.txt", late / "c.txt"):
        file.write_text("Ruritania praised Freedonia.", encoding="utf-8")

    def meddle(progress: Progress) -> None:
        if change == "gone" and progress.done == 1:
            (late / "c.txt").unlink()
        if change == "added" and progress.done == 1:
            (late / "aa.txt").write_text("Freedonia praised Ruritania.", encoding="utf-8")

    batch = Batch(chunk=1, workers=1)
    with pytest.raises(BatchError, match="while the archive was measured"):
        analyse_archive(corpus, out=tmp_path / "out", plan=plan, batch=batch, report=meddle)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_listed_and_never_opened(mixed: Path) -> None:
    os.mkfifo(mixed / "pipe.txt")
    listing = fingerprint(find_sources(mixed))
    assert listing.sources == len(list(mixed.iterdir()))


def test_wishes_that_make_no_sense_are_refused(mixed: Path, plan: Plan, tmp_path: Path) -> None:
    for draws in (0, -5):
        with pytest.raises(BatchError, match="says nothing; give --draws"):
            make_plan(engine="lexical", draws=draws)
    batch = Batch(workers=2, scheduler="tcp://127.0.0.1:1")
    with pytest.raises(BatchError, match="the workers of a cluster are its own"):
        analyse_archive(mixed, out=tmp_path / "out", plan=plan, batch=batch)


def test_texts_that_change_while_they_are_measured_are_told(plan: Plan, tmp_path: Path) -> None:
    corpus = tmp_path / "articles.csv"
    corpus.write_text("text\nRuritania rose.\nFreedonia sat.\n", encoding="utf-8")

    def rewrite(progress: Progress) -> None:
        if progress.done == 1:
            corpus.write_text("text\nSylvania rose.\nRuritania sat.\n", encoding="utf-8")

    with pytest.raises(BatchError, match="rows may be of the old and some of the new"):
        analyse_archive(
            corpus,
            out=tmp_path / "out",
            plan=plan,
            batch=Batch(chunk=1, workers=1),
            report=rewrite,
        )


def test_a_run_json_of_somebody_else_protects_its_folder(
    mixed: Path, plan: Plan, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    own = out / "articles" / "part-000000.parquet"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"mine")
    (out / "run.json").write_text('{"experiment": 7}', encoding="utf-8")
    with pytest.raises(BatchError, match="was not written by this program"):
        analyse_archive(mixed, out=out, plan=plan, batch=Batch(workers=1, fresh=True))
    assert own.read_bytes() == b"mine"


def test_places_that_make_no_sense_are_refused(mixed: Path, plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="lies within the archive"):
        analyse_archive(mixed, out=mixed / "out", plan=plan)
    with pytest.raises(CorpusError, match="nowhere"):
        analyse_archive(tmp_path / "nowhere", out=tmp_path / "out", plan=plan)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BatchError, match="holds no text"):
        analyse_archive(tmp_path / "empty", out=tmp_path / "out", plan=plan)
    for batch in (Batch(chunk=0), Batch(workers=0)):
        with pytest.raises(BatchError, match="one worker or more"):
            analyse_archive(mixed, out=tmp_path / "out", plan=plan, batch=batch)
    assert not (tmp_path / "out").exists()


def test_the_list_is_cut_into_consecutive_chunks(archive: tuple[Path, Path]) -> None:
    sources = list(find_sources(archive[0]))
    parts = list(cut(sources, 5))
    assert [number for number, _ in parts] == [0, 1]
    assert [source for _, part in parts for source in part] == sources


def test_the_fingerprint_knows_the_files(mixed: Path) -> None:
    before = fingerprint(find_sources(mixed))
    assert before == fingerprint(find_sources(mixed)) and before[0] == 5
    (mixed / "a.txt").rename(mixed / "f.txt")
    assert fingerprint(find_sources(mixed))[1] != before[1]


def test_the_fingerprint_reads_folders_of_articles_and_bears_what_is_gone(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    text = tmp_path / "one" / "article.txt"
    text.write_text("Ruritania praised Freedonia.", encoding="utf-8")
    sources = list(find_sources(tmp_path))
    first = fingerprint(sources)
    text.write_text("Freedonia praised Ruritania.", encoding="utf-8")
    second = fingerprint(sources)
    text.unlink()
    assert len({first, second, fingerprint(sources)}) == 3


MEASURE_MEMORY = """
import json, resource, sys
import helpers.batch
from helpers.batch import Batch, analyse_archive
from helpers.chunks import make_plan
from helpers.parquet import ARCHIVE_TABLES

def pretend(sources, *, items, plan):
    assert len(list(items)) == len(sources)
    return {name: (len(sources), bytes(100_000)) for name in helpers.chunk_files.CHUNKED}

helpers.batch.analyse_chunk = pretend
corpus, out = sys.argv[1:]
analyse_archive(corpus, out=out, plan=make_plan(engine="lexical"), batch=Batch(10, workers=1))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no getrusage")
def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    peaks = []
    for number in (100, 1000):
        corpus = tmp_path / f"{number}.jsonl"
        rows = ({"title": f"{i}", "text": "Nobody came."} for i in range(number))
        corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        found = subprocess.run(
            [sys.executable, "-c", MEASURE_MEMORY, str(corpus), str(tmp_path / f"out{number}")],
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        peaks.append(int(found.stdout) * (1 if sys.platform == "darwin" else 1024))
    # What went through the second is 90 MB more than what went through the first.
    assert peaks[1] - peaks[0] < 30_000_000


def test_the_command_tells_what_is_wrong(mixed: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    out = str(tmp_path / "out")
    found = run(app, ["batch", str(tmp_path / "none"), "--out", out, "--engine", "lexical"])
    assert found.exit_code == 1 and "Error: " in found.output
    found = run(app, ["batch", str(mixed), "--out", out, "--column", "text"])
    assert found.exit_code == 2 and "FIELD=COLUMN" in found.output
    found = run(app, ["batch", str(mixed), "--out", out, "--engine", "crystal"])
    assert found.exit_code == 1 and "'crystal'" in found.output


def test_the_command_can_be_stopped(
    mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(helpers.batch, "analyse_chunk", stop)
    given = ["batch", str(mixed), "--out", str(tmp_path / "out"), "--engine", "lexical"]
    found = CliRunner().invoke(app, [*given, "--workers", "1"])
    assert found.exit_code == 130
    assert "the same command goes on from here" in found.output


def test_the_command_shows_what_was_measured(
    tmp_path: Path, archive: tuple[Path, Path], mixed: Path
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(f'body\n"Ruritania praised Freedonia."\n"{GERMAN}"\n', encoding="utf-8")
    given = ["batch", str(rows), "--out", str(tmp_path / "out"), "--engine", "lexical"]
    given += ["--actors", str(archive[1]), "--column", "text=body", "--workers", "1"]
    found = CliRunner().invoke(app, given)
    assert found.exit_code == 0, found.output
    assert "1 articles measured, 1 not" in found.output
    assert "language" in found.output
    assert all(name in found.output for name in CHUNKED)
