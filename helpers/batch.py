"""How is a whole archive measured? A folder or file of articles in; a folder of tables out.

The texts are cut into chunks of so many, in the order of the archive; each chunk is measured by
itself and written whole (`helpers.chunk_files`). A run that ends early, however it ends, goes on
where it was: chunks that are done are skipped, all others are done anew, and nothing is lost or
doubled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from helpers.archive_copies import find_archive_copies
from helpers.chunk_files import clear_run, commit_part, find_done, place_part
from helpers.chunks import Plan, Tables, analyse_chunk, make_plan, prepare
from helpers.cluster import run_cluster
from helpers.corpus import Article
from helpers.documents import Source
from helpers.encoder import count_processors
from helpers.errors import BatchError
from helpers.files import write_whole
from helpers.gathering import Failure, read_sources
from helpers.listings import CHUNK, Numbered, check_listed, cut, fingerprint
from helpers.locating import find_sources
from helpers.packages import need_package
from helpers.parquet import encode_table
from helpers.pools import run_apart, run_processes
from helpers.progress import Progress
from helpers.runs import Run, begin_run, hold_folder

Report = Callable[[Progress], None]
LOST: Final = "ended the process that measured it, twice, with no other text beside it"
REMEDY: Final = (
    "cut it into shorter texts or leave it out, or give the machine more memory and begin anew "
    "with --fresh"
)


@dataclass(frozen=True)
class Batch:
    """Say how many texts of an archive go into one file, and who does the work.

    Attributes
    ----------
    chunk : int
        Texts a chunk. The tables are cut into files accordingly; their rows are the same.
    workers : int or None
        Processes on this machine; as many as there are processors if None.
    scheduler : str or None
        Address of the scheduler of a Dask cluster that does the work instead.
    copies : bool
        Whether to mark, at the end, the articles that share their text with an earlier one.
    fresh : bool
        Whether to take away what an earlier run wrote into the folder.
    """

    chunk: int = CHUNK
    workers: int | None = None
    scheduler: str | None = None
    copies: bool = False
    fresh: bool = False


def analyse_archive(
    corpus: Path | str,
    *,
    out: Path | str,
    plan: Plan | None = None,
    batch: Batch | None = None,
    columns: Mapping[str, str] | None = None,
    report: Report | None = None,
) -> Progress:
    """Measure all articles of an archive and write their tables as Parquet files.

    Parameters
    ----------
    corpus
        What `find_sources` takes: a folder of articles, or a file that holds many.
    out
        Where the tables go, one folder each; a run that is there and was made of the same goes on.
    plan
        From `make_plan`: the actors, the engine and its settings.
    batch
        How many texts go into one file, and who does the work.
    columns
        Fields and names of columns of tables of articles; see `find_sources`.
    report
        Called after each chunk.

    Returns
    -------
    Progress
        How it ended.

    Raises
    ------
    BatchError
        If the folder holds another run, or the corpus; if the corpus has no text or changes while
        it is measured; if the workers are lost.

    Notes
    -----
    The tables are the same whatever the number of workers, byte for byte with the same versions
    of the packages on the same kind of processor: another kind may add up in another order, which
    moves the last bits of a mean. A script that calls this with more than one worker must do so
    under `if __name__ == "__main__":`, as all that start processes must.
    """
    need_package("pyarrow", to="keep the tables of an archive")
    corpus, out = Path(corpus), Path(out)
    batch, plan = batch or Batch(), plan or make_plan()
    _check_places(corpus, out, batch)
    listing = fingerprint(find_sources(corpus, columns=columns), size=batch.chunk)
    if not listing.sources:
        raise BatchError(f"{corpus}: holds no text that can be read; see docs/archive.md")
    run = Run(
        corpus.resolve().name, listing.sources, listing.digest, batch.chunk, dict(plan.settings)
    )
    with hold_folder(out):
        if batch.fresh:
            clear_run(out)
        begin_run(run, folder=out)
        write_whole(place_part(out, "actors", 0), plan.catalogue)
        done, progress = _count_done(out, sources=listing.sources)
        begun = time.monotonic()  # from here on, so that the rate is that of measuring
        cuts = cut(find_sources(corpus, columns=columns), batch.chunk)
        todo = (
            (n, part) for n, part in check_listed(cuts, listing, corpus=corpus) if n not in done
        )
        with closing(_run(todo, plan=plan, batch=batch)) as results:
            for chunk, size, tables in results:
                commit = commit_part(out, tables, chunk=chunk, sources=size)
                progress = Progress(
                    progress.done + size,
                    listing.sources,
                    progress.failed + commit.failures,
                    progress.fresh + size,
                    time.monotonic() - begun,
                )
                if report:
                    report(progress)
        if progress.fresh:
            again = fingerprint(find_sources(corpus, columns=columns), size=batch.chunk)
            if again.digest != listing.digest:
                raise BatchError(
                    f"{corpus}: texts were changed while the archive was measured, so that some "
                    "rows may be of the old and some of the new; give the command again with "
                    "--fresh when the archive stands still"
                )
        if batch.copies:
            copies = encode_table(
                [find_archive_copies(out)], table="duplicates", settings=run.settings
            )
            write_whole(place_part(out, "duplicates", 0), copies)
    return progress


def _count_done(out: Path, *, sources: int) -> tuple[set[int], Progress]:
    """Find the numbers of the chunks that an earlier run finished, and how far it had come."""
    commits = find_done(out).values()
    before = sum(commit.sources for commit in commits)
    failed = sum(commit.failures for commit in commits)
    return {commit.chunk for commit in commits}, Progress(before, sources, failed, 0, 0.0)


def _check_places(corpus: Path, out: Path, batch: Batch) -> None:
    if batch.chunk < 1 or (batch.workers is not None and batch.workers < 1):
        raise BatchError("a run needs one worker or more and chunks of one text or more")
    if batch.workers is not None and batch.scheduler is not None:
        raise BatchError(
            "the workers of a cluster are its own: give --workers for processes on this machine, "
            "or --scheduler for a cluster"
        )
    if out.resolve().is_relative_to(corpus.resolve()):
        raise BatchError(
            f"{out}: lies within the archive, whose files would then change with every table; "
            "choose a folder beside it with --out"
        )
    if corpus.resolve().is_relative_to(out.resolve()):
        raise BatchError(
            f"{out}: holds the archive, whose files might then be taken for tables of a run; "
            "choose a folder of its own for the tables with --out"
        )


_Result = tuple[int, int, Tables]


def _run(todo: Iterator[Numbered], *, plan: Plan, batch: Batch) -> Generator[_Result, None, None]:
    if batch.scheduler is not None:
        tasks = ((n, part, list(read_sources(part))) for n, part in todo)
        yield from run_cluster(tasks, work=partial(_measure, plan=plan), scheduler=batch.scheduler)
        return
    prepare(plan)
    yield from run_processes(
        todo,
        work=partial(_read_and_measure, plan=plan),
        workers=batch.workers or count_processors(),
        start=partial(prepare, plan),
        lost=partial(_measure_without_lost, plan=plan),
    )


def _measure(task: tuple[int, list[Source], list[Article | Failure]], *, plan: Plan) -> _Result:
    number, part, items = task
    return number, len(part), analyse_chunk(part, items=items, plan=plan)


def _read_and_measure(
    task: Numbered, *, plan: Plan, lost: Collection[Source] = frozenset()
) -> _Result:
    """Measure a chunk; in the place of what is `lost` stands why."""
    number, part = task
    read = read_sources(source for source in part if source not in lost)
    items = (Failure(one, LOST, REMEDY) if one in lost else next(read) for one in part)
    return number, len(part), analyse_chunk(part, items=items, plan=plan)


def _measure_without_lost(task: Numbered, *, plan: Plan) -> _Result:
    """Find the texts of a chunk that end the process that measures them; measure the others."""
    number, part = task
    start = partial(prepare, plan)
    alone = [(number, [source]) for source in part]
    tried = run_apart(alone, work=partial(_read_and_measure, plan=plan), start=start)
    lost = [source for (_, [source]), result in tried if result is None]
    [(_, result)] = run_apart(
        [task], work=partial(_read_and_measure, plan=plan, lost=lost), start=start
    )
    if result is None:
        first, last = (f"{one.file} {one.place}".strip() for one in (part[0], part[-1]))
        raise BatchError(
            f"a worker process ended without a word over the {len(part)} texts from {first} "
            f"to {last}, though each can be measured alone, most "
            "likely for want of memory; take fewer at once with --chunk (which begins a new run). "
            "What is done is kept"
        )
    return result
