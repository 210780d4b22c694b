"""Has this been read before? Windows of tokens in; their readings out, where they were kept.

To read an article takes seconds to a minute, and several notebooks read the same one. Where the
environment variable `DISCOURSE_READINGS` names a folder, what the encoder said is kept there, under
a digest of all that it depends on. `make` sets the variable; unset, nothing is kept. The folder can
be deleted at any time.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from helpers.errors import DiscourseError
from helpers.files import write_whole
from helpers.windows import Window

VARIABLE: Final = "DISCOURSE_READINGS"
Pairs = list[tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]


def place_readings(windows: Sequence[Window], *, reader: str) -> Path | None:
    """Say where the readings of these windows are kept; None where nothing is kept.

    Parameters
    ----------
    windows
        What is read.
    reader
        All else that the readings depend on, in words: weights, settings, versions.
    """
    folder = os.environ.get(VARIABLE)
    if not folder or not windows:
        return None
    digest = hashlib.sha256(reader.encode())
    for window in windows:
        digest.update(repr((window.ids, window.cells)).encode())
    return Path(folder) / f"{digest.hexdigest()}.npz"


def load_readings(path: Path, *, counts: Sequence[int]) -> Pairs | None:
    """Load kept readings, one pair of arrays a window; None if there are none that are whole.

    Parameters
    ----------
    path
        From `place_readings`.
    counts
        The number of cells of each window.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            cells, wholes = kept["cells"], kept["wholes"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    if cells.shape != (sum(counts), 3) or wholes.shape != cells.shape:
        return None
    cuts = np.cumsum(counts)[:-1]
    return list(zip(np.split(cells, cuts), np.split(wholes, cuts), strict=True))


def keep_readings(path: Path, readings: Pairs) -> None:
    """Keep readings, one pair of arrays a window. A folder that cannot be written keeps none."""
    content = io.BytesIO()
    cells, wholes = (np.concatenate(column) for column in zip(*readings, strict=True))
    np.savez(content, cells=cells, wholes=wholes)
    with suppress(DiscourseError):
        write_whole(path, content.getvalue())
