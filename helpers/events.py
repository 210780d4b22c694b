"""Who does what to whom in the article? Sentences and mentions in; a table of events out.

A deed is told by a verb, active or passive, or by a noun ("Iran's attack on Iraq"). Only deeds in
which an actor takes part are listed; to be or to seem something is no deed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, Final

import pandas as pd

from helpers.clauses import Event, read_events
from helpers.nominals import read_nominals
from helpers.phrases import Argument
from helpers.schema import AUTHOR, group_rows, iterate, make_table
from helpers.syntax import Item, mask_sentence, spans_within
from helpers.text import plain_view
from helpers.verbs import IDENTIFYING

_BREAKS: Final = frozenset(', ; : " ( )'.split())
_OWNERS: Final = ("its", "his", "their")


def find_events(
    sentences: pd.DataFrame, *, mentions: pd.DataFrame, voice: Callable[[int], str] | None = None
) -> pd.DataFrame:
    """Find who does what to whom.

    Parameters
    ----------
    sentences, mentions
        Tables of the schema; mentions from `find_mentions`.
    voice
        From `make_voices`; whose words stand at an offset. All the author's where left out.

    Returns
    -------
    pandas.DataFrame
        One row per agent and patient of a deed, columns of the table `events`: a deed of two
        agents to one patient has two rows with one number in `event`. An agent or patient that is
        no actor of the catalogue is empty, and its mention missing. `surface` is the verb with its
        auxiliaries, or the noun; `verb` its base form.

    Notes
    -----
    Who does it and to whom is grammar, after van Leeuwen's activation and passivation (2008), and
    says nothing of blame. A mere place takes no part, nor does an owner ("Iran's army chief" is
    a mention of its own where the catalogue or its title says so, else nobody). Known failures:
    those of `read_events`, and pronouns that `find_mentions` leaves unresolved.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.actors import find_mentions
    >>> from helpers.catalogue import load_actors
    >>> article = make_article("Norway was attacked by Sweden. Sweden may also invade Finland.")
    >>> mentions = find_mentions(article.sentences, actors=load_actors())
    >>> found = find_events(article.sentences, mentions=mentions)
    >>> found[["agent", "verb", "patient", "construction", "modality"]].values.tolist()
    [['sweden', 'attack', 'norway', 'passive', 'asserted'],
     ['sweden', 'invade', 'finland', 'active', 'possible']]
    """
    voice = voice or (lambda offset: AUTHOR)
    named = group_rows(mentions, by="sentence")
    rows: list[dict[str, Any]] = []
    number = -1
    for sentence in iterate(sentences):
        inside = named.get(sentence.sentence, [])
        if not inside:
            continue
        view = plain_view(sentence.text)
        spans = spans_within(inside, start=sentence.start)
        items = mask_sentence(view, start=0, end=len(view), mentions=spans)
        for event in list_deeds(items):
            owning = event.construction == "nominal"
            agents = _takers(event.agents, inside, owning=owning)
            patients = _takers(event.patients, inside, owning=owning)
            if not agents and not patients:
                continue
            number += 1
            start, end = items[event.first].start, items[event.last - 1].end
            inner = {
                inside[argument.mention].mention
                for argument in (*event.agents, *event.patients)
                if argument.via != "head"
            }
            for agent, patient in product(agents or [None], patients or [None]):
                if agent and patient and agent.actor == patient.actor:
                    # "The US aim blew back on the US", "Turkey showed the Turkish positions": of
                    # the two, a word inside a phrase of something else takes no part.
                    if agent.mention in inner:
                        agent = None
                    elif patient.mention in inner:
                        patient = None
                rows.append(
                    {
                        "article": sentence.article,
                        "paragraph": sentence.paragraph,
                        "sentence": sentence.sentence,
                        "event": number,
                        "agent": agent.actor if agent else "",
                        "verb": event.lemma,
                        "patient": patient.actor if patient else "",
                        "construction": event.construction,
                        "negated": event.negated,
                        "modality": event.modality,
                        "surface": sentence.text[start:end],
                        "start": sentence.start + start,
                        "end": sentence.start + end,
                        "agent_mention": agent.mention if agent else None,
                        "patient_mention": patient.mention if patient else None,
                        "voice": voice(sentence.start + start),
                    }
                )
    return make_table("events", rows)


def _takers(arguments: Sequence[Argument], mentions: Sequence[Any], *, owning: bool) -> list[Any]:
    """Give the mentions that take part, each once: no mere place, and no owner ("its forces").

    Whoever owns a deed told by a noun does take part: "its attack".
    """
    taking = dict.fromkeys(mention for mention, via in arguments if via != "possessor")
    found = [mentions[mention] for mention in taking]
    return [
        mention
        for mention in found
        if mention.role != "place" and (owning or mention.surface.lower() not in _OWNERS)
    ]


def list_deeds(items: Sequence[Item]) -> list[Event]:
    """List the deeds of a sentence, those told by verbs and by nouns, in order of the text."""
    verbal = read_events(items)
    verbs = {event.verb for event in verbal}
    deeds = [event for event in verbal if event.lemma not in IDENTIFYING]
    nominal: list[Event] = []
    for noun in read_nominals(items):
        if noun.noun in verbs:
            continue
        patients = {argument.mention for argument in noun.patients}
        # "imposed sanctions on Iran" is one deed, and the verb's.
        if not noun.agents and any(
            event.last <= noun.noun and patients <= {a.mention for a in event.patients}
            for event in deeds
        ):
            continue
        nominal.append(
            Event(
                first=noun.noun,
                verb=noun.noun,
                last=noun.noun + 1,
                lemma=noun.lemma,
                subjects=noun.agents,
                objects=noun.patients,
                agents=noun.agents,
                patients=noun.patients,
                construction="nominal",
                negated=noun.negated,
                modality=_modality_over(items, noun.noun, verbal),
                embedded=True,
            )
        )
    doers = {argument.mention for event in nominal for argument in event.agents}
    sufferers = {argument.mention for event in nominal for argument in event.patients}
    deeds = [_set_apart(event, doers=doers, sufferers=sufferers) for event in deeds]
    return sorted([*deeds, *nominal], key=lambda event: (event.first, event.last))


def _set_apart(event: Event, *, doers: set[int], sufferers: set[int]) -> Event:
    """Take out those who belong to a noun inside the subject: it has a row of its own.

    In "the siege of Paris lasted", Paris lasts not; in "the US attack failed", nor does the US
    fail. Yet in "US strikes killed nine villagers" it is the US that kills.
    """

    def stays(argument: Argument) -> bool:
        if argument.via == "of" and argument.mention in sufferers:
            return False
        return argument.via != "modifier" or argument.mention not in doers

    agents = tuple(a for a in event.agents if stays(a) or (a.via == "modifier" and event.patients))
    patients = event.patients
    if event.construction == "passive":
        patients = tuple(filter(stays, event.patients))
    return replace(event, agents=agents, patients=patients)


def _modality_over(items: Sequence[Item], noun: int, events: Sequence[Event]) -> str:
    """Give the modality of the verb in whose scope a noun stands: "may postpone the attack"."""
    over = [event for event in events if event.verb < noun]
    if not over or any(item.lower in _BREAKS for item in items[over[-1].last : noun]):
        return "asserted"
    return over[-1].modality
