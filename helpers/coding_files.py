"""How is each decision of a coder kept the moment it is made? Decisions in; a whole file out.

One coder, one article, one file. Each change is written at once and whole. A file that is
damaged, that belongs to another coder, or that another program has changed meanwhile is left as
it is, and the coder is told.
"""

from __future__ import annotations

from pathlib import Path

from helpers.coding_sheets import read_codes
from helpers.codings import KEPT, NOTHING, Cell, Codes, Task, codes_as_csv, folder_of
from helpers.errors import CodingError, DiscourseError
from helpers.export import clean_name
from helpers.files import write_whole

LONGEST: int = 60


class CodingFile:
    """Hold one coder's codes of one article together with the file that they live in.

    Parameters
    ----------
    path
        The file; it need not exist yet, and is not made before the first code.
    coder
        Who codes, as it shall stand in the column coder.
    task
        What there is to code.

    Raises
    ------
    CodingError
        If the file is there and is damaged, or belongs to another coder.
    """

    def __init__(self, path: Path, *, coder: str, task: Task) -> None:
        self.path, self.coder, self.task = path, coder, task
        self._known = set(task.cells)
        self._written: bytes | None = None
        self.codes: Codes = {}
        if path.exists():
            owner, self.codes = read_codes(path, task=task)
            if owner != coder:
                raise CodingError(
                    f"{path}: holds codes of {owner!r}, not of {coder!r}; choose another name, "
                    "or write yours as it stands there"
                )
            self._written = path.read_bytes()

    def set(self, cell: Cell, code: str) -> None:
        """Keep one code, or take it back where it is empty; the file then holds it.

        Raises
        ------
        CodingError
            If there is no such cell or code, or the file cannot be written; nothing has changed
            then.
        """
        allowed = ("", "-1", "0", "1", NOTHING) if cell.measure == "stance" else ("", "0", "1")
        if cell not in self._known or code not in allowed:
            raise CodingError(f"{tuple(cell)} cannot be coded {code!r}")
        self._keep({cell: code})

    def finish(self, paragraph: str) -> list[str]:
        """Call a paragraph finished: its frames and devices that are not marked are absent.

        Returns
        -------
        list of str
            The actors toward whom a stance is still to be coded; it is finished without them only.
        """
        rest = {
            cell: "0"
            for cell in self.task.cells
            if cell.paragraph == paragraph and cell.measure != "stance" and cell not in self.codes
        }
        self._keep(rest)
        here = (c for c in self.task.cells if c.paragraph == paragraph and c not in self.codes)
        return [cell.actor for cell in here]

    def is_finished(self, paragraph: str) -> bool:
        """Say whether every decision on a paragraph is made."""
        return all(c in self.codes for c in self.task.cells if c.paragraph == paragraph)

    @property
    def finished(self) -> list[str]:
        """The labels of the paragraphs on which every decision is made."""
        return [str(x) for x in self.task.blocks["label"] if self.is_finished(str(x))]

    def _keep(self, changes: Codes) -> None:
        codes = {c: code for c, code in {**self.codes, **changes}.items() if code}
        if codes == self.codes:
            return
        on_disk = self.path.read_bytes() if self.path.exists() else None
        if on_disk != self._written:
            what = "is gone" if on_disk is None else "was changed by another program"
            raise CodingError(
                f"{self.path.name}: {what} since it was opened. Nothing was written. Run the cell "
                "again to go on with the file as it now is"
            )
        content = codes_as_csv(codes, coder=self.coder, order=self.task.cells)
        try:
            write_whole(self.path, content)
        except DiscourseError as error:
            raise CodingError(str(error)) from error
        self.codes, self._written = codes, content.encode("utf-8")


def open_coding(task: Task, *, coder: str, folder: Path | None = None) -> CodingFile:
    """Open a coder's file of an article, to go on where the coder left off.

    Parameters
    ----------
    task
        From `make_task`.
    coder
        Your name. Its file is named after it, in plain small letters.
    folder
        Where the files of the coders lie; `coding` beside the article if left out.

    Returns
    -------
    CodingFile
        Nothing is written before the first code is set.

    Raises
    ------
    CodingError
        If the name is empty or kept for the project's own files, or the file cannot be used.
    """
    name = " ".join(coder.split())
    if not name or len(name) > LONGEST:
        raise CodingError(f"coder is {coder!r}; give your name, in up to {LONGEST} letters")
    stem = clean_name(name)
    if stem in KEPT:
        raise CodingError(
            f"the name {name!r} is kept for the project's own files; choose another, such as your "
            "first name"
        )
    where = folder if folder is not None else folder_of(task.article) / "coding"
    return CodingFile(where / f"{stem}.csv", coder=name, task=task)
