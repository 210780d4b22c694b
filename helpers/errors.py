"""Say what went wrong in words that tell the reader what to do.

Every error that a user's input can cause is a `DiscourseError`. Its message names the file
(and the line or column), what was found, what was expected, and the remedy.
"""

from __future__ import annotations


class DiscourseError(ValueError):
    """Report input that cannot be used: which, where, why, and what to do."""


class ArticleError(DiscourseError):
    """Report an article that cannot be read."""


class CatalogueError(DiscourseError):
    """Report an actor catalogue (`actors.csv`) that cannot be used."""


class LexiconError(DiscourseError):
    """Report a word list that cannot be used."""


class SchemaError(DiscourseError):
    """Report a table that lacks a column, holds a wrong type, or breaks a label set."""


class EngineError(DiscourseError):
    """Report an engine that cannot be used: a missing package, a missing or damaged model."""


class CodingError(DiscourseError):
    """Report a reader's codes that cannot be used."""


class BatchError(DiscourseError):
    """Report a run over an archive that cannot start, go on or be read."""


class CorpusError(DiscourseError):
    """Report a collection of articles, or a file in one, that cannot be read."""


class PackageError(DiscourseError):
    """Report a package that is needed here and is not installed."""
