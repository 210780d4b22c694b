"""Hold pyproject.toml, the two lock files and environment.yml together."""

import functools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = {
    "Linux": ("linux", "x86_64"),
    "Darwin": ("darwin", "arm64"),
    "Darwin on Intel": ("darwin", "x86_64"),
    "Windows": ("win32", "AMD64"),
}


@functools.cache
def read_lock(name: str) -> dict[str, list[tuple[Requirement, int]]]:
    """Take the pinned requirements, each with its number of hashes, by package."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[tuple[Requirement, int]]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            pinned, *hashes = line.split("--hash=")
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", item) for item in hashes), line
            requirement = Requirement(pinned.strip())
            entry = (requirement, len(hashes))
            found.setdefault(canonicalize_name(requirement.name), []).append(entry)
    return found


def describe(python: str, system: str) -> dict[str, str]:
    """Say what markers are to know of a machine."""
    platform, machine = SYSTEMS[system]
    return {
        "python_version": python,
        "python_full_version": f"{python}.7",
        "platform_system": system.split()[0],
        "platform_machine": machine,
        "sys_platform": platform,
        "os_name": "nt" if system == "Windows" else "posix",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }


def pins(name: str, package: str, python: str, system: str) -> set[str]:
    """Return the versions that a lock gives a package on one Python and system."""
    place = describe(python, system)
    return {
        str(requirement.specifier).removeprefix("==")
        for requirement, _ in read_lock(name).get(package, [])
        if Marker(str(requirement.marker or "python_version > '3'")).evaluate(place)
    }


def core() -> list[Requirement]:
    return [Requirement(line) for line in PROJECT["project"]["dependencies"]]


def archive() -> list[Requirement]:
    return [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["archive"]]


def test_core_dependencies_are_few_and_in_order():
    names = [canonicalize_name(requirement.name) for requirement in core()]
    assert names == sorted(set(names))
    assert len(names) <= 20


def test_an_archive_needs_few_packages_more_and_in_order():
    names = [canonicalize_name(requirement.name) for requirement in archive()]
    assert names == sorted(set(names))
    assert len(names) <= 9
    assert not set(names) & {canonicalize_name(requirement.name) for requirement in core()}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_locks_satisfy_the_project_everywhere(python, system):
    groups = PROJECT["dependency-groups"]
    needed = {
        "requirements.lock": [*core(), *archive(), *map(Requirement, groups["build"])],
        "requirements-dev.lock": [
            *core(),
            *archive(),
            *map(Requirement, groups["build"] + groups["dev"]),
        ],
    }
    for name, requirements in needed.items():
        for requirement in requirements:
            found = pins(name, canonicalize_name(requirement.name), python, system)
            if requirement.marker and not requirement.marker.evaluate(describe(python, system)):
                continue
            assert len(found) == 1, f"{requirement.name} in {name} for {python} on {system}"
            assert requirement.specifier.contains(found.pop()), f"{requirement} in {name}"


def test_only_macs_with_intel_processors_do_without_the_encoder():
    lacking = {s for s in SYSTEMS if not pins("requirements.lock", "onnxruntime", "3.12", s)}
    assert lacking == {"Darwin on Intel"}


def test_build_backend_is_locked():
    assert {"hatchling", "editables"} <= set(read_lock("requirements.lock"))
    assert PROJECT["build-system"]["requires"] == ["hatchling"]


def test_development_lock_holds_the_main_lock():
    main, dev = map(read_lock, LOCKS)
    assert set(main) < set(dev)
    for package, entries in main.items():
        versions = {str(requirement.specifier) for requirement, _ in entries}
        assert versions == {str(requirement.specifier) for requirement, _ in dev[package]}, package


@pytest.mark.parametrize("name", LOCKS)
def test_locks_pin_with_hashes_and_name_no_place(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "python make.py lock" in text.splitlines()[1]
    assert not re.search(r"://|--(?:index|extra|find|trusted)|pypi", text, re.IGNORECASE)
    for entries in read_lock(name).values():
        for requirement, hashes in entries:
            assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
            assert hashes, requirement


def test_conda_environment_asks_for_the_same():
    assert CONDA["name"] == "discourse"
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]
    *packages, pip_section = CONDA["dependencies"]
    assert pip_section == {"pip": ["-e .[archive]"]}
    found = {r.name: r.specifier for r in map(Requirement, packages)}
    assert found.pop("python") == SpecifierSet(PROJECT["project"]["requires-python"])
    assert found.pop("pip") == SpecifierSet()
    assert found == {canonicalize_name(r.name): r.specifier for r in core()}


def test_python_range_is_the_same_everywhere():
    allowed = SpecifierSet(PROJECT["project"]["requires-python"])
    assert [v for v in (f"3.{minor}" for minor in range(8, 20)) if v in allowed] == list(PYTHONS)
    script = (ROOT / "make.py").read_text(encoding="utf-8")
    assert "SUPPORTED = ((3, 11), (3, 12), (3, 13))" in script


def test_the_environment_lacks_nothing_that_its_packages_need():
    # make.py installs the lock as it stands, so a package missing from it would go unnoticed.
    command = [sys.executable, "-m", "pip", "check", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
