"""The command `discourse batch CORPUS --out DIR`: how a run is asked for, and how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from helpers.errors import DiscourseError

if TYPE_CHECKING:
    from helpers.progress import Progress

# Seconds between two lines where nobody watches.
PAUSE: Final = 30


def batch_command(
    corpus: Annotated[
        Path, typer.Argument(help="A folder of articles, or a file that holds many.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the tables (Parquet).")],
    actors: Annotated[
        Path | None, typer.Option(help="A catalogue of actors (CSV); else the bundled one.")
    ] = None,
    engine: Annotated[
        str | None, typer.Option(help="neural or lexical; else neural where it is installed.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes on this machine; else one a processor.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(help="Address of the scheduler of a Dask cluster that does the work instead."),
    ] = None,
    chunk: Annotated[int, typer.Option(help="Articles a file, and a task.")] = 100,
    pooled: Annotated[
        bool, typer.Option(help="Let a stance lean on the rest of the article.")
    ] = True,
    explained: Annotated[
        bool, typer.Option(help="Tell which words a neural stance hangs on; far slower.")
    ] = False,
    draws: Annotated[
        int | None, typer.Option(help="Bootstrap samples behind each interval.")
    ] = None,
    copies: Annotated[
        bool, typer.Option(help="Mark, at the end, articles that are copies of earlier ones.")
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(help="A column of a table of articles, such as text=body; may be repeated."),
    ] = None,
    fresh: Annotated[
        bool, typer.Option(help="Take away what an earlier run wrote there, and begin anew.")
    ] = False,
) -> None:
    """Analyse an archive of articles: write partitioned tables, go on after a break."""
    try:
        _run(
            corpus,
            out=out,
            actors=actors,
            engine=engine,
            columns=_split(column or []),
            pooled=pooled,
            explained=explained,
            draws=draws,
            chunk=chunk,
            workers=workers,
            scheduler=scheduler,
            copies=copies,
            fresh=fresh,
        )
    except DiscourseError as error:
        typer.echo(f"\nError: {error}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("\nStopped. What is done is kept: the same command goes on from here.", err=True)
        raise typer.Exit(130) from None


def _split(columns: list[str]) -> dict[str, str]:
    for column in columns:
        if "=" not in column:
            raise typer.BadParameter(f"{column!r}: expected FIELD=COLUMN, such as text=body")
    return dict(column.split("=", 1) for column in columns)


def _run(
    corpus: Path,
    *,
    out: Path,
    actors: Path | None,
    engine: str | None,
    pooled: bool,
    explained: bool,
    draws: int | None,
    columns: dict[str, str],
    chunk: int,
    workers: int | None,
    scheduler: str | None,
    copies: bool,
    fresh: bool,
) -> None:
    # Imported here, so that --help answers at once.
    from helpers.batch import Batch, analyse_archive
    from helpers.catalogue import load_actors
    from helpers.chunks import make_plan

    plan = make_plan(
        actors=load_actors(actors) if actors is not None else None,
        engine=engine,
        pooled=pooled,
        explained=explained,
        draws=draws,
    )
    if actors is None:
        typer.echo("Note: no --actors given; the bundled catalogue is used.", err=True)
    typer.echo("Looking through the archive, so that nothing is measured twice …", err=True)
    end = analyse_archive(
        corpus,
        out=out,
        plan=plan,
        batch=Batch(chunk, workers, scheduler, copies=copies, fresh=fresh),
        columns=columns or None,
        report=make_reporter(watched=sys.stderr.isatty()),
    )
    _show_end(end, out)


def make_reporter(*, watched: bool) -> Callable[[Progress], None]:
    """Make what shows how far a run is: one line made anew, or a line now and then."""
    from helpers.progress import describe_progress

    last = [-float(PAUSE)]

    def report(progress: Progress) -> None:
        line = describe_progress(progress)
        if watched:
            typer.echo(f"\r{line:<78}", err=True, nl=False)
        elif time.monotonic() - last[0] >= PAUSE or progress.done == progress.total:
            typer.echo(line, err=True)
            last[0] = time.monotonic()

    return report


def _show_end(end: Progress, out: Path) -> None:
    from helpers.chunk_files import count_rows
    from helpers.loading import count_articles, load_tables

    typer.echo("", err=True)
    for name, number in count_rows(out).items():
        typer.echo(f"{name:14}{number:12,} rows")
    typer.echo(f"{count_articles(out):,} articles measured, {end.failed:,} not")
    failures = load_tables(out, tables=["failures"], columns={"failures": ["kind"]})["failures"]
    for kind, number in failures["kind"].value_counts(sort=False).items():
        typer.echo(f"  {kind:12}{number:12,}")
    if end.failed:
        typer.echo("Why, and what to do, is in the table failures: load_tables.")
