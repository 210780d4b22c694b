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
    assert commands[-1][:2] == ["pytest", "--cov"]
    assert commands[-1][-2:] == ["-k", "stance"]


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
        jobs = ("main", "test", "lab", "classroom", "setup", "wheelhouse", "clean", "lock", "help")
        assert all(re.search(rf"^  {job}\s", done.stdout, re.MULTILINE) for job in jobs)
    assert "no job 'tset'" in done.stdout


def test_makefile_has_the_same_jobs():
    text = (PATH.parent / "Makefile").read_text(encoding="utf-8")
    jobs = "main test lab classroom setup wheelhouse clean lock help"
    assert f"{jobs}:\n\t@$(PYTHON) make.py $@ $(ARGS)\n" in text
    assert f".PHONY: {jobs}\n" in text


LOCK = """# a comment
everywhere==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
windows-only==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
elsewhere==3.0 ; os_name != 'nt' or (sys_platform != 'win32' and python_version < '3') \\
    --hash=sha256:dd
early==1.0 ; python_full_version < '3.11.5' \\
    --hash=sha256:ee
early==2.0 ; python_full_version >= '3.11.5' \\
    --hash=sha256:ff
no-intel-mac==1.0 ; sys_platform != 'darwin' or platform_machine == 'arm64' \\
    --hash=sha256:11
"""


@pytest.fixture
def fetched(root, monkeypatch) -> list[tuple[list[str], str]]:
    """Let the job run without pip and without a network; note what it would fetch."""
    calls = []

    def follow(command, **_):
        listed = Path(command[command.index("-r") + 1])
        calls.append((command, listed.read_text(encoding="utf-8")))
        (root / "wheelhouse").mkdir(exist_ok=True)
        (root / "wheelhouse" / f"{len(calls)}.whl").write_bytes(b"x" * 500_000)
        return 0, []

    (root / "requirements.lock").write_text(LOCK, encoding="utf-8")
    (root / "requirements-dev.lock").write_text("dev==1.0 --hash=sha256:aa\n", encoding="utf-8")
    monkeypatch.setattr(make, "ROOT", root)
    monkeypatch.setattr(make, "choose_python", lambda commands: ([sys.executable], (3, 12)))
    # The tool's Python is asked for nothing but the lines of the lock.
    monkeypatch.setattr(make, "venv_python", lambda root=root: Path(".venv") / "python")
    real = subprocess.run
    monkeypatch.setattr(
        make.subprocess, "run", lambda command, **more: real([sys.executable, *command[1:]], **more)
    )
    monkeypatch.setattr(make, "run", lambda command, **_: 0)
    monkeypatch.setattr(make, "follow", follow)
    return calls


def names(listed: str) -> list[str]:
    return [line.split(" ")[0] for line in listed.splitlines()]


def test_wheels_are_fetched_for_the_machine_that_was_asked_for(fetched, capsys):
    options = ["--platform", "windows", "--platform", "macosx_11_0_x86_64", "--python", "3.12"]
    assert make.main(["wheelhouse", *options]) == 0
    windows, mac = fetched
    for_windows = "everywhere==1.0 windows-only==2.0 early==2.0 no-intel-mac==1.0"
    assert names(windows[1]) == for_windows.split()
    assert names(mac[1]) == ["everywhere==1.0", "elsewhere==3.0", "early==2.0"]
    assert "--hash=sha256:aa --hash=sha256:bb" in " ".join(windows[1].split())
    assert {"--platform=win_amd64", "--require-hashes", "--only-binary=:all:"} <= set(windows[0])
    assert "--platform=macosx_11_0_x86_64" in mac[0]
    assert "holds 2 packages, 1 MB" in capsys.readouterr().out


def test_early_and_late_releases_of_a_python_both_find_their_wheels(fetched):
    assert make.main(["wheelhouse", "--platform", "linux", "--python", "3.11"]) == 0
    (early, first), (late, second) = fetched
    assert "early==1.0" in names(first)
    assert names(second) == ["early==2.0"]
    assert (
        early[early.index("--python-version") + 1],
        late[late.index("--python-version") + 1],
    ) == (
        "3.11.0",
        "3.11.99",
    )


