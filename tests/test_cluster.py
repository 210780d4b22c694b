"""Work goes to a Dask cluster on this machine; a worker that is killed takes nothing with it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from batches import count_commits, environment, read_run, write_archive

from helpers import cluster
from helpers.batch import Batch, analyse_archive
from helpers.catalogue import load_actors
from helpers.chunks import make_plan
from helpers.cluster import _fetch, run_cluster
from helpers.errors import BatchError, EngineError
from helpers.progress import Progress

pytest.importorskip("distributed")
N = 8


@contextmanager
def start(*words: object) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process of Dask's own and end it with the test."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *map(str, words), "--no-dashboard"],
        env=environment() | {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a scheduler on a free port of this machine alone; give its address."""
    file = tmp_path_factory.mktemp("cluster") / "scheduler.json"
    given = ("--host", "127.0.0.1", "--port", 0, "--scheduler-file", file)
    with start("scheduler", *given) as process:
        while not file.is_file() or not file.read_text().strip().endswith("}"):
            assert process.poll() is None
            time.sleep(0.05)
        yield json.loads(file.read_text())["address"]


@contextmanager
def start_worker(scheduler: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    given = ("--host", "127.0.0.1", "--nthreads", 1, "--no-nanny", "--local-directory", folder)
    with start("worker", scheduler, *given) as process:
        yield process


def test_a_scheduler_without_workers_is_told(scheduler: str) -> None:
    with pytest.raises(BatchError, match="the scheduler has no worker; start some with"):
        list(run_cluster([1], work=abs, scheduler=scheduler, patience=0.5))


def test_no_scheduler_is_told() -> None:
    with pytest.raises(BatchError, match="no Dask scheduler answers there"):
        list(run_cluster([1], work=abs, scheduler="tcp://127.0.0.1:1", patience=0.5))
    with pytest.raises(BatchError, match="no Dask scheduler answers there"):
        list(run_cluster([1], work=abs, scheduler="tcp://nonsense:port", patience=0.5))


def test_the_last_worker_gone_is_not_waited_for_in_silence(scheduler: str, tmp_path: Path) -> None:
    with start_worker(scheduler, tmp_path) as only:
        results = run_cluster([0.0, 600.0], work=time.sleep, scheduler=scheduler, patience=3)
        next(results)
        only.kill()
        begun = time.monotonic()
        with pytest.raises(BatchError, match="no worker for 3 seconds; start some with"):
            next(results)
    assert time.monotonic() - begun < 60


def test_a_killed_worker_loses_nothing(scheduler: str, tmp_path: Path) -> None:
    file, actors = write_archive(tmp_path, number=N)
    plan = make_plan(actors=load_actors(actors), engine="lexical", draws=50)
    out, alone = tmp_path / "out", tmp_path / "alone"
    killed: list[int] = []
    with start_worker(scheduler, tmp_path) as first, start_worker(scheduler, tmp_path):

        def kill(progress: Progress) -> None:
            if not killed:
                first.kill()
                killed.append(progress.done)

        batch = Batch(chunk=1, scheduler=scheduler)
        end = analyse_archive(file, out=out, plan=plan, batch=batch, report=kill)
        # Results that differ in nothing but the worker's versions never get into the tables.
        other = make_plan(actors=load_actors(actors), engine="lexical", draws=60)
        strange = (*other.settings[:-1], ("version of nltk", "0"))
        with pytest.raises(EngineError, match="version of nltk: the run has 0, the worker "):
            analyse_archive(
                file,
                out=tmp_path / "strange",
                plan=type(other)(other.engine, other.neural, other.scoring, b"", strange),
                batch=batch,
            )
    assert killed and killed[0] < end.done == N
    assert count_commits(out) == N
    analyse_archive(file, out=alone, plan=plan, batch=Batch(chunk=1, workers=1))
    assert read_run(out) == read_run(alone)


def test_a_lost_scheduler_is_told(tmp_path: Path) -> None:
    def fail(*_: object) -> Iterator[int]:
        raise OSError("gone")
        yield 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "_connect", lambda *_: _Nothing())
        patch.setattr(cluster, "_drive", fail)
        with pytest.raises(BatchError, match=r"the scheduler was lost \(gone\)"):
            list(run_cluster([1], work=abs, scheduler="tcp://127.0.0.1:1"))


class _Nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def _raise(error: Exception) -> object:
    raise error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModuleNotFoundError("No module named 'helpers'"), "install this project, in this version"),
        ("killed", "the cluster lost 4 workers over the same articles"),
    ],
)
def test_what_the_workers_cannot_do_is_told(error: Exception | str, told: str) -> None:
    from distributed.scheduler import KilledWorker

    if error == "killed":
        error = KilledWorker("task", SimpleNamespace(address="tcp://127.0.0.1:1"), 3)
    future = SimpleNamespace(result=partial(_raise, error))
    with pytest.raises(BatchError, match=told):
        _fetch(future)
