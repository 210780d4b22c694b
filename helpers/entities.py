"""Where does a text name the entities of a list? A text and their names in; spans out.

For texts that come with names and no catalogue: a coded corpus lists "President Ada Byron's",
"The Byron administration" and "residents". Each name is looked for as it stands, without what
goes before and after it (articles, titles, 's), and, if it is a person's or a body's, by its last
word and its initials. Names that come to the same are one entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from helpers.naming import is_common, is_institution
from helpers.text import plain_view

_TITLES: Final = frozenset(
    "mr mrs ms miss dr sir lord lady dame president vice prime minister premier chancellor senator "
    "sen representative rep congressman congresswoman governor gov mayor secretary attorney "
    "general judge justice king queen pope prof professor former ex then current acting deputy "
    "chief head director chairman chairwoman chair administrator candidate hopeful nominee "
    "contender presidential democratic republican conservative liberal labour activist author "
    "comedian actor billionaire leader lawmaker republicans democrats u.s us american".split()
)
_LEADING: Final = frozenset(
    "the a an our his her its their my your these those this that some many most all such "
    "both".split()
)
_PRONOUNS: Final = frozenset(
    "he him his she her hers it its they them their theirs we us our ours you your i me my who "
    "which this that these those".split()
)
# What stands behind a noun and only says which one is meant.
_BEHIND: Final = re.compile(
    r"\s*(?:[,;:(\[]|--|\b(?:who|whom|whose|which|that|in|of|for|from|with|near|at|on|by|to|as|"
    r"against|about)\b)"
)
_WORD: Final = re.compile(r"[^\W_](?:[\w'.&\-]*\w)?\.?")
# Marks around a name, and what is left of quotation marks in texts that were read wrongly.
_STRAY: Final = '\x80\x91\x92\x93\x94\x98\x99\x9c\x9d"“”.,;: '
_SMALL: Final = frozenset("of for the and on in to at by".split())


class Entity(NamedTuple):
    """Hold an entity: its places in the list, and its spans in the text, half-open, in order."""

    numbers: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def find_entities(text: str, *, names: Sequence[str]) -> list[Entity]:
    """Find where a text names each entity of a list.

    Parameters
    ----------
    text
        An article.
    names
        The entities, as somebody wrote them down; the same one may come more than once, or under
        several names.

    Returns
    -------
    list of Entity
        In the order of the list. No two spans overlap: of two names at one place the longer
        counts. A name that stands nowhere by itself has no spans.

    Notes
    -----
    Known failures: two persons of one last name; an entity that is a whole clause.

    Examples
    --------
    >>> text = "Ada Byron closed the mine. Byron's rivals blamed the Byron administration."
    >>> names = ["Mayor Ada Byron", "Byron", "The Byron administration's"]
    >>> for entity in find_entities(text, names=names):
    ...     print(entity.numbers, [text[start:end] for start, end in entity.spans])
    (0, 1) ['Ada Byron', 'Byron']
    (2,) ['Byron administration']
    """
    view = plain_view(text)
    lower = view.lower() if len(view.lower()) == len(view) else view
    forms = [list(name_forms(name)) for name in names]
    owners: dict[str, int] = {}
    merged: dict[int, int] = {}
    for number, own in enumerate(forms):
        # The strongest form under which another entity is known already makes them one.
        home = next((owners[form.lower()] for form in own if form.lower() in owners), number)
        merged[number] = home
        for form in own:
            owners.setdefault(form.lower(), home)
    wanted: list[tuple[str, int]] = []
    for number, own in enumerate(forms):
        wanted += [(form, merged[number]) for form in own]
    taken: list[tuple[int, int, int]] = []
    for form, home in sorted(set(wanted), key=lambda pair: (-len(pair[0]), pair)):
        taken += _free(_places(form, view, lower, small=_is_noun(form)), taken, home)
    seen = {home for _, _, home in taken}
    for number, own in enumerate(forms):
        # What stands nowhere as it is written may stand there in another case, or as its noun.
        for form in (*own, *_nouns(own)) if merged[number] not in seen else ():
            found = _free(_places(form, view, lower, small=True), taken, merged[number])
            taken += found
            if found:
                seen.add(merged[number])
                break
    taken.sort()
    homes = list(dict.fromkeys(merged.values()))
    return [
        Entity(
            tuple(number for number, owner in merged.items() if owner == home),
            tuple((start, end) for start, end, owner in taken if owner == home),
        )
        for home in homes
    ]


def name_forms(name: str) -> Iterator[str]:
    """List the forms under which a text may give a name, the fullest first.

    Examples
    --------
    >>> list(name_forms("Sen. Ada Byron's"))
    ['Ada Byron', 'Byron']
    >>> list(name_forms("the National Harbour Board"))
    ['National Harbour Board', 'NHB']
    >>> list(name_forms("families who live by the river"))
    ['families who live by the river', 'families']
    """
    core = strip_name(plain_view(name))
    if not core:
        return
    yield core
    words = core.split()
    if all(word.lower() in _PRONOUNS for word in words):
        return
    behind = _BEHIND.search(core)
    inner = re.search(r"\(([A-Z][A-Za-z.&]{1,6})\)", core)
    if inner:
        yield inner[1]
    short = strip_name(core[: behind.start()]) if behind and behind.start() else ""
    if short and short != core and (not short[:1].isupper() or core[len(short) :][:1] == ","):
        yield short
    capital = [word for word in words if word[:1].isupper()]
    named = len(capital) == len(words) or all(
        word[:1].isupper() or word in _SMALL for word in words
    )
    if not named or len(words) < 2:
        return
    initials = "".join(word[0] for word in capital)
    if any(is_institution(word) for word in words) or len(words) > 3:
        if len(initials) > 2:
            yield initials
    elif len(words) in (2, 3) and not any(word.isupper() for word in words):
        last = words[-1]
        if len(last) > 2 and not (last.lower().endswith("s") and is_common(last)):
            yield last


def strip_name(name: str) -> str:
    """Take off what stands around a name: articles, titles, 's, stray marks.

    Examples
    --------
    >>> strip_name("the Mayor Ada Byron's"), strip_name("The Supreme Court")
    ('Ada Byron', 'Supreme Court')
    """
    words = name.strip(_STRAY).split()
    while len(words) > 1 and words[0].lower() in _LEADING:
        words = words[1:]
    ranks = [k for k, w in enumerate(words[:-1]) if w.lower().rstrip(".") in _TITLES]
    rest = words[ranks[-1] + 1 :] if ranks else words
    # "Democratic Party" and "Attorney General" are whole names; "Mayor Byron" is not.
    if all(
        w[:1].isupper() and not is_institution(w)
        for w in (*words[: len(words) - len(rest)], *rest[:1])
    ):
        words = rest
    if words:
        words = [*words[:-1], re.sub(r"'s?$", "", words[-1])]
    return " ".join(word for word in words if word)


def _is_noun(form: str) -> bool:
    """Tell a common noun ("Climate change", "Farmers") from a name, which keeps its case."""
    words = form.split()
    if len(words) == 1:
        return form[:1].islower() or (form[1:].islower() and is_common(form))
    return all(word[:1].islower() or not word[:1].isalpha() for word in words[1:])


def _nouns(forms: Sequence[str]) -> Iterator[str]:
    """Give the last words of a noun phrase: "native tribes", then "tribes"."""
    words = forms[-1].split() if forms else []
    for size in (2, 1):
        if len(words) > size and words[-1][:1].islower() and len(words[-1]) > 3:
            yield " ".join(words[-size:])


def _free(
    places: Iterator[tuple[int, int]], taken: Sequence[tuple[int, int, int]], home: int
) -> list[tuple[int, int, int]]:
    return [
        (start, end, home)
        for start, end in places
        if not any(start < last and first < end for first, last, _ in taken)
    ]


def _places(form: str, view: str, lower: str, *, small: bool) -> Iterator[tuple[int, int]]:
    """Find where a form stands: with its case if it is a name, in any case if it is a noun."""
    words = r"\s+".join(re.escape(word.lower() if small else word) for word in form.split())
    for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", lower if small else view):
        yield match.start(), match.end()
