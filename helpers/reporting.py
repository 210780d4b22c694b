"""Where does a sentence say that somebody said something? Words in; reporting cues out.

A sentence is read as words, each quotation in it being one word. Its cues are the verbs of
`lexicons/reporting.csv`, "according to" and the like; the subject of each is read from the words
beside it. Names count by their capital letter alone, and the names of actors are hidden, so that
none sways the reading; no tagger is needed.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from helpers.cues import Hit, bundled_index, find_cues
from helpers.outside import ADVERBS, DETERMINERS, PREPOSITIONS, TIMES, Sentence
from helpers.sayers import Span, behind_apposition, main_subject, phrase_after, subject_before
from helpers.syntax import BE

# Words that are nouns after these, however much they look like verbs.
_NOUN_SIGNS: Final = DETERMINERS - {"both", "all", "one", "that", "those", "many", "most"} | {
    "'s",
    "'",
    "new",
    "recent",
    "latest",
    "false",
}
_NOUN_LIKE: Final = frozenset(
    "report reports claim claims call calls comment comments demand demands promise promises "
    "request requests answer answers remark remarks joke jokes tweet tweets boast boasts challenge "
    "challenges voice voices estimate estimates forecast forecasts address note notes state states "
    "reply replies response show shows urge hint hints question questions post posts reading "
    "pledge pledges vow vows warning warnings object brief quote quotes cite charge charges "
    "document documents statement saying protest protests dispute disputes regret regrets mention "
    "appeal appeals stress guess concern concerns complaint fear fears hope hopes blame caution "
    "counter counters attack attacks counsel order orders email emails blog blogs text texts "
    "figure figures begin caption press volunteer volunteers offer offers slam praise project plan "
    "plans hail toast reason reasons second alert alerts pronounce taunt taunts cheer cheers "
    "whisper whispers cry cries roar roars salute salutes blast blasts sigh sighs scream screams "
    "petition shout shouts demonstrate rebuff rebuke rebukes rant rants".split()
)
_BEFORE_PARTICIPLE: Final = frozenset(
    (
        ",",
        ";",
        "-",
        "–",
        "—",
        "(",
        "and",
        "but",
        "or",
        "by",
        "while",
        "when",
        "before",
        "after",
        "then",
    )
)
_CLAUSE_MARKS: Final = frozenset(
    (",", ";", ":", "-", "–", "—", "and", "but", "as", "while", "when")
)
_SPOKEN: Final = frozenset(
    "say tell read chant shout yell scream ask claim cry warn argue declare announce insist".split()
)
_ACCORDING: Final = (("according", "to"), ("in", "the", "words", "of"))
_NEVER_INVERTED: Final = frozenset("tell inform notify remind assure accuse call urge ask".split())


class Report(NamedTuple):
    """Hold one cue of a sentence: where it stands, who is its subject, and how it is built.

    `first` and `last` are half-open positions in the sentence's words; `start` and `end` the
    subject's span in code points, -1 where none stands beside it; `lemma` is the entry of the word
    list; `form` is finite, participle or
    according; `inverted` tells that the subject stands after the verb.
    """

    first: int
    last: int
    start: int
    end: int
    cue: str
    lemma: str
    stance: str
    form: str
    inverted: bool


class Read(NamedTuple):
    """Hold one sentence with its cues, and which quotation each of them is for.

    `block` is the number of its block; `leading` holds the cues whose quotation begins what they
    report.
    """

    block: int
    sentence: Sentence
    reports: list[Report]
    taken: dict[int, int]
    leading: set[int]


def find_reports(sentence: Sentence) -> list[Report]:
    """Find the reporting cues of a sentence and the subject of each, in order."""
    words = sentence.words
    found: list[Report] = []
    earlier: Span | None = None
    if not any(word in _first_words() for word in words):
        return found
    for hit in find_cues(words, index=bundled_index("reporting")):
        report = _read_verb(sentence, hit, earlier)
        if report is not None:
            found.append(report)
            if report.start >= 0 and (earlier is None or _begins_clause(sentence, report)):
                earlier = report.start, report.end
    for cue in _ACCORDING:
        for i in range(len(words) - len(cue)):
            if tuple(words[i : i + len(cue)]) == cue:
                who = phrase_after(sentence, i + len(cue))
                if who is not None:
                    last = i + len(cue)
                    found.append(
                        Report(i, last, *who, " ".join(cue), "", "neutral", "according", True)
                    )
    for i in range(2, len(words) - 1):
        if words[i : i + 2] == ["put", "it"]:  # "as Ann Lee put it"
            at = next((k for k in range(i - 1, max(-1, i - 12), -1) if words[k] == "as"), -1)
            who = subject_before(sentence, i, None) if at >= 0 else None
            if who is not None:
                found.append(Report(at, i + 2, *who, "as", "", "neutral", "according", True))
    return sorted(found)


@cache
def _first_words() -> frozenset[str]:
    return frozenset([*bundled_index("reporting"), *(cue[0] for cue in _ACCORDING), "put"])


def _read_verb(sentence: Sentence, hit: Hit, earlier: Span | None) -> Report | None:
    words, first, last, cue = sentence.words, hit.first, hit.last, hit.cues[0]
    form = words[first]
    left = words[first - 1] if first else ""
    if (form in _NOUN_LIKE and left in _NOUN_SIGNS) or left in ("to", "the", "a", "an"):
        return None
    view = " ".join(words[first:last])
    stance = str(cue.values["stance"])

    def make(who: Span | None, kind: str, *, inverted: bool = False) -> Report:
        span = who or (-1, -1)
        return Report(first, last, *span, view, cue.cue, stance, kind, inverted)

    begins = _clause_start(sentence, first)
    behind_pause = all(word in ADVERBS for word in words[begins:first])
    if form.endswith("ing") and form != "bring":
        if left in BE or (left in ADVERBS and first > 1 and words[first - 2] in BE):
            return make(subject_before(sentence, first, earlier), "finite")
        at = first
        while at and (words[at - 1] in ADVERBS or words[at - 1].endswith("ly")):
            at -= 1
        ahead = sentence.items[at - 1].lower if at else ","
        if ahead in _BEFORE_PARTICIPLE or ahead in TIMES or at - 1 in sentence.quotes:
            return make(main_subject(sentence, at, earlier), "participle")
        if cue.cue in _SPOKEN:  # "a sign saying"
            who = subject_before(sentence, at, earlier) or main_subject(sentence, at, earlier)
            return make(who, "participle")
        return None
    if _is_passive(sentence.words, first):
        return None
    if first and behind_pause and cue.cue not in _NEVER_INVERTED:
        # "..., said Ann Lee", but not "Ann Lee, 22, of Zenda, said Bo was ill".
        apposed = None
        if begins and begins - 1 not in sentence.quotes:
            apposed = behind_apposition(sentence, begins - 1, at_least=2)
        who = None if apposed else phrase_after(sentence, last)
        if who is not None:
            return make(who, "finite", inverted=True)
    who = subject_before(sentence, first, earlier)
    if form in _NOUN_LIKE and not _agrees(sentence, first, who):
        return None
    if who is None and left in PREPOSITIONS:
        return None
    return make(who, "finite")


def _agrees(sentence: Sentence, verb: int, who: Span | None) -> bool:
    """Tell a verb from a noun of the same form by the number of its subject."""
    if who is None:
        return False
    inside = [i for i, item in enumerate(sentence.items) if who[0] <= item.start < who[1]]
    if sentence.words[verb].endswith("s"):
        return sentence.items[inside[0]].lower not in ("i", "we", "they")
    last = sentence.items[inside[-1]].lower
    plural = last in ("i", "we", "they", "you", "who", "people") or (
        last.endswith("s")
        and (sentence.words[inside[-1]] != "" or sentence.items[inside[0]].lower == "the")
    )
    return plural or any(sentence.items[i].lower == "and" for i in inside)


def _begins_clause(sentence: Sentence, report: Report) -> bool:
    """Tell whether the subject of a cue opens a clause, rather than one within reported words."""
    items = sentence.items
    at = next((i for i, item in enumerate(items) if item.start >= report.start), 0)
    return at == 0 or at - 1 in sentence.quotes or items[at - 1].lower in _CLAUSE_MARKS


def _is_passive(words: list[str], first: int) -> bool:
    i = first - 1
    while i >= 0 and (words[i] in ADVERBS or words[i].endswith("ly")):
        i -= 1
    return i >= 0 and words[i] in BE and words[first].endswith(("ed", "told", "said", "quoted"))


def _clause_start(sentence: Sentence, before: int) -> int:
    """Give where the clause begins that ends with the word before this position."""
    i = before
    while i and not (
        i - 1 in sentence.quotes or sentence.items[i - 1].lower in (",", ";", ":", "-", "–", "—")
    ):
        i -= 1
    return i
