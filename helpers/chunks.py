"""What do some articles of an archive give? Articles and a plan in; Parquet files in memory out.

This is the work of one worker, on this machine or another. What comes out depends on the articles
and the plan alone, so that it does not matter which worker did it, nor how many there are.
"""

from __future__ import annotations

import hashlib
import io
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.analysis import Analysis, analyse, choose_scoring, describe_settings
from helpers.catalogue import load_actors
from helpers.chunk_files import CHUNKED
from helpers.corpus import Article
from helpers.documents import Source
from helpers.encoder import load_encoder
from helpers.errors import BatchError, DiscourseError, EngineError
from helpers.gathering import Failure
from helpers.language import need_english
from helpers.matching import NO_ACTOR, Matcher, make_matcher
from helpers.neural_stance import NeuralSettings
from helpers.parquet import decode_table, encode_table, make_failures
from helpers.runs import compare_settings
from helpers.scores import ScoreSettings
from helpers.steps import settle_engine
from helpers.text import plain_view

Tables = dict[str, tuple[int, bytes]]


@dataclass(frozen=True)
class Plan:
    """Say how each article of a run is measured; small, and the same in every process.

    Attributes
    ----------
    engine : str
        `neural` or `lexical`.
    neural, scoring
        Settings of the neural engine and of the scores.
    catalogue : bytes
        The table `actors`, as a Parquet file.
    settings : tuple of pairs
        What a worker must have in common with whoever made the plan: versions and hashes.
    """

    engine: str
    neural: NeuralSettings
    scoring: ScoreSettings
    catalogue: bytes
    settings: tuple[tuple[str, str], ...]


def make_plan(
    *,
    actors: pd.DataFrame | None = None,
    engine: str | None = None,
    pooled: bool = True,
    explained: bool = False,
    draws: int | None = None,
) -> Plan:
    """Settle how each article of a run is measured.

    Parameters
    ----------
    actors
        The catalogue; the bundled one where left out.
    engine
        `neural` or `lexical`; neural where it is installed, if left out.
    pooled
        Whether a stance leans on the rest of its article.
    explained
        Whether the neural engine tells which words a stance hangs on, which takes several times
        as long.
    draws
        Bootstrap samples behind each interval; as in `ScoreSettings` where left out.

    Raises
    ------
    EngineError
        If no engine has that name, or it cannot be loaded.
    BatchError
        If there is less than one sample.
    """
    if draws is not None and draws < 1:
        raise BatchError(f"an interval of {draws} samples says nothing; give --draws 100 or more")
    engine = settle_engine(engine)
    neural = NeuralSettings(pooled=pooled, explained=explained)
    scoring = choose_scoring(engine, pooled=pooled)
    if draws is not None:
        scoring = replace(scoring, draws=draws)
    catalogue = encode_table([load_actors() if actors is None else actors], table="actors")
    settings = _describe_here(engine, neural, scoring)
    settings["SHA-256 of the actors"] = hashlib.sha256(catalogue).hexdigest()
    return Plan(engine, neural, scoring, catalogue, tuple(settings.items()))


def _describe_here(engine: str, neural: NeuralSettings, scoring: ScoreSettings) -> dict[str, str]:
    settings = describe_settings(engine, neural=neural, scoring=scoring)
    python = ".".join(platform.python_version_tuple()[:2])
    return settings | {"version of Python": python, "SHA-256 of the program": _hash_program()}


