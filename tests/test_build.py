"""Test the build on a small project: it runs, says where it failed, repeats itself and skips."""

import json
import re
import shutil
import sys
import time
import types
from pathlib import Path
from threading import Lock

import pytest

from helpers import build as module
from helpers.build import BuildError, build, find_notebooks, main
from helpers.notebooks import NotebookError
from helpers.pages import find_loads

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
FIRST = (
    "# First steps\n\nWhat does it look like? [Next](02-second.ipynb) [Terms](../docs/terms.md)\n\n"
    "[A paper](https://doi.org/10.1000/1)",
    "from IPython.display import HTML, display\nimport os, sys",
    f"display({{'image/png': '{PNG}'}}, raw=True,\n"
    """        metadata={'image/png': {'alt': 'A line > "zero" & rising'}})""",
    "display(HTML('<script src=\"https:' + '//example.org/a.js\"></script><b>bold</b>'))",
    "print(os.path.basename(os.getcwd()), os.environ['PYTHONHASHSEED'], object())\n"
    "sys.flags.utf8_mode",
)
SECOND = (
    "Who speaks?",
    f"from IPython.display import Image\nimport base64\nImage(base64.b64decode('{PNG}'))",
)


def write_notebook(path: Path, sources) -> None:
    cells = [
        {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
        if number
        else {"cell_type": "markdown", "source": source, "metadata": {}}
        for number, source in enumerate(sources)
    ]
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(content), encoding="utf-8")


def export(folder: Path, *, out: Path) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    (out / "data.csv").write_text(folder.name, encoding="utf-8")
    return [out / "data.csv"]


def run(root: Path, **options) -> list[str]:
    lines: list[str] = []
    build(root, export=export, say=lines.append, **options)
    return lines


def states(lines: list[str]) -> dict[str, str]:
    """Take what was done, without the seconds, from the lines of progress."""
    found = (re.match(r"(\S+) +(?:[\d.]+ s|(unchanged))(?:  (.*))?$", line) for line in lines)
    return {m[1]: (m[2] or m[3]) for m in found if m}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, list[str]]:
    root = tmp_path_factory.mktemp("build") / "a project"
    for folder in ("notebooks", "helpers", "corpus/north", "figures/html", ".build/matplotlib"):
        (root / folder).mkdir(parents=True)
    (root / ".build" / "matplotlib" / "fontlist-0.json").write_text("{}", encoding="utf-8")
    (root / "corpus" / "north" / "article.txt").write_text("Text.\n", encoding="utf-8")
    (root / "figures" / "html" / "99-gone.html").write_text("old", encoding="utf-8")
    write_notebook(root / "notebooks" / "01-first.ipynb", FIRST)
    write_notebook(root / "notebooks" / "02-second.ipynb", SECOND)
    return root, run(root)


@pytest.fixture
def project(built, tmp_path) -> Path:
    """Give a test its own copy of the built project."""
    return Path(shutil.copytree(built[0], tmp_path / "copy"))


