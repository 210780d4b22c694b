"""How is a package used that not everybody has? Its name in; the module out, or what to install.

Files of other kinds than text, tables on disk and copies among many articles need packages that
reading one article does not. They are loaded where they are used, never on import.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Final

from helpers.errors import PackageError

INSTALL: Final = 'pip install "discourse-notebooks[archive]"'


def need_package(module: str, *, to: str) -> ModuleType:
    """Load a module of an optional package.

    Parameters
    ----------
    module
        What to import, such as `pypdf`.
    to
        What it is needed for, to stand after "to" in the message.

    Raises
    ------
    PackageError
        If it is not installed; the message says how to get it.

    Examples
    --------
    >>> need_package("json", to="read JSON").loads("[1]")
    [1]
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise PackageError(
            f"the package {module.partition('.')[0]} is needed to {to} and is not installed; "
            f"install it with: {INSTALL}"
        ) from error