@cache
def _hash_program() -> str:
    """Digest the package's own modules: a version number does not tell two checkouts apart."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


@lru_cache(maxsize=4)
def prepare(plan: Plan) -> tuple[pd.DataFrame, Matcher]:
    """Make ready what all articles need, once a process: catalogue, word lists, encoder.

    Returns
    -------
    tuple
        The catalogue, and what finds its names.

    Raises
    ------
    EngineError
        If this process would measure otherwise than the plan says; the message names what differs.
    """
    import pyarrow.parquet as pq

    here = _describe_here(plan.engine, plan.neural, plan.scoring)
    there = {key: value for key, value in plan.settings if key != "SHA-256 of the actors"}
    if different := compare_settings(there, here, names=("the run has", "the worker")):
        raise EngineError(
            f"a worker on {platform.node()} would measure otherwise than this run "
            f"({'; '.join(different)}); install the same version of the project and its packages "
            "on every machine"
        )
    if plan.engine == "neural":
        load_encoder()
    actors = decode_table(pq.read_table(io.BytesIO(plan.catalogue)), table="actors")
    return actors, make_matcher(actors)


def analyse_chunk(
    sources: Sequence[Source], *, items: Iterable[Article | Failure], plan: Plan
) -> Tables:
    """Measure some articles; what cannot be measured becomes a row of `failures`.

    Parameters
    ----------
    sources
        Where the articles stand.
    items
        What `read_sources` makes of them, one for each.
    plan
        How they are measured.

    Returns
    -------
    dict
        Number of rows and Parquet file of each table but `actors`.

    Raises
    ------
    EngineError
        If the engine cannot be used here: no article could be measured then.
    BatchError
        If disk, network or memory fail: the text may be read and measured another time.
    """
    actors, matcher = prepare(plan)
    frames: dict[str, list[pd.DataFrame]] = {name: [] for name in CHUNKED}
    failures: list[dict[str, str]] = []
    for source, item in zip(sources, items, strict=True):
        try:
            found = _measure(item, actors=actors, matcher=matcher, plan=plan)
        except _Unmeasured as error:
            place = {"article": source.id, "file": source.file, "place": source.place}
            failures.append({**place, "kind": error.kind, "reason": error.reason})
            continue
        frames["articles"].append(found.article.articles)
        for name in _MEASURED:
            frames[name].append(getattr(found, name))
    frames["failures"].append(make_failures(failures))
    settings = dict(plan.settings)
    return {
        name: (sum(map(len, kept)), encode_table(kept, table=name, settings=settings))
        for name, kept in frames.items()
    }


_MEASURED: Final = tuple(name for name in CHUNKED if name not in ("articles", "failures"))
_KINDS: Final = {"failed": "unreadable", "skipped": "skipped"}


class _Unmeasured(Exception):  # noqa: N818 - it never leaves this module
    """Say of one place why it gives no tables: one article must not end a whole run."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind, self.reason = kind, reason


def _measure(
    item: Article | Failure, *, actors: pd.DataFrame, matcher: Matcher, plan: Plan
) -> Analysis:
    if isinstance(item, Failure):
        if item.passing:
            # Written down as a failure it would stay one, though the text may be quite readable.
            raise BatchError(
                f"{item.source.path}: cannot be read now ({item.reason}); when disk, network and "
                "memory are well again, give the same command, or take the file out of the archive"
            )
        raise _Unmeasured(_KINDS[item.status], "; ".join(filter(None, (item.reason, item.remedy))))
    try:
        need_english(item.articles["language"].iloc[0], place=item.id)
    except DiscourseError as error:
        raise _Unmeasured("language", str(error)) from error
    try:
        return analyse(
            item,
            actors=_named(item, actors=actors, matcher=matcher),
            engine=plan.engine,
            neural=plan.neural,
            scoring=plan.scoring,
        )
    except EngineError:
        raise
    except MemoryError as error:
        raise BatchError(
            f"{item.id}: there is not memory enough to measure this text; give fewer --workers, or "
            "take it out of the archive"
        ) from error
    except DiscourseError as error:
        raise _Unmeasured("unreadable", str(error)) from error
    except Exception as error:
        raise _Unmeasured("unexpected", f"{type(error).__name__}: {error}") from error


def _named(article: Article, *, actors: pd.DataFrame, matcher: Matcher) -> pd.DataFrame:
    """Keep the actors whose names stand in the text: of all others every score is missing."""
    texts: Sequence[str] = [*article.sentences["text"], *article.paragraphs["text"]]
    named = {match.actor for text in texts for match in matcher.find_names(plain_view(text))}
    return actors[actors["actor"].isin(named | {NO_ACTOR})].reset_index(drop=True)
