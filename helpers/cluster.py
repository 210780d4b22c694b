"""How is the work shared among several machines? Tasks in; their results out, by way of Dask.

An existing Dask cluster is used by the address of its scheduler: Dask brings tasks to its workers
and gives those of a lost worker to another. Tasks travel with all that they need, so that the
machines share no folder; results come back and are written here.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from helpers.errors import BatchError, DiscourseError
from helpers.packages import need_package
from helpers.pools import AHEAD

Task = TypeVar("Task")
Result = TypeVar("Result")
# How often a task is given to another worker before it is given up.
RETRIES: Final = 3
# Seconds to wait for the scheduler, and for a first worker.
PATIENCE: Final = 30
# Seconds between two looks whether a task has ended.
LOOK: Final = 0.02


def run_cluster(
    tasks: Iterable[Task],
    *,
    work: Callable[[Task], Result],
    scheduler: str,
    patience: float = PATIENCE,
) -> Iterator[Result]:
    """Do tasks on a Dask cluster and yield their results, in the order in which they end.

    Parameters
    ----------
    tasks
        Read only as far as they are handed out.
    work
        Turns a task into a result; a function of a module that the workers have too, or a
        `partial` of one.
    scheduler
        Address of the scheduler, such as `tcp://10.0.0.5:8786`.
    patience
        Seconds to wait for the scheduler, and for a worker where there is none.

    Raises
    ------
    BatchError
        If the scheduler cannot be reached, has no worker, loses the last or is lost itself, or the
        workers cannot do the work.
    """
    with _connect(scheduler, patience) as client:
        try:
            yield from _drive(client, iter(tasks), work, patience)
        except (OSError, CancelledError) as error:
            raise BatchError(
                f"{scheduler}: the scheduler was lost ({error or type(error).__name__}); start it "
                "again and give the same command: what is done is kept"
            ) from error


def _drive(
    client: Any, todo: Iterator[Task], work: Callable[[Task], Result], patience: float
) -> Iterator[Result]:
    """Keep the workers busy, but no busier than they need, however many come and go."""
    from distributed import as_completed

    run, number = uuid.uuid4().hex, 0
    pending = as_completed(loop=client.loop)
    while True:
        while pending.count() < AHEAD * max(1, sum(client.nthreads().values())):
            try:
                task = next(todo)
            except StopIteration:
                break
            key = f"discourse-{run}-{number}"
            pending.add(client.submit(work, task, key=key, pure=False, retries=RETRIES))
            number += 1
        if pending.is_empty():
            return
        _wait_for_one(client, pending, patience)
        future = next(pending)
        yield _fetch(future)
        future.release()


def _wait_for_one(client: Any, pending: Any, patience: float) -> None:
    """Wait until a task has ended; not for ever where nobody is left to do it."""
    looked = seen = time.monotonic()
    while not pending.has_ready():
        time.sleep(LOOK)
        now = time.monotonic()
        if now - looked < 1:
            continue
        looked = now
        if client.nthreads():
            seen = now
        elif now - seen >= patience:
            raise BatchError(
                f"the cluster has had no worker for {patience:.0f} seconds; start some with `dask "
                "worker` on each machine, and give the same command: what is done is kept"
            )


def _fetch(future: Any) -> Any:
    """Give the result of a finished task, or say in words why there is none."""
    from distributed.scheduler import KilledWorker

    try:
        return future.result()
    except DiscourseError:
        raise
    except KilledWorker as error:
        raise BatchError(
            f"the cluster lost {RETRIES + 1} workers over the same articles, most likely for want "
            "of memory; give the workers more, or take fewer texts at once with --chunk (which "
            "begins a new run). What is done is kept"
        ) from error
    except ImportError as error:
        raise BatchError(
            f"a worker of the cluster lacks what it needs ({error}); install this project, in "
            "this version, on every machine of the cluster"
        ) from error


@contextmanager
def _connect(scheduler: str, patience: float) -> Iterator[Any]:
    need_package("distributed", to="use a Dask cluster")
    import dask
    from distributed import Client

    # Articles travel within their tasks on purpose: so they outlive the worker that has them.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"}):
        try:
            client = Client(scheduler, timeout=patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise BatchError(
                f"{scheduler}: no Dask scheduler answers there ({error}); start one with "
                "`dask scheduler`, and give the address that it prints"
            ) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=patience)
            except TimeoutError as error:
                raise BatchError(
                    f"{scheduler}: the scheduler has no worker; start some with "
                    f"`dask worker {scheduler}` on each machine"
                ) from error
            yield client
