"""How is a figure cited? What is known of a text in; one line out, to go with the figure.

A reader must be able to find the text, and to measure it again in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Final

import pandas as pd

AUTHORS: Final = "The discourse-notebooks contributors"
YEAR: Final = "2026"
PROJECT: Final = "discourse-notebooks"


def cite_figure(
    title: str,
    *,
    articles: pd.DataFrame | None = None,
    settings: Mapping[str, str] | None = None,
) -> str:
    """Say in one line how to cite a figure.

    Parameters
    ----------
    title
        What the figure is called.
    articles
        The table of the texts that it shows; what is not known of one is left out.
    settings
        How it was measured, as `Analysis.settings` has it.

    Returns
    -------
    str
        Authors and year of the project, the figure, its text or texts, project, version and engine.

    Notes
    -----
    Authors, year and version are those of `CITATION.cff`; a test holds them together.

    Examples
    --------
    >>> print(cite_figure("Whose words are these?", settings={"engine": "lexical"}))
    The discourse-notebooks contributors (2026): “Whose words are these?” [Figure]. Made with discourse-notebooks 0.1.0, lexical engine.
    """  # noqa: E501 - the line is one line
    engine = (settings or {}).get("engine", "")
    made = f"Made with {PROJECT} {version(PROJECT)}" + f", {engine} engine" * bool(engine)
    rows = [] if articles is None else articles.to_dict("records")
    texts = "; ".join(_cite_text({str(key): value for key, value in row.items()}) for row in rows)
    shown = f"{'Texts' if len(rows) > 1 else 'Text'}: {texts}. " if texts else ""
    return f"{AUTHORS} ({YEAR}): “{title}” [Figure]. {shown}{made}."


def _cite_text(row: Mapping[str, object]) -> str:
    """Name a text by author, title, outlet and date, as far as they are known."""
    known = {key: "" if pd.isna(value) else str(value) for key, value in row.items()}  # type: ignore[call-overload]
    title = known.get("title") or known["article"]
    parts = (known.get("author"), f"“{title}”", known.get("outlet"), known.get("published"))
    return ", ".join(part for part in parts if part)
