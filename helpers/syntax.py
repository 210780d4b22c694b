"""What part of speech is each word? A sentence and its mentions in; masked, tagged words out.

Each mention is first replaced by one made-up proper noun, so that no name can sway the tagger.
TextBlob's tagger gives the parts of speech; what it gets wrong in news prose is put right by the
words around.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from helpers.morphology import may_be_verb, participles, pasts, verb_forms
from helpers.tagger import tag_words
from helpers.text import find_tokens

PLACEHOLDER: Final = "Actorland"
BE: Final = frozenset("be is are am was were been being 's 're isn't aren't wasn't weren't".split())
MODALS: Final = frozenset("would may might could can should must shall will ought".split())
NEGATORS: Final = frozenset("not never no neither nor hardly barely nobody none without".split())
AUXILIARIES: Final = BE | MODALS | frozenset("have has had having do does did get gets got".split())
_DO: Final = frozenset("do does did don't doesn't didn't".split())
_SUBJECT_PRONOUNS: Final = frozenset("who which that he she they we i".split())
_FINITE: Final = frozenset(("VBD", "VBZ", "VBP", "MD"))
_RELATIVES: Final = frozenset("who which whose whom".split())
_OPENING: Final = ("DT", "PRP$", "PRP")  # words that open a noun phrase
_ALSO_ADJECTIVES: Final = frozenset("close open free separate complete clean clear dry".split())
_ANYBODY: Final = frozenset(
    "nothing nobody everyone everybody everything someone somebody something anyone anybody "
    "anything".split()
)
_COMMON_VERBS: Final = (
    "use want see take give make keep put bring send call turn pull push move act need seek try "
    "ask tell let help start begin continue allow stop leave return enter hold bear show play "
    "work serve meet talk speak visit sign agree share build rebuild reduce increase offer "
    "supply provide deploy launch plan support back defend protect control attack strike bomb "
    "hit kill fight arm fund train lead rule govern win lose gain join accept reject refuse deny "
    "honour honor respect respond answer benefit favour favor face suffer cause force limit "
    "object target raid blame praise fear hope threaten claim demand order press pressure sanction"
)


class Item(NamedTuple):
    """Hold one word of a masked sentence; `mention` is its position in the mentions, or -1."""

    start: int
    end: int
    lower: str
    tag: str
    mention: int


def spans_within(mentions: Sequence[Any], *, start: int) -> list[tuple[int, int]]:
    """Give the spans of mentions within the sentence that begins at `start`."""
    return [(mention.start - start, mention.end - start) for mention in mentions]


def mask_words(
    view: str, *, start: int, end: int, mentions: Sequence[tuple[int, int]]
) -> list[Item]:
    """Cut a sentence into words without tags, each mention one made-up proper noun.

    Parameters
    ----------
    view
        The whole article, or a sentence, in `plain_view`.
    start, end
        Span of the sentence in the view.
    mentions
        Spans of its mentions in the view, in order, none overlapping.
    """
    items: list[Item] = []
    at = start
    for number, (first, last) in enumerate(mentions):
        items += [Item(*token, "", -1) for token in find_tokens(view[at:first], offset=at)]
        items.append(Item(first, last, PLACEHOLDER.lower(), "", number))
        at = last
    return items + [Item(*token, "", -1) for token in find_tokens(view[at:end], offset=at)]


def mask_sentence(
    view: str, *, start: int, end: int, mentions: Sequence[tuple[int, int]]
) -> list[Item]:
    """Cut a sentence into tagged words, each mention one made-up proper noun.

    Parameters are those of `mask_words`.

    Examples
    --------
    >>> items = mask_sentence("Iran's army left.", start=0, end=17, mentions=[(0, 4)])
    >>> [(item.lower, item.tag, item.mention) for item in items]
    [('actorland', 'NNP', 0), ("'s", 'POS', -1), ('army', 'NN', -1), ('left', 'VBD', -1),
     ('.', '.', -1)]
    """
    if start == 0 and end == len(view):
        return list(_mask_whole(view, tuple(mentions)))
    return _mask_and_tag(view, start, end, mentions)


@lru_cache(maxsize=2048)
def _mask_whole(view: str, mentions: tuple[tuple[int, int], ...]) -> tuple[Item, ...]:
    """Mask a sentence that several steps ask for, once."""
    return tuple(_mask_and_tag(view, 0, len(view), mentions))


def _mask_and_tag(
    view: str, start: int, end: int, mentions: Sequence[tuple[int, int]]
) -> list[Item]:
    items = mask_words(view, start=start, end=end, mentions=mentions)
    if not items:
        return []
    # The tagger takes "US" for a pronoun.
    shown = [
        PLACEHOLDER
        if item.mention >= 0 or view[item.start : item.end] == "US"
        else view[item.start : item.end]
        for item in items
    ]
    if view[start:end].isupper() or _is_headline(items, shown):
        shown = [PLACEHOLDER if word == PLACEHOLDER else word.lower() for word in shown]
    # A slash is a word's own, and not the tagger's.
    tags = tag_words([word.replace("/", "-") for word in shown])
    return _mend_tags(items, tags)


def _is_headline(items: list[Item], shown: list[str]) -> bool:
    """Tell a headline, whose capitals would make the tagger see names everywhere."""
    words = [w for w, i in zip(shown, items, strict=True) if i.mention < 0 and len(w) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 2 and capitals >= (0.6 if len(words) > 2 else 1) * len(words)


@cache
def _verbs() -> frozenset[str]:
    from helpers.cues import load_lexicon

    stance = load_lexicon("stance")
    listed = [cue for cue in stance.loc[stance["pos"] == "verb", "cue"] if " " not in cue]
    return frozenset().union(*(verb_forms(word) for word in [*listed, *_COMMON_VERBS.split()]))


def is_participle(item: Item) -> bool:
    """Tell whether a word has the form of a past participle."""
    return item.lower.endswith("ed") or item.lower in participles()


def _mend_tags(items: list[Item], tags: list[str]) -> list[Item]:
    """Put right what the tagger gets wrong in news prose, by the words around."""
    tags = [
        "NNP"
        if item.mention >= 0
        else "POS"
        if item.lower in ("'s", "'") and i and items[i - 1].end == item.start
        else "RB"
        if item.lower in ("not", "never", "n't")
        else "MD"
        if (item.lower in MODALS and tag != "NN") or item.lower.endswith(("'ll", "'d"))
        else "VBP"
        if item.lower.endswith(("'ve", "'re", "'m"))
        else "VBZ"
        if item.lower in ("it's", "he's", "she's", "that's", "who's", "what's")
        else tag
        for i, (item, tag) in enumerate(zip(items, tags, strict=True))
    ]
    for i, item in enumerate(items):
        if item.mention >= 0 or not item.lower[:1].isalpha():
            continue
        before = next(
            (k for k in range(i - 1, -1, -1) if tags[k] != "RB" and items[k].lower != '"'), None
        )
        left = tags[before] if before is not None else ""
        left_word = items[before].lower if before is not None else ""
        right = tags[i + 1] if i + 1 < len(items) else "."
        right_mention = i + 1 < len(items) and items[i + 1].mention >= 0
        nounish = left.startswith("NN")
        if item.lower.endswith("n't"):
            tags[i] = "MD" if item.lower[:2] in ("wo", "ca", "mu", "sh", "co") else "VBD"
        elif (left == "MD" or left_word == "to") and tags[i] in ("NN", "VBP", "JJ", "NNS", "VBD"):
            opened = right_mention or right in _OPENING
            twice = i > 1 and items[i - 2].lower == item.lower  # "face to face"
            if (
                tags[i] != "NNS"
                and not twice
                and (
                    left == "MD"
                    or item.lower in _verbs()
                    or (opened and tags[i] == "NN" and may_be_verb(item.lower))
                )
            ):
                tags[i] = "VB"
        elif (
            tags[i] == "NN"
            and left == "CC"
            and (right_mention or right in _OPENING)
            and may_be_verb(item.lower)
            and "VB" in tags[max(0, i - 8) : i]
        ):
            tags[i] = "VB"  # "can join it or fight it"
        elif (
            tags[i] == "NN"
            and (left == "IN" or left.startswith("VB"))
            and item.lower.endswith("ing")
            and (right_mention or right in _OPENING)
            and may_be_verb(item.lower)
        ):
            tags[i] = "VBG"  # "after meeting them"
        elif item.lower in ("either", "neither", "long", "once") and right.startswith("VB"):
            tags[i] = "RB"
        elif left_word in _DO and tags[i] in ("NN", "VBP", "JJ"):
            if left_word.endswith("n't") or item.lower in _verbs():
                tags[i] = "VB"
        elif left_word in BE and tags[i] in ("NN", "JJ") and item.lower.endswith("ing"):
            if tags[i] == "NN" or "-" in item.lower or right_mention or right in _OPENING:
                tags[i] = "VBG"
        elif item.lower == "according" and right == "TO":
            tags[i] = "IN"
        elif item.lower == "no" and i + 1 < len(items) and items[i + 1].lower == "longer":
            tags[i] = "RB"
        elif item.lower in _ALSO_ADJECTIVES and tags[i] in ("VB", "VBP") and right[:2] == "NN":
            if left.startswith("VB") or left in ("DT", "IN"):
                tags[i] = "JJ"
        elif left_word in BE and tags[i] in ("VB", "VBP") and item.lower not in BE:
            tags[i] = "VBN" if item.lower in participles() else "JJ"  # "is fit to lead"
        elif left_word in _ANYBODY and tags[i] == "NNS" and may_be_verb(item.lower):
            tags[i] = "VBZ"
        elif (
            tags[i] == "NNS"
            and nounish
            and before
            and items[before - 1].lower in ("that", "which", "whom", "what")
            and may_be_verb(item.lower)
            and right != "NN"
        ):
            tags[i] = "VBZ"  # "what Iran fears most"
        elif left == "MD" and item.lower == "like":
            tags[i] = "VB"
        elif left_word in ("who", "they", "we", "you", "i") and tags[i] == "NN":
            tags[i] = "VBP" if may_be_verb(item.lower) else "NN"
        elif left_word in ("who", "which", "that", "it", "he", "she") and tags[i] == "NNS":
            tags[i] = "VBZ" if may_be_verb(item.lower) and right != "IN" else "NNS"
        elif tags[i] == "VBN" and nounish and left_word not in AUXILIARIES:
            if right != "IN" or right_mention:
                tags[i] = "VBD"
        elif tags[i] == "VBN" and (
            left_word in _SUBJECT_PRONOUNS or (left == "," and (right_mention or right in _OPENING))
        ):
            tags[i] = "VBD"
        elif tags[i] == "VBD" and left_word in BE:
            tags[i] = "VBN"
        elif (
            tags[i] in ("NN", "NNS", "JJ")
            and nounish
            and (item.lower in _verbs() or right == "PRP")
            and not item.lower.endswith(("ing", "ed"))
            and (right_mention or right in _OPENING)
        ):
            tags[i] = "VBZ" if item.lower.endswith("s") else "VBP"
        elif (
            tags[i] == "NN"
            and nounish
            and item.lower in _verbs()
            and right != "MD"
            and _is_inverted(items, tags, i)
        ):
            tags[i] = "VB"
    _give_verb(items, tags)
    return [
        Item(item.start, item.end, item.lower, tag, item.mention)
        for item, tag in zip(items, tags, strict=True)
    ]


def _give_verb(items: list[Item], tags: list[str]) -> None:
    """Find the finite verb of a sentence that has none: "Iran defies the council"."""
    own = [i for i, tag in enumerate(tags) if tag in _FINITE]
    opened = next((i for i, item in enumerate(items) if item.lower in _RELATIVES), len(items))
    closed = next((i for i in range(len(items) - 1, opened, -1) if tags[i] == ","), -1)
    if own and not (closed > 0 and tags[opened - 1] == "," and opened < own[0] < closed):
        return  # its own, not only that of ", who was beaten,"
    for i in range(max(1, closed), len(items)):
        past = tags[i] == "VBN" and (items[i].lower.endswith("ed") or items[i].lower in pasts())
        alone = items[i - 1].lower not in AUXILIARIES and (
            i + 1 == len(items) or items[i + 1].lower != "by"
        )
        if past and alone and tags[i - 1].startswith(("NN", ",", "RB")):
            if all(tag not in _FINITE for tag in tags[i:]):
                tags[i] = "VBD"
            return
    if any(tag.startswith("VB") for tag in tags):
        return
    for i in range(1, len(items) - 1):
        named = items[i - 1].mention >= 0 and tags[i] == "NNS" and may_be_verb(items[i].lower)
        if named and (items[i + 1].mention >= 0 or tags[i + 1] in _OPENING):
            tags[i] = "VBZ"
            return


def _is_inverted(items: list[Item], tags: list[str], i: int) -> bool:
    """Tell whether a question's auxiliary and subject stand before this word."""
    k = i - 1
    while k >= 0 and tags[k] in ("DT", "JJ", "NN", "NNS", "NNP", "PRP$", "POS"):
        k -= 1
    opened = k <= 0 or tags[k - 1] in ("WRB", "WP", "CC", "RB", ",", "IN")
    return k >= 0 and (tags[k] == "MD" or items[k].lower in ("does", "do", "did")) and opened
