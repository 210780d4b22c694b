"""Set the project up and run its jobs: `python make.py [job] [options]`.

It needs nothing but Python itself. Any Python from 3.8 on can start it; the environment `.venv`
is made with one that the project supports, looked for on the search path where need be.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
SUPPORTED = ((3, 11), (3, 12), (3, 13))
LOCKS = {"main": "requirements.lock", "dev": "requirements-dev.lock"}
UV = "uv==0.13.9"
HELP = """usage: python make.py [job] [options]

  main    set up, run every notebook whose inputs changed, make the pages and the figures
          (options: --force, --only 01)
  test    format, lint, types, tests with coverage (options go to pytest)
  lab     open the notebooks in JupyterLab (options go to JupyterLab)
  classroom
          write students' copies without solutions, and an instructor's key, into classroom/
          (options: --only 04, --out FOLDER, --carry to put the articles beside them;
          --record brings the hashed answers up to date)
  setup   make or refresh the environment .venv and do nothing else
  clean   remove caches and build records; with --all the environment .venv too
  lock    resolve pyproject.toml into the lock files (developers; options go to uv)
  help    show this text
"""
SCRATCH = (".build", ".coverage", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")


class SetupError(Exception):
    """End the run with a message that says what to do."""


def say(text: str) -> None:
    """Show a line at once, also where the output is a pipe."""
    print(text, flush=True)


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of every job; thread settings and pip's own pass through."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    env.update(PYTHONHASHSEED="0", PYTHONUTF8="1", PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    env.update(changes)
    return env


def run(command: list[str], **changes: str) -> int:
    """Run a command in the project folder and return its exit code."""
    process = subprocess.Popen(command, cwd=str(ROOT), env=environment(**changes))
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the command hears Ctrl-C and ends itself
            return process.wait()


def probe(command: list[str]) -> tuple[tuple[int, int], bool] | None:
    """Return a Python's version and whether it can make environments; None if it does not run.

    A version manager may leave a `python3.12` on the path that only prints a complaint.
    """
    code = (
        "import sys; from importlib.util import find_spec as f; "
        "print(*sys.version_info[:2], int(bool(f('venv') and f('ensurepip'))))"
    )
    try:
        done = subprocess.run(
            [*command, "-c", code], capture_output=True, text=True, timeout=60, check=True
        )
        major, minor, able = done.stdout.split()
        return (int(major), int(minor)), able == "1"
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def candidates() -> list[list[str]]:
    """List the Pythons to try: the one at work first, then all on the path, newest first."""
    found = [[sys.executable]]
    for major, minor in reversed(SUPPORTED):
        for folder in os.get_exec_path():
            path = shutil.which(f"python{major}.{minor}", path=folder)
            if path:
                found.append([path])
        if os.name == "nt" and shutil.which("py"):
            found.append(["py", f"-{major}.{minor}"])
    return found


def choose_python(commands: list[list[str]]) -> tuple[list[str], tuple[int, int]]:
    """Return the first usable Python with its version, or stop with the remedy."""
    seen = []
    for command in commands:
        answer = probe(command)
        if answer and answer[0] in SUPPORTED and answer[1]:
            return command, answer[0]
        if answer:
            seen.append(answer[0])
    names = ["{}.{}".format(*version) for version in seen]
    if any(version in SUPPORTED for version in seen):
        raise SetupError(
            f"Python {', '.join(names)} is here but cannot make environments: its parts venv and\n"
            "ensurepip are missing. On Debian and Ubuntu: apt install python3-venv"
        )
    raise SetupError(
        f"Python 3.11, 3.12 or 3.13 is needed; found {', '.join(names) or 'none that runs'}.\n"
        "Install one (python.org, your package manager, or `py install 3.13` on Windows), then\n"
        "run this again with it. With conda: conda env create -f environment.yml"
    )


def venv_python(root: Path = ROOT) -> Path:
    """Return the path of the environment's Python."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def expected_stamp(root: Path, kind: str, version: tuple[int, int]) -> dict[str, str]:
    """Say what a finished environment was made from: place, Python, lock and project file."""
    stamp = {"root": str(root), "python": "{}.{}".format(*version)}
    for name in (LOCKS[kind], "pyproject.toml"):
        stamp[name] = hashlib.sha256((root / name).read_bytes()).hexdigest()
    return stamp


