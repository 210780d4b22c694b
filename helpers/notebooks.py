"""Run a notebook from its first cell to its last, so that the same source gives the same file.

In: a notebook file (`.ipynb`). Out: the executed notebook, written in place, with nothing in it
that changes from one run or one machine to the next: no times, no versions, no random ids, no
widget state, no addresses in memory. A notebook that fails is left on disk as it was.
"""

from __future__ import annotations

import asyncio
import copy
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final, TypeAlias

from helpers.errors import DiscourseError
from helpers.files import write_whole
from helpers.freshness import digest_text

Notebook: TypeAlias = dict[str, Any]
CELL_SECONDS: Final = 600
CELL_KEYS: Final = ("deletable", "editable", "jupyter", "slideshow", "tags")
NOTEBOOK_METADATA: Final[dict[str, Any]] = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}
IMAGE_TYPES: Final = ("image/png", "image/jpeg", "image/svg+xml")
WIDGET_TYPE: Final = "application/vnd.jupyter.widget-view+json"
# Settings of one user or one terminal that would show in the outputs.
PERSONAL_SETTINGS: Final = (
    "COLUMNS",
    "FORCE_COLOR",
    "LINES",
    "MATPLOTLIBRC",
    "MPLBACKEND",
    "NO_COLOR",
    "PYTHONSTARTUP",
    "PYTHONWARNINGS",
)


class NotebookError(DiscourseError):
    """Report a notebook that cannot be read or that does not run to its end."""


