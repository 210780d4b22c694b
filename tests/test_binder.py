"""What Binder reads asks for the same packages as the project."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
BINDER = yaml.safe_load((ROOT / ".binder" / "environment.yml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def test_binder_installs_what_conda_installs() -> None:
    assert BINDER["channels"] == CONDA["channels"]
    python, *packages = BINDER["dependencies"]
    # The last entry of the other file installs the project, which here postBuild does.
    assert packages == CONDA["dependencies"][1:-1]
    assert re.fullmatch(r"python=3\.1[123]", python)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such bit")
def test_the_project_itself_is_installed_last() -> None:
    script = ROOT / ".binder" / "postBuild"
    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert '--editable ".[archive]"' in text
