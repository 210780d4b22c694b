"""What does the kernel's half of the explorer do? An analysis in; a widget with a state out.

The browser's half is the script of the view (`templates/view/view.js`), the same as on a report
page: it has all it needs and answers a click by itself. The kernel keeps what is chosen, so that
the next cell can read it, and analyses the text anew when the engine is changed. Where no kernel
runs, as on a page, a notebook shows a still table in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final

import anywidget
import pandas as pd
import traitlets

from helpers.analysis import Analysis
from helpers.errors import DiscourseError
from helpers.schema import ALL_VOICES
from helpers.selection import select_evidence, select_scores
from helpers.style import visible
from helpers.view import load_script, load_style, picture_view, write_data
from helpers.view_curves import list_curves
from helpers.view_data import SHOWN, list_labels, list_voices, make_view_data, named_actors
from helpers.view_reading import make_tree, write_reading

# What can be chosen; `selection` follows from it.
CHOICES: Final = ("measure", "label", "actor", "voice", "paragraph")
Analyse = Callable[[str], Analysis]


class ChoiceError(DiscourseError, traitlets.TraitError):
    """Report something that cannot be chosen."""


class Explorer(anywidget.AnyWidget):
    """Show an analysis to look around in, and keep what is chosen; see `explore`.

    Attributes
    ----------
    measure, label, actor, voice, paragraph, engine : str
        What is chosen; set them to choose from Python. `paragraph` is a label such as T or 8.1,
        and empty until a cell is chosen.
    selection : pandas.DataFrame
        The rows of evidence behind the chosen cell; none until one is chosen.
    """

    _esm = load_script()
    _css = load_style()
    data = traitlets.Unicode().tag(sync=True)
    engines: Any = traitlets.List().tag(sync=True)
    working = traitlets.Unicode().tag(sync=True)
    curves = traitlets.Unicode().tag(sync=True)
    measure = traitlets.Unicode("stance").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    actor = traitlets.Unicode().tag(sync=True)
    voice = traitlets.Unicode(ALL_VOICES).tag(sync=True)
    paragraph = traitlets.Unicode().tag(sync=True)
    engine = traitlets.Unicode().tag(sync=True)
    selection: Any = traitlets.Instance(pd.DataFrame)

    def __init__(self, analysis: Analysis, *, engines: Sequence[str], analyse: Analyse) -> None:
        engine = analysis.settings["engine"]
        self._analyses = {engine: analysis}
        self._analyse = analyse
        self._drawn: dict[tuple[str, str, str], str] = {}
        actors = [str(actor) for actor in named_actors(analysis)["actor"]]
        super().__init__(
            data=_send(analysis),
            engines=list(engines),
            engine=engine,
            actor=actors[0] if actors else "",
            selection=analysis.evidence.iloc[:0],
        )
        self._draw(None)
        self.observe(self._relabel, "measure")
        self.observe(self._draw, ["measure", "voice"])
        self.observe(self._select, [*CHOICES, "engine"])
        self.observe(self._switch, "engine")

    @property
    def analysis(self) -> Analysis:
        """The analysis that is shown."""
        return self._analyses[self.engine]

    @property
    def scores(self) -> pd.DataFrame:
        """The row of the table of scores that the chosen cell shows; none until one is chosen."""
        return select_scores(self.analysis, **self._choice())

    def _choice(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in CHOICES}

    @traitlets.validate(*CHOICES, "engine")
    def _check(self, proposal: Any) -> str:
        """Refuse what cannot be chosen, and name what can."""
        name, value = proposal["trait"].name, str(proposal["value"])
        known = self._known(name)
        if known is not None and value not in known:
            listed = ", ".join(filter(None, known)) or "none for this measure"
            raise ChoiceError(f"explorer: no {name} is called {value!r}; there are {listed}")
        return value

    def _known(self, name: str) -> list[str] | None:
        if not hasattr(self, "_analyses") or self.engine not in self._analyses:
            return None
        analysis = self.analysis
        if name == "paragraph":
            return ["", *analysis.paragraphs["label"]]
        if name == "actor":
            return ["", *named_actors(analysis)["actor"]]
        return {
            "measure": list(SHOWN),
            "label": list_labels(analysis, measure=self.measure) or [""],
            "voice": list_voices(analysis),
            "engine": list(self.engines),
        }[name]

    def _relabel(self, _: Any) -> None:
        """Choose the first label of a measure where the present one belongs to another."""
        labels = list_labels(self.analysis, measure=self.measure) or [""]
        if self.label not in labels:
            self.label = labels[0]

    def _select(self, _: Any) -> None:
        if self.engine in self._analyses:
            self.selection = select_evidence(self.analysis, **self._choice())

    def _draw(self, _: Any) -> None:
        """Send the curves of what is shown; a long text has too many to send them all at once."""
        asked = (self.engine, self.measure, self.voice)
        if asked not in self._drawn:
            curves = list_curves(self.analysis, measure=self.measure, voice=self.voice)
            told = {"measure": self.measure, "voice": self.voice, "curves": curves}
            self._drawn[asked] = write_data(told)
        self.curves = self._drawn[asked]

    def _switch(self, change: Any) -> None:
        """Analyse by the other engine, once, and say so meanwhile."""
        try:
            if self.engine not in self._analyses:
                self.working = f"Reading the article with the {self.engine} engine …"
                self._analyses[self.engine] = self._analyse(self.engine)
            # In one message: no picture of the one engine with curves of the other.
            with self.hold_sync():
                self.data = _send(self.analysis)
                self._draw(change)
                self.working = ""
            self._select(change)
        except BaseException as error:  # a stopped kernel too must leave the engine that was
            self.engine = change["old"]
            self.working = f"Not done: {str(error) or type(error).__name__}"
            if not isinstance(error, DiscourseError):
                raise

    def __repr__(self) -> str:
        title = visible(self.analysis.article.articles["title"].iloc[0])
        chosen = f", paragraph {self.paragraph}" if self.paragraph else ""
        return f"Explorer of “{title}”: {self.measure}, {self.engine} engine{chosen}"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": picture_explorer(self.analysis)}, metadata


def _send(analysis: Analysis) -> str:
    data = make_view_data(analysis)
    return write_data({**data, "reading": make_tree(write_reading(analysis))})


def picture_explorer(analysis: Analysis) -> str:
    """Show the stances as a still table, for pages and readers where no kernel runs."""
    title = escape(visible(analysis.article.articles["title"].iloc[0]))
    return (
        '<div role="region" tabindex="0" aria-label="Still picture of the explorer" '
        'style="border:1px solid #bdbdbd;padding:0.6em 1em;overflow-x:auto;font-size:85%">'
        f"<p><i>A still picture of the explorer of “{title}”: run the notebook in JupyterLab, and "
        "each cell opens the words that it rests on.</i></p>"
        f"{picture_view(analysis)}</div>"
    )
