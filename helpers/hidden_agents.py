"""Where is something done, and nobody said to do it? A masked, tagged sentence in; uses out.

The agent of a deed can be left out by a passive ("the village was shelled") or by a noun ("the
shelling of the village"): van Leeuwen's suppression and backgrounding (2008, *Discourse and
practice*), Fowler and others' deletion of agency (1979, *Language and control*).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from helpers.clauses import Event, read_events
from helpers.doers import has_doer
from helpers.nominalisations import find_nominalisations
from helpers.syntax import AUXILIARIES, BE, Item
from helpers.uses import Use
from helpers.verbs import COPULAR, DESCRIBING, RAISING

_GET: Final = frozenset("get gets got getting gotten".split())
# Participles that tell a state, a place, a name or a feeling, and no deed that somebody did.
_STATES: Final = DESCRIBING | frozenset(
    "able accustomed acquainted amused angered annoyed armed ashamed associated astonished "
    "attached aware bored bound broken called "
    "closed comprised composed confused connected considered "
    "covered crowded dated deserted devoted disappointed divided done drunk due educated entitled "
    "equipped estimated exhausted expected experienced faced fed filled finished frightened "
    "furnished gone headed inclined infected intended interested known lined listed lost meant "
    "mistaken named needed noted obliged obsessed open overgrown painted populated posed puzzled "
    "qualified relieved reminded reputed required rooted rumoured satisfied scared set shaped "
    "shocked shut situated spread stuck supposed "
    "surprised surrounded talented tempted titled torn touched "
    "troubled understood united unknown unprepared used vested wanted worn worried written "
    "dressed left retired scattered seated seen heard left wooded allowed permitted felt "
    "compared based believed thought said reported alleged told assumed hoped fed-up linked "
    "concerned enshrined contained included limited related regarded viewed read rid "
    "certain mixed isolated advanced complicated damned fond found hidden located".split()
)


def find_hidden_agents(items: Sequence[Item]) -> list[Use]:
    """Find passives and nouns that tell a deed without its doer.

    Parameters
    ----------
    items
        The masked, tagged sentence, from `mask_sentence`.

    Notes
    -----
    Known failures: a doer who is told in the sentence before, and a state that looks like a deed
    ("the shop is boarded up").

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> text = "The mill was burned, and nobody explains the killing of the owner."
    >>> items = mask_sentence(text, start=0, end=len(text), mentions=[])
    >>> [(use.label, text[items[use.first].start : items[use.last - 1].end])
    ...  for use in find_hidden_agents(items)]
    [('agentless_passive', 'was burned'), ('nominalisation', 'the killing of')]
    """
    events = read_events(items)
    found = [
        Use(event.first, event.last, "agentless_passive", "a passive that leaves out who does it")
        for event in events
        if _is_agentless(items, event)
    ]
    return sorted(found + find_nominalisations(items, events=events))


def _is_agentless(items: Sequence[Item], event: Event) -> bool:
    if event.construction != "passive" or event.last - event.first < 2:
        return False
    word = items[event.verb].lower
    helpers = {item.lower.removesuffix("n't") for item in items[event.first : event.verb]}
    if not helpers & (BE | _GET) or event.lemma in COPULAR | RAISING or word in _STATES:
        return False
    if word.endswith("ing") or items[event.verb].mention >= 0 or word in AUXILIARIES:
        return False
    if not _has_object_sense(items, event):
        return False
    # "Is closed", "are divided": in the present without "being", mostly a state.
    present = helpers & {"is", "are", "'s", "'re", "am"} and "being" not in helpers
    if present and "been" not in helpers and not _tells_deed(items, event):
        return False
    return not has_doer(items, event.last)


def _has_object_sense(items: Sequence[Item], event: Event) -> bool:
    """Tell a passive from "is gone" and from "was to": something is said to suffer it."""
    k = event.first - 1
    return k >= 0 or event.modality == "asked"


def _tells_deed(items: Sequence[Item], event: Event) -> bool:
    """Tell whether words of time or manner make a present passive a deed."""
    near = [item.lower for item in items[event.first : min(len(items), event.last + 4)]]
    return (
        any(word.endswith("ly") for word in near)
        or bool(
            set(near)
            & set("now today daily again every regularly still systematically routinely".split())
        )
        or event.lemma in _ACUTE
    )


_ACUTE: Final = frozenset(
    "kill murder arrest bomb shell beat torture starve expel jail imprison deport silence censor "
    "target accuse punish rob cheat deny threaten destroy burn loot rape exploit humiliate deceive "
    "sacrifice force blackmail bully bribe persecute oppress flog hang shoot evict betray "
    "plunder demolish displace detain abduct blame ignore sell forbid ban sack".split()
)