def read_notebook(path: Path) -> Notebook:
    """Return a notebook in its tidy form (see `tidy_notebook`), outputs included.

    Parameters
    ----------
    path
        A notebook of format 4. Cells without an id get one from their place.

    Returns
    -------
    dict
        The notebook as its JSON file has it, but with each text in one piece.

    Raises
    ------
    NotebookError
        If the file does not hold a notebook of format 4.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if notebook["nbformat"] != 4:
            raise ValueError(f"notebook format {notebook['nbformat']}, expected 4")
        _name_cells(notebook["cells"])
        return tidy_notebook(notebook)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotebookError(
            f"{path.parent.name}/{path.name} is not a notebook that can be read "
            f"({type(error).__name__}: {error}). Open and save it in JupyterLab, or restore the "
            "committed file."
        ) from error


def _name_cells(cells: list[dict[str, Any]]) -> None:
    """Give each cell without an id of its own one that the same file always gets."""
    seen: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        if "id" not in cell or cell["id"] in seen:
            cell["id"] = f"cell-{number:02d}"
            while cell["id"] in seen:
                cell["id"] += "b"
        seen.add(cell["id"])


def tidy_notebook(notebook: Notebook) -> Notebook:
    """Return a copy without anything that differs between two runs of the same source.

    Notes
    -----
    Addresses (`<object at 0x7f...>`) lose their digits; the random names that pandas gives to
    styled tables become numbers in order of appearance. A widget's live view goes, and what else
    the output holds (text, a picture) stays.
    """
    tables: dict[str, str] = {}
    cells = []
    for cell in copy.deepcopy(notebook["cells"]):
        tidy = {key: cell[key] for key in ("attachments", "cell_type", "id") if key in cell}
        tidy["metadata"] = {k: cell["metadata"][k] for k in CELL_KEYS if k in cell["metadata"]}
        tidy["source"] = _join(cell["source"])
        if cell["cell_type"] == "code":
            tidy["execution_count"] = cell.get("execution_count")
            tidy["outputs"] = [
                _tidy_output(output, tables=tables)
                for output in cell["outputs"]
                if set(output.get("data", {})) != {WIDGET_TYPE}
            ]
        cells.append(tidy)
    metadata = copy.deepcopy(NOTEBOOK_METADATA)
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _join(text: str | list[str]) -> str:
    """Join the lines that a notebook file may hold one by one."""
    return text if isinstance(text, str) else "".join(text)


def _tidy_output(output: dict[str, Any], *, tables: dict[str, str]) -> dict[str, Any]:
    if "text" in output:
        output["text"] = _hide_addresses(_join(output["text"]))
    data = output.get("data", {})
    data.pop(WIDGET_TYPE, None)
    for kind in [kind for kind in data if not kind.endswith("json")]:
        data[kind] = _join(data[kind])
    if "text/plain" in data:
        data["text/plain"] = _hide_addresses(data["text/plain"])
    if "text/html" in data:
        data["text/html"] = re.sub(
            r"\bT_[0-9a-f]{5}(?=[_\" ])",
            lambda match: tables.setdefault(match[0], f"T_table{len(tables) + 1}"),
            data["text/html"],
        )
    return output


def _hide_addresses(text: str) -> str:
    return re.sub(r"\bat 0x[0-9a-fA-F]+", "at 0x...", text)


def digest_source(notebook: Notebook) -> str:
    """Return the digest of what an author writes in a notebook: its cells without their outputs."""
    keys = ("attachments", "cell_type", "id", "metadata", "source")
    cells = [[cell.get(key) for key in keys] for cell in notebook["cells"]]
    return digest_text(json.dumps(cells, sort_keys=True))


def execute_notebook(path: Path, *, env: dict[str, str]) -> None:
    """Run all cells of a notebook in a new kernel of this Python and write the file in place.

    Parameters
    ----------
    path
        The notebook; its folder is the working directory of its cells.
    env
        The kernel's environment variables (see `kernel_environment`).

    Raises
    ------
    NotebookError
        If a cell raises, takes longer than ten minutes, or ends the kernel. The file is then
        as it was.
    """
    # Imported only here: a build that has nothing to run need not wait for them.
    import nbformat
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    source = read_notebook(path)
    for cell in source["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    notebook = nbformat.from_dict(source)
    at = {"cell": 0}
    client = NotebookClient(
        notebook,
        # The kernel that is installed with this Python, whatever kernels the user has beside it.
        km=AsyncKernelManager(
            kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[])
        ),
        timeout=CELL_SECONDS,
        force_raise_errors=True,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=lambda cell, cell_index: at.update(cell=cell_index),
    )
    try:
        # A loop of the kind that sockets need on every system, closed when the notebook is done.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(client.async_execute(env=env, cleanup_kc=True))
    except (CellControlSignal, DeadKernelError) as error:
        raise NotebookError(_describe_failure(path, source, at["cell"], error)) from error
    executed = nbformat.from_dict(tidy_notebook(notebook))
    write_whole(path, nbformat.writes(executed, version=4) + "\n")


def _describe_failure(path: Path, notebook: Notebook, index: int, error: Exception) -> str:
    if hasattr(error, "ename"):
        what = f"{error.ename}: {getattr(error, 'evalue', '')}"
    elif isinstance(error, TimeoutError):
        what = f"no result after {CELL_SECONDS} seconds"
    else:
        what = "the kernel ended (out of memory?)"
    first_line = (notebook["cells"][index]["source"].splitlines() or [""])[0]
    return (
        f"{path.parent.name}/{path.name}, cell {index + 1} of {len(notebook['cells'])} "
        f"(`{first_line}`): {what}\nThe file was left as it was. Open it in JupyterLab, "
        "run it up to that cell, and correct the cell or what it calls."
    )


def kernel_environment(scratch: Path) -> dict[str, str]:
    """Return the environment variables of a kernel, and make ready the folders that they name.

    Notes
    -----
    Matplotlib lists the fonts of a machine once. Were that left to the first cell that plots, a
    slow machine would print a notice into the notebook.
    """
    env = {name: value for name, value in os.environ.items() if name not in PERSONAL_SETTINGS}
    fonts = scratch.resolve() / "matplotlib"
    env["PYTHONHASHSEED"] = "0"
    env["PYTHONUTF8"] = "1"
    env["MPLCONFIGDIR"] = str(fonts)
    env["IPYTHONDIR"] = str(scratch.resolve() / "ipython")
    if not any(fonts.glob("fontlist*.json")):
        fonts.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, env=env, check=True, capture_output=True)  # noqa: S603
    return env


def count_undescribed(notebook: Notebook) -> int:
    """Count the pictures that no words describe, so that a blind reader gets nothing from them."""
    return sum(
        kind in output.get("data", {}) and not output["metadata"].get(kind, {}).get("alt")
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        for kind in IMAGE_TYPES
    )
