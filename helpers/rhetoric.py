"""How firmly, and by what devices, is it said? Sentences in; evidence of devices out.

Each family of devices is found in a module of its own: listed words where the words around allow
(`helpers.surroundings`), questions (`helpers.questions`), turns of phrase (`helpers.turns`), rows
(`helpers.enumeration`), what is said again (`helpers.repetition`), and doers left out
(`helpers.hidden_agents`); scare quotes by `helpers.voices`. On whom each use works is read by
`helpers.device_targets`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers.cues import Cue, CueIndex, find_cues
from helpers.device_targets import HIDING, agents_of, find_target
from helpers.enumeration import find_lists
from helpers.hidden_agents import find_hidden_agents
from helpers.labelled import choose_indexes
from helpers.morphology import base_form
from helpers.questions import is_rhetorical
from helpers.repetition import find_between, find_repetition, shared_opening
from helpers.schema import AUTHOR, SURE, group_rows, iterate, make_table
from helpers.surroundings import fits
from helpers.syntax import BE, MODALS, PLACEHOLDER, Item, mask_sentence, spans_within
from helpers.text import plain_view
from helpers.turns import find_turns, is_cited
from helpers.uses import Use


def find_devices(
    sentences: pd.DataFrame,
    *,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    lexicon: pd.DataFrame | None = None,
    voice: Callable[[int], str] | None = None,
) -> pd.DataFrame:
    """Find rhetorical devices, and on whom they work.

    Parameters
    ----------
    sentences, mentions, quotes
        Tables of the schema.
    lexicon
        A list of devices, from `load_lexicon("devices")`; the bundled one where left out.
    voice
        From `make_voices`; whose words stand at an offset. All the author's where left out.

    Returns
    -------
    pandas.DataFrame
        One row per use, in order of the text, columns of the table `evidence`; `measure` is device,
        `label` which one of `schema.DEVICES`, `weight` 1. `actor` is on whom it works: who is
        hedged, mocked or accused; empty where that is nobody of the catalogue or not plain. `why`
        of a metaphor begins with its domain, "metaphor of war: ...".

    Notes
    -----
    Hedges, boosters and attitude markers are those of Hyland's metadiscourse (2005); the lists are
    our own. Names are masked: none can be a cue. Known failures: irony without a telling word, an
    image that is not listed, a listed word in a sense that the words beside it do not give away.

    Examples
    --------
    >>> from helpers.actors import find_mentions
    >>> from helpers.catalogue import load_actors
    >>> from helpers.corpus import make_article
    >>> from helpers.schema import make_table
    >>> article = make_article("Norway clearly wants war. Why would Sweden attack?")
    >>> mentions = find_mentions(article.sentences, actors=load_actors())
    >>> found = find_devices(article.sentences, mentions=mentions,
    ...                      quotes=make_table("quotes", []))
    >>> found[["label", "cue", "actor"]].values.tolist()
    [['booster', 'clearly', 'norway'],
     ['rhetorical_question', 'Why would Sweden attack?', 'sweden']]
    """
    indexes = choose_indexes("devices", column="device", lexicon=lexicon)
    voice = voice or (lambda offset: AUTHOR)
    read = _read(sentences, mentions)
    scare = [row for row in iterate(quotes) if row.kind == "scare"]
    rows: list[dict[str, Any]] = []
    told: dict[str, Any] = {}
    run = 0
    for number, here in enumerate(read):
        last = read[number - 1] if number else None
        after = read[number + 1] if number + 1 < len(read) else None
        follows = last is not None and last.row.paragraph == here.row.paragraph
        if not follows:
            told, run = {}, 0
        uses = _find_uses(here, indexes=indexes, scare=scare, after=after)
        if follows and last is not None:
            run = run + 1 if shared_opening(last.items, here.items) >= 2 else 0
            uses += [
                use
                for use in find_between(last.items, here.items, run=run)
                if voice(here.row.start) == voice(last.row.start)
            ]
        for use in sorted(set(uses)):
            row = _row(here, use, voice=voice)
            mention = _target(here, use, told=told)
            if mention is not None and voice(mention.start) == row["voice"]:
                row |= {"mention": mention.mention, "actor": mention.actor}
            rows.append(row)
        for lemma, at in agents_of(here.items, taking=here.taking).items():
            told[lemma] = here.mentions[at]
    rows.sort(key=lambda row: (row["start"], row["end"], row["label"]))
    return make_table("evidence", [row | {"evidence": number} for number, row in enumerate(rows)])


class _Read(NamedTuple):
    """Hold a sentence: its row, its view and words, its named mentions and who of them can act."""

    row: Any
    view: str
    items: Sequence[Item]
    mentions: Sequence[Any]
    taking: frozenset[int]


def _read(sentences: pd.DataFrame, mentions: pd.DataFrame) -> list[_Read]:
    named = group_rows(mentions, by="sentence")
    read = []
    for row in iterate(sentences):
        view = plain_view(row.text)
        # "The militia" stays a word that can count, whomever it stands for.
        inside = [m for m in named.get(row.sentence, []) if m.confidence >= SURE]
        spans = spans_within(inside, start=row.start)
        items = mask_sentence(view, start=0, end=len(view), mentions=spans)
        taking = frozenset(n for n, mention in enumerate(inside) if mention.role != "place")
        read.append(_Read(row, view, items, inside, taking))
    return read


def _find_uses(
    here: _Read, *, indexes: Mapping[str, CueIndex], scare: Sequence[Any], after: _Read | None
) -> list[Use]:
    """Find the uses within one sentence."""
    items = here.items
    if not items:
        return []
    uses = _find_listed(here, indexes)
    uses += find_turns(items) + find_lists(items, view=here.view) + find_repetition(items)
    uses += find_hidden_agents(items)
    if "?" in here.view:
        follows = after is not None and after.row.paragraph == here.row.paragraph
        next_view = after.view if after is not None and follows else ""
        if is_rhetorical(_hide_names(here), after=next_view):
            uses.append(Use(0, len(items), "rhetorical_question", "a question put for effect"))
    for quote in scare:
        if here.row.start <= quote.start < here.row.end:
            first, last = quote.start - here.row.start, quote.end - here.row.start
            covered = [k for k, item in enumerate(items) if first <= item.start < last]
            if covered and not is_cited(items, covered[0], quoted=plain_view(quote.text)):
                uses.append(Use(covered[0], covered[-1] + 1, "scare_quote", "scare quotes"))
    return uses


def _find_listed(here: _Read, indexes: Mapping[str, CueIndex]) -> list[Use]:
    items = here.items
    words = ["" if item.mention >= 0 else item.lower for item in items]
    uses = []
    for label, index in indexes.items():
        for hit in find_cues(words, index=index):
            cue = next((cue for cue in hit.cues if _counts(here, hit.first, hit.last, cue)), None)
            if cue is not None:
                domain = _value(cue, "domain")
                lead = f"metaphor of {domain}: " if domain else ""
                uses.append(Use(hit.first, hit.last, label, f"{lead}listed as “{cue.cue}”"))
    return uses


def _counts(here: _Read, first: int, last: int, cue: Cue) -> bool:
    if cue.cue in ("may", "may not") and here.view[here.items[first].start] == "M":
        after = here.items[first + 1].lower if first + 1 < len(here.items) else "."
        if first or after in BE | MODALS or not after.isalpha():
            return False  # the month
    return fits(
        here.items,
        first,
        last,
        cue=cue.cue,
        pos=cue.pos,
        context=_value(cue, "context"),
        domain=_value(cue, "domain"),
    )


def _value(cue: Cue, column: str) -> str:
    """Give a value of the list; a reader's own rows may leave it out."""
    value = cue.values.get(column)
    return value if isinstance(value, str) else ""


