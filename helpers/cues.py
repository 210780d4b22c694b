"""Which words count, and for what? Word lists in; an index of cues out.

Every list is a CSV beside this module that a student can open and change. A cue is a word or a
phrase; verbs and nouns are listed once and matched in all their forms (`helpers.morphology`). A
word that was learnt from coded texts, whatever its part of speech, matches the forms of both.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.errors import LexiconError
from helpers.morphology import noun_forms, verb_forms
from helpers.schema import CUE_CONTEXTS, DEVICES, DOMAINS, FRAMES, REPORTING
from helpers.text import find_tokens

FOLDER: Final = Path(__file__).with_name("lexicons")


class _Field(NamedTuple):
    levels: tuple[str, ...] = ()
    number: bool = False
    blank: bool = False


_POS: Final = _Field(("verb", "noun", "adjective", "adverb", "phrase", "word"))
_TEXT: Final = _Field()
_WEIGHT: Final = _Field(number=True, blank=True)
LEXICONS: Final[dict[str, dict[str, _Field]]] = {
    "stance": {
        "cue": _TEXT,
        "pos": _POS,
        "agent": _WEIGHT,
        "patient": _WEIGHT,
        "describes": _WEIGHT,
        "of": _Field(("agent", "patient"), blank=True),
        "source": _TEXT,
    },
    "frames": {
        "frame": _TEXT,
        "cue": _TEXT,
        "pos": _POS,
        "weight": _Field(number=True),
        "function": _Field(("problem", "cause", "judgement", "remedy"), blank=True),
        "source": _TEXT,
    },
    "devices": {
        "device": _Field(DEVICES),
        "cue": _TEXT,
        "pos": _POS,
        "domain": _Field(DOMAINS, blank=True),
        "context": _Field(CUE_CONTEXTS, blank=True),
        "source": _TEXT,
    },
    "acts": {
        "cue": _TEXT,
        "pos": _Field(("verb", "noun")),
        "act": _Field(("hostile", "helpful")),
        "source": _TEXT,
    },
    "reporting": {
        "cue": _TEXT,
        "stance": _Field(REPORTING),
        "source": _TEXT,
    },
}


@dataclass(frozen=True)
class Cue:
    """Hold one entry of a word list: its parts of speech and the values of its columns."""

    cue: str
    pos: str
    values: dict[str, Any]


class Hit(NamedTuple):
    """Hold one cue found: half-open token positions and the entries that it may be."""

    first: int
    last: int
    cues: tuple[Cue, ...]


CueIndex = dict[str, list[tuple[tuple[str, ...], list[Cue]]]]


def load_lexicon(name: str, *, path: Path | str | None = None) -> pd.DataFrame:
    """Load a word list and check every cell.

    Parameters
    ----------
    name
        One of `LEXICONS`: stance, frames, devices, acts or reporting.
    path
        A CSV of your own with the same columns; the bundled list where left out.

    Returns
    -------
    pandas.DataFrame
        One row per cue, columns as in `LEXICONS`; weights are floats in [-1, 1].

    Raises
    ------
    LexiconError
        Naming the file, the line, what was found and what was expected.
    """
    if name not in LEXICONS:
        raise LexiconError(f"no word list is called {name!r}; there are {', '.join(LEXICONS)}")
    file = Path(path) if path is not None else FOLDER / f"{name}.csv"
    fields = LEXICONS[name]
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if list(reader.fieldnames or ()) != list(fields):
                raise LexiconError(
                    f"{file}: expected the columns {','.join(fields)}, "
                    f"found {','.join(reader.fieldnames or ()) or 'none'}"
                )
            rows = [
                {key: _check_cell(file, reader.line_num, key, row[key], fields) for key in fields}
                for row in reader
            ]
    except OSError as error:
        raise LexiconError(f"{file}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: is not UTF-8; save it as CSV UTF-8 ({error})") from error
    return pd.DataFrame(rows, columns=list(fields))


def _check_cell(
    file: Path, line: int, key: str, found: str | None, fields: dict[str, _Field]
) -> str | float | None:
    field, text = fields[key], (found or "").strip()
    if not text and (field.blank or key == "source"):
        return None if field.number else ""
    if not text:
        raise LexiconError(f"{file}, line {line}: the column {key} is empty; fill it in")
    if field.number:
        try:
            weight = float(text)
        except ValueError:
            weight = float("nan")
        if not -1 <= weight <= 1:
            raise LexiconError(
                f"{file}, line {line}: {key} is {text!r}; expected a number from -1 to 1"
            )
        return weight
    if field.levels and text not in field.levels:
        raise LexiconError(
            f"{file}, line {line}: {key} is {text!r}; expected one of {', '.join(field.levels)}"
        )
    return text


def frame_names(frames: pd.DataFrame) -> list[str]:
    """List the frames of a word list: those of the schema first, then a reader's own."""
    own = [name for name in dict.fromkeys(frames["frame"]) if name not in FRAMES]
    return [*FRAMES, *own]


def index_by(lexicon: pd.DataFrame, *, column: str) -> dict[str, CueIndex]:
    """Make one index for each value of a column, so that no cue of one hides another's."""
    return {str(label): index_cues(group) for label, group in lexicon.groupby(column)}


def index_cues(lexicon: pd.DataFrame) -> CueIndex:
    """Make an index from the first word of every form of every cue to its entries."""
    forms: dict[tuple[str, ...], list[Cue]] = {}
    inflect: dict[str, Callable[[str], set[str]]] = {
        "verb": verb_forms,
        "noun": noun_forms,
        "word": lambda word: verb_forms(word) | noun_forms(word),
    }
    for values in lexicon.to_dict("records"):
        pos = str(values.get("pos", "verb"))
        cue = Cue(str(values["cue"]), pos, {str(key): value for key, value in values.items()})
        for form in inflect[pos](cue.cue) if pos in inflect else {cue.cue}:
            words = tuple(token.lower for token in find_tokens(form))
            forms.setdefault(words, []).append(cue)
    index: CueIndex = {}
    for words, cues in sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])):
        index.setdefault(words[0], []).append((words, cues))
    return index


@cache
def bundled_index(name: str) -> CueIndex:
    """Return the index of a bundled word list, made once."""
    return index_cues(load_lexicon(name))


@cache
def bundled_index_by(name: str, column: str) -> dict[str, CueIndex]:
    """Return the indexes of a bundled word list by a column, made once."""
    return index_by(load_lexicon(name), column=column)


@cache
def event_nouns() -> dict[str, str]:
    """Map each form of each noun that tells an event to whom "of" names: agent or patient."""
    stance = load_lexicon("stance")
    told = stance[(stance["pos"] == "noun") & stance[["agent", "patient"]].notna().any(axis=1)]
    return {
        form: str(of or "patient")
        for cue, of in zip(told["cue"], told["of"], strict=True)
        if " " not in str(cue)
        for form in noun_forms(str(cue))
    }


def find_cues(words: Sequence[str], *, index: CueIndex) -> list[Hit]:
    """Find cues in a sentence; the longest wins and none overlap.

    Parameters
    ----------
    words
        Lower-case words of the sentence; what must not match is given as the empty string.
    index
        From `index_cues`.
    """
    hits, at = [], 0
    while at < len(words):
        for form, cues in index.get(words[at], ()):
            if tuple(words[at : at + len(form)]) == form:
                hits.append(Hit(at, at + len(form), tuple(cues)))
                at += len(form)
                break
        else:
            at += 1
    return hits


def lexicon_hashes() -> dict[str, str]:
    """Give the SHA-256 of each bundled word list, to travel with what is measured by it."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(FOLDER.glob("*.csv"))
    }
