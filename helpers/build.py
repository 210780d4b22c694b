"""Run the notebooks, make their pages and export the figures, doing again only what changed.

In: `notebooks/*.ipynb`, the package, the corpus and the lock file. Out: each notebook executed in
place, `figures/html/NAME.html` and `index.html`, the figures of the articles in `figures/ARTICLE/`
and of the comparisons in `figures/COMPARISON/` (see `helpers.plans`). What each step read and wrote
is noted in `.build/`; a step whose inputs and outputs are as noted is skipped. Use:
`python -m helpers.build [--force] [--only 01]`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final, Protocol

import typer

from helpers.errors import DiscourseError
from helpers.exercise_cells import LayoutError, list_unmet
from helpers.files import write_whole
from helpers.freshness import digest_files, digest_text, is_fresh, write_record
from helpers.notebooks import (
    count_undescribed,
    digest_source,
    execute_notebook,
    kernel_environment,
    read_notebook,
)
from helpers.pages import read_heading, render_index, render_page
from helpers.plans import Plan, find_drawn, load_plans

AT_ONCE: Final = 2
ROOT: Final = Path(__file__).resolve().parent.parent
SHARED_INPUTS: Final = ("helpers", "corpus", "requirements.lock")


class Export(Protocol):
    """Write an article's figures into a folder and return the files."""

    def __call__(self, folder: Path, *, out: Path) -> list[Path]:
        """Read the article in `folder`, write into `out`."""


class ExportPlan(Protocol):
    """Write a comparison's figures into a folder and return the files."""

    def __call__(self, plan: Plan, *, out: Path) -> list[Path]:
        """Read the articles of `plan`, write into `out`."""


class BuildError(DiscourseError):
    """Report a project that holds nothing to build."""


def find_notebooks(root: Path, *, only: str = "") -> list[Path]:
    """List the notebooks in the order of their numbers.

    Parameters
    ----------
    root
        The project's folder.
    only
        What the name shall start with, such as `01`; empty for all.

    Raises
    ------
    BuildError
        If there is none.
    """
    paths = sorted(p for p in (root / "notebooks").glob("*.ipynb") if p.name.startswith(only))
    if not paths:
        which = f" with a name that starts with {only}" if only else ""
        raise BuildError(
            f"The folder notebooks/ holds no notebook{which}. Restore it from the repository, or "
            "give --only the start of a file's name, such as 01."
        )
    return paths


def build(
    root: Path,
    *,
    export: Export,
    say: Callable[[str], None],
    export_plan: ExportPlan | None = None,
    force: bool = False,
    only: str = "",
) -> None:
    """Bring notebooks, pages, figures and the index up to date.

    Parameters
    ----------
    root
        The project's folder.
    export
        What writes the figures of one article.
    say
        Where a line of progress goes.
    export_plan
        What writes the figures of one comparison; without it none are written.
    force
        Do everything again, whatever the records say.
    only
        Build only the notebooks whose names start so, and no figures.

    Raises
    ------
    DiscourseError
        If a notebook fails, or a page would need the network. What was finished before stays and
        is not done again next time.
    """
    shared = digest_files([root / name for name in SHARED_INPUTS], root=root)
    paths = find_notebooks(root)
    chosen = find_notebooks(root, only=only)
    env = kernel_environment(root / ".build")
    pages = root / "figures" / "html"
    names = [path.stem for path in paths]

    def refresh(path: Path) -> str:
        begun = time.perf_counter()
        done = ["executed"] * _refresh_notebook(root, path, shared=shared, env=env, force=force)
        done += ["page"] * _refresh_page(root, path, shared=shared, names=names, force=force)
        return _progress(path.stem, done=done, begun=begun, note=_note_faults(path))

    def refresh_figures(name: str, write: Callable[..., list[Path]]) -> str:
        begun = time.perf_counter()
        made = _refresh_figures(root, name, shared=shared, write=write, force=force)
        return _progress(f"figures/{name}", done=["exported"] * made, begun=begun)

    jobs: list[tuple[str, Callable[..., list[Path]]]] = []
    if not only:
        corpus = root / "corpus"
        jobs = [(folder.name, partial(export, folder)) for folder in find_drawn(corpus)]
        if export_plan is not None:
            jobs += [(plan.name, partial(export_plan, plan)) for plan in load_plans(corpus)]
    # Each notebook has a process of its own, so that two at once give the same files as one. The
    # figures are drawn in this process and one after another, since neither Matplotlib nor the
    # lists that TextBlob reads on first use are made for two threads. They take longest: they are
    # begun first and reported last.
    with ThreadPoolExecutor(AT_ONCE) as pool:
        drawn = pool.submit(lambda: [refresh_figures(*job) for job in jobs])
        run = [pool.submit(refresh, path) for path in chosen]
        try:
            for job in run:
                say(job.result())
            for line in drawn.result():
                say(line)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    for stale in set(pages.glob("*.html")) - {pages / f"{name}.html" for name in [*names, "index"]}:
        stale.unlink()
    headings = [read_heading(read_notebook(path), name=path.stem) for path in paths]
    index = render_index(headings, figures=root / "figures", there=pages)
    write_whole(pages / "index.html", index)
    say(f"Open {(pages / 'index.html').relative_to(root).as_posix()} in a browser.")


