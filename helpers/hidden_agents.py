"""Where is something done, and nobody said to do it? A masked, tagged sentence in; uses out.

The agent of a deed can be left out by a passive ("the village was shelled") or by a noun ("the
shelling of the village"): van Leeuwen's suppression and backgrounding (2008, *Discourse and
practice*), Fowler and others' deletion of agency (1979, *Language and control*).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from helpers.clauses import Event, read_events
from helpers.morphology import base_form, noun_forms
from helpers.nominals import is_event_noun
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
_DEVERBAL: Final = (
    "abduction abolition abuse annexation annihilation arrest assassination beating "
    "betrayal beheading besieging blockade bombardment bombing burning capture censorship "
    "cleansing closure collective-punishment colonisation colonization confiscation conversion "
    "crushing cutting dehumanisation demolition denial deportation deprivation desecration "
    "destabilisation destabilization destruction detention devastation dismantling dismissal "
    "displacement disappearance dispossession eradication erasure eviction evacuation exclusion "
    "execution exile exploitation expropriation expulsion extermination falsification flattening "
    "flogging harassment humiliation imposition imprisonment incarceration intimidation invasion "
    "jailing kidnapping killing liquidation looting lynching maiming maltreatment manipulation "
    "massacre mistreatment murder mutilation neglect occupation oppression ousting overthrow "
    "partition persecution pillage plunder poisoning privatisation privatization prosecution "
    "punishment purge rape ransacking raping razing removal repression sacking scapegoating "
    "seizure shelling shooting silencing slaughter slaying starvation starving strangulation "
    "stabbing subjugation suppression targeting theft torching torture torturing transfer "
    "treatment trampling uprooting withholding wrecking"
)
_ONTO: Final = (
    "aggression airstrike ambush assault attack crackdown embargo offensive onslaught pogrom raid "
    "sanction violence"
)
# "An attack on one is an attack on all": nothing was done yet.
_UNDONE: Final = frozenset("a an no any without further".split())
# Who does this does the deed: "carried out the destruction of".
_DOING: Final = frozenset(
    "carry commit conduct launch order perform perpetrate execute begin start wage plan prepare "
    "continue stop end oversee organise organize supervise complete intensify threaten accelerate "
    "halt suspend resume direct mount step use favour favor support back cause practise practice "
    "justify defend pursue authorise authorize approve undertake do finish postpone make "
    "stage enforce impose".split()
)
# Words that name the doer before such a noun: "accused of the killing of".
_CHARGING: Final = frozenset(
    "accuse blame charge convict suspect guilty responsible responsibility role part complicit "
    "complicity behind involve involvement implicate culpable author authors architect architects "
    "liable".split()
)


@cache
def _of_nouns() -> frozenset[str]:
    return frozenset(form for noun in _DEVERBAL.split() for form in noun_forms(noun))


@cache
def _onto_nouns() -> frozenset[str]:
    return frozenset(form for noun in _ONTO.split() for form in noun_forms(noun))


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
    verbs = {event.verb for event in events if event.construction == "passive"}
    for k in range(len(items) - 1):
        last = _hides(items, k, events)
        if last and k not in verbs:
            first = k - 1 if k and items[k - 1].tag == "DT" else k
            found.append(
                Use(first, last, "nominalisation", "a noun for the deed, and nobody to do it")
            )
    return sorted(found)


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
    return not _has_doer(items, event.last)


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


def _has_doer(items: Sequence[Item], at: int) -> bool:
    """Tell whether "by" names who does it, before the next clause."""
    for k in range(at, min(len(items), at + 14)):
        word = items[k].lower
        if word in (";", ":", ".", "?", "!") or (
            word in ("who", "which", "that", "because", "although", "while", "when") and k > at
        ):
            return False
        if word == "by" and k + 1 < len(items):
            after = items[k + 1]
            if after.tag != "VBG" and after.lower not in _WHEN and not _measures(items, k + 1):
                return True
        if (
            word in ("with", "at")
            and k + 2 < len(items)
            and items[k + 1].lower == "the"
            and (items[k + 2].lower in ("help", "complicity", "connivance", "hands"))
        ):
            return True
    return False


def _measures(items: Sequence[Item], at: int) -> bool:
    """Tell "by nine per cent" and "by 1950" from "by nine clerks"."""
    if items[at].tag != "CD":
        return False
    after = items[at + 1] if at + 1 < len(items) else None
    return after is None or after.tag not in ("NN", "NNS", "JJ") or after.lower in _UNITS


_UNITS: Final = frozenset(
    "per percent days day hours weeks years months metres meters miles points kilometres o'clock "
    "euros dollars crowns pounds votes times tonnes degrees people".split()
)
_WHEN: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday noon midnight dawn dusk night day "
    "now then far nightfall evening morning christmas easter next last mistake accident force law "
    "train bus boat sea air land road rail hand january february march april may june july august "
    "september october november december autumn winter spring summer".split()
)


def _hides(items: Sequence[Item], k: int, events: Sequence[Event]) -> int:
    """Give one past the preposition of a noun that hides its doer; 0 where it hides none."""
    word = items[k].lower
    if items[k].mention >= 0 or not items[k].tag.startswith(("NN", "VBG", "JJ")):
        return 0
    leads = items[k + 1].lower
    if not (
        (word in _of_nouns() and leads == "of")
        or (
            word in _onto_nouns() and leads in ("on", "against", "upon") and is_event_noun(items, k)
        )
    ):
        return 0
    before = k - 1
    while before >= 0 and items[before].tag in ("JJ", "NN", "RB", "VBN", "CD", "VBG", "NNS"):
        if items[before].mention >= 0:
            return 0
        before -= 1
    left = items[before] if before >= 0 else None
    if left is not None and left.lower in _UNDONE:
        return 0
    if left is not None and (
        left.mention >= 0 or left.tag in ("PRP$", "POS", "NNP", "NNPS") or left.lower == "own"
    ):
        return 0
    if items[k].tag == "VBG" and (left is None or left.tag != "DT"):
        return 0
    if k + 2 >= len(items) or items[k + 2].lower in (".", ",", "its", "their", "his", "her"):
        return 0
    if _has_doer(items, k + 1):
        return 0
    return 0 if _doer_is_told(items, k, before, events) else k + 2


def _doer_is_told(items: Sequence[Item], noun: int, before: int, events: Sequence[Event]) -> bool:
    """Tell whether the clause says who does it: "they ordered", "guilty of the murder of"."""
    near = {base_form(item.lower) for item in items[max(0, before - 5) : before + 1]}
    if _CHARGING & near:
        return True
    over = [event for event in events if event.last <= noun and event.last >= noun - 6]
    if not over:
        return False
    verb = over[-1]
    between = items[verb.last : before + 1]
    object_ = not any(item.lower in (",", ";") or item.tag == "IN" for item in between)
    return verb.lemma in _DOING and (object_ or items[verb.last].lower in ("out", "on", "up"))
