"""Which words look like a name? A sentence in; spans of capitalised words out.

A name is told by its shape alone: capitals, and the small words that names hold ("of the", "al-",
"de"). Nothing is known here of who bears it; a word that opens a sentence may have its capital
from there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
# Of abbreviations only these keep their full stop inside a name.
_STOPPED: Final = (
    "Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Brig|Rev|Hon|Pres|St|Jr|Sr|"
    f"[{_CAPITAL}]"
)
_ABBREVIATION: Final = rf"(?:[{_CAPITAL}]\.){{2,}}"
_OWNED: Final = (
    "Union|League|Party|Association|Federation|Council|Club|Society|Alliance|Institute|Movement|"
    "Guild|Front|Board|Group|Network|Court|Army|Congress|Committee|Republic"
)
_WORD: Final = (
    rf"(?:{_ABBREVIATION}|[{_CAPITAL}]+&[{_CAPITAL}]+|(?:{_STOPPED})\.|"
    rf"(?:(?:al|el|an|as|ash|ad|ar|bin|abu|d|O|D|L)[\-'])?[{_CAPITAL}][\w]*"
    rf"(?:[\-'](?!s\b)[^\W_]+)*"
    # "Farmers' Union", "Women's League": a plural that owns is part of the name of a body.
    rf"(?:(?:(?<=[a-z]s)'|(?:(?<=[Pp]eople)|(?<=[Ww]omen))'s)(?= (?:{_OWNED})\b))?)"
)
_LINK: Final = (
    r"(?: (?:of|for|of the|for the|on|and|&|bin|ibn|al|el|de|del|della|der|den|di|da|dos|du|la|le|"
    r"van|von|van der|van den|von der|de la|ten|ter|y)(?= ))?"
)
_NAME: Final = re.compile(rf"(?<![\w'\-.@#/]){_WORD}(?:{_LINK} {_WORD})*(?![\w])")
_NO_NAME: Final = frozenset(
    "i i'm i'd i'll i've mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun christmas easter "
    "thanksgiving ramadan god internet a am pm ok".split()
)
_SMALL_TAGS: Final = frozenset("DT IN CC PRP PRP$ WRB WP WDT TO MD EX PDT RB RBR".split())
_JOINERS: Final = re.compile(r" (?:and|&|on|(?:of|for)(?: the)?) ")
_CLIPPED: Final = re.compile(r"(?:n't|'(?:s|t|re|ve|ll|m|d))$")
# "Paris-based", "Democrat-controlled": adjectives, not names.
_MADE_OF: Final = re.compile(r"-(?:[a-z]+ed|born|led|run|held|made|style|era|wide|like|only|free)$")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_SPLIT: Final = re.compile(r"\s+")
_OPENING: Final = re.compile(r'(?:^|[.!?:;…—–\-•*("\'\[])\s*$')


class Shape(NamedTuple):
    """Hold a run of capitalised words, half-open in code points of its sentence.

    `opening` is true where its first word stands where any word would have a capital.
    """

    start: int
    end: int
    text: str
    opening: bool


def find_shapes(view: str, *, names: Collection[str] = ()) -> list[Shape]:
    """Find the runs of words that look like a name in a sentence in `plain_view`.

    "X and Y" is one run only where it reads like one name ("Department of Health and Human
    Services"), "X of Y" only where X is a word of its own ("Bank of Sudan", not "Smith of Ohio").
    Days, months and common words that open a sentence are left out.

    Parameters
    ----------
    view
        The sentence.
    names
        Words known to be names, so that they count where they open a sentence; `learn_names`.

    Examples
    --------
    >>> [shape.text for shape in find_shapes("On Monday Omar al-Bashir met the Bank of Sudan.")]
    ['Omar al-Bashir', 'Bank of Sudan']
    """
    return [
        shape
        for match in _NAME.finditer(view)
        for start, end in _pieces(match.group(), match.start())
        if (shape := _trim(view, start, end, names))
    ]


def learn_names(views: Iterable[str]) -> frozenset[str]:
    """Collect the words that stand with a capital where no other word would have one.

    Headlines are left out, since all their words have capitals.
    """
    return frozenset(
        word
        for view in views
        if not is_headline(view)
        for shape in find_shapes(view)
        for number, word in enumerate(_SPLIT.split(shape.text))
        if (number or not shape.opening) and not word.islower() and not _is_small_word(word)
    )


def is_headline(view: str) -> bool:
    """Tell a line whose words have capitals as in a title, but for its small ones.

    Examples
    --------
    >>> is_headline("Union Leaders Accuse the Bank of Fraud"), is_headline("Ada Byron met Al Gore.")
    (True, False)
    """
    words = [word for word in _LETTERS.findall(view) if not _is_small_word(word)]
    if len(words) == 3 and not view.rstrip().endswith((".", "?", "!", '"')):
        return all(word[0].isupper() for word in words)
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.9 * len(words)


def _pieces(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Part "Ford and Nixon" into two, and keep "Department of Health and Human Services"."""
    at = 0
    for joiner in _JOINERS.finditer(text):
        left, right = text[at : joiner.start()].split(), text[joiner.end() :].split()
        link = joiner.group().split()[0]
        if link == "of":
            whole = is_common(left[-1]) or is_institution(left[-1])
        elif link == "for":
            whole = is_institution(left[-1]) or left[-1].endswith("s")
        elif link == "&":
            whole = True
        else:
            body = "of" in left or is_institution(left[0]) or is_institution(right[-1])
            whole = body and not is_person_title(right[0]) and len(left) + len(right) > 2
        if not whole:
            yield start + at, start + joiner.start()
            at = joiner.end()
    yield start + at, start + len(text)


def _trim(view: str, start: int, end: int, names: Collection[str]) -> Shape | None:
    """Drop what is no name from both ends: days, and a common word that opens the sentence."""
    opening = bool(_OPENING.search(view[:start]))
    words = _SPLIT.split(view[start:end])
    while words and _drop_first(words, opening, names):
        start += len(words[0])
        start += len(view[start:end]) - len(view[start:end].lstrip())
        words, opening = words[1:], False
    while words and (_is_day(words[-1]) or words[-1].islower() or _MADE_OF.search(words[-1])):
        words = words[:-1]
    if not words:
        return None
    end = start + len(" ".join(words))
    return Shape(start, end, view[start:end], opening)


def _drop_first(words: Sequence[str], opening: bool, names: Collection[str]) -> bool:
    first = words[0]
    if _is_day(first) or first.islower() or (_is_small_word(first) and not is_given(first)):
        return True
    if not opening or first in names or not is_common(first) or is_person_title(first):
        return False
    # "Bank of Sudan" opens with a common word and yet is a name; "Members of Congress" is not.
    return not (len(words) > 1 and (is_institution(first) or is_given(first)))


@cache
def _is_small_word(word: str) -> bool:
    from textblob.en import lexicon

    return str(lexicon.get(word.lower()) or "") in _SMALL_TAGS


def _is_day(word: str) -> bool:
    return word.lower().rstrip(".") in _NO_NAME and not is_person_title(word)


def is_given(word: str) -> bool:
    """Tell a first name: one that is a word as well ("Mark"), or no word at all ("Barack")."""
    from textblob.en import lexicon

    small = word.lower()
    if small in _GIVEN:
        return True
    return small not in lexicon and str(lexicon.get(word) or "").startswith("NNP")


# First names that are words, too.
_GIVEN: Final = frozenset(
    "bill mark will grace rose frank jack rob drew chase art dick bob pat sue joy hope faith dawn "
    "april june ray gene guy max sandy rich chuck grant dean earl norm carol don ken jay josh nick "
    "mike tony penny ruby amber holly ivy lily daisy violet heather robin martin jean stan jerry "
    "harry barry colin tom jim ted tim wade ward reed cliff miles victor lance iris jasmine olive "
    "pearl christian angel jesus page charity mercy eve terry billy bobby sally polly kit sonny "
    "clay cole blake brook hunter carter mason tyler sterling dale glen heath rod rusty woody buck "
    "hank skip chip curt ernest john james george charles paul jimmy joe sam ben dan ron ann anna "
    "mary jane kate peter francis king pierre jose juan carlos louis lou al ed lee alan allan gary "
    "larry dave pete phil matt andy jeff greg fred doug roger steve scott bruce craig keith".split()
)
_PERSON_TITLES: Final = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady sen senator rep representative gov "
    "governor gen general lt lieutenant col colonel maj major capt captain sgt sergeant cmdr "
    "commander adm admiral brig brigadier rev reverend pres president chancellor premier prime "
    "minister secretary speaker king queen prince princess emperor sheikh sheik imam ayatollah "
    "pope cardinal bishop archbishop rabbi mayor judge justice congressman congresswoman "
    "councilman councilwoman assemblyman ambassador envoy chairman chairwoman chair director "
    "chief attorney vice deputy former acting first lady officer detective sheriff coach "
    "spokesman spokeswoman spokesperson leader majority minority whip comrade marshal sultan emir "
    "hon mp msgr father sister brother foreign defense defence interior finance interim "
    "lawyer economist historian author activist sayyed baron baroness count dean principal "
    "superintendent inspector constable commissioner treasurer reps sens messrs presidents "
    "candidate nominee".split()
)
_INSTITUTIONS: Final = frozenset(
    "party ministry department dept office bureau agency administration commission committee "
    "council court congress senate house parliament assembly army navy force forces guard guards "
    "corps brigade brigades battalion division front militia movement coalition alliance league "
    "union organization organisation association federation confederation institute institution "
    "foundation center centre group corporation corp inc co company companies ltd llc plc bank "
    "fund trust board authority service services society church university college school academy "
    "network news times post journal herald tribune gazette press magazine radio television tv "
    "chronicle observer guardian telegraph mail mirror sun globe star register examiner review "
    "weekly today beacon enquirer inquirer caucus campaign project initiative task "
    "panel tribunal secretariat directorate embassy consulate police taskforce "
    "industries systems technologies partners associates airlines motors brothers club team "
    "workers teachers lawyers voters veterans citizens americans conference "
    "watch international enterprise exchange reserve treasury cabinet command staff pac".split()
)


def is_person_title(word: str) -> bool:
    """Tell whether a capitalised word is a title that stands before a person's name."""
    return word.lower().rstrip(".") in _PERSON_TITLES


def is_institution(word: str) -> bool:
    """Tell whether a word says what sort of body a name belongs to ("Party", "Ministry")."""
    return word.lower().rstrip(".") in _INSTITUTIONS


@cache
def is_common(word: str) -> bool:
    """Tell whether a word is an English word of its own and not only a name.

    Examples
    --------
    >>> is_common("However"), is_common("Rouhani")
    (True, False)
    """
    from textblob.en import lexicon

    small = word.lower()
    tag = lexicon.get(small)
    if tag is None and small.endswith("s"):
        tag = lexicon.get(small[:-1])
    if tag is None and "-" in small:
        return all(is_common(part) for part in small.split("-") if part)
    if tag is None and _CLIPPED.search(small):
        return is_common(_CLIPPED.sub("", small))
    return tag is not None and not str(tag).startswith("NNP")