def _progress(name: str, *, done: list[str], begun: float, note: str = "") -> str:
    seconds = f"{time.perf_counter() - begun:6.1f} s" if done else "unchanged"
    return f"{name:32} {seconds:>9}  {'; '.join(filter(None, [' + '.join(done), note]))}".rstrip()


def _note_faults(path: Path) -> str:
    """Say what a reader or a student would miss in an executed notebook."""
    notebook = read_notebook(path)
    notes = []
    if count := count_undescribed(notebook):
        notes.append(f"{count} picture(s) without alternative text")
    try:
        if unmet := list_unmet(notebook, name=path.stem):
            remedy = f"python -m helpers.classroom --record --only {path.stem[:2]}"
            notes.append(f"check refuses the solution: {', '.join(unmet)} ({remedy})")
    except LayoutError as error:
        notes.append(str(error))
    return "; ".join(notes)


def _refresh_notebook(
    root: Path, path: Path, *, shared: str, env: dict[str, str], force: bool
) -> bool:
    """Run a notebook unless its cells, the package, the corpus and its outputs are as noted."""
    record = root / ".build" / "notebooks" / f"{path.stem}.json"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    inputs = digest_text(f"{shared} {version} {digest_source(read_notebook(path))}")
    if not force and is_fresh(record, inputs=inputs, root=root):
        return False
    execute_notebook(path, env=env)
    write_record(record, inputs=inputs, outputs=[path], root=root)
    return True


def _refresh_page(
    root: Path, path: Path, *, shared: str, names: Sequence[str], force: bool
) -> bool:
    """Make a notebook's page unless the notebook, the templates and the set of pages are so."""
    record = root / ".build" / "pages" / f"{path.stem}.json"
    inputs = digest_text(f"{shared} {digest_files([path], root=root)} {' '.join(names)}")
    if not force and is_fresh(record, inputs=inputs, root=root):
        return False
    page = root / "figures" / "html" / f"{path.stem}.html"
    notebook = read_notebook(path)
    heading = read_heading(notebook, name=path.stem)
    content = render_page(
        notebook, heading=heading, pages=names, here=path.parent, there=page.parent
    )
    write_whole(page, content)
    write_record(record, inputs=inputs, outputs=[page], root=root)
    return True


def _refresh_figures(
    root: Path, name: str, *, shared: str, write: Callable[..., list[Path]], force: bool
) -> bool:
    """Export figures unless the package, the corpus and the figures are as noted."""
    record = root / ".build" / "figures" / f"{name}.json"
    if not force and is_fresh(record, inputs=shared, root=root):
        return False
    files = write(out=root / "figures" / name)
    write_record(record, inputs=shared, outputs=files, root=root)
    return True


def _export_article(folder: Path, *, out: Path) -> list[Path]:
    """Export with what is imported only now: a build without anything to draw stays quick."""
    from helpers.publish import export_article

    return export_article(folder, out=out)


def _export_plan(plan: Plan, *, out: Path) -> list[Path]:
    """Export a comparison with what is imported only now."""
    from helpers.publish import export_comparison

    return export_comparison(plan, out=out)


def main(arguments: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m helpers.build", description=__doc__)
    parser.add_argument("--force", action="store_true", help="do everything again")
    parser.add_argument("--only", default="", metavar="01", help="only notebooks named so")
    options = parser.parse_args(arguments)

    try:
        build(
            root,
            export=_export_article,
            export_plan=_export_plan,
            say=typer.echo,
            force=options.force,
            only=options.only,
        )
    except DiscourseError as error:
        typer.echo(f"\n{error}", err=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
