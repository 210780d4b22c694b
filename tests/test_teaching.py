"""What the guide for teachers promises is there: minutes, commands, pages, sections, numbers."""

from __future__ import annotations

import ast
import csv
import importlib.util
import json
import re

import pytest
from bibliography import ROOT

import helpers

PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
HANDOUT = (ROOT / "docs" / "handout.md").read_text(encoding="utf-8")
SESSIONS = re.split(r"^### Session ", PAGE, flags=re.MULTILINE)[1:]
SPEC = importlib.util.spec_from_file_location("make_script", ROOT / "make.py")
assert SPEC and SPEC.loader
make = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(make)


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("session", SESSIONS, ids=lambda text: text[:1])
def test_a_session_fills_ninety_minutes_and_parts_in_two_lessons(session: str) -> None:
    table = session.split("| minutes | what | how |\n|---|---|---|\n")[1].split("\n\n")[0]
    rows = [row.split("|")[1:3] for row in table.splitlines()]
    where = next(i for i, (_, what) in enumerate(rows) if what.strip() == "**break**")
    parts = rows[:where], rows[where + 1 :]
    first, second = (sum(int(minutes) for minutes, _ in part) for part in parts)
    assert (first, second) == (45, 45)
    assert "**To discuss.**" in session
    assert "**What you will hear.**" in session


def test_there_are_six_sessions() -> None:
    assert [session[0] for session in SESSIONS] == list("123456")


@pytest.mark.parametrize("name", ["teaching.md", "handout.md", "glossary.md"])
def test_links_lead_somewhere(name: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for address in re.findall(r"\]\(([^)]+)\)", page):
        if address.startswith("https://"):
            continue
        path, _, part = address.partition("#")
        target = ROOT / "docs" / (path or name)
        assert target.resolve().is_file(), address
        if part:
            heads = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert part in map(anchor, heads), address


def read_heads(number: str) -> list[str]:
    [path] = (ROOT / "notebooks").glob(f"{int(number):02}-*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    return re.findall(r"^#+ (.+)$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        ("0", "Two invented sentences"),
        ("0", "A cell that is wrong"),
        ("0", "Our own tool fails as well"),
        ("2", "Three capitals in two sentences"),
        ("2", "Doing or suffering?"),
        ("2", "Who does what to whom?"),
        ("3", "The quarrel goes on"),
        ("3", "Who are the speakers?"),
        ("3", "Words without marks"),
    ],
)
def test_headings_that_are_named_exist(number: str, heading: str) -> None:
    assert f'"{heading}"' in PAGE
    assert heading in read_heads(number)


def test_numbered_sections_that_are_named_exist() -> None:
    named = re.findall(r"\[(\d)\]\(\.\./notebooks/[^)]+\), sections ([\d, and to]+)", PAGE)
    named += re.findall(r"Notebook \[(\d)\]\([^)]+\), sections ([\d, and]+)", PAGE)
    assert {number for number, _ in named} >= {"4", "5", "6", "7"}
    for number, sections in named:
        for section in re.findall(r"\d+", sections):
            assert any(head.startswith(f"{section}. ") for head in read_heads(number))


def read_figure(name: str) -> list[dict[str, str]]:
    path = ROOT / "figures" / "idlib-2018" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_commands_that_are_named_exist() -> None:
    jobs = set(re.findall(r"^  (\w+)\s", make.HELP, re.MULTILINE))
    assert set(re.findall(r"`make (\w+)", PAGE)) - {"X"} <= jobs
    assert set(re.findall(r"`py make\.py (\w+)", PAGE)) - {"X"} <= jobs
    assert set(re.findall(r"--platform (\w+)", PAGE)) <= set(make.SYSTEMS)
    supported = {"{}.{}".format(*version) for version in make.SUPPORTED}
    assert set(re.findall(r"--python (3\.\d+)", PAGE)) <= supported


def test_the_example_answers_have_the_numbers_of_the_figures() -> None:
    rows = read_figure("stance")
    cells = [float(r["value"]) for r in rows if r["actor"] == "hezbollah" and r["value"]]
    means = {r["actor"]: float(r["stance"]) for r in read_figure("polarity-against-stance")}
    best = max(means, key=lambda actor: means[actor])
    assert best == "hezbollah"
    one, other = cells
    assert f"({one:+.2f} and {other:+.2f}; mean {means[best]:+.2f}, the highest" in " ".join(
        PAGE.replace("> ", "").split()
    )
    assert PAGE.count(f"{means[best]:+.2f}") >= 3


def test_the_words_that_are_quoted_from_the_article_stand_in_it() -> None:
    article = " ".join((ROOT / "corpus" / "idlib-2018" / "article.txt").read_text("utf-8").split())
    answers = " ".join(PAGE.split("**Example answers**")[1].split("**Marking the")[0].split())
    quoted = re.findall(r"'([a-z][^']{4,}?)'", answers.replace("> ", ""))
    assert len(quoted) > 3
    for words in quoted:
        assert words.replace("'", "’") in article, words


def test_the_handout_codes_actors_of_those_paragraphs() -> None:
    named = {
        (r["label"], r["actor_label"]) for r in read_figure("stance") if int(r["n_mentions"] or 0)
    }
    asked = re.findall(r"^\| (\d+) \| ([A-Z][\w ]+) \|", HANDOUT, re.MULTILINE)
    assert len(asked) > 4
    assert set(asked) <= named


def test_the_ground_rules_are_the_same_in_both() -> None:
    guide, handout = (
        re.findall(r"^\d\. ([A-Z][^.:]+)", page.split("## Ground rules")[1], re.MULTILINE)[:7]
        for page in (PAGE, HANDOUT)
    )
    assert len(guide) == len(handout) == 7
    for one, other in zip(guide, handout, strict=True):
        assert one.split()[:3] == other.split()[:3]


def test_the_cells_that_are_to_be_typed_are_python() -> None:
    cells = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(cells) == 1
    tree = ast.parse("\n".join(cells))
    imported = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "helpers"]
    assert {name.name for node in imported for name in node.names} <= set(helpers.__all__)
