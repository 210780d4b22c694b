"""Serve a folder in JupyterLab for a test, and run a notebook in it, driven by a browser.

The server listens on this machine alone, on a port that is free, with folders of its own.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
TOKEN = "a-token-of-this-test-alone"  # noqa: S105


def write_notebook(place: Path, sources: Sequence[str]) -> None:
    """Write a notebook of code cells."""
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{i}",
            "metadata": {},
            "source": text,
            "outputs": [],
            "execution_count": None,
        }
        for i, text in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    place.write_text(json.dumps(notebook), encoding="utf-8")


@contextmanager
def serve_lab(folder: Path, *, own: Path) -> Iterator[str]:
    """Give the address of a JupyterLab that serves a folder and keeps its settings in another."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    env |= {"PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_DIR": str(own), "IPYTHONDIR": str(own)}
    env |= {"JUPYTER_RUNTIME_DIR": str(own), "JUPYTERLAB_SETTINGS_DIR": str(own)}
    env |= {"JUPYTERLAB_WORKSPACES_DIR": str(own)}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1"]
    command += [f"--port={port}", f"--IdentityProvider.token={TOKEN}", "--allow-root"]
    command += ["--ServerApp.port_retries=0"]
    # No question about news laid over the page.
    news = own / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    log = own / "log.txt"
    with log.open("w") as stream:
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=stream, stderr=stream)
    try:
        _ask(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", server=server, log=log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _ask(address: str, *, server: subprocess.Popen[bytes], log: Path, seconds: int = 150) -> None:
    """Wait until the server answers."""
    for _ in range(seconds * 4):
        if server.poll() is not None:
            pytest.fail(f"JupyterLab ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    pytest.fail(f"JupyterLab does not answer: {log.read_text()[-2000:]}")


def run_all(page: Any, lab: str, *, notebook: str, shows: str) -> Any:
    """Open a notebook anew, run its cells, and give what a selector finds then."""
    from playwright.sync_api import TimeoutError as Overdue

    page.goto(f"{lab}/lab/tree/{notebook}?reset&token={TOKEN}")
    page.locator(".jp-Notebook").wait_for()
    # A kernel that is still starting would let the cells be, and say so in a window.
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first.wait_for()
    found = page.locator(shows)
    for left in (3, 2, 1, 0):
        page.locator(".jp-Notebook .jp-Cell").first.click()
        page.keyboard.press("Escape")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            found.first.wait_for(timeout=60_000)
            break
        except Overdue:
            # On a busy machine a kernel may say that it is idle and still let the cells be.
            if not left:
                raise
    return found
