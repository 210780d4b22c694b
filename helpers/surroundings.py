"""Does a listed word do here what it is listed for? A cue and the words around it in; yes or no.

"Clearly" closes doubt down in "this is clearly a threat" and tells a manner in "she spoke clearly".
Each cue of `lexicons/devices.csv` has a part of speech, which the word must have here, and may
have a context, one of those below, in which alone it counts. A few words have exceptions of their
own besides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from helpers.groups import is_auxiliary
from helpers.morphology import base_form
from helpers.schema import CUE_CONTEXTS
from helpers.syntax import BE, Item

_BREAKS: Final = frozenset(', ; : . ? ! " ( ) - – —'.split())
_DENIED: Final = r"\b(?:no|not|never|without|free of|nor|\w+n't)\b[^|]*\|"
_FINITE: Final = ("VBZ", "VBD", "VBP", "MD")
_WHETHER: Final = frozenset("whether if how why what who when where that".split())
_CLAUSAL: Final = frozenset(", : \" ' . that - – —".split())
# "Between the one hand and the other" joins, and sets nothing against anything.
_JOINING: Final = frozenset(
    "between both link links linked join joins joined unite unites united bond bonds tie ties tied "
    "connect connects connected".split()
)
_ABOUT: Final = frozenset(
    "boast brag complain rant whine moan hint scoff sneer jeer gloat grumble lament "
    "fulminate".split()
)
_TALK: Final = frozenset(
    "claim claims charge charges accusation accusations allegation allegations report reports idea "
    "ideas suggestion suggestions criticism criticisms fear fears concern concerns complaint "
    "complaints rumour rumours rumor rumors talk story stories lie lies myth myths narrative "
    "narratives theory theories notion warning warnings question questions argument arguments "
    "findings promise promises line lines slogan slogans propaganda excuse excuses falsehood "
    "falsehoods nonsense".split()
)
_EVIDENCE: Final = frozenset(
    "evidence data figure figures findings report reports result results study studies survey "
    "surveys poll polls sign signs record records document documents research statistics "
    "indications numbers investigation inquiry test tests analysis images footage photographs "
    "estimates everything nothing experience history".split()
)
# What these are not is told by the words beside them: three before, a bar, three after.
_BESIDE: Final[dict[str, re.Pattern[str]]] = {
    cue: re.compile(pattern)
    for cue, pattern in {
        "again": r"\b(?:time and|now and|again and|over and|once|yet) \||\| and again",
        "still": r"\b(?:stood|stand|stands|standing|sit|sat|sits|sitting|keep|kept|lie|lay|lies|"
        r"hold|held|very|perfectly|quite|a|the|sat quite) \||\| (?:waters?|lifes?|air|\w+er |more |"
        r"less )|^\|",
        "even": r"\bbreak \||\| (?:if|though|so|as|numbers?|number|out|up|handed|more|less|fewer|"
        r"\w+er\b|than)",
        "yet": r"\b(?:not|has|have|had|as|nor|never|is|are|n't|\w+n't) \||"
        r"\| (?:another|again|to)\b",
        "however": r"\| (?:hard|much|many|long|small|great|large|slowly|carefully|often|few|little|"
        r"bad|good|you|they|we|one)\b",
        "though": r"\b(?:even|as) \|",
        "no doubt": r"\b(?:has|have|had|with) \|",
        "of course": r"\b(?:change|out|set|matter|the) \|",
        "continue to": r"\| be continued",
        "remain": r"\| (?:to be seen|in|at|on|here|there|with|behind|within|inside|outside)\b",
        "seem": r"\| (?:like|as)\b.*\bdream",
        "likely": r"\b(?:the|a|most|more) \|",
        "could": r"\bif \w* \|",
        "have to": r"\| do with",
        "sure to": r"\b(?:make|makes|made|making|be) \|",
        "might": r"\b(?:military|full|naval|their|its|his|her|all|the|and|by) \|",
        "bound to": r"\| the\b",
        "really": r"\b(?:not|n't|\w+n't|never) \|",
        "utter": r"\b(?:not|to|could|can|would|did|will|\w+n't) \|",
        "plainly": r"\| (?:\w+ed|cut|made|built|spoken)\b",
        "hypocrisy": _DENIED,
        "hypocrite": _DENIED,
        "hypocritical": _DENIED,
        "double standard": _DENIED,
        "literally": r"\b(?:translated|translates|translate|rendered|means|meaning) \||"
        r"\| (?:translated|rendered|"
        r"true|means)\b",
        "in fact": r"\bgrounded \||\bbasis \|",
        "indeed": r"\bvery \w+ \|",
        "claim": r"\| (?:\S+ )?(?:lives|victims|responsibility|refuge|asylum|compensation|damages|"
        r"rebate|benefits|territory|land|title|credit|victory)\b",
        "admit": r"\b(?:was|were|been|be|being) \||\| (?:to|into)\b",
        "concede": r"\| (?:a |the |two |three |\S+ )?(?:goal|goals|point|points|penalty|corner)\b",
        "deny": r"\b(?:was|were|been|be|being|is|are) \||\| (?:\S+ )?(?:access|entry|bail|food|"
        r"water|visas?|permission|aid|care|leave|admission)\b",
        "condemn": r"\| to\b|\b(?:building|house|cell|man|prisoner|was|were) \| (?:to|as unsafe)",
        "mock": r"\| (?:exam|exams|trial|battle|tudor)",
        "blame": r"\b(?:the|to|of|no|any|take|took|takes|trade|trades|traded|share|shared) \||"
        r"\| (?:as|for|game|on|and|,|\.)",
        "outright": r"\| [.,;:]|\|$",
        "protest": r"\| (?:in|outside|against|at|on|for)\b",
        "hint": r"\b(?:a|no|the|any) \|",
        "expose": r"\| (?:\S+ )?to\b",
        "trumpet": r"\b(?:a|the|his|her) \|",
        "smear": r"\| \S+ (?:on|over|with)\b",
        "all the same": r"\b(?:are|were|is|was|be|they|at|look|looked) \|",
        "instead": r"\| of\b",
        "far from": r"\| (?:the|here|home|where|\w+ (?:river|border|coast|town|city|village))",
        "in practice": r"\| (?:for|since|at|as)\b",
        "according to": r"\| (?:plan|schedule|size|age|rank|need|taste|law|"
        r"(?:its|their|his|her) (?:rank|"
        r"age|size|means|needs|taste)|the (?:law|rules?|plan|"
        r"schedule|timetable|statutes?|calendar))\b",
        "point to": r"\| (?:the (?:map|door|north|south|east|west))\b",
        "show": r"\| (?:up|off|no|little|us|them|him|her|me|the way)\b",
        "kindly": r"^\||\bplease \|",
        "graciously": r"\b(?:smiled|nodded|bowed|thanked) \|",
        "fail to": r"\b(?:never|not|cannot) \|",
        "must": r"\b(?:a|the|of) \|",
        "i think": r"\b(?:as|what|when|than|ones) \||\| (?:about|of|back)\b",
        "know that": r"\b(?:let it be|be) \|",
        "i believe": r"\b(?:as|what|when|than) \|",
        "we believe": r"\b(?:as|what|when|than) \|",
        "it seems": r"\b(?:than|as) \|",
        "generally": r"\| speaking of",
        "chess": r"\| (?:club|clubs|board|tournament|match|players?|champion|championship|set|sets|"
        r"team|federation|pieces?|lessons?|master)\b|\b(?:played|plays|play|playing|of) \|",
        "puppet": r"\| (?:theatres?|theaters?|makers?|plays?|for)\b|\b(?:wooden|glove|hand) \|",
        "checkmate": r"\| in \w+ moves",
        "pawn": r"\| (?:shops?|brokers?|to|takes|on)\b|\b(?:white|black|queen's|king's) \|",
        "derail": r"\b(?:train|tram|wagons?|was|were) \||\| (?:near|outside|at)\b",
        "surely": r"\b(?:slowly but|slowly and) \|",
        "in theory": r"\| (?:of|class|lessons?)\b",
        "in part": r"\| (?:one|two|three|four|[0-9ivx]+)\b",
        "nightmare": r"\b(?:had a|a recurring|woke from a) \|",
        "indicate": r"\b(?:tests?) \| where\b",
    }.items()
}
# Company in which an image is meant as it says: "the puppet delighted the children".
_LITERAL: Final[dict[str, frozenset[str]]] = {
    domain: frozenset(words.split())
    for domain, words in {
        "war": "museum sappers museums medieval knights jerusalem",
        "animal": "zoo farm farmer cage feathers forest hunters hunter vet kennel breeders species "
        "wings nest eggs dog's puppies lions gazelle den winter bears burrow hedgehogs hedgehog "
        "dormouse dormice bats mosquitoes mosquito",
        "journey": "bus lorry car drivers hikers lane traffic miles kilometres metres train "
        "railway locomotive sailors sail sheep walkers hill signposts signpost asphalt",
        "disease": "patient patients hospital doctor doctors clinic vaccine vaccines ward wound "
        "nurse nurses surgeon tablets pharmacist virus measles infection pollen nuts peanuts "
        "antibodies",
        "theatre": "actor actors actress audience film opera children orchestra rehearsal theatre "
        "playwright spectators ballet musical tickets singer singers",
        "wrestling": "medal champion olympic referee gym hall judo boxer boxers wrestlers wrestler "
        "fairground prayed pray knelt gardener",
        "game": "club tournament players casino grandmaster bishop rook knight board cafe café "
        "goalkeeper striker league striker's",
        "weather": "rain snow forecast coast degrees metres meteorologist meteorologists gusts "
        "roofs wind sea river beach surfers ship basin harbour cellar cellars water",
        "fire": "firemen firefighters forest smoke brigade hay stove stoves barn kitchen embers "
        "bellows logs",
        "building": "brick bricks mason masons architect builder builders roof stone walls chapel "
        "church bishop plaster engineers river dam cat",
        "body": "tendon surgeon knee optician ear sink soap",
        "sleep": "child bed woke pillow dreamt screamed",
    }.items()
}


def fits(
    items: Sequence[Item], first: int, last: int, *, cue: str, pos: str, context: str, domain: str
) -> bool:
    """Tell whether a listed word counts where it stands.

    Parameters
    ----------
    items
        The masked, tagged sentence.
    first, last
        Half-open position of the cue.
    cue, pos, context, domain
        From the list; the last two may be empty.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> def clearly(text, at):
    ...     items = mask_sentence(text, start=0, end=len(text), mentions=[])
    ...     return fits(items, at, at + 1, cue="clearly", pos="adverb", context="sentence",
    ...                 domain="")
    >>> clearly("This is clearly a threat.", 2), clearly("She spoke clearly into it.", 2)
    (True, False)
    """
    if not _has_part(items, first, last, pos):
        return False
    if context and not _CONTEXTS[context](items, first, last):
        return False
    if domain and any(item.lower in _LITERAL.get(domain, ()) for item in items):
        return False
    if cue.startswith("on the") and any(item.lower in _JOINING for item in items[:first]):
        return False
    pattern = _BESIDE.get(cue)
    if pattern is None:
        return True
    left = " ".join(item.lower for item in items[max(0, first - 3) : first])
    right = " ".join(item.lower for item in items[last : last + 3])
    return not pattern.search(f"{left} | {right}".strip())


def opens(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell whether words open a clause, or stand apart in it between commas."""
    right = items[last] if last < len(items) else None
    if first == 0:
        return True
    if items[first - 1].lower in ("and", "but", "or", "so", "that", "because"):
        # "slowly and clearly into it" goes on with a manner.
        return right is not None and (
            right.lower == "," or right.tag.startswith(("VB", "MD", "PRP", "DT", "NN", "EX"))
        )
    return items[first - 1].lower in _BREAKS or (right is not None and right.lower in (",", ";"))


