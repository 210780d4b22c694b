"""Are the copies written whole, where they belong, and never over somebody's work?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from helpers import classroom
from helpers.classroom import ClassroomError, main, write_copies
from helpers.errors import DiscourseError
from helpers.exercises import STORE, load_exercises
from helpers.notebooks import execute_notebook, kernel_environment, read_notebook
from helpers.recording import record_answers, run_solutions

ROOT = Path(__file__).parent.parent
FIRST = "01-read-the-article"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with one real notebook and the corpus that it reads."""
    root = tmp_path / "a project"
    (root / "notebooks").mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / f"{FIRST}.ipynb", root / "notebooks")
    shutil.copytree(ROOT / "corpus", root / "corpus")
    fonts = root / ".build" / "matplotlib"
    fonts.mkdir(parents=True)
    (fonts / "fontlist-0.json").write_text("{}", encoding="utf-8")
    return root


def write(root: Path, **options: Any) -> tuple[list[Path], list[str]]:
    lines: list[str] = []
    paths = write_copies(root, out=root / "classroom", say=lines.append, **options)
    return paths, lines


def edit(path: Path, old: str, new: str) -> bytes:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path.read_bytes()


def test_both_copies_are_written_and_a_second_time_nothing_changes(project: Path) -> None:
    paths, lines = write(project)
    there = [path.relative_to(project).as_posix() for path in paths]
    assert there == [f"classroom/{role}/{FIRST}.ipynb" for role in ("students", "instructor")]
    assert lines == [f"{FIRST:32} 2 exercises"]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}
    assert write(project)[0] == paths
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths} == before
    assert sorted(p.name for p in project.glob("classroom/**/*.*")) == [f"{FIRST}.ipynb"] * 2


def test_a_copy_that_was_worked_in_stays_and_the_new_one_is_put_beside_it(project: Path) -> None:
    student = write(project)[0][0]
    work = edit(student, "answer = ...", "answer = [1, 2]")
    paths, lines = write(project)
    assert student.read_bytes() == work
    assert paths[0] == student.with_name(f"{FIRST}-2.ipynb")
    assert lines[-1].endswith(f"has been worked in and stays; the new copy is {paths[0].name}.")
    assert write(project)[0] == paths, "the new copy is not worked in, and serves again"
    more = edit(paths[0], "answer = ...", "answer = 7")
    assert write(project)[0][0].name == f"{FIRST}-3.ipynb"
    assert paths[0].read_bytes() == more


def test_what_a_notebook_needs_is_carried_and_never_written_over(project: Path) -> None:
    student = write(project, carry=True)[0][0]
    assert 'load_article(\\"./corpus/idlib-2018\\")' in student.read_text(encoding="utf-8")
    actors = student.parent / "corpus" / "idlib-2018" / "actors.csv"
    article = actors.with_name("article.txt")
    assert article.read_bytes() == (project / "corpus/idlib-2018/article.txt").read_bytes()
    actors.write_text("mine", encoding="utf-8")
    write(project, carry=True)
    assert actors.read_text(encoding="utf-8") == "mine"


def test_an_untouched_copy_follows_its_source(project: Path) -> None:
    student = write(project)[0][0]
    edit(project / "notebooks" / f"{FIRST}.ipynb", "# 1 Read", "# 1 Do read")
    assert write(project)[0][0] == student
    assert "# 1 Do read" in student.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "[]", "my notes", "{"])
def test_a_file_of_somebody_else_stays(project: Path, content: str) -> None:
    place = project / "classroom" / "students" / f"{FIRST}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_text(content, encoding="utf-8")
    assert write(project)[0][0] != place
    assert place.read_text(encoding="utf-8") == content


def test_too_many_old_copies_are_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classroom, "MOST_VERSIONS", 2)
    edit(write(project)[0][0], "answer = ...", "answer = 1")
    with pytest.raises(ClassroomError, match="clear the folder"):
        write(project)


def test_nothing_is_written_if_one_notebook_cannot_be_copied(project: Path) -> None:
    (project / "notebooks" / "02-broken.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(DiscourseError, match=r"02-broken\.ipynb"):
        write(project)
    assert not (project / "classroom").exists()
    assert len(write(project, only="01")[0]) == 2


@pytest.mark.parametrize("out", [".", "notebooks"])
def test_the_sources_are_no_place_for_copies(project: Path, out: str) -> None:
    with pytest.raises(ClassroomError, match="holds the sources"):
        write_copies(project, out=project / out, say=print)


def test_an_exercise_without_a_check_is_told(project: Path) -> None:
    source = project / "notebooks" / f"{FIRST}.ipynb"
    content = json.loads(source.read_text(encoding="utf-8"))
    content["cells"] = [c for c in content["cells"] if c["id"] != "check-2"]
    source.write_text(json.dumps(content), encoding="utf-8")
    assert write(project)[1] == [f"{FIRST:32} 2 exercises; 1 without a check, to be graded by hand"]


def test_the_command_says_where_the_copies_are_and_what_went_wrong(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", "for class"], root=project) == 0
    assert (project / "for class" / "students" / f"{FIRST}.ipynb").exists()
    assert "The students' copies are in" in capsys.readouterr().out
    assert main(["--only", "77"], root=project) == 1
    assert "holds no notebook" in capsys.readouterr().err


@pytest.mark.slow
def test_a_student_learns_not_yet_and_then_right(project: Path) -> None:
    student = write(project)[0][0]
    edit(student, "answer = ...", "answer = [1, 2, 8]")
    edit(student, "answer = ...", "answer = ['wasn\\u2019t', '9/11', 'U.S.']")
    execute_notebook(student, env=kernel_environment(project / ".build"))
    cells = {cell["id"]: cell for cell in read_notebook(student)["cells"]}
    told = [cells[f"check-{n}"]["outputs"][0]["data"]["text/plain"] for n in (1, 2)]
    assert told[0].startswith("Not yet. Hint: A label is")
    assert told[1] == "Right."


@pytest.mark.slow
def test_answers_are_recorded_anew_from_the_solutions(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project / "notebooks" / f"{FIRST}.ipynb"
    before = source.read_bytes()
    found = run_solutions(source, root=project)
    known = load_exercises()
    assert found == {name: known[name].digest for name in ("01-1", "01-2")}
    assert source.read_bytes() == before
    store = tmp_path / "exercises.toml"
    whole = STORE.read_text(encoding="utf-8")
    store.write_text(whole.replace(known["01-1"].digest, "old"), encoding="utf-8")
    lines: list[str] = []
    monkeypatch.setattr("helpers.recording.run_solutions", lambda path, *, root: found)
    for _ in range(2):
        record_answers([source], root=project, say=lines.append, store=store)
    assert store.read_text(encoding="utf-8") == whole
    assert lines[1::2] == ["exercises.toml: changed 01-1", "exercises.toml: was up to date"]
