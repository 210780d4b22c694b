"""The command line: `discourse analyse ARTICLE --out DIR`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from helpers.batch_command import batch_command
from helpers.errors import DiscourseError
from helpers.files import check_folder, check_output

app = typer.Typer(
    help="Measure how a political article portrays each actor, paragraph by paragraph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("batch")(batch_command)


@contextmanager
def _failing_in_words() -> Iterator[None]:
    """Show what is wrong with the user's input in place of a traceback, and end with 1."""
    try:
        yield
    except DiscourseError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from None


def _show_notes(notes: Iterable[str]) -> None:
    """Show what was noticed on loading, apart from the results."""
    for note in notes:
        typer.echo(f"Note: {note}.", err=True)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("discourse-notebooks"))
        raise typer.Exit


@app.callback()
def _main(
    show: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Measure how a political article portrays each actor, paragraph by paragraph."""


def _files_of(article: Path) -> list[Path]:
    """Name the files that an article is read from."""
    if not article.is_dir():
        return [article]
    return [article / name for name in ("article.txt", "article.toml")]


@app.command("analyse")
def analyse_command(
    article: Annotated[
        Path,
        typer.Argument(help="A folder with article.txt, or a text, saved web page, .docx or PDF."),
    ],
    out: Annotated[Path, typer.Option(help="Folder for tables, figures and report.html.")],
    actors: Annotated[
        Path | None,
        typer.Option(help="A catalogue of actors (CSV); else the folder's own, else the bundled."),
    ] = None,
    engine: Annotated[
        str | None, typer.Option(help="neural or lexical; else neural where it is installed.")
    ] = None,
    pooled: Annotated[
        bool, typer.Option(help="Let a stance lean on the rest of the article.")
    ] = True,
    preset: Annotated[
        list[str] | None,
        typer.Option(help="column, page or slide: the figures for that page as well; repeatable."),
    ] = None,
    force: Annotated[
        bool, typer.Option(help="Write over tables in a folder that no earlier run wrote.")
    ] = False,
) -> None:
    """Analyse one article: write its tables, figures and a report page."""
    # Imported here, so that --help answers at once.
    from helpers.analysis import analyse
    from helpers.catalogue import load_actors
    from helpers.corpus import load_article
    from helpers.neural_stance import NeuralSettings
    from helpers.presets import find_preset
    from helpers.publish import publish

    with _failing_in_words():
        check_folder(
            out, sources=[*_files_of(article), actors or article / "actors.csv"], force=force
        )
        pages = [find_preset(name) for name in preset or ()]
        catalogue = load_actors(actors) if actors is not None else None
        loaded = load_article(article)
        _show_notes(loaded.notes)
        analysis = analyse(
            loaded,
            actors=catalogue,
            engine=engine,
            neural=NeuralSettings(pooled=pooled),
        )
        publish(analysis, out=out, presets=pages)
    for name in (
        "paragraphs",
        "sentences",
        "quotes",
        "mentions",
        "unresolved",
        "events",
        "evidence",
        "scores",
    ):
        typer.echo(f"{name + '.csv':16}{len(getattr(analysis, name)):6} rows")
    typer.echo(f"Open {out / 'report.html'} in a browser.")


@app.command("suggest-actors")
def suggest_command(
    article: Annotated[
        Path,
        typer.Argument(help="A folder with article.txt, or a text, saved web page, .docx or PDF."),
    ],
    out: Annotated[Path, typer.Option(help="The catalogue to write (CSV), to be edited.")],
    force: Annotated[bool, typer.Option(help="Write over a file that is there.")] = False,
) -> None:
    """Propose a catalogue of actors for an article, to be edited by hand."""
    from helpers.corpus import load_article
    from helpers.export import export_table
    from helpers.suggestion import describe_suggestion, suggest_actors

    with _failing_in_words():
        check_output(out, sources=_files_of(article), force=force)
        loaded = load_article(article)
        _show_notes(loaded.notes)
        found = suggest_actors(loaded)
        if found.empty:
            raise DiscourseError(f"{article}: names nobody that could be an actor")
        export_table(found, path=out)
    typer.echo(describe_suggestion(found))
    typer.echo(f"Edit {out}, then give it to analyse with --actors.")


@app.command("ingest")
def ingest_command(
    path: Annotated[
        Path,
        typer.Argument(help="A folder, zip, table (CSV, JSON lines, Parquet) or file of articles."),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the report on every file (CSV).")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help="Which column of a table holds what: text=NAME, title=NAME, ..."),
    ] = None,
    duplicates: Annotated[bool, typer.Option(help="Look for copies and near copies.")] = True,
    force: Annotated[bool, typer.Option(help="Write over a file that is there.")] = False,
) -> None:
    """Say what each file of a collection holds: read, copy, other language, failed, skipped."""
    from helpers.export import export_table
    from helpers.ingest import describe_corpus, survey_corpus

    with _failing_in_words():
        if out is not None:
            check_output(out, sources=[path], force=force)
        named = [entry.partition("=") for entry in column or ()]
        odd = [field for field, _, name in named if not name]
        if odd:
            raise DiscourseError(f"--column {odd[0]}: write it as field=NAME, such as text=body")
        columns = {field: name for field, _, name in named}
        files = survey_corpus(path, columns=columns, duplicates=duplicates)
        if out is not None:
            export_table(files, path=out)
    typer.echo(describe_corpus(files))
    if out is not None:
        typer.echo(f"What became of each stands in {out}.")


@app.command("evaluate")
def evaluate_command(
    kind: Annotated[str, typer.Argument(help="stance, paragraphs, oped, quotes, frames or roles.")],
    file: Annotated[Path, typer.Argument(help="Rows, one JSON object a line.")],
    predictions: Annotated[Path, typer.Option(help="Where to write the predictions (JSON lines).")],
    engine: Annotated[str, typer.Option(help="neural, lexical, textblob or vader.")] = "neural",
    pooled: Annotated[
        bool, typer.Option(help="Let a stance lean on the rest of the article.")
    ] = True,
) -> None:
    """Read coded texts, write the predictions, and say how well they agree with the codes.

    Rows of quotes and of frames need no engine.
    """
    from helpers.attributions import describe_quotes, evaluate_quotes
    from helpers.engines import choose_engine
    from helpers.evaluation import (
        KINDS,
        describe_evaluation,
        export_predictions,
        load_rows,
    )
    from helpers.frame_evaluation import describe_frames, evaluate_frames

    with _failing_in_words():
        # Predictions are made anew by each run, with other engines over the same file.
        check_output(predictions, sources=[file], force=True)
        if kind == "frames":
            frames = evaluate_frames(load_rows(file, needs=("doc_id", "text")))
            export_predictions(frames.predictions, predictions)
            typer.echo(describe_frames(frames))
            return
        if kind == "quotes":
            quotes = evaluate_quotes(load_rows(file, needs=("doc_id", "text")))
            export_predictions(quotes.predictions, predictions)
            typer.echo(describe_quotes(quotes))
            return
        if kind == "roles":
            from helpers.role_evaluation import describe_roles, evaluate_roles

            rows = load_rows(file, needs=("doc_id", "text", "roles"))
            roles = evaluate_roles(rows, engine=choose_engine(engine, pooled=False))
            export_predictions(roles.predictions, predictions)
            typer.echo(f"engine            {engine}")
            typer.echo(describe_roles(roles))
            return
        if kind not in KINDS:
            known = ", ".join((*KINDS, "quotes", "frames", "roles"))
            raise DiscourseError(f"{kind!r} cannot be evaluated; choose {known}")
        evaluate, needs = KINDS[kind]
        rows = load_rows(file, needs=needs)
        # A sentence on its own has nothing to lean on.
        found = evaluate(rows, engine=choose_engine(engine, pooled=pooled and kind != "stance"))
        export_predictions(found.predictions, predictions)
    typer.echo(f"engine            {engine}")
    typer.echo(describe_evaluation(found))


@app.command("audit")
def audit_command(
    folder: Annotated[Path, typer.Option(help="Folder of articles.")] = Path("corpus"),
    engine: Annotated[
        list[str] | None, typer.Option(help="Engines to audit; else all four.")
    ] = None,
) -> None:
    """Swap the actors' names in every article and in sentences of our own; print what changes."""
    from helpers.audit import NAMES, audit_article, audit_names, make_templates
    from helpers.catalogue import load_actors
    from helpers.corpus import load_article
    from helpers.engines import ENGINES, choose_engine

    with _failing_in_words():
        if not folder.is_dir():
            raise DiscourseError(
                f"{folder}: there is no such folder; give one that holds a folder for each article"
            )
        texts = make_templates()
        for place in sorted(folder.iterdir()):
            if (place / "actors.csv").is_file():
                article, actors = load_article(place), load_actors(place)
                passages = audit_article(
                    article.paragraphs, sentences=article.sentences, actors=actors
                )
                texts.append((article.id, passages))
        typer.echo(f"{len(texts)} texts, {len(NAMES)} names: {', '.join(NAMES)}")
        for name in engine or ENGINES:
            swap = audit_names(texts, engine=choose_engine(name))
            typer.echo(
                f"{name:10}largest change {swap.largest:.6f} in {swap.cells:,} ratings"
                + (f" ({swap.where})" if swap.where else "")
            )


if __name__ == "__main__":
    app()
