"""Set the project up and run its jobs: `python make.py [job] [options]`.

It needs nothing but Python itself. Any Python from 3.8 on can start it; the environment `.venv`
is made with one that the project supports, looked for on the search path where need be.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
SUPPORTED = ((3, 11), (3, 12), (3, 13))
LOCKS = {"main": "requirements.lock", "dev": "requirements-dev.lock"}
WHEELS = "wheelhouse"
# What a computer is called, and the names of the wheels that it takes.
SYSTEMS = {
    "windows": ["win_amd64"],
    "mac": ["macosx_14_0_arm64"],
    "linux": ["manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux2014_x86_64"],
}
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
  wheelhouse
          fetch all packages into the folder wheelhouse, for rooms without a network; where that
          folder stands, every set-up installs from it alone (options: --platform windows, mac or
          linux, --python 3.12, both as often as you like; --dev adds what the tests need)
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
    # What the encoder said of a text is kept, so that several notebooks read it once.
    env.setdefault("DISCOURSE_READINGS", str(ROOT / ".build" / "readings"))
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


def follow(command: list[str], **changes: str) -> tuple[int, list[str]]:
    """Run pip, say how far it has come, and return its exit code and its last lines."""
    tail: list[str] = []
    count = 0
    options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    options.update(cwd=str(ROOT), env=environment(**changes), encoding="utf-8", errors="replace")
    with subprocess.Popen(command, **options) as process:
        for line in process.stdout or ():
            tail = [*tail, line.rstrip()][-12:]
            if line.startswith(("Collecting ", "Processing ", "Requirement already")):
                count += 1
                if count % 25 == 0:
                    say(f"  {count} packages found")
            elif line.startswith("Installing collected"):
                say(f"  {count} packages found; unpacking them")
    return process.returncode, tail


def install(lock: str) -> None:
    """Install a lock file, each file checked against its hash, from `wheelhouse` if it is there."""
    total = sum("==" in line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines())
    say(f"Installing at most {total} packages from {lock}; a first time takes a minute or two ...")
    changes: dict[str, str] = {}
    if (ROOT / WHEELS).is_dir():
        say(f"  from the folder {WHEELS}, without the network")
        changes = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": WHEELS}
    python = str(venv_python())
    # The lock names every package that is needed, so pip need not work that out again.
    command = [python, "-m", "pip", "install", "--no-compile", "--no-deps", "--require-hashes"]
    code, tail = follow([*command, "-r", lock], **changes)
    if code:
        said = "\n".join(tail) + f"\n\npip could not install {lock} (its last lines are above).\n"
        raise SetupError(said + advise(lock, offline=bool(changes)))


def advise(lock: str, *, offline: bool) -> str:
    """Say what to do when packages could not be installed."""
    (major, minor), _ = probe([str(venv_python())]) or (SUPPORTED[0], False)
    command = f"  python make.py wheelhouse --platform {name_system()} --python {major}.{minor}"
    command += " --dev" if lock == LOCKS["dev"] else ""
    if offline:
        return (
            f"The folder {WHEELS} lacks something that this machine needs. Where there is a\n"
            f"network, in a copy of the same version of the project, run\n\n{command}\n\nand bring "
            f"the folder {WHEELS} here. To install from the network instead, rename that folder."
        )
    return (
        "Check the network connection and run this again. For a machine without a network, run\n\n"
        f"{command}\n\nwhere there is one, and bring the folder {WHEELS} into this folder."
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
    tests = "pytest --cov --numprocesses=auto --dist=loadfile --no-loadscope-reorder"
    for check in ("ruff format --check .", "ruff check .", "mypy", tests):
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


def name_system() -> str:
    """Call this computer by a name that the job `wheelhouse` knows: a word, or a wheel's tag."""
    machine = platform.machine().lower()
    if sys.platform == "win32":
        return "windows" if machine == "amd64" else f"win_{machine}"
    if sys.platform == "darwin":
        return "mac" if machine == "arm64" else f"macosx_14_0_{machine}"
    return "linux" if machine == "x86_64" else f"manylinux_2_28_{machine}"