def _has_part(items: Sequence[Item], first: int, last: int, pos: str) -> bool:
    """Tell whether the first word has, or may have, the part of speech that is listed."""
    tag = items[first].tag
    left = items[first - 1] if first else None
    modified = left is not None and left.tag in ("DT", "PRP$", "POS", "JJ", "CD", "IN")
    if pos == "verb":
        shut_in = left is not None and left.tag in ("DT", "PRP$", "POS", "CD")
        if shut_in and tag in ("VBN", "VBG", "VBD"):
            return False  # "the claimed success"
        if tag.startswith("VB"):
            return True
        return not modified and (tag.startswith("NN") or tag in ("JJ", "IN", "RB"))
    if pos == "noun":
        return not tag.startswith(("VB", "MD")) or modified
    if pos == "adjective":
        right = items[last].tag if last < len(items) else ""
        if items[first].lower.endswith("ing") and right in ("DT", "PRP$", "PRP"):
            return False  # "without disturbing the birds"
        if tag in ("VBG", "VBN", "VBD"):
            return left is None or left.tag in ("DT", "RB", "PRP$") or left.lower in BE
        return not tag.startswith(("VB", "MD")) or modified
    if pos == "adverb":
        return not tag.startswith(("VB", "MD", "NN")) or tag == "NNP"
    return True


