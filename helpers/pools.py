"""How is the work shared among the processors of this machine? Tasks in; their results out.

Processes are started afresh, never forked, so that it goes the same way on every system. Only so
many tasks are handed out that each process has one more waiting: the memory stays the same however
long the list is. The processes end with the one that started them, even if that one is killed.

A process may end without a word: killed for want of memory, or by a fault in compiled code. Nobody
knows then which task did it. So all that were handed out are done again one by one, with nothing
beside them, and a task that ends its process there as well is told by name.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
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
# A task that ends its process with nothing beside it is tried so often.
TRIES: Final = 2
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
    lost: Callable[[Task], Result] | None = None,
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
    lost
        Called with a task that ends its process even with nothing beside it; gives a result in
        its place. Where left out, such a task ends the run.

    Raises
    ------
    BatchError
        If a task ends its process and nothing is `lost`, or if processes cannot be started.

    Notes
    -----
    Close the iterator to stop: processes then end at once, and their tasks are lost.
    """
    if workers == 1:
        yield from map(work, tasks)
        return
    todo = iter(tasks)
    again: deque[Task] = deque()
    while True:
        pending: dict[Future[Result], Task] = {}
        with _open_pool(workers, start) as pool:
            try:
                yield from _drive(pool, todo, again, pending, work=work, most=AHEAD * workers)
                return
            except BrokenProcessPool:
                suspects = [*pending.values(), *again]
                again.clear()
        for task, result in run_apart(suspects, work=work, start=start):
            if result is not None:
                yield result
            elif lost is not None:
                yield lost(task)
            else:
                raise BatchError(
                    f"a worker process ended without a word {TRIES} times over {task!r}, with "
                    "nothing beside it; what is done is kept"
                )


def run_apart(
    tasks: Iterable[Task], *, work: Callable[[Task], Result], start: Callable[[], object] | None
) -> Iterator[tuple[Task, Result | None]]:
    """Do tasks one after the other in a process of their own, and tell which of them end it.

    Parameters
    ----------
    tasks, work, start
        As for `run_processes`; a result is never None.

    Yields
    ------
    tuple
        A task and its result, or None if it ended its process twice.

    Raises
    ------
    BatchError
        If a process ends before it was given any task.
    """
    todo = deque((task, TRIES) for task in tasks)
    while todo:
        with _open_pool(1, start) as pool:
            _check_alive(pool)
            try:
                while todo:
                    task, _ = todo[0]
                    result = _wait_for(pool.submit(work, task))
                    todo.popleft()
                    yield task, result
                continue
            except BrokenProcessPool:
                task, left = todo.popleft()
        if left > 1:
            todo.appendleft((task, left - 1))
        else:
            yield task, None


def _check_alive(pool: ProcessPoolExecutor) -> None:
    """See that a process can be started at all, so that no task is blamed for it."""
    try:
        _wait_for(pool.submit(os.getpid))
    except BrokenProcessPool as error:
        raise BatchError(
            "worker processes end as soon as they are started, most likely for want of memory; "
            "end other programs, or work in this process alone with --workers 1. What is done is "
            "kept"
        ) from error


def _wait_for(future: Future[Result]) -> Result:
    _wait_for_some([future])
    return future.result()


def _wait_for_some(futures: Collection[Future[Result]]) -> set[Future[Result]]:
    """Wait until one is done at least, and give those that are."""
    # Where a wait without end cannot be broken off (Windows), Ctrl-C is heard in between.
    while not (done := wait(futures, timeout=1, return_when=FIRST_COMPLETED).done):
        pass
    return done


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
            # Kept until it is handed out: the pool may break in this very moment.
            again.appendleft(task)
            future = pool.submit(work, task)
            again.popleft()
            pending[future] = task
        if not pending:
            return
        for future in _wait_for_some(pending):
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