def describe_machine(tag: str, release: str) -> dict[str, str]:
    """Answer, for a wheel's platform and a Python, what the conditions of a lock ask."""
    system, name, brand = "linux", "posix", "Linux"
    if tag.startswith("win"):
        system, name, brand = "win32", "nt", "Windows"
    elif tag.startswith(("mac", "darwin")):
        system, name, brand = "darwin", "posix", "Darwin"
    machine = next((m for m in ("x86_64", "aarch64", "arm64", "amd64") if tag.endswith(m)), "")
    return {
        "sys_platform": system,
        "os_name": name,
        "platform_system": brand,
        "platform_machine": machine.upper() if name == "nt" else machine,
        "python_version": release.rpartition(".")[0],
        "python_full_version": release,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


# pip asks the conditions of a lock of the machine at work, not of the one that it fetches for. So
# the lines that hold for the latter are picked first; pip brings the reader of conditions.
PICK = r"""
import json, pathlib, sys
from pip._vendor.packaging.markers import Marker
lock, machine = pathlib.Path(sys.argv[1]), json.loads(sys.argv[2])
for line in lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
    pin, _, hashes = line.partition(" --hash=")
    pin, _, condition = pin.partition(";")
    if hashes and (not condition.strip() or Marker(condition).evaluate(machine)):
        print(pin.strip(), "--hash=" + hashes)
"""


def fetch(tool: str, lock: str, *, kind: str, python: str) -> None:
    """Fetch what a lock holds for a kind of machine, or for this one, into the folder of wheels."""
    tags = SYSTEMS.get(kind, [kind] if kind else [])
    tag = tags[0] if tags else f"{sys.platform}_{platform.machine()}".lower()
    done: set[str] = set()
    # A few packages differ between the first releases of a Python and the later ones.
    for release in (python + ".0", python + ".99"):
        machine = json.dumps(describe_machine(tag, release))
        picked = subprocess.run(
            [tool, "-c", PICK, lock, machine],
            cwd=str(ROOT),
            env=environment(),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        lines = [line for line in picked.stdout.splitlines() if line not in done]
        done.update(lines)
        if not lines:
            continue
        listed = Path(tool).parent / "listed.txt"
        listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [tool, "-m", "pip", "download", "--progress-bar=off", "--no-deps"]
        command += ["--require-hashes", "--only-binary=:all:", "-d", WHEELS, "-r", str(listed)]
        command += ["--python-version", release, *(f"--platform={tag}" for tag in tags)]
        code, tail = follow(command)
        if code:
            raise SetupError(
                "\n".join(tail)
                + "\n\nFetching stopped (pip's last lines are above). Check the network "
                "connection\nand the name of the platform, and run this again."
            )


def do_wheelhouse(options: list[str]) -> int:
    """Fetch every package, checked against its hash, for machines without a network."""
    parser = argparse.ArgumentParser(prog="make.py wheelhouse", description=do_wheelhouse.__doc__)
    known = ["{}.{}".format(*version) for version in SUPPORTED]
    parser.add_argument("--platform", action="append", help="windows, mac, linux or a wheel's tag")
    parser.add_argument("--python", action="append", choices=known)
    parser.add_argument("--dev", action="store_true", help="what the tests need as well")
    chosen = parser.parse_args(options)
    command, version = choose_python(candidates())
    with tempfile.TemporaryDirectory() as folder:
        tool = str(Path(folder) / venv_python(Path()).relative_to(".venv"))
        if run([*command, "-m", "venv", folder]):
            raise SetupError("Python could not make a place to work in (see above).")
        for kind in chosen.platform or [""]:
            for python in chosen.python or ["{}.{}".format(*version)]:
                machines = kind or "machines like this one"
                say(f"Fetching the packages for {machines} with Python {python} ...")
                fetch(tool, LOCKS["dev" if chosen.dev else "main"], kind=kind, python=python)
    sizes = [path.stat().st_size for path in (ROOT / WHEELS).glob("*.whl")]
    say(f"The folder {WHEELS} holds {len(sizes)} packages, {sum(sizes) / 1e6:.0f} MB.")
    say("Copy the whole project with it to the other machine, and set up there as ever.")
    return 0


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
    common = "pip compile pyproject.toml --quiet --universal --generate-hashes".split()
    common += [
        "--extra=archive",
        "--group=build",
        "--python-version=3.11",
        "--no-annotate",
        "--no-emit-index-url",
    ]
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
        "wheelhouse": do_wheelhouse,
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