def test_without_options_the_wheels_are_for_this_machine(fetched, monkeypatch):
    assert make.main(["wheelhouse", "--dev"]) == 0
    command, listed = fetched.pop()
    assert names(listed) == ["dev==1.0"]
    assert command[command.index("--python-version") + 1] == "3.12.0"
    # pip knows best which wheels fit the machine that it runs on.
    assert not any(part.startswith("--platform") for part in command)
    for system, machine, name in (
        ("win32", "AMD64", "windows-only==2.0"),
        ("darwin", "arm64", "no-intel-mac==1.0"),
        ("linux", "aarch64", "no-intel-mac==1.0"),
    ):
        monkeypatch.setattr(make.sys, "platform", system)
        monkeypatch.setattr(make.platform, "machine", lambda machine=machine: machine)
        assert make.main(["wheelhouse"]) == 0
        assert name in names(fetched[-1][1])
    monkeypatch.setattr(make.sys, "platform", "darwin")
    monkeypatch.setattr(make.platform, "machine", lambda: "x86_64")
    assert make.main(["wheelhouse"]) == 0
    assert "no-intel-mac==1.0" not in names(fetched[-1][1])


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("win32", "AMD64", "windows"),
        ("win32", "ARM64", "win_arm64"),
        ("darwin", "arm64", "mac"),
        ("darwin", "x86_64", "macosx_14_0_x86_64"),
        ("linux", "x86_64", "linux"),
        ("linux", "aarch64", "manylinux_2_28_aarch64"),
    ],
)
def test_a_machine_is_called_so_that_wheels_for_it_are_found(monkeypatch, system, machine, name):
    monkeypatch.setattr(make.sys, "platform", system)
    monkeypatch.setattr(make.platform, "machine", lambda: machine)
    assert make.name_system() == name
    asked = make.describe_machine(make.SYSTEMS.get(name, [name])[0], "3.12.0")
    assert (asked["sys_platform"], asked["platform_machine"]) == (system, machine)


def test_a_python_that_the_project_does_not_support_is_refused(fetched, capsys):
    with pytest.raises(SystemExit):
        make.main(["wheelhouse", "--python", "3.9"])
    assert "3.11" in capsys.readouterr().err
    assert not fetched


def test_a_failed_fetch_says_what_pip_said_and_fails(fetched, monkeypatch, capsys):
    monkeypatch.setattr(make, "follow", lambda command, **_: (1, ["No matching distribution"]))
    assert make.main(["wheelhouse"]) == 1
    said = capsys.readouterr().err
    assert "No matching distribution" in said
    assert "Fetching stopped" in said


@pytest.mark.parametrize("offline", [False, True])
def test_set_up_installs_from_the_folder_of_wheels_alone_if_it_is_there(root, monkeypatch, offline):
    seen = {}
    monkeypatch.setattr(make, "ROOT", root)
    monkeypatch.setattr(make, "probe", lambda command: GOOD)
    monkeypatch.setattr(make, "follow", lambda command, **more: seen.update(more) or (1, ["why"]))
    if offline:
        (root / "wheelhouse").mkdir()
    with pytest.raises(make.SetupError, match="why") as caught:
        make.install("requirements-dev.lock")
    assert seen == ({"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "wheelhouse"} if offline else {})
    said = str(caught.value)
    assert f"--platform {make.name_system()} --python 3.12 --dev" in said
    assert ("lacks something" in said) == offline
    assert ("network connection" in said) == (not offline)


def test_pip_is_followed_and_its_last_lines_are_kept(root, monkeypatch, capsys):
    monkeypatch.setattr(make, "ROOT", root)
    script = (
        "for i in range(60): print('Collecting', i)\n"
        "print('Installing collected packages: a'); raise SystemExit(3)"
    )
    code, tail = make.follow([sys.executable, "-c", script])
    assert code == 3
    assert tail[-1] == "Installing collected packages: a"
    assert len(tail) == 12
    out = capsys.readouterr().out
    assert "25 packages found\n" in out
    assert "60 packages found; unpacking them" in out
