"""Which nouns tell a deed and hide who did it? A masked, tagged sentence in; uses out.

A verb must have a subject; a noun in its place need not: "the shelling of the village" keeps the
sufferer and drops the doer (Fowler 1991, *Language in the news*, ch. 5; van Leeuwen 2008, ch. 2,
who calls it suppression). So a noun is a use here only if three things hold: it tells what one does
to another, the deed was done (an attack that is merely feared hides nobody), and neither the noun
phrase nor the clause around it says who did it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from helpers.clauses import Event
from helpers.doers import has_doer
from helpers.morphology import base_form, noun_forms
from helpers.nominals import is_event_noun
from helpers.syntax import BE, Item
from helpers.uses import Use

_DEVERBAL: Final = (
    "abduction abolition abuse annexation annihilation arrest assassination beating "
    "betrayal beheading besieging blockade bombardment bombing bullying burning capture censorship "
    "cleansing closure collective-punishment colonisation colonization confiscation conscription "
    "conversion criminalisation criminalization "
    "crushing cutting defamation dehumanisation demolition demonisation demonization denial "
    "deportation deprivation desecration "
    "destabilisation destabilization destruction detention devastation dismantling dismemberment "
    "dismissal disenfranchisement "
    "displacement disappearance dispossession encirclement enslavement eradication erasure "
    "eviction evacuation exclusion "
    "execution exile exploitation expropriation expulsion extermination falsification flattening "
    "flogging gassing hanging harassment hounding humiliation imposition imprisonment "
    "incarceration internment intimidation invasion "
    "jailing kidnapping killing liquidation looting lynching maiming maltreatment manipulation "
    "marginalisation marginalization "
    "massacre mistreatment murder mutilation neglect occupation oppression ousting overthrow "
    "partition persecution pillage pillaging plunder plundering poisoning privatisation "
    "privatization prosecution "
    "punishment purge rape ransacking raping razing removal repression sabotage sacking "
    "scapegoating "
    "seizure shelling shooting silencing sinking slaughter slaying smearing starvation starving "
    "strangulation "
    "stabbing subjugation subversion suppression targeting theft torching torture torturing "
    "transfer "
    "treatment trampling undermining uprooting vilification withholding wrecking"
)
_ONTO: Final = (
    "aggression airstrike ambush assault attack boycott clampdown crackdown embargo incursion "
    "offensive onslaught pogrom raid reprisal restriction retaliation sanction strike tariff "
    "violence"
)
# "An attack on one is an attack on all": nothing was done yet.
_UNDONE: Final = frozenset("a an no any without further another".split())
# Words that make what follows a wish, a fear or a plan: "fears of an attack on", "to prevent".
_UNREAL: Final = frozenset(
    "fear threat risk danger possibility prospect plan plot proposal scenario option demand call "
    "talk rumour rumor hope likelihood chance idea ultimatum spectre specter preparation "
    "prevent avoid avert forbid prohibit ban outlaw rule propose consider discuss contemplate "
    "urge advocate oppose warn anticipate expect predict envisage threaten plan fear request "
    "seek favour favor attempt".split()
)
# "They call for an end to the siege of": what is to end, or be answered for, was done.
_REAL: Final = frozenset(
    "end halt stop inquiry enquiry investigation probe compensation justice explanation apology "
    "condemnation who which because after since despite amid following".split()
)
# With "would" or "could" before them these make a deed that may yet come: "would bring".
_BRINGING: Final = BE | frozenset(
    "mean bring lead cause trigger involve require result provoke entail invite risk see follow "
    "impose face allow permit".split()
)
_MODALS: Final = frozenset("will would may might could can should shall must 'll 'd".split())
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
    "liable indict confess confession apologise apologize apology".split()
)
# The same, if "for" or "over" follows: "tried for the murder of".
_TRIED: Final = frozenset(
    "try arrest jail sentence hang imprison prosecute sue wanted detain extradite investigate "
    "denounce condemn criticise criticize criticism punish sanction question condemnation "
    "trial".split()
)
_NOBODY: Final = frozenset("nobody none no-one no".split())
# Before the noun these do the deed: "police killing of".
_COLLECTIVES: Final = frozenset(
    "army navy military police militia government state regime rebel rebels settler settlers gang "
    "guerrilla insurgent coalition junta enemy mob company union troop cavalry "
    "paramilitary colonial royal imperial fascist communist loyalist separatist nationalist "
    "islamist jihadist".split()
)
_DATES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december christmas easter".split()
)


@cache
def _of_nouns() -> frozenset[str]:
    return frozenset(form for noun in _DEVERBAL.split() for form in noun_forms(noun))


@cache
def _onto_nouns() -> frozenset[str]:
    return frozenset(form for noun in _ONTO.split() for form in noun_forms(noun))


def find_nominalisations(items: Sequence[Item], *, events: Sequence[Event]) -> list[Use]:
    """Find nouns that tell a deed and its sufferer, and not its doer.

    Parameters
    ----------
    items
        The masked, tagged sentence, from `mask_sentence`.
    events
        The deeds that its verbs tell, from `read_events`.

    Notes
    -----
    Known failures: a doer who is told in another sentence, and nouns that are not listed.

    Examples
    --------
    >>> from helpers.clauses import read_events
    >>> from helpers.syntax import mask_sentence
    >>> found = []
    >>> for text in ("The shelling of the port went on.", "They fear the shelling of the port."):
    ...     items = mask_sentence(text, start=0, end=len(text), mentions=[])
    ...     found.append(len(find_nominalisations(items, events=read_events(items))))
    >>> found
    [1, 0]
    """
    verbs = {event.verb for event in events if event.construction == "passive"}
    found = []
    for k in range(len(items) - 2):
        if k not in verbs and _tells_deed(items, k):
            before = _before_phrase(items, k)
            if (
                not _names_doer(items, k, before)
                and not _is_undone(items, before)
                and not _doer_is_told(items, k, before, events)
            ):
                first = k - 1 if k and items[k - 1].tag == "DT" else k
                why = "a noun for the deed, and nobody to do it"
                found.append(Use(first, k + 2, "nominalisation", why))
    return found


def _tells_deed(items: Sequence[Item], k: int) -> bool:
    """Tell whether a word is a noun for what is done to whoever follows."""
    item, leads, after = items[k], items[k + 1].lower, items[k + 2]
    if item.mention >= 0 or not item.tag.startswith(("NN", "VBG", "JJ")):
        return False
    if after.lower in (".", ",", "its", "their", "his", "her"):
        return False
    if item.lower in _of_nouns() and leads == "of":
        return True
    onto = item.lower in _onto_nouns() and leads in ("on", "against", "upon")
    # "A strike on Monday", "the raid on 3 May" say when.
    dated = leads == "on" and (after.lower in _DATES or after.tag == "CD")
    return onto and not dated and is_event_noun(items, k)


def _before_phrase(items: Sequence[Item], k: int) -> int:
    """Give the place before the noun and the plain words that belong to it; -1 for none."""
    before = k - 1
    while before >= 0 and items[before].tag in ("JJ", "NN", "RB", "VBN", "CD", "VBG", "NNS"):
        if items[before].mention >= 0:
            break
        before -= 1
    return before


def _names_doer(items: Sequence[Item], k: int, before: int) -> bool:
    """Tell whether the noun phrase says who: an owner, a collective, "by"."""
    left = items[before] if before >= 0 else None
    owned = left is not None and (
        left.mention >= 0 or left.tag in ("PRP$", "POS", "NNP", "NNPS") or left.lower == "own"
    )
    inner = {item.lower for item in items[before + 1 : k]}
    verbal = items[k].tag == "VBG" and (left is None or left.tag != "DT")
    return owned or verbal or bool(inner & _COLLECTIVES) or has_doer(items, k + 1)


def _is_undone(items: Sequence[Item], before: int) -> bool:
    """Tell whether the deed is denied, feared, planned, or only possible."""
    if before >= 0 and items[before].lower in _UNDONE:
        return True
    near = [item.lower for item in items[max(0, before - 7) : before + 1]]
    # What stands before a stronger break belongs to another clause.
    for at in range(len(near) - 1, -1, -1):
        if near[at] in (";", ".", "?", "!") or near[at] in _REAL:
            near = near[at + 1 :]
            break
    lemmas = [base_form(word) for word in near]
    if _UNREAL & set(lemmas):
        return True
    bringing = [i for i, lemma in enumerate(lemmas) if {lemma, near[i]} & _BRINGING]
    return any(_MODALS & set(near[:i]) or "if" in near[:i] for i in bringing)


def _doer_is_told(items: Sequence[Item], noun: int, before: int, events: Sequence[Event]) -> bool:
    """Tell whether the clause says who does it: "they ordered", "guilty of the murder of"."""
    words = [item.lower for item in items[max(0, before - 5) : before + 1]]
    if _NOBODY & {item.lower for item in items[max(0, before - 9) : before + 1]}:
        return False
    lemmas = [base_form(word) for word in words]
    if _CHARGING & set(lemmas):
        return True
    if any(
        {lemma, word} & _TRIED and following in ("for", "over")
        for lemma, word, following in zip(lemmas, words, words[1:], strict=False)
    ):
        return True
    over = [event for event in events if event.last <= noun and event.last >= noun - 6]
    if not over:
        return False
    verb = over[-1]
    between = items[verb.last : before + 1]
    object_ = not any(item.lower in (",", ";") or item.tag == "IN" for item in between)
    return verb.lemma in _DOING and (object_ or items[verb.last].lower in ("out", "on", "up"))
