"""Tasks are shared among processes; one that dies is replaced, and none outlives its parent."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

import pytest
from batches import environment

from helpers import pools
from helpers.errors import BatchError
from helpers.pools import run_processes


def square(number: int) -> int:
    return number * number


def die_once(file: Path) -> str:
    """End the process without a word, the first time that a file is seen."""
    if "dies" in file.name and not file.exists():
        file.touch()
        os._exit(1)
    return f"{file.name}: {os.environ['OMP_NUM_THREADS']} thread"


def test_one_worker_works_in_this_process() -> None:
    assert list(run_processes([1, 2, 3], work=square, workers=1)) == [1, 4, 9]


def test_a_process_that_dies_is_replaced_and_its_task_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "5")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    names = ["a", "b", "dies", "c", "d", "e"]
    tasks = [tmp_path / name for name in names]
    found = list(run_processes(tasks, work=die_once, workers=2))
    assert sorted(found) == sorted(f"{name}: 1 thread" for name in names)
    assert os.environ["OMP_NUM_THREADS"] == "5"
    assert "MKL_NUM_THREADS" not in os.environ


class Broken:
    """Stand for a pool whose processes always die."""

    def submit(self, *_: object) -> None:
        raise BrokenProcessPool


def test_processes_that_always_die_are_told_and_no_task_is_blamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def broken(*_: object) -> Iterator[Broken]:
        yield Broken()

    monkeypatch.setattr(pools, "_open_pool", broken)
    blamed: list[int] = []
    with pytest.raises(BatchError, match="end as soon as they are started"):
        list(run_processes([1, 2], work=square, workers=2, lost=lambda n: blamed.append(n) or n))
    assert blamed == []


def die_over_three(number: int) -> int:
    if number == 3:
        time.sleep(0.1)  # others are at work meanwhile
        os._exit(1)
    return number


def test_a_task_that_ends_its_process_is_found_and_the_others_are_done() -> None:
    lost: list[int] = []

    def give_up(number: int) -> int:
        lost.append(number)
        return -number

    found = list(run_processes(range(9), work=die_over_three, workers=2, lost=give_up))
    assert sorted(found) == [-3, 0, 1, 2, 4, 5, 6, 7, 8]
    assert lost == [3]
    with pytest.raises(BatchError, match="ended without a word 2 times over 3, with"):
        list(run_processes([3], work=die_over_three, workers=2))


def wait_long(folder: Path) -> None:
    (folder / f"{os.getpid()}").touch()
    time.sleep(600)


@pytest.mark.skipif(os.name == "nt", reason="asks for processes as Unix does")
@pytest.mark.parametrize("how", ["killed", "closed"])
def test_no_process_outlives_the_one_that_started_it(how: str, tmp_path: Path) -> None:
    if how == "closed":
        results = run_processes([tmp_path] * 4, work=wait_long, workers=2)
        with pytest.raises(EnoughError), _interrupting(tmp_path):
            next(results)
    else:
        code = (
            "from pathlib import Path; from test_pools import *\n"
            f"next(run_processes([Path({str(tmp_path)!r})] * 4, work=wait_long, workers=2))"
        )
        place = os.pathsep.join((str(Path(__file__).parent), environment()["PYTHONPATH"]))
        parent = subprocess.Popen(
            [sys.executable, "-c", code], env=environment() | {"PYTHONPATH": place}
        )
        _wait_until_two_work(tmp_path)
        parent.kill()
        parent.wait()
    deadline = 200
    while any(_lives(int(file.name)) for file in tmp_path.iterdir()) and deadline:
        time.sleep(0.05)
        deadline -= 1
    assert deadline, "a worker process is still there"


class EnoughError(Exception):
    pass


@contextmanager
def _interrupting(folder: Path) -> Iterator[None]:
    """Interrupt this process, as Ctrl-C does, as soon as two others work."""
    import _thread
    import signal
    import threading

    def interrupt() -> None:
        _wait_until_two_work(folder)
        _thread.interrupt_main()

    def stop(*_: object) -> None:
        raise EnoughError

    before = signal.signal(signal.SIGINT, stop)
    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        yield
    finally:
        thread.join()
        signal.signal(signal.SIGINT, before)


def _wait_until_two_work(folder: Path) -> None:
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.is_file() and stat.read_text().split(")")[1].split()[0] == "Z")
