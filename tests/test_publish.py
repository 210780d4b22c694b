"""Does a comparison leave its figure and its tables behind, and say how it was measured?"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.plans import load_plans
from helpers.publish import export_comparison

ACTORS = """actor,label,kind,bloc,alias,form
ruritania,Ruritania,state,Crown,Ruritania,name
freedonia,Freedonia,state,Republic,Freedonia,name
"""
TEXTS = {
    "north": "Ruritania helped the miners. Freedonia cheated them. It rained.\n",
    "south": "Ruritania cheated the miners. Freedonia helped them. It rained.\n",
}


def test_a_comparison_is_exported(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / "corpus" / name).mkdir(parents=True)
        (tmp_path / "corpus" / name / "article.txt").write_text(text, encoding="utf-8")
        (tmp_path / "corpus" / name / "actors.csv").write_text(ACTORS, encoding="utf-8")
    (tmp_path / "corpus" / "comparisons.toml").write_text(
        '[both]\narticles = ["north", "south"]\nus = ["Crown"]\n[both.names]\nnorth = "up north"\n',
        encoding="utf-8",
    )
    out = tmp_path / "figures" / "both"
    files = export_comparison(load_plans(tmp_path / "corpus")[0], out=out)
    assert {file.suffix for file in out.glob("comparison.*")} == {
        ".csv",
        ".pdf",
        ".png",
        ".svg",
        ".txt",
    }
    assert all(file.is_file() for file in files)
    words = (out / "comparison.txt").read_text(encoding="utf-8")
    assert "SHA-256 of the text north: " in words
    assert "SHA-256 of the text south: " in words
    assert "engine: " in words
    assert "up north" in words
    squares = pd.read_csv(out / "tables" / "squares.csv")
    assert squares["article"].tolist() == ["north", "south"]
    stances = pd.read_csv(out / "tables" / "stances.csv")
    assert set(stances["actor"]) == {"ruritania", "freedonia"}