def _beside_verb(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell whether an adverb bears on the whole clause, not on the deed alone."""
    if opens(items, first, last):
        return True
    left = items[first - 1]
    right = items[last] if last < len(items) else None
    if right is None or right.lower in _BREAKS:
        return False
    if right.lower in ("visible", "seen", "heard", "marked", "written", "labelled", "defined"):
        return False
    if left.lower in BE or is_auxiliary(left.lower):
        return True
    return right.tag in _FINITE or right.tag == "VBN" or right.tag in ("JJ", "RB", "DT")


def _modifies(items: Sequence[Item], first: int, last: int) -> bool:
    return last < len(items) and (
        items[last].tag.startswith(("JJ", "VBN", "RB")) or items[last].lower in ("no", "nothing")
    )


def _asks_whether(items: Sequence[Item], first: int, last: int) -> bool:
    return last < len(items) and items[last].lower in _WHETHER


def _of_evidence(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell whether the subject is a thing that shows ("the figures suggest")."""
    return any(item.lower in _EVIDENCE for item in items[max(0, first - 5) : first])


def _takes_clause(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell whether what somebody says follows, or stands before in marks or before a comma."""
    k = last
    while k < len(items) and items[k].tag.startswith("RB"):
        k += 1
    if k >= len(items):
        return any(item.lower in ('"', ",") for item in items[:first])
    word = items[k].lower
    if word == "to":
        return k + 1 < len(items) and items[k + 1].tag in ("VB", "VBP", "NN", "RB")
    if word in (".", "?", "!", ","):
        # '"We stay," he claimed.', 'it was, he claimed, late'; but not 'the strait that it claims.'
        said = any(item.lower == '"' for item in items[:first])
        return said or any(item.lower == "," for item in items[max(0, first - 4) : first])
    if word in ("about", "of", "at", "over"):
        return base_form(items[first].lower) in _ABOUT
    if word in _CLAUSAL or items[k].tag == "VBG":
        return True
    if first and items[first - 1].lower in ('"', ","):
        return True  # '"...", claimed the minister'
    for item in items[k : k + 12]:
        if item.lower in _BREAKS or item.lower in ("who", "which", "and"):
            return False
        if item.tag in _FINITE:
            return True
    return False


def _of_words(items: Sequence[Item], first: int, last: int) -> bool:
    near = items[last : last + 7]
    return any(item.lower in _TALK or item.lower == '"' for item in near) or _as(items, first, last)


def _as(items: Sequence[Item], first: int, last: int) -> bool:
    return any(item.lower == "as" for item in items[last : last + 8])


def _before_infinitive(items: Sequence[Item], first: int, last: int) -> bool:
    k = last
    while k < len(items) and items[k].tag.startswith("RB"):
        k += 1
    return k < len(items) and items[k].tag in ("VB", "VBP", "NN", "JJ")


def _before_gerund(items: Sequence[Item], first: int, last: int) -> bool:
    return last < len(items) and items[last].lower.endswith("ing")


def _before_state(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell "remains adamant" from "remains in the town" and from "the remains of"."""
    return last < len(items) and items[last].tag in ("JJ", "VBN", "DT", "RB", "VBG", "VBD")


def _before_many(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell "a wave of arrests" from "the flood of 1953" and "a wave of her hand"."""
    return (
        last < len(items) and items[last].tag.startswith(("NN", "JJ")) and items[last].tag != "CD"
    )


def _exclaimed(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell "how convenient." from "how convenient is the station?"."""
    return last >= len(items) or items[last].lower in _BREAKS or items[last].lower in ("of", "that")


_CONTEXTS: Final[dict[str, Callable[[Sequence[Item], int, int], bool]]] = dict(
    zip(
        CUE_CONTEXTS,
        (
            _beside_verb,
            opens,
            _modifies,
            _asks_whether,
            _of_evidence,
            _takes_clause,
            _of_words,
            _as,
            _before_infinitive,
            _before_gerund,
            _before_state,
            _before_many,
            _exclaimed,
        ),
        strict=True,
    )
)
