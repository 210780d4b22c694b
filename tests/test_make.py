"""Test what make.py decides: which Python, and what the environment needs."""

import importlib.util
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parent.parent / "make.py"
SPEC = importlib.util.spec_from_file_location("make_script", PATH)
assert SPEC and SPEC.loader
make = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(make)

GOOD, OLD = ((3, 12), True), ((3, 9), True)
HERE = sys.version_info[:2]
posix = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


@pytest.fixture
def root(tmp_path) -> Path:
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def stamp(folder: Path, kind: str = "main", version=(3, 12), **changes) -> None:
    content = {**make.expected_stamp(folder, kind, version), **changes}
    (folder / ".venv" / f"stamp-{kind}.json").write_text(json.dumps(content), encoding="utf-8")


def test_finished_environment_needs_nothing(root):
    stamp(root)
    assert make.plan(root, "main", (3, 12)) == "nothing"


def test_environment_without_stamp_was_cut_short_and_is_rebuilt(root):
    assert make.plan(root, "main", (3, 12)) == "rebuild"
    (root / ".venv" / "stamp-main.json").write_text('{"root": ', encoding="utf-8")
    assert make.plan(root, "main", (3, 12)) == "rebuild"
    (root / ".venv" / "stamp-main.json").write_text("[]", encoding="utf-8")
    assert make.plan(root, "main", (3, 12)) == "rebuild"


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_changed_lock_or_project_updates_in_place(root, name):
    stamp(root)
    (root / name).write_text("changed", encoding="utf-8")
    assert make.plan(root, "main", (3, 12)) == "update"


def test_tests_add_to_the_main_environment(root):
    stamp(root)
    assert make.plan(root, "dev", (3, 12)) == "update"
    stamp(root, "dev")
    assert make.plan(root, "dev", (3, 12)) == "nothing"
    (root / "requirements-dev.lock").write_text("changed", encoding="utf-8")
    assert make.plan(root, "main", (3, 12)) == "nothing"
    assert make.plan(root, "dev", (3, 12)) == "update"


def test_moved_folder_or_other_python_is_rebuilt(root):
    stamp(root, root="/elsewhere")
    assert make.plan(root, "main", (3, 12)) == "rebuild"
    stamp(root)
    assert make.plan(root, "main", (3, 13)) == "rebuild"
    assert make.plan(root, "main", (0, 0)) == "rebuild"
    stamp(root, version=(3, 10))
    assert make.plan(root, "main", (3, 10)) == "rebuild"


def test_first_usable_python_is_chosen(monkeypatch):
    answers = {"gone": None, "old": OLD, "bare": ((3, 13), False), "good": GOOD, "late": GOOD}
    monkeypatch.setattr(make, "probe", lambda command: answers[command[0]])
    commands = [[name] for name in answers]
    assert make.choose_python(commands) == (["good"], (3, 12))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([None, OLD, ((3, 14), True)], ["3.11, 3.12 or 3.13 is needed", "found 3.9, 3.14"]),
        ([None], ["found none that runs"]),
        ([OLD, ((3, 11), False)], ["3.9, 3.11 is here", "apt install python3-venv"]),
    ],
)
def test_without_a_usable_python_the_remedy_is_given(monkeypatch, answers, words):
    left = iter(answers)
    monkeypatch.setattr(make, "probe", lambda command: next(left))
    with pytest.raises(make.SetupError) as caught:
        make.choose_python([["python"]] * len(answers))
    assert all(word in str(caught.value) for word in words)


def test_probe_tells_version_and_ability():
    assert make.probe([sys.executable]) == (HERE, True)
    assert make.probe(["/nowhere/python3.12"]) is None


@posix
def test_search_goes_past_a_shim_that_does_not_run(tmp_path, monkeypatch):
    folders = [tmp_path / "shims", tmp_path / "bin"]
    for folder, script in zip(folders, ("exit 127", f'exec "{sys.executable}" "$@"'), strict=True):
        folder.mkdir()
        path = folder / "python3.13"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))
    found = make.candidates()
    assert found == [[sys.executable], *([str(folder / "python3.13")] for folder in folders)]
    command, _ = make.choose_python(found[1:])
    assert command == [str(folders[1] / "python3.13")]


