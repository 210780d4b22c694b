"""Which texts does the main job draw, and which does it set side by side? A folder in; plans out.

`article.toml` of a text may say `figures = false`; `comparisons.toml` beside the texts lists which
of them are compared, one section a comparison.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from helpers.errors import ArticleError

FILE: Final = "comparisons.toml"
KEYS: Final = ("articles", "us", "them", "names")


@dataclass(frozen=True)
class Plan:
    """Hold one comparison that is to be drawn.

    Attributes
    ----------
    name : str
        What to call it, and its folder of figures.
    articles : tuple of pathlib.Path
        The folders of its texts, in order.
    us, them : tuple of str
        Blocs for the ideological square; none where empty.
    names : dict
        What to call the texts, by folder name.
    """

    name: str
    articles: tuple[Path, ...]
    us: tuple[str, ...] = ()
    them: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)


def find_drawn(corpus: Path) -> list[Path]:
    """List the folders of the texts whose figures the main job draws.

    Parameters
    ----------
    corpus
        The folder that holds a folder for each text.

    Raises
    ------
    ArticleError
        If an `article.toml` cannot be read, or its `figures` is neither true nor false.
    """
    return [
        text.parent for text in sorted(corpus.glob("*/article.txt")) if _wants_figures(text.parent)
    ]


def load_plans(corpus: Path) -> list[Plan]:
    """Load the comparisons that the main job draws.

    Parameters
    ----------
    corpus
        The folder that holds `comparisons.toml`; without that file there are none.

    Returns
    -------
    list
        One plan a section, in the order of the file.

    Raises
    ------
    ArticleError
        If the file is not valid, a key is not known, or a section names fewer than two texts, or
        one that is not there.
    """
    file = corpus / FILE
    if not file.is_file():
        return []
    return [_make_plan(file, name, section) for name, section in _read(file).items()]


def _make_plan(file: Path, name: str, section: Any) -> Plan:
    where = f"{file}, section {name}"
    if not isinstance(section, dict) or not section.get("articles"):
        raise ArticleError(f'{where}: lists no texts; write articles = ["one", "another"]')
    unknown = sorted(set(section) - set(KEYS))
    if unknown:
        raise ArticleError(f"{where}: the key {unknown[0]!r} is not known; use {', '.join(KEYS)}")
    folders = [file.parent / str(article) for article in section["articles"]]
    if len(set(folders)) < 2:
        raise ArticleError(f"{where}: a comparison needs two texts or more")
    gone = [folder for folder in folders if not (folder / "article.txt").is_file()]
    if gone:
        raise ArticleError(f"{where}: there is no text {gone[0] / 'article.txt'}; mend the name")
    if (file.parent / name / "article.txt").is_file():
        raise ArticleError(f"{where}: a text is called so already; choose another name")
    return Plan(
        name=name,
        articles=tuple(folders),
        us=tuple(section.get("us", ())),
        them=tuple(section.get("them", ())),
        names={str(key): str(value) for key, value in section.get("names", {}).items()},
    )


def _wants_figures(folder: Path) -> bool:
    file = folder / "article.toml"
    wanted = _read(file).get("figures", True) if file.is_file() else True
    if not isinstance(wanted, bool):
        raise ArticleError(f"{file}: figures is {wanted!r}; expected true or false")
    return wanted


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArticleError(f"{file}: is not valid TOML in UTF-8 ({error})") from error
