"""The public names are complete, sorted and documented."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import helpers

VERBS = ("load_", "find_", "score_", "plot_", "export_")


def test_the_public_names_are_sorted_and_exist() -> None:
    assert helpers.__all__ == sorted(helpers.__all__)
    assert all(hasattr(helpers, name) for name in helpers.__all__)


def test_every_function_with_a_step_s_verb_is_public() -> None:
    steps = set()
    for module in pkgutil.iter_modules(helpers.__path__):
        loaded = importlib.import_module(f"helpers.{module.name}")
        for name, thing in inspect.getmembers(loaded, inspect.isfunction):
            takes_table = "DataFrame" in str(inspect.signature(thing))
            if name.startswith(VERBS) and thing.__module__ == loaded.__name__ and takes_table:
                steps.add(name)
    internal = {"find_archive_copies", "find_spans", "load_notebook"}
    assert steps - internal <= set(helpers.__all__)


def test_every_public_name_has_a_docstring() -> None:
    for name in helpers.__all__:
        assert inspect.getdoc(getattr(helpers, name)), name
