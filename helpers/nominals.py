"""Which deeds are told by a noun? "Iran's attack on Iraq", "the occupation of Iraq by Iran".

Masked, tagged words in; for each such noun, who does it and to whom it is done. Nouns are those of
the list of stance words that have an agent or a patient, and those of the list below. "Of" names
the one that it is done to ("the arrest of") or the one who does it ("the threats of").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from helpers.cues import event_nouns
from helpers.morphology import noun_forms
from helpers.phrases import Argument, chunk_before, noun_phrase
from helpers.syntax import Item

_DONE_TO: Final = (
    "abolition acquisition appointment arrest assassination bombing burial capture conquest "
    "containment conviction criticism defence defense deployment dismissal dispatch division "
    "ejection election encirclement endorsement evacuation eviction exclusion execution "
    "extradition funding handling hanging harassment imprisonment indictment inspection isolation "
    "jailing killing kidnapping nomination ousting overthrow poisoning portrayal prosecution "
    "protection punishment pursuit recognition rejection release relocation removal rescue sacking "
    "sale search seizure sentencing shooting sinking stabbing support surveillance targeting "
    "training treatment trial arming backing demonisation persecution rebuilding reconstruction"
)
_DONE_BY: Final = (
    "accusation advance allegation announcement answer appeal apology ban bluff boycott "
    "complaint concession confession counterattack decision demand denial "
    "departure embargo fire gift intervention invitation lawsuit lie manoeuvre objection offensive "
    "offer operation order payment pledge pressure promise protest push raid refusal "
    "remark reply request resistance resignation response restriction retaliation retreat "
    "sanction strike tariff threat veto victory visit vote vow war warning withdrawal "
    "incursion dominance hegemony airstrike crackdown reprisal ultimatum"
)
_ONTO: Final = frozenset("on against at upon over toward towards into".split())
# Nouns after which "for" or "to" names the other side.
_FOR: Final = frozenset("support backing contempt hatred praise".split())
_TO: Final = frozenset(
    "threat threats warning warnings offer offers sale sales gift gifts apology apologies reply "
    "response answer ultimatum concession concessions visit visits promise promises".split()
)
# "The Syrian war" is one in Syria.
_WHERE: Final = frozenset(("war", "chaos", "turmoil", "instability", "insurgency"))
_DENIERS: Final = frozenset("no without never".split())


class Nominal(NamedTuple):
    """Hold one noun that tells a deed: where, its singular, who, to whom, whether it is denied."""

    noun: int
    lemma: str
    agents: tuple[Argument, ...]
    patients: tuple[Argument, ...]
    negated: bool


@cache
def _directions() -> dict[str, tuple[str, str]]:
    """Map each form of each noun to its singular and to whom "of" names."""
    told = {form: (noun, "patient") for noun in _DONE_TO.split() for form in noun_forms(noun)}
    told |= {form: (noun, "agent") for noun in _DONE_BY.split() for form in noun_forms(noun)}
    listed = event_nouns()
    for noun in sorted(listed, key=len):  # the singular before its plural
        for form in noun_forms(noun):
            if form in listed:
                told.setdefault(form, (noun, listed[noun]))
    return {form: (noun, listed.get(form, of)) for form, (noun, of) in told.items()}


def is_event_noun(items: Sequence[Item], i: int) -> bool:
    """Tell whether a word is a noun that tells a deed."""
    item = items[i]
    if item.mention >= 0 or item.lower not in _directions():
        return False
    if item.tag == "VBG":  # "the killing", "killing of": the verb has neither
        left = items[i - 1] if i else None
        after = items[i + 1].lower if i + 1 < len(items) else ""
        noun = left is not None and left.tag in ("DT", "POS", "PRP$", "JJ", "NNP")
        return after in ("of", "by") or (noun and after not in ("the", "a", "an"))
    return item.tag.startswith(("NN", "JJ"))


def read_nominals(items: Sequence[Item]) -> list[Nominal]:
    """Find the deeds that are told by a noun, with those who take part in them.

    Notes
    -----
    A noun without anybody beside it ("the attack failed") is left out.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> items = mask_sentence("Iran's attack on Iraq failed.", start=0, end=29,
    ...                       mentions=[(0, 4), (17, 21)])
    >>> [(items[deed.noun].lower, deed.agents[0].mention, deed.patients[0].mention)
    ...  for deed in read_nominals(items)]
    [('attack', 0, 1)]
    """
    found = []
    for i, item in enumerate(items):
        if not is_event_noun(items, i):
            continue
        lemma, of = _directions()[item.lower]
        of_agent = of == "agent"
        owner = _owner(items, i)
        doers = [a for a in chunk_before(items, i)[0] if a.mention == owner]
        if lemma in _WHERE:
            doers = [a for a in doers if a.via == "possessor"]
        sufferers: list[Argument] = []
        nested = False
        k, stop = i + 1, min(len(items), i + 14)
        while k < stop and not items[k].tag.startswith(("VB", "MD")) and items[k].lower not in ";:":
            word = items[k].lower
            # What follows another such noun is its own, but for the doer: "denial of the raid by".
            nested = nested or is_event_noun(items, k)
            leads = word in ("of", "by", "from") or word in _ONTO
            leads = leads or (word == "for" and item.lower in _FOR)
            leads = leads or (word == "to" and item.lower in _TO)
            if not leads or (nested and word != "by"):
                k += 1
                continue
            phrase, end = noun_phrase(items, k + 1, stop)
            if word == "by" or (word in ("of", "from") and of_agent and not doers):
                doers = doers or phrase
            elif word != "from":
                sufferers += phrase
            nested = nested or any(is_event_noun(items, n) for n in range(k + 1, end))
            k = max(end, k + 1)
        if doers or sufferers:
            agents = tuple(Argument(a.mention, "head") for a in doers)
            denied = i > 0 and items[i - 1].lower in _DENIERS
            found.append(Nominal(i, lemma, agents, tuple(sufferers), denied))
    return found


def _owner(items: Sequence[Item], noun: int) -> int:
    """Find the mention that a noun belongs to: "US", "US's" or "US military" before it."""
    k = noun - 1
    while k >= 0 and items[k].mention < 0 and items[k].tag in ("JJ", "POS", "NN", "VBN", "RB"):
        k -= 1
    return items[k].mention if k >= 0 else -1