def test_environment_is_fixed_where_results_hang_on_it_and_else_passes_through(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.setenv("PIP_FIND_LINKS", "wheels")
    env = make.environment(MPLBACKEND="Agg")
    assert (env["PYTHONHASHSEED"], env["MPLBACKEND"]) == ("0", "Agg")
    assert (env["OMP_NUM_THREADS"], env["PIP_FIND_LINKS"]) == ("3", "wheels")
    assert "PYTHONPATH" not in env


@pytest.mark.parametrize(("arguments", "job"), [([], "main"), (["main", "--force"], "main")])
def test_main_is_the_default_and_options_pass_on(monkeypatch, arguments, job):
    given = []
    monkeypatch.setattr(make, f"do_{job}", lambda options: given.append(options) or 0)
    assert make.main(arguments) == 0
    assert given == [arguments[1:]]


@pytest.mark.parametrize(("failing", "code"), [(None, 0), ("ruff", 1), ("pytest", 1)])
def test_all_checks_run_and_any_failure_counts(monkeypatch, failing, code):
    commands = []
    monkeypatch.setattr(make, "setup", lambda kind: None)
    monkeypatch.setattr(
        make, "run", lambda command, **_: commands.append(command[2:]) or failing in command
    )
    assert make.do_test(["-k", "stance"]) == code
    assert [command[0] for command in commands] == ["ruff", "ruff", "mypy", "pytest"]
    assert commands[-1] == ["pytest", "--cov", "-k", "stance"]


def test_a_failed_setup_says_why_and_fails(monkeypatch, capsys):
    def stop(kind="main"):
        raise make.SetupError("Do this.")

    monkeypatch.setattr(make, "setup", stop)
    assert make.main(["setup"]) == 1
    assert "Do this." in capsys.readouterr().err


def test_setup_writes_its_stamp_last_and_only_then_rests(root, monkeypatch):
    commands = []
    monkeypatch.setattr(make, "ROOT", root)
    monkeypatch.setattr(make, "probe", lambda command: GOOD)
    monkeypatch.setattr(make, "choose_python", lambda commands: (["python3.12"], (3, 12)))

    broken = [True]

    def run(command, **_):
        assert not list((root / ".venv").glob("stamp*"))
        commands.append(command)
        return int("--editable" in command and broken[0])

    monkeypatch.setattr(make, "run", run)
    monkeypatch.setattr(make, "install", lambda lock: run(["pip", lock]))
    with pytest.raises(make.SetupError, match="could not install the project itself"):
        make.setup()
    broken[0] = False
    make.setup("dev")
    assert ["pip", "requirements-dev.lock"] in commands
    assert make.plan(root, "main", (3, 12)) == make.plan(root, "dev", (3, 12)) == "nothing"
    count = len(commands)
    make.setup()
    make.setup("dev")
    assert len(commands) == count


def test_clean_keeps_the_environment_unless_told(root, monkeypatch):
    monkeypatch.setattr(make, "ROOT", root)
    for name in (".build", ".pytest_cache", "helpers/deep/__pycache__", "figures"):
        (root / name).mkdir(parents=True)
    (root / ".coverage").write_text("", encoding="utf-8")
    assert make.main(["clean"]) == 0
    assert sorted(path.name for path in root.iterdir() if path.is_dir()) == [
        ".venv",
        "figures",
        "helpers",
    ]
    assert not list(root.rglob("__pycache__"))
    assert not (root / ".coverage").exists()
    assert make.main(["clean", "--all"]) == 0
    assert not (root / ".venv").exists()


def test_help_shows_every_job_and_an_unknown_one_is_refused():
    for arguments, code in ((["help"], 0), (["--help"], 0), (["tset"], 2)):
        done = subprocess.run(
            [sys.executable, str(PATH), *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode == code
        jobs = ("main", "test", "lab", "classroom", "setup", "clean", "lock", "help")
        assert all(re.search(rf"^  {job}\s", done.stdout, re.MULTILINE) for job in jobs)
    assert "no job 'tset'" in done.stdout


def test_makefile_has_the_same_jobs():
    text = (PATH.parent / "Makefile").read_text(encoding="utf-8")
    assert (
        "main test lab classroom setup clean lock help:\n\t@$(PYTHON) make.py $@ $(ARGS)\n" in text
    )
