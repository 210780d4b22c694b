"""Is it said what to install where a package is lacking?"""

from __future__ import annotations

import sys

import pytest

from helpers.errors import PackageError
from helpers.packages import need_package


def test_a_package_that_is_lacking_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(PackageError) as caught:
        need_package("pypdf", to="read PDFs")
    said = str(caught.value)
    assert "the package pypdf is needed to read PDFs" in said
    assert 'pip install "discourse-notebooks[archive]"' in said


def test_the_package_is_named_not_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "striprtf", None)
    monkeypatch.delitem(sys.modules, "striprtf.striprtf", raising=False)
    with pytest.raises(PackageError, match="the package striprtf is"):
        need_package("striprtf.striprtf", to="read rich text")
