"""Is an open answer that lacks its property refused before anything is recorded?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_copies import notebook_whole
from test_exercise_cells import code, text

from helpers import recording
from helpers.classroom import main
from helpers.exercise_cells import LayoutError
from helpers.recording import run_solutions

CHECK = 'check_answer(answer, exercise="03-2")'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = notebook_whole(text("**2.** Say."), code("answer = 1", "solution"), code(CHECK, "check"))
    path = tmp_path / "notebooks" / "03-a.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def execute(shown: str):
    def pretend(path: Path, *, env: dict[str, str]) -> None:
        made = json.loads(path.read_text(encoding="utf-8"))
        assert made["cells"][2]["source"] == CHECK, "an open answer is checked, not hashed"
        made["cells"][2] = {**code(CHECK, "check", shown=shown), "id": "c2"}
        path.write_text(json.dumps(made), encoding="utf-8")

    return pretend


@pytest.mark.parametrize(("shown", "right"), [("Right, as far", True), ("Not yet.", False)])
def test_an_open_answer_must_have_its_property(source: Path, monkeypatch, shown, right) -> None:
    monkeypatch.setattr(recording, "execute_notebook", execute(shown))
    monkeypatch.setattr(recording, "kernel_environment", lambda scratch: {})
    root = source.parent.parent
    if right:
        assert run_solutions(source, root=root) == {}
        return
    with pytest.raises(LayoutError, match=r"03-a\.ipynb, exercise 03-2: Not yet\. Mend"):
        run_solutions(source, root=root)


def test_the_command_records(source: Path, monkeypatch, capsys) -> None:
    given = []
    monkeypatch.setattr(
        "helpers.classroom.record_answers", lambda paths, *, root, say: given.extend(paths)
    )
    assert main(["--record", "--only", "03"], root=source.parent.parent) == 0
    assert given == [source]