def _hide_names(here: _Read) -> str:
    """Put one made-up word in place of each name, so that none can sway the wording."""
    pieces, at = [], 0
    for item in here.items:
        if item.mention >= 0:
            pieces += [here.view[at : item.start], PLACEHOLDER]
            at = item.end
    return "".join([*pieces, here.view[at:]])


def _target(here: _Read, use: Use, *, told: Mapping[str, Any]) -> Any | None:
    """Give the mention that a use works on; for a hidden doer, who did the same before."""
    number = find_target(here.items, use, taking=here.taking)
    if number is not None:
        return here.mentions[number]
    if use.label in HIDING:
        verb = use.last - 1 if use.label == "agentless_passive" else use.last - 2
        return told.get(base_form(here.items[verb].lower))
    return None


def _row(here: _Read, use: Use, *, voice: Callable[[int], str]) -> dict[str, Any]:
    start, end = here.items[use.first].start, here.items[use.last - 1].end
    return {
        "article": here.row.article,
        "paragraph": here.row.paragraph,
        "sentence": here.row.sentence,
        "measure": "device",
        "label": use.label,
        "cue": here.row.text[start:end],
        "start": here.row.start + start,
        "end": here.row.start + end,
        "weight": 1.0,
        "mention": None,
        "actor": "",
        "voice": voice(here.row.start + start),
        "why": use.why,
    }