def read_stamp(root: Path, kind: str) -> dict[str, str]:
    """Return what the environment was made from; empty if it was never finished."""
    try:
        stamp = json.loads((root / ".venv" / f"stamp-{kind}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def plan(root: Path, kind: str, version: tuple[int, int]) -> str:
    """Say what the environment needs: `nothing`, `update` in place, or `rebuild` from empty.

    Each stamp is written last, so its absence means a set-up that was cut short. A folder that
    was moved is rebuilt, because an environment holds its own path.
    """
    if version not in SUPPORTED:
        return "rebuild"
    if read_stamp(root, kind) == expected_stamp(root, kind, version):
        return "nothing"
    for known in LOCKS:
        want, have = expected_stamp(root, known, version), read_stamp(root, known)
        if all(have.get(key) == want[key] for key in ("root", "python")):
            return "update"
    return "rebuild"


def install(lock: str) -> None:
    """Install a lock file, each file checked against its hash, showing how far it has come."""
    total = sum("==" in line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines())
    say(f"Installing at most {total} packages from {lock}; a first time takes a minute or two ...")
    python = str(venv_python())
    # The lock names every package that is needed, so pip need not work that out again.
    command = [python, "-m", "pip", "install", "--no-compile", "--no-deps", "--require-hashes"]
    command += ["-r", lock]
    tail: list[str] = []
    count = 0
    options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    options.update(cwd=str(ROOT), env=environment(), encoding="utf-8", errors="replace")
    with subprocess.Popen(command, **options) as process:
        for line in process.stdout or ():
            tail.append(line.rstrip())
            if line.startswith(("Collecting ", "Processing ", "Requirement already")):
                count += 1
                if count % 25 == 0:
                    say(f"  {count} packages fetched")
            elif line.startswith("Installing collected"):
                say(f"  {count} packages fetched; unpacking them")
    if process.returncode:
        raise SetupError(
            "\n".join(tail[-12:]) + f"\n\npip could not install {lock} (its last lines are above). "
            "Check the network connection and run\nthis again. Without a network, fill a folder "
            "with the packages on another machine (pip download\n"
            f"--require-hashes -r {lock} -d FOLDER) and set PIP_FIND_LINKS=FOLDER PIP_NO_INDEX=1."
        )


def setup(kind: str = "main") -> None:
    """Bring the environment to the state that the lock file describes."""
    version, _ = probe([str(venv_python())]) or ((0, 0), False)
    needed = plan(ROOT, kind, version)
    if needed == "nothing":
        return
    if needed == "rebuild":
        python, version = choose_python(candidates())
        say("Making .venv with Python {}.{} ...".format(*version))
        if run([*python, "-m", "venv", "--clear", ".venv"]):
            raise SetupError(
                "Python could not make .venv (see above). Close programs that use it, delete the\n"
                "folder .venv, and run this again. On Debian and Ubuntu: apt install python3-venv"
            )
    else:
        say("Bringing .venv up to date ...")
        for known in LOCKS:
            if read_stamp(ROOT, known):
                (ROOT / ".venv" / f"stamp-{known}.json").unlink()
    install(LOCKS[kind])
    say("  compiling them")  # pip would do it with one processor
    own_tests = r"[/\\]tests[/\\]"  # of the packages: nobody imports them
    run([str(venv_python()), "-m", "compileall", "-qq", "-j", "0", "-x", own_tests, ".venv"])
    editable = ["install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."]
    if run([str(venv_python()), "-m", "pip", *editable]):
        raise SetupError("pip could not install the project itself (see above).")
    for known in LOCKS if kind == "dev" else ("main",):  # the dev lock holds all of the main one
        stamp = json.dumps(expected_stamp(ROOT, known, version), indent=1)
        (ROOT / ".venv" / f"stamp-{known}.json").write_text(stamp, encoding="utf-8")
    say("The environment .venv is ready.")


def do_main(options: list[str]) -> int:
    """Run the notebooks and make pages and figures."""
    setup()
    return run([str(venv_python()), "-m", "helpers.build", *options], MPLBACKEND="Agg")


def do_test(options: list[str]) -> int:
    """Run all checks, the tests last, and fail if any failed."""
    setup("dev")
    failed = False
    for check in ("ruff format --check .", "ruff check .", "mypy", "pytest --cov"):
        say(f"--- {check}")
        command = [str(venv_python()), "-m", *check.split()]
        command += options if check.startswith("pytest") else []
        failed = run(command, MPLBACKEND="Agg") != 0 or failed
    return int(failed)


def do_lab(options: list[str]) -> int:
    """Open JupyterLab at the notebooks; the corpus stays in reach of its file browser."""
    setup()
    place = ["--ServerApp.root_dir=.", "--LabApp.default_url=/lab/tree/notebooks"]
    # By itself JupyterLab asks the network for news and for newer versions.
    quiet = [
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    command = [str(venv_python()), "-m", "jupyterlab", "--ip=127.0.0.1", *place, *quiet]
    return run([*command, *options])


def do_classroom(options: list[str]) -> int:
    """Write students' copies and the instructor's key of the notebooks."""
    setup()
    return run([str(venv_python()), "-m", "helpers.classroom", *options], MPLBACKEND="Agg")


def do_clean(options: list[str]) -> int:
    """Remove what can be made again; the executed notebooks and figures stay."""
    folders = [ROOT / name for name in (*SCRATCH, *([".venv"] if "--all" in options else []))]
    for place in ("helpers", "tests", "notebooks"):
        for name in ("__pycache__", ".ipynb_checkpoints"):
            folders += (ROOT / place).rglob(name)
    for path in folders:
        shutil.rmtree(str(path), ignore_errors=True)
        if path.is_file():
            path.unlink()
    return 0


def do_lock(options: list[str]) -> int:
    """Resolve the dependencies for all systems and Pythons; versions stay unless `--upgrade`."""
    python, _ = choose_python(candidates())
    common = (
        "pip compile pyproject.toml --quiet --universal --generate-hashes --group=build".split()
    )
    common += ["--python-version=3.11", "--no-annotate", "--no-emit-index-url"]
    common += ["--custom-compile-command=python make.py lock", *options]
    developers = ["--group=dev", f"--constraint={LOCKS['main']}"]
    with tempfile.TemporaryDirectory() as folder:
        tool = [str(Path(folder) / venv_python(Path()).relative_to(".venv"))]
        for step in (
            [*python, "-m", "venv", folder],
            [*tool, "-m", "pip", "install", "--quiet", UV],
            [*tool, "-m", "uv", *common, f"--output-file={LOCKS['main']}"],
            [*tool, "-m", "uv", *common, *developers, f"--output-file={LOCKS['dev']}"],
        ):
            if run(step):
                raise SetupError("Locking stopped (see above); it needs a network connection.")
    say(f"Wrote {LOCKS['main']} and {LOCKS['dev']}.")
    return 0


def main(arguments: list[str]) -> int:
    """Run the job that the command line names."""
    name, options = (arguments[0], arguments[1:]) if arguments else ("main", [])
    jobs = {
        "main": do_main,
        "test": do_test,
        "lab": do_lab,
        "classroom": do_classroom,
        "clean": do_clean,
        "lock": do_lock,
    }
    try:
        if name in jobs:
            return jobs[name](options)
        if name == "setup":
            setup("dev" if "--dev" in options else "main")
            return 0
    except KeyboardInterrupt:
        return 130
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    say(HELP)
    if name in ("help", "-h", "--help"):
        return 0
    say(f"There is no job {name!r}; the jobs are listed above.")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
