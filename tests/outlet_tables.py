"""Made-up tables of articles by outlets, for the tests of what compares them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from synthetic import LABELS

Row = tuple[str, str, str, str, float, int]


def make_units(rows: Iterable[Row]) -> pd.DataFrame:
    """One row an article and actor from (outlet, event, day, actor, value, readings)."""
    told = [
        {
            "article": f"a{i}",
            "outlet": outlet,
            "published": day,
            "event": event,
            "actor": actor,
            "value": value if n else np.nan,
            "total": value * n,
            "count": n,
            "n_mentions": n + 1,
        }
        for i, (outlet, event, day, actor, value, n) in enumerate(rows)
    ]
    table = pd.DataFrame(told)
    return table.assign(published=pd.to_datetime(table["published"]))


def make_newsroom(n_outlets: int, n_actors: int, *, n_events: int = 8) -> pd.DataFrame:
    """Outlets with long names on events of several weeks; some cells thin, some empty."""
    draw = np.random.default_rng(100 * n_outlets + n_actors)
    rows: list[Row] = []
    for place in range(n_outlets):
        for actor in range(n_actors):
            # Every fifth cell has little, every seventh nothing.
            many = 1 if (actor + place) % 5 == 4 else 2
            for event in range(n_events if (actor + place) % 7 != 6 else 0):
                if many == 1 and event > 2:
                    continue
                day = f"2031-{1 + event % 6:02d}-{1 + 2 * place:02d}"
                for _ in range(many):
                    value = float(np.clip(draw.normal((-1) ** place * 0.3, 0.4), -1, 1))
                    rows.append((name_outlet(place), f"E{event}", day, f"a{actor}", value, 2))
    return make_units(rows)


def name_outlet(place: int) -> str:
    """Name an outlet at some length."""
    return f"The {place}th Morning Messenger of $the$ Isles"


def make_catalogue(n_actors: int) -> pd.DataFrame:
    """A catalogue with the labels of the other figures' tests."""
    return pd.DataFrame(
        {"actor": [f"a{i}" for i in range(n_actors)], "label": LABELS[:n_actors], "bloc": ""}
    )
