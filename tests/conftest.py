"""Share the real article, its catalogue and its analysis, and a maker of small catalogues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browsing import start_browser
from hypothesis import settings

from helpers.analysis import Analysis, analyse
from helpers.catalogue import load_actors
from helpers.comparison import Comparison, compare_articles
from helpers.corpus import Article, load_article
from helpers.export import export_figure
from helpers.neural_stance import NeuralSettings
from helpers.resampling import Resampling
from helpers.schema import make_table
from helpers.shape import Shape, measure_shape

# The same examples on every machine, and no deadline that a busy one would miss.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

IDLIB = Path(__file__).parent.parent / "corpus" / "idlib-2018"
# The same events as told from the other camp, and as a news agency would.
RETOLD = ("idlib-columnist", "idlib-wire")
SIDES: Mapping[str, str] = {"us": "Syria, Iran and Russia", "them": "United States and partners"}

# States that do not exist, so that no test rests on what anybody knows of a real one.
FICTION: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "ruritania": (
        "state",
        {
            "Ruritania": "name",
            "Ruritanian": "demonym",
            "Ruritanians": "demonym",
            "Strelsau": "capital",
            "Rudolf": "leader",
            "Sapt": "member",
            "Ruritanian Army": "institution",
        },
    ),
    "freedonia": (
        "state",
        {
            "Freedonia": "name",
            "Freedonian": "demonym",
            "Freedonians": "demonym",
            "Fredville": "capital",
            "Firefly": "leader",
        },
    ),
    "sylvania": (
        "state",
        {"Sylvania": "name", "Sylvanian": "demonym", "Sylvanians": "demonym", "Trentino": "leader"},
    ),
    "rebels": ("armed_group", {"Mountain League": "name", "rebels": "nominal"}),
    "civilians": ("population", {"civilians": "nominal", "villagers": "nominal"}),
    "council": ("organisation", {"Grand Council": "name"}),
}

MakeActors = Callable[..., pd.DataFrame]


def _make_actors(
    aliases: Mapping[str, Mapping[str, str]] | None = None,
    *,
    kinds: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    blocs: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Build a catalogue: `{actor: {alias: form}}`, or the fictional one if left out.

    An actor's kind is "state", and its label the identifier in title case, unless given.
    """
    kinds = dict(kinds or {})
    if aliases is None:
        aliases = {actor: forms for actor, (_, forms) in FICTION.items()}
        kinds = {actor: kind for actor, (kind, _) in FICTION.items()} | kinds
    return make_table(
        "actors",
        [
            {
                "actor": actor,
                "label": (labels or {}).get(actor, actor.replace("_", " ").title()),
                "kind": kinds.get(actor, "state"),
                "bloc": (blocs or {}).get(actor, ""),
                "alias": alias,
                "form": form,
            }
            for actor, forms in aliases.items()
            for alias, form in forms.items()
        ],
    )


@pytest.fixture(scope="session")
def article() -> Article:
    """The real article, as loaded from its folder."""
    return load_article(IDLIB)


@pytest.fixture(scope="session")
def actors() -> pd.DataFrame:
    """The real article's own catalogue."""
    return load_actors(IDLIB)


@pytest.fixture(scope="session")
def analysis(article: Article) -> Analysis:
    """The real article, analysed with the defaults; treat its tables as read-only."""
    return analyse(article)


@pytest.fixture(scope="session")
def lexical_analysis(article: Article) -> Analysis:
    """The real article, with stance by the lexical engine; treat its tables as read-only."""
    return analyse(article, engine="lexical")


@pytest.fixture(scope="session")
def lexical_shape(lexical_analysis: Analysis) -> Shape:
    """Its distribution, from few draws; treat its tables as read-only."""
    return measure_shape(lexical_analysis, settings=Resampling(draws=49))


@pytest.fixture(scope="session")
def tellings_texts(analysis: Analysis) -> list[Analysis]:
    """The article, the column and the wire report; treat their tables as read-only."""
    read = NeuralSettings(explained=False)
    return [
        analysis,
        *(analyse(load_article(IDLIB.parent / name), neural=read) for name in RETOLD),
    ]


@pytest.fixture(scope="session")
def tellings(tellings_texts: list[Analysis]) -> Comparison:
    """The three side by side; treat its tables as read-only."""
    return compare_articles(tellings_texts, us=SIDES["us"], them=SIDES["them"])


@pytest.fixture(scope="session")
def lexical_tellings(lexical_analysis: Analysis) -> Comparison:
    """The same by the lexical engine; treat its tables as read-only."""
    others = [analyse(load_article(IDLIB.parent / name), engine="lexical") for name in RETOLD]
    return compare_articles([lexical_analysis, *others], us=SIDES["us"], them=SIDES["them"])


@pytest.fixture(scope="session")
def make_actors() -> MakeActors:
    """Builder of small catalogues; called without arguments it gives the fictional one."""
    return _make_actors


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Give a browser that is installed, or skip."""
    with start_browser() as started:
        yield started


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest module, so that the others run beside it and not before it."""
    items.sort(key=lambda item: item.path.stem != "test_main_job")


@pytest.fixture
def only_svg(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish figures as SVG alone, where a test asks for something else: the rest is slow."""
    write_svg_only(monkeypatch)


def write_svg_only(monkeypatch: pytest.MonkeyPatch) -> None:
    # By this call, since the package names the function of the module as it names the module.
    module = import_module("helpers.publish")
    monkeypatch.setattr(module, "export_figure", partial(export_figure, formats=("svg",)))
