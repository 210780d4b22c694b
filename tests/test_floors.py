"""Does every module import only from floors below it?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HELPERS = Path(__file__).parent.parent / "helpers"

# Low to high. A new module must be placed: on the lowest floor above all that it imports, beside
# those that answer questions of the same kind. Modules on one floor do not import each other.
FLOORS = [
    # what everything rests on
    ["errors", "tagger"],
    [
        "schema",
        "verbs",
        "morphology",
        "text",
        "files",
        "agreement",
        "network_layout",
        "windows",
        "resampling",
        "answers",
        "decoding",
        "packages",
        "dates",
        "archives",
        "documents",
    ],
    [
        "cells",
        "clusters",
        "kept",
        "addresses",
        "word_files",
        "rich_text",
        "nexis",
        "row_files",
        "parquet_files",
        "listings",
    ],
    # tables of an archive on disk; who does the work
    ["parquet", "pools", "progress"],
    ["chunk_files", "cluster"],
    ["runs"],
    ["loading"],
    # word lists, and files -> articles, paragraphs, sentences
    [
        "blocks",
        "cues",
        "judging",
        "plans",
        "quotemarks",
        "encoder",
        "matching",
        "naming",
        "questions",
        "uses",
        "exercises",
        "codebook",
        "language",
        "webpages",
    ],
    ["joining", "fragments", "markdown"],
    ["article_columns"],
    ["pdf_files"],
    ["readers"],
    ["locating"],
    [
        "corpus",
        "catalogue",
        "syntax",
        "neural",
        "passages",
        "name_kinds",
        "entities",
        "narrative",
        "intervals",
        "word_relations",
    ],
    # sentences -> quotes and mentions
    [
        "phrases",
        "rows",
        "modality",
        "outside",
        "quotekinds",
        "labelled",
        "pooling",
        "explanation",
        "clues",
        "nearby",
        "grouping",
        "pasted",
        "gathering",
        "duplicates",
        "reprints",
        "fetching",
        "kinds",
        "narrative_scores",
        "square",
    ],
    [
        "ingest",
        "nominals",
        "doers",
        "groups",
        "asyndeton",
        "repetition",
        "turns",
        "sayers",
        "lexical",
        "antecedents",
        "suggestion",
        "corners",
    ],
    ["subjects", "objects", "reporting", "surroundings", "enumeration"],
    ["clauses", "unmarked", "sources", "beside"],
    ["nominalisations"],
    ["hidden_agents", "device_targets", "roles", "events", "speakers", "coreference"],
    ["voices"],
    ["actors"],
    # sentences and mentions -> evidence
    ["sentiment", "stance", "neural_stance", "framing", "rhetoric"],
    # evidence -> scores; passages -> ratings by any engine
    ["scores", "engines", "series", "sides", "frame_actors", "relations"],
    # sentences -> curves, comparisons and changes with intervals; mentions -> dispersion
    ["changepoints", "contrasts", "dispersion", "distribution"],
    ["steps"],
    # one article -> all its tables; codes of people beside those of the machine
    [
        "analysis",
        "attributions",
        "device_actors",
        "coding",
        "evaluation",
        "audit",
        "codings",
        "outlets",
        "matched",
    ],
    ["outlet_time"],
    # an answer to an exercise -> right or not yet
    ["properties"],
    ["role_evaluation", "checking", "reliability", "coding_sheets"],
    ["coder_comparison"],
    # an archive -> its tables, chunk by chunk
    ["chunks", "archive_copies"],
    ["batch"],
    ["batch_command"],
    # analyses -> what makes two stretches differ, and what survives another way to measure
    ["shift", "variants", "voice_shares", "wholes", "many"],
    ["comparison", "sensitivity", "outlet_shift"],
    ["shape"],
    # tables -> figures, and the text as a page
    ["style", "sheets", "frame_evaluation", "citation"],
    ["marks", "lettering", "presets", "export", "editing"],
    ["margins", "parts"],
    ["reading", "rooms"],
    ["close_reading", "panels", "own", "disagreements", "coding_files"],
    ["scales", "coding_widget", "side_panels"],
    ["network_arrows", "plots_outlets"],
    [
        "plots_agreement",
        "plots_comparison",
        "plots_curves",
        "plots_frame_actors",
        "plots_frames",
        "plots_lines",
        "plots_matched",
        "plots_network",
        "plots_polarity",
        "plots_sensitivity",
        "plots_shift",
        "plots_square",
        "plots_stance",
        "plots_strips",
        "plots_time",
        "plots_voices",
    ],
    ["plots", "coding_desk", "selection", "view_curves", "view_data", "view_reading"],
    ["view", "summary", "methods"],
    ["findings", "report_tables"],
    ["report"],
    ["explorer"],
    ["explore"],
    # analyses -> files
    ["publish", "editor"],
    ["exhibits"],
    # notebooks -> executed, exported, fresh or stale
    ["freshness"],
    ["notebooks"],
    ["pages", "exercise_cells"],
    ["copies"],
    # commands
    ["build", "cli", "recording"],
    ["classroom"],
]
EVIDENCE = next(floor for floor in FLOORS if "stance" in floor)
LEVEL = {module: level for level, floor in enumerate(FLOORS) for module in floor}
MODULES = sorted(file.stem for file in HELPERS.glob("*.py") if file.stem != "__init__")


def imports_of(source: str) -> set[str]:
    """Name the modules of the package that a source imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = "helpers" if node.level else node.module or ""
            base = f"{base}.{node.module}" if node.level and node.module else base
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("helpers.")}
    return found & set(MODULES)


def read_imports(module: str) -> set[str]:
    return imports_of((HELPERS / f"{module}.py").read_text(encoding="utf-8"))


def test_every_module_has_a_floor_and_only_one() -> None:
    placed = [module for floor in FLOORS for module in floor]
    assert len(set(placed)) == len(placed)
    missing = set(MODULES) - set(placed)
    assert not missing, f"place these modules in FLOORS: {', '.join(sorted(missing))}"
    gone = set(placed) - set(MODULES)
    assert not gone, f"take these out of FLOORS, they are no modules: {', '.join(sorted(gone))}"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_floors_below(module: str) -> None:
    level = LEVEL.get(module, len(FLOORS))
    above = {name for name in read_imports(module) if LEVEL.get(name, len(FLOORS)) >= level}
    assert not above, f"{module} imports from its own floor or above: {', '.join(sorted(above))}"


@pytest.mark.parametrize("module", EVIDENCE)
def test_measures_never_import_each_other(module: str) -> None:
    # Stance must not rest on mood, nor a frame on stance: each could then not be tested alone.
    assert set(EVIDENCE) == {"sentiment", "stance", "neural_stance", "framing", "rhetoric"}
    assert not read_imports(module) & set(EVIDENCE)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from helpers.text import plain_view", {"text"}),
        ("from helpers import text, schema", {"text", "schema"}),
        ("import helpers.text as t", {"text"}),
        ("from . import text", {"text"}),
        ("from .text import plain_view", {"text"}),
        ("def f():\n    from helpers.cues import load_lexicon", {"cues"}),
        ("import text\nfrom textblob import en", set()),
    ],
)
def test_all_ways_to_import_are_seen(source: str, expected: set[str]) -> None:
    assert imports_of(source) == expected
