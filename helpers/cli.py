"""The command line: `discourse analyse ARTICLE --out DIR`."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from helpers.errors import DiscourseError

app = typer.Typer(
    help="Measure how a political article portrays each actor, paragraph by paragraph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


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


@app.command("analyse")
def analyse_command(
    article: Annotated[
        Path, typer.Argument(help="A folder with article.txt, or a .txt or .md file.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for tables, figures and report.html.")],
    actors: Annotated[
        Path | None,
        typer.Option(help="A catalogue of actors (CSV); else the folder's own, else the bundled."),
    ] = None,
) -> None:
    """Analyse one article: write its tables, figures and a report page."""
    # Imported here, so that --help answers at once.
    from helpers.analysis import analyse
    from helpers.catalogue import load_actors
    from helpers.corpus import load_article
    from helpers.publish import publish

    try:
        catalogue = load_actors(actors) if actors is not None else None
        analysis = analyse(load_article(article), actors=catalogue)
        publish(analysis, out=out)
    except DiscourseError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from None
    for name in ("paragraphs", "sentences", "quotes", "mentions", "evidence", "scores"):
        typer.echo(f"{name + '.csv':16}{len(getattr(analysis, name)):6} rows")
    typer.echo(f"Open {out / 'report.html'} in a browser.")


if __name__ == "__main__":
    app()
