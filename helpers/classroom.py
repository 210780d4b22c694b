"""Write the students' copies and the instructor's key of the notebooks.

In: `notebooks/*.ipynb`, with their solutions. Out: `classroom/students/NAME.ipynb` and
`classroom/instructor/NAME.ipynb`. A copy that somebody has worked in is never overwritten: the new
one is written beside it. With `--carry` the articles and pages that a notebook needs are put beside
the copies, which can then be handed out, or put into nbgrader's folder `source`, without the
project around them. Use: `python -m helpers.classroom [--only 04] [--out FOLDER] [--carry]`; with
`--record` no copies are made, but the hashed answers are brought up to date.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import nbformat
import typer

from helpers.build import ROOT, find_notebooks
from helpers.copies import (
    ROLES,
    is_untouched,
    list_targets,
    make_copy,
    move_paths,
    seal,
    way_up,
)
from helpers.errors import DiscourseError
from helpers.exercise_cells import find_exercises
from helpers.files import write_whole
from helpers.notebooks import Notebook, read_notebook
from helpers.recording import record_answers

MOST_VERSIONS: Final = 1_000


class ClassroomError(DiscourseError):
    """Report copies that cannot be written."""


def write_copies(
    root: Path, *, out: Path, say: Callable[[str], None], only: str = "", carry: bool = False
) -> list[Path]:
    """Write both copies of each notebook; first all are made, then all are written.

    Parameters
    ----------
    root
        The project's folder.
    out
        The folder for the copies; `students/` and `instructor/` are made in it.
    say
        Where a line of progress goes.
    only
        What the names of the notebooks shall start with, such as `04`; empty for all.
    carry
        Whether what the notebooks need of the project is put beside the copies.

    Returns
    -------
    list of pathlib.Path
        The files that hold the copies now.

    Raises
    ------
    DiscourseError
        If a notebook cannot be read, its exercises do not have the form that copies are made from,
        or the folder is that of the sources. Nothing is written then.
    """
    if out.resolve() in (root.resolve(), (root / "notebooks").resolve()):
        raise ClassroomError(f"{out}: holds the sources; choose another folder for the copies.")
    made: list[tuple[Path, str]] = []
    carried: list[tuple[Path, str]] = []
    for path in find_notebooks(root, only=only):
        source = read_notebook(path)
        for role in ROLES:
            folder = out / role
            copied = make_copy(source, name=path.stem, role=role)
            moved = move_paths(copied, up="." if carry else way_up(folder, root=root))
            carried += [(folder, target) for target in list_targets(copied) if carry]
            made.append((folder / path.name, _write(seal(moved, role=role))))
        say(_describe(source, name=path.stem))
    for folder, target in dict.fromkeys(carried):
        _carry(root / target, folder / target)
    return [_put(path, content, say=say) for path, content in made]


def _carry(source: Path, target: Path) -> None:
    """Put a file, or all files of a folder, to another place; what is there already stays."""
    files = [source] if source.is_file() else sorted(p for p in source.rglob("*") if p.is_file())
    for file in files:
        place = target / file.relative_to(source) if source.is_dir() else target
        if not place.exists():
            write_whole(place, file.read_bytes())


def _describe(source: Notebook, *, name: str) -> str:
    places = find_exercises(source, name=name)
    bare = sum(place.check is None for place in places)
    note = f"; {bare} without a check, to be graded by hand" if bare else ""
    return f"{name:32} {len(places)} exercises{note}"


def _write(notebook: Notebook) -> str:
    whole = nbformat.from_dict(notebook)
    nbformat.validate(whole)
    return str(nbformat.writes(whole, version=4)) + "\n"


def _put(path: Path, content: str, *, say: Callable[[str], None]) -> Path:
    """Write a copy to its place, or beside one that somebody has worked in."""
    for place in _places(path):
        if not place.exists() or _may_replace(place, content):
            write_whole(place, content)
            if place != path:
                say(f"{path} has been worked in and stays; the new copy is {place.name}.")
            return place
    raise ClassroomError(f"{path}: too many copies beside it; clear the folder of old ones.")


def _places(path: Path) -> Iterator[Path]:
    yield path
    for number in range(2, MOST_VERSIONS):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def _may_replace(path: Path, content: str) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
        there: Any = json.loads(text)
    except (OSError, ValueError):
        return False
    return text == content or (isinstance(there, dict) and is_untouched(there))


def main(arguments: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m helpers.classroom", description=__doc__)
    parser.add_argument("--only", default="", metavar="04", help="only notebooks named so")
    parser.add_argument("--out", default="classroom", metavar="FOLDER", help="where to write")
    parser.add_argument("--carry", action="store_true", help="put the articles beside the copies")
    parser.add_argument("--record", action="store_true", help="bring the hashed answers up to date")
    options = parser.parse_args(arguments)
    try:
        if options.record:
            record_answers(find_notebooks(root, only=options.only), root=root, say=typer.echo)
        else:
            out = root / options.out
            write_copies(root, out=out, say=typer.echo, only=options.only, carry=options.carry)
            typer.echo(f"The students' copies are in {out / 'students'}, the key is beside them.")
    except DiscourseError as error:
        typer.echo(f"\n{error}", err=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
