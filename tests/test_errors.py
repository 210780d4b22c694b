"""Is every error that an input can cause one that a caller can catch by one name?"""

from __future__ import annotations

import inspect

import pytest

from helpers import errors
from helpers.errors import DiscourseError

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if kind.__module__ == errors.__name__
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_is_a_discourse_error_and_a_value_error(kind: type[Exception]) -> None:
    # ValueError, so that a reader who knows only plain Python catches it too.
    assert issubclass(kind, DiscourseError)
    assert issubclass(kind, ValueError)
    assert (kind.__doc__ or "").startswith("Report")


def test_kinds_are_apart() -> None:
    assert {kind.__name__ for kind in KINDS} >= {
        "ArticleError",
        "CatalogueError",
        "DiscourseError",
        "LexiconError",
        "SchemaError",
    }
