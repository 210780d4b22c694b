"""Which proposed actors are actors? An article and its folder in; a small editor in the notebook.

Each edit (tick, rename, kind, bloc, merge, add a name) is checked and written to `actors.csv` at
once, whole, so that nothing is lost if the notebook is closed; opened again it goes on from there.
All of it works with the keyboard. Where no editor can be shown, as on a web page, stands the table.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from helpers.corpus import Article
from helpers.editing import (
    add_alias,
    change_actor,
    keep_actor,
    keep_alias,
    kept,
    merge_actors,
)
from helpers.errors import DiscourseError
from helpers.own import resume_actors, save_actors
from helpers.schema import ACTOR_KINDS
from helpers.suggestion import suggest_actors

if TYPE_CHECKING:
    from anywidget import AnyWidget

_TEMPLATES: Final = Path(__file__).parent / "templates"
_EDITS: Final[dict[str, Callable[..., pd.DataFrame]]] = {
    "keep_actor": keep_actor,
    "keep_alias": keep_alias,
    "change": change_actor,
    "merge": merge_actors,
    "add": add_alias,
}


class ActorEditor:
    """Hold the actors of one article while they are edited.

    Attributes
    ----------
    rows : pandas.DataFrame
        One row per alias, the columns of `helpers.editing.COLUMNS`.
    message : str
        What became of the last edit.

    Notes
    -----
    Made by `edit_actors`. In JupyterLab it shows itself as an editor, elsewhere as a table.
    """

    def __init__(self, rows: pd.DataFrame, *, text: str, folder: Path) -> None:
        self.rows = rows
        self.message = ""
        self._text = text
        self._folder = folder
        self._widget: AnyWidget | None = None
        if (folder / "actors.csv").exists():
            self.message = f"Opened {folder.name}/actors.csv."
        else:
            self._save()

    @property
    def actors(self) -> pd.DataFrame:
        """The catalogue as it is now, for `analyse`."""
        return kept(self.rows)

    @property
    def table(self) -> pd.DataFrame:
        """One row per actor: whether it is kept, its label, kind, bloc, names and their count."""
        return pd.DataFrame(
            {
                "keep": bool(rows["keep"].any()),
                "label": rows["label"].iloc[0],
                "kind": rows["kind"].iloc[0],
                "bloc": rows["bloc"].iloc[0],
                "names": ", ".join(rows["alias"]),
                "count": int(rows["count"].sum()),
            }
            for _, rows in self.rows.groupby("actor", sort=False)
        )

    def edit(self, name: str, **values: Any) -> None:
        """Do one edit and save; an edit that cannot be done changes nothing and says why.

        Parameters
        ----------
        name
            One of keep_actor, keep_alias, change, merge, add.
        values
            What the function of that name in `helpers.editing` takes.
        """
        before = self.rows
        try:
            if name not in _EDITS:
                raise DiscourseError(f"{name!r} is no edit; there are {', '.join(_EDITS)}")
            if name == "add":
                values = {**values, "text": self._text}
            self.rows = _EDITS[name](before, **values)
            self._save()
        except (DiscourseError, TypeError) as error:
            self.rows = before
            self.message = f"Not done: {error}"
        self._show()

    def _save(self) -> None:
        actors = self.actors
        if actors.empty:
            raise DiscourseError("at least one actor must be kept; nothing was saved")
        file = save_actors(actors, folder=self._folder)
        n = actors["actor"].nunique()
        names = len(actors)
        self.message = (
            f"Saved to {file.parent.name}/{file.name}: {n} actor{'s' * (n != 1)}, "
            f"{names} name{'s' * (names != 1)}."
        )

    def _show(self) -> None:
        if self._widget is not None:
            self._widget.rows, self._widget.message = _records(self.rows), self.message

    def _receive(self, _: Any, content: dict[str, Any], __: Any) -> None:
        """Do what the reader did in the notebook."""
        self.edit(str(content.get("edit")), **dict(content.get("values", {})))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Show the editor where there is one, and for all others the table."""
        if self._widget is None:
            self._widget = _make_widget(self.rows, self.message)
            self._widget.on_msg(self._receive)
        bundle = self._widget._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        plain = self.table.to_string(index=False)
        page = self.table.to_html(index=False, border=0)
        return {**data, "text/plain": plain, "text/html": page}, metadata


def edit_actors(article: Article, *, folder: Path | str) -> ActorEditor:
    """Open the actors of an article for editing, and keep them in `actors.csv` of its folder.

    Parameters
    ----------
    article
        From `load_article`.
    folder
        The article's folder, from `save_article`. A catalogue that is there is gone on with;
        else the proposal of `suggest_actors` is written.

    Returns
    -------
    ActorEditor
        The last line of a cell shows it.

    Raises
    ------
    DiscourseError
        If the catalogue that is there has a fault, or nobody in the text could be an actor.
    """
    folder = Path(folder)
    rows = resume_actors(folder, proposal=suggest_actors(article), text=article.text)
    if rows.empty:
        raise DiscourseError(
            f"{folder}: no name was found in the text that could be an actor. Write an actors.csv "
            "there with the columns actor,label,kind,bloc,alias,form, one row for each name; "
            "common nouns such as 'islanders' have the form nominal"
        )
    return ActorEditor(rows, text=article.text, folder=folder)


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {**{str(key): value for key, value in record.items()}, "keep": bool(record["keep"])}
        for record in rows.fillna("").astype({"count": object}).to_dict("records")
    ]


def _make_widget(rows: pd.DataFrame, message: str) -> AnyWidget:
    # Slow to import, and needed only where something is shown.
    import anywidget
    import traitlets

    class Editor(anywidget.AnyWidget):
        """Carry the rows to the browser and the edits back."""

        _esm = _TEMPLATES / "actors-editor.js"
        _css = _TEMPLATES / "actors-editor.css"
        rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
        kinds: traitlets.List[Any] = traitlets.List().tag(sync=True)
        message = traitlets.Unicode().tag(sync=True)

    return Editor(rows=_records(rows), kinds=list(ACTOR_KINDS), message=message)
