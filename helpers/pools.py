"""How is the work shared among the processors of this machine? Tasks in; their results out.

Processes are started afresh, never forked, so that it goes the same way on every system. Only so
many tasks are handed out that each process has one more waiting: the memory stays the same however
long the list is. The processes end with the one that started them, even if that one is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Final, TypeVar

from helpers.errors import BatchError

Task = TypeVar("Task")
Result = TypeVar("Result")
# Handed out at once, for each process.
AHEAD: Final = 2
# A process that ends without a word is replaced so often before a task gets done.
PATIENCE: Final = 3
# What numeric libraries ask how many threads they may start.
_THREADS: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


def run_processes(
    tasks: Iterable[Task],
    *,
    work: Callable[[Task], Result],
    workers: int,
    start: Callable[[], object] | None = None,
) -> Iterator[Result]:
    """Do tasks in several processes and yield their results, in the order in which they end.

    Parameters
    ----------
    tasks
        Read only as far as they are handed out.
    work
        Turns a task into a result; a function of a module, or a `partial` of one.
    workers
        How many processes; with 1 the work is done in this one.
    start
        Called in each process before its first task.

    Raises
    ------
    BatchError
        If processes end without a word again and again.

    Notes
    -----
    Close the iterator to stop: processes then end at once, and their tasks are lost.
    """
    if workers == 1:
        yield from map(work, tasks)
        return
    todo = iter(tasks)
    again: deque[Task] = deque()
    ended = 0
    while True:
        pending: dict[Future[Result], Task] = {}
        with _open_pool(workers, start) as pool:
            try:
                for result in _drive(pool, todo, again, pending, work=work, most=AHEAD * workers):
                    ended = 0
                    yield result
                return
            except BrokenProcessPool:
                again.extend(pending.values())
        ended += 1
        if ended == PATIENCE:
            raise BatchError(
                f"worker processes ended without a word {ended} times in a row, most likely for "
                "want of memory; take fewer with --workers, or fewer texts at once with --chunk "
                "(which begins a new run). What is done is kept"
            )


def _drive(
    pool: ProcessPoolExecutor,
    todo: Iterator[Task],
    again: deque[Task],
    pending: dict[Future[Result], Task],
    *,
    work: Callable[[Task], Result],
    most: int,
) -> Iterator[Result]:
    """Keep the pool busy, but no busier than it needs; `pending` tells what is handed out."""
    while True:
        while len(pending) < most:
            try:
                task = again.popleft() if again else next(todo)
            except StopIteration:
                break
            # Handed back if the pool breaks in this very moment.
            again.appendleft(task)
            pending[pool.submit(work, task)] = again.popleft()
        if not pending:
            return
        done, _ = wait(pending, return_when=FIRST_COMPLETED)
        for future in done:
            result = future.result()
            del pending[future]
            yield result


@contextmanager
def _open_pool(workers: int, start: Callable[[], object] | None) -> Iterator[ProcessPoolExecutor]:
    """Start processes that use one thread each and end with this one, or when this is left."""
    context = multiprocessing.get_context("spawn")
    held, holder = context.Pipe(duplex=False)
    with _one_thread_each():
        pool = ProcessPoolExecutor(
            workers, mp_context=context, initializer=_begin, initargs=(held, start)
        )
        try:
            yield pool
            pool.shutdown()
        finally:
            # The processes wait for this end to close, and do not outlive it.
            holder.close()
            pool.shutdown(cancel_futures=True)
            held.close()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _begin(held: Connection, start: Callable[[], object] | None) -> None:  # pragma: no cover
    """Set up a worker process; it leaves the answer to Ctrl-C to the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(held,), daemon=True).start()
    if start is not None:
        start()


def _end_with(held: Connection) -> None:  # pragma: no cover
    """Wait until the other end of the pipe is closed or its process is gone, and end."""
    try:
        held.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
