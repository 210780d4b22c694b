"""The main job runs without a network and leaves the committed files as they are.

It runs once, in a copy of the project, with every connection but those to this machine refused.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("helpers", "notebooks", "corpus", "training/dev", "requirements.lock", "pyproject.toml")
# Loaded by every Python started below, kernels included; zmq's loopback traffic passes by it.
REFUSE = """
import socket

real = socket.socket.connect


def connect(self, address):
    if self.family == getattr(socket, "AF_UNIX", None) or address[0] in ("127.0.0.1", "::1"):
        return real(self, address)
    raise PermissionError(f"the network is refused: {address}")


def lookup(host, *args, **kwargs):
    if host in (None, "", "localhost", "127.0.0.1", "::1"):
        return found(host, *args, **kwargs)
    raise PermissionError(f"the network is refused: {host}")


found = socket.getaddrinfo
socket.socket.connect = connect
socket.getaddrinfo = lookup
"""

pytestmark = pytest.mark.slow


def run_main_job(copy: Path) -> subprocess.CompletedProcess[str]:
    env = dict(os.environ)
    env["PYTHONPATH"] = os.pathsep.join([str(copy.parent / "refuse"), str(copy)])
    env["PYTHONHASHSEED"] = "0"
    command = [sys.executable, "-m", "helpers.build"]
    return subprocess.run(
        command, cwd=copy, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("main") / "project"
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(source, folder / part, ignore=ignore)
        else:
            shutil.copy2(source, folder / part)
    (folder.parent / "refuse").mkdir()
    (folder.parent / "refuse" / "sitecustomize.py").write_text(REFUSE, encoding="utf-8")
    done = run_main_job(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_network_is_really_refused(copy: Path) -> None:
    code = "import urllib.request as r; r.urlopen('http://198.51.100.1/', timeout=1)"
    env = dict(os.environ) | {"PYTHONPATH": str(copy.parent / "refuse")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False
    )
    assert "the network is refused" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="pictures differ by a hair between systems")
def test_the_notebooks_come_out_as_committed(copy: Path) -> None:
    for committed in sorted((ROOT / "notebooks").glob("*.ipynb")):
        again = copy / "notebooks" / committed.name
        assert again.read_bytes() == committed.read_bytes(), f"run make and commit {again.name}"


@pytest.mark.parametrize(("folder", "least"), [("idlib-2018", 7), ("idlib-three-tellings", 1)])
def test_the_figures_come_out_as_committed(copy: Path, folder: str, least: int) -> None:
    committed = sorted((ROOT / "figures" / folder).glob("*.*"))
    assert len(committed) >= least * 5
    for file in committed:
        again = copy / "figures" / folder / file.name
        if file.suffix in (".csv", ".txt") or sys.platform == "linux":
            assert without_versions(again) == without_versions(file), f"run make: {file.name}"


def without_versions(file: Path) -> bytes:
    """Read a file; of the words beside a figure leave out the versions of packages.

    The lock has an older NumPy for the oldest Python, and says so in the words.
    """
    content = file.read_bytes()
    if file.suffix == ".txt":
        lines = content.splitlines(keepends=True)
        content = b"".join(line for line in lines if not line.startswith(b"version of "))
    return content


def test_every_notebook_has_its_page(copy: Path) -> None:
    names = {path.stem for path in (copy / "notebooks").glob("*.ipynb")} | {"index"}
    assert {page.stem for page in (copy / "figures" / "html").glob("*.html")} == names


def test_a_second_run_does_nothing(copy: Path) -> None:
    done = run_main_job(copy)
    assert done.returncode == 0, done.stdout + done.stderr
    steps = [line for line in done.stdout.splitlines() if line[:1].isdigit() or "/" in line[:9]]
    assert steps
    assert all("unchanged" in line for line in steps)