def contents(root: Path) -> dict[str, bytes]:
    paths = [*root.glob("notebooks/*"), *root.glob("figures/**/*.*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def test_build_makes_everything_and_reports_it(built):
    root, lines = built
    assert states(lines) == {
        "01-first": "executed + page",
        "02-second": "executed + page; 1 picture(s) without alternative text",
        "figures/north": "exported",
    }
    assert lines[-1] == "Open figures/html/index.html in a browser."
    assert set(contents(root)) == {
        "notebooks/01-first.ipynb",
        "notebooks/02-second.ipynb",
        "figures/html/01-first.html",
        "figures/html/02-second.html",
        "figures/html/index.html",
        "figures/north/data.csv",
    }


def test_executed_notebook_is_in_order_and_without_traces_of_the_run(built):
    text = (built[0] / "notebooks" / "01-first.ipynb").read_text(encoding="utf-8")
    notebook = json.loads(text)
    codes = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in codes] == [1, 2, 3, 4]
    assert [cell["id"] for cell in notebook["cells"]] == [f"cell-0{n}" for n in range(1, 6)]
    stream, result = codes[3]["outputs"]
    assert stream["text"] == ["notebooks 0 <object object at 0x...>\n"]
    assert result["data"]["text/plain"] == ["1"]
    assert "iopub" not in text
    assert str(built[0]) not in text


def test_page_shows_alternative_text_and_asks_the_network_for_nothing(built):
    page = (built[0] / "figures" / "html" / "01-first.html").read_text(encoding="utf-8")
    assert re.search(r"<img alt='A line &gt; \"zero\" &amp; rising' src=\"data:image/png", page)
    assert "<b>bold</b>" in page
    assert find_loads(page) == []
    assert re.findall(r"https?://[^\"'<\s]+", page) == ["https://doi.org/10.1000/1"]
    assert '<a href="02-second.html">Next</a>' in page
    assert '<a href="../../docs/terms.md">Terms</a>' in page
    assert "In\xa0[" not in page


def test_index_lists_the_questions(built):
    page = (built[0] / "figures" / "html" / "index.html").read_text(encoding="utf-8")
    assert '<a href="01-first.html">First steps</a><br>What does it look like?' in page
    assert '<a href="02-second.html">Who speaks?</a></li>' in page


def test_second_build_does_nothing(project):
    before = contents(project)
    assert set(states(run(project)).values()) == {"unchanged"}
    assert contents(project) == before


@pytest.mark.slow
def test_forced_build_gives_the_same_bytes(project):
    before = contents(project)
    assert states(run(project, force=True))["01-first"] == "executed + page"
    assert contents(project) == before


def test_only_what_a_change_touches_is_done_again(project, monkeypatch):
    executed = []
    monkeypatch.setattr(module, "execute_notebook", lambda path, **_: executed.append(path.stem))
    first = project / "notebooks" / "01-first.ipynb"
    page = project / "figures" / "html" / "01-first.html"

    page.write_text("edited", encoding="utf-8")
    assert states(run(project)) == {
        "01-first": "page",
        "02-second": "unchanged",
        "figures/north": "unchanged",
    }
    assert executed == []

    first.write_text(first.read_text(encoding="utf-8").replace("<b>bold", "<b>bald"), "utf-8")
    run(project, only="02")
    assert executed == []
    assert "figures/north" not in states(run(project, only="01"))
    assert executed == ["01-first"]

    (project / "figures" / "north" / "data.csv").unlink()
    assert states(run(project))["figures/north"] == "exported"

    (project / "corpus" / "north" / "article.txt").write_text("Other.\n", encoding="utf-8")
    assert states(run(project))["figures/north"] == "exported"
    assert sorted(executed[1:]) == ["01-first", "02-second"]


@pytest.mark.slow
def test_a_failing_cell_is_named_and_leaves_the_file(project):
    path = project / "notebooks" / "01-first.ipynb"
    write_notebook(path, ["# First", "a = 1", "# Comment\nundefined + a", "a"])
    before = path.read_bytes()
    with pytest.raises(NotebookError) as caught:
        run(project)
    message = str(caught.value)
    assert "notebooks/01-first.ipynb, cell 3 of 4 (`# Comment`): NameError: name 'undef" in message
    assert "left as it was" in message
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*"))


def test_a_missing_notebook_is_named(project, tmp_path):
    assert [path.stem for path in find_notebooks(project, only="02")] == ["02-second"]
    with pytest.raises(BuildError, match="starts with 77"):
        find_notebooks(project, only="77")
    with pytest.raises(BuildError, match="holds no notebook"):
        find_notebooks(tmp_path)


def test_a_text_may_go_without_figures_and_a_comparison_has_its_own(project):
    corpus = project / "corpus"
    (corpus / "south").mkdir()
    (corpus / "south" / "article.txt").write_text("Text.\n", encoding="utf-8")
    (corpus / "south" / "article.toml").write_text("figures = false\n", encoding="utf-8")
    plan = '[both]\narticles = ["north", "south"]\n'
    (corpus / "comparisons.toml").write_text(plan, encoding="utf-8")

    def export_plan(plan, *, out):
        return export(Path(" and ".join(folder.name for folder in plan.articles)), out=out)

    done = states(run(project, export_plan=export_plan))
    assert done["figures/both"] == done["figures/north"] == "exported"
    assert "figures/south" not in done
    made = (project / "figures" / "both" / "data.csv").read_text(encoding="utf-8")
    assert made == "north and south"
    assert states(run(project, export_plan=export_plan))["figures/both"] == "unchanged"
    assert "figures/both" not in states(run(project)), "without a writer there is nothing to do"


def test_figures_are_drawn_one_after_another(project):
    for name in ("south", "west"):
        (project / "corpus" / name).mkdir()
        (project / "corpus" / name / "article.txt").write_text("Text.\n", encoding="utf-8")
    drawing = Lock()

    def alone(folder, *, out):
        assert drawing.acquire(blocking=False), "two are drawn at once"
        time.sleep(0.05)
        drawing.release()
        return export(folder, out=out)

    done: list[str] = []
    build(project, export=alone, say=done.append, force=True)
    assert {"figures/north", "figures/south", "figures/west"} <= set(states(done))


def test_command_line_builds_and_returns_a_code(project, monkeypatch, capsys):
    stub = types.ModuleType("helpers.publish")
    stub.export_article = export
    monkeypatch.setitem(sys.modules, "helpers.publish", stub)
    (project / "figures" / "north" / "data.csv").unlink()
    assert main([], root=project) == 0
    assert "figures/north" in capsys.readouterr().out
    assert main(["--only", "77"], root=project) == 1
    assert "starts with 77" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("shown", "tag", "words"),
    [
        ("Right.", "check", ""),
        (
            "Not yet.",
            "check",
            "check refuses the solution: 01-1 (python -m helpers.classroom --rec",
        ),
        ("", "solution", "01-first, cell 3: a solution must follow the text of its exercise"),
    ],
)
def test_a_check_that_refuses_its_solution_is_told(tmp_path, shown, tag, words):
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": shown}}
    call = 'check_answer(answer, exercise="01-1")'
    cells = [
        {"cell_type": "markdown", "source": "**1.** Count.", "metadata": {}},
        {"cell_type": "code", "source": "answer = 1", "metadata": {"tags": ["solution"]}},
        {"cell_type": "code", "source": call, "metadata": {"tags": [tag]}, "outputs": [output]},
    ]
    cells[1]["outputs"] = []
    path = tmp_path / "01-first.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}), encoding="utf-8")
    assert module._note_faults(path).startswith(words)
    assert bool(module._note_faults(path)) == bool(words)
