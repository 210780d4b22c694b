"""The invented newsroom for the tests: what was written, and what the engines read of it."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pandas as pd

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "corpus" / "newsroom"
POST, TRIBUNE = "Hadrin Post", "Tamor Tribune"
COURIER, LEDGER = "Basin Courier", "Northern Ledger"
PAIR = "one == 'Hadrin Post' and other == 'Tamor Tribune'"


@lru_cache
def load_generator() -> ModuleType:
    """Import the command that writes the newsroom."""
    spec = importlib.util.spec_from_file_location(
        "newsroom_generator", ROOT / "benchmarks/newsroom.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def read_rows() -> pd.DataFrame:
    """What is said of each article, by its name."""
    lines = (FOLDER / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return pd.DataFrame(map(json.loads, lines)).set_index("id")


def read_truth() -> pd.DataFrame:
    """The stances as written, with total and count."""
    truth = pd.read_csv(FOLDER / "truth.csv", dtype={"reprint_of": "str"})
    return truth.assign(total=truth["stance"] * truth["n"], count=truth["n"])


def make_units(engine: str, *, copies: bool = False) -> pd.DataFrame:
    """One row an article and actor, as `score_articles` gives it: `written`, or by an engine."""
    rows, truth = read_rows(), read_truth()
    if engine == "written":
        table = truth.assign(n_mentions=truth["n"])
    else:
        readings = pd.read_csv(FOLDER / "readings.csv")
        table = readings[readings["engine"] == engine]
    if not copies:
        reprints = truth.loc[truth["reprint_of"].fillna("") != "", "article"]
        table = table[~table["article"].isin(reprints)]
    return pd.DataFrame(
        {
            "article": table["article"],
            "outlet": table["article"].map(rows["outlet"]),
            "published": pd.to_datetime(table["article"].map(rows["published"])),
            "event": table["article"].map(rows["event"]),
            "actor": table["actor"],
            "value": table["total"] / table["count"].where(table["count"] > 0),
            "total": table["total"],
            "count": table["count"],
            "n_mentions": table["n_mentions"],
        }
    ).sort_values(["published", "article", "actor"], ignore_index=True)
