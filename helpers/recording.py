"""Do the stored answers still follow from the solutions? Notebooks in; the store's new digests out.

A solution's answer may move when an engine does. This runs each notebook with its checks replaced
by the digest of the answer, and writes the digests into the store.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from helpers.copies import move_paths
from helpers.exercise_cells import LayoutError, find_exercises
from helpers.exercises import PROPERTY, STORE, find_exercise, load_exercises, put_digests
from helpers.files import write_whole
from helpers.notebooks import Notebook, execute_notebook, kernel_environment, read_notebook

_DIGEST: Final = """\
import helpers.exercises as _store
_store.digest_answers(answer, exercise=_store.find_exercise("{id}"))[0]"""


def record_answers(
    paths: list[Path], *, root: Path, say: Callable[[str], None], store: Path = STORE
) -> None:
    """Run the solutions of notebooks and bring the digests in the store up to date.

    Parameters
    ----------
    paths
        Source notebooks. They are read, not written.
    root
        The project's folder.
    say
        Where a line of progress goes.
    store
        The file to bring up to date.

    Raises
    ------
    NotebookError
        If a notebook does not run.
    LayoutError
        If an open answer lacks its property; the store is then as it was.
    """
    found: dict[str, str] = {}
    for path in paths:
        digests = run_solutions(path, root=root)
        found.update(digests)
        say(f"{path.stem:32} {len(digests)} answers that have a digest")
    before = load_exercises(store)
    changed = sorted(name for name, digest in found.items() if before[name].digest != digest)
    write_whole(store, put_digests(store.read_text(encoding="utf-8"), digests=found))
    say(f"{store.name}: {'changed ' + ', '.join(changed) if changed else 'was up to date'}")


def run_solutions(path: Path, *, root: Path) -> dict[str, str]:
    """Run a notebook and return the digest of each answer that has one, by exercise.

    Parameters
    ----------
    path
        A source notebook. It is read and not written; a copy in a folder of its own is run.
    root
        The project's folder.

    Raises
    ------
    LayoutError
        If an open answer lacks its property.
    """
    source = read_notebook(path)
    places = [p for p in find_exercises(source, name=path.stem) if p.check is not None]
    kinds = {place.id: find_exercise(place.id).kind for place in places}
    asked = move_paths(source, up=root.resolve().as_posix())
    for place in places:
        if place.check is not None and kinds[place.id] != PROPERTY:
            asked["cells"][place.check]["source"] = _DIGEST.format(id=place.id)
    with tempfile.TemporaryDirectory() as folder:
        there = write_whole(Path(folder) / path.name, json.dumps(asked))
        execute_notebook(there, env=kernel_environment(root / ".build"))
        executed = read_notebook(there)
    digests = {}
    for place in places:
        shown = _shown(executed, place.check or 0)
        if kinds[place.id] != PROPERTY:
            digests[place.id] = shown.strip("'\"")
        elif not shown.startswith("Right"):
            raise LayoutError(f"{path.name}, exercise {place.id}: {shown} Mend the solution.")
    return digests


def _shown(notebook: Notebook, at: int) -> str:
    return "".join(
        o.get("data", {}).get("text/plain", "") for o in notebook["cells"][at]["outputs"]
    )
