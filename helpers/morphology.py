"""Which forms can a word take? A lemma in, its inflected forms out.

English inflects little: a handful of spelling rules and a table of irregular verbs and nouns
cover political prose. Forms are generated when a word list is loaded, so that a reader can see
every form that will count.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from helpers.tagger import word_tags

# base: past, past participle (where it differs)
_IRREGULAR_VERBS: Final = """
arise arose arisen; awake awoke awoken; be was been; bear bore borne; beat beat beaten;
become became become; befall befell befallen; beget begot begotten; begin began begun;
bend bent; beset beset; bet bet; betake betook betaken; bid bid; bind bound; bite bit bitten;
bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build built;
burst burst; buy bought; cast cast; catch caught; choose chose chosen; cling clung;
come came come; cost cost; creep crept; cut cut; deal dealt; dig dug; do did done; draw drew drawn;
drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt;
fight fought; find found; flee fled; fling flung; fly flew flown; forbid forbade forbidden;
forecast forecast; foresee foresaw foreseen; forget forgot forgotten; forgive forgave forgiven;
forsake forsook forsaken; freeze froze frozen; get got gotten; give gave given; go went gone;
grind ground; grow grew grown; hang hung; have had; hear heard; hide hid hidden; hit hit; hold held;
hurt hurt; keep kept; kneel knelt; know knew known; lay laid; lead led; leap leapt; leave left;
lend lent; let let; lie lied; light lit; lose lost; make made; mean meant; meet met;
mislead misled; misread misread; mistake mistook mistaken; misunderstand misunderstood;
outbid outbid; outdo outdid outdone; outgrow outgrew outgrown; outrun outran outrun;
outsell outsold;
overcome overcame overcome; overdo overdid overdone; override overrode overridden;
overrun overran overrun; oversee oversaw overseen; overtake overtook overtaken;
overthrow overthrew overthrown; pay paid; plead pleaded; put put; quit quit; read read;
rebuild rebuilt; redo redid redone; rend rent; rethink rethought; retake retook retaken;
rewrite rewrote rewritten; rid rid; ride rode ridden; ring rang rung; rise rose risen; run ran run;
say said; see saw seen; seek sought; sell sold; send sent; set set; shake shook shaken; shed shed;
shine shone; shoot shot; show showed shown; shrink shrank shrunk; shut shut; sing sang sung;
sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid; sling slung; slit slit;
sow sowed sown; speak spoke spoken; spend spent; spill spilled spilt; spin spun; spit spat;
split split; spread spread; spring sprang sprung; stand stood; steal stole stolen; stick stuck;
sting stung; stink stank stunk; stride strode stridden; strike struck; strive strove striven;
swear swore sworn; sweep swept; swell swelled swollen; swim swam swum; swing swung;
take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
thrust thrust; tread trod trodden; undercut undercut; undergo underwent undergone;
understand understood; undertake undertook undertaken; undo undid undone; uphold upheld;
upset upset; wage waged; wake woke woken; wear wore worn; weave wove woven; weep wept; win won;
wind wound; withdraw withdrew withdrawn; withhold withheld; withstand withstood; wring wrung;
write wrote written
"""
_IRREGULAR_NOUNS: Final = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "crisis": "crises",
    "analysis": "analyses",
    "hypothesis": "hypotheses",
    "thesis": "theses",
    "life": "lives",
    "wife": "wives",
    "knife": "knives",
    "thief": "thieves",
    "half": "halves",
    "hero": "heroes",
    "veto": "vetoes",
    "embargo": "embargoes",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "medium": "media",
    "foot": "feet",
    "tooth": "teeth",
}
# Verbs of more than one syllable that double their last consonant because the last is stressed.
_DOUBLING: Final = frozenset(
    "abet abhor acquit admit allot annul begin befit commit compel concur confer control debar "
    "defer demur deter dispel emit entrap equip excel expel forget impel incur infer intermit "
    "inter occur omit outbid patrol permit prefer propel rebut recur refer regret remit repel "
    "submit transfer transmit unplug upset kidnap worship handicap program quit undercut overrun "
    "outrun beset forget acquit overlap outfit reset".split()
)
_BRITISH_L: Final = frozenset(
    "cancel channel counsel dial duel equal fuel grovel label level libel marshal model panel "
    "pedal propel pummel quarrel rival shovel signal snivel stencil swivel total towel travel "
    "tunnel unravel".split()
)
_VOWELS: Final = "aeiou"


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    table = {}
    for entry in _IRREGULAR_VERBS.split(";"):
        base, past, *participle = entry.split()
        table[base] = (past, participle[0] if participle else past)
    return table


def verb_forms(lemma: str) -> set[str]:
    """List the forms of a verb; of several words the first is inflected.

    Examples
    --------
    >>> sorted(verb_forms("blow back"))
    ['blew back', 'blow back', 'blowing back', 'blown back', 'blows back']
    >>> sorted(verb_forms("vilify"))
    ['vilified', 'vilifies', 'vilify', 'vilifying']
    """
    base, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    forms = {base, _with_s(base)} | {f"{stem}ing" for stem in _stems(base, before="i")}
    prefix, hyphen, last = base.rpartition("-")
    if last in _irregular():
        forms |= {prefix + hyphen + form for form in _irregular()[last]}
    else:
        forms |= {f"{stem}ed" for stem in _stems(base, before="e")}
    if base == "be":
        forms |= {"is", "are", "am", "were"}
        forms.discard("bes")
    if base in ("have", "do", "go"):
        forms.add({"have": "has", "do": "does", "go": "goes"}[base])
        forms.discard("haves")
    return {form + tail for form in forms}


def noun_forms(lemma: str) -> set[str]:
    """List the singular and plural of a noun; of several words the last is inflected.

    Examples
    --------
    >>> sorted(noun_forms("human shield"))
    ['human shield', 'human shields']
    """
    head, space, last = lemma.rpartition(" ")
    plural = _IRREGULAR_NOUNS.get(last, _with_s(last))
    forms = {lemma, head + space + plural}
    if last == "embargo":
        forms.add(head + space + "embargos")
    return forms


@cache
def participles() -> frozenset[str]:
    """List the irregular past participles, which no ending gives away."""
    return frozenset(participle for _, participle in _irregular().values())


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith("o") and word in {"go", "do", "veto", "echo", "undergo", "forgo", "outdo"}:
        return word + "es"
    return word + "s"


def _stems(word: str, *, before: str) -> set[str]:
    """Give the spellings of a verb in front of -ed (`before="e"`) or -ing (`before="i"`)."""
    if word.endswith("ie") and before == "i":
        return {word[:-2] + "y"}
    if word.endswith("e"):
        kept = before == "i" and (word.endswith(("ee", "ye", "oe")) or word == "be")
        return {word if kept else word[:-1]}
    if word.endswith("y") and word[-2:-1] not in _VOWELS and before == "e":
        return {word[:-1] + "i"}
    if word.endswith("ic"):
        return {word + "k"}
    closed = (
        len(word) >= 3
        and word[-1] not in "aeiouwxy"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
    )
    syllables = sum(
        c in _VOWELS and (i == 0 or word[i - 1] not in _VOWELS) for i, c in enumerate(word)
    )
    if word in _BRITISH_L:
        return {word, word + word[-1]}
    if word in _DOUBLING or (closed and syllables == 1):
        return {word + word[-1]}
    return {word}


# Stems that only a final e makes a word: "apologis", "wrestl".
_BARE_STEMS: Final = tuple("is iz at v tl bl dl gl pl kl fl zl".split())


@lru_cache(maxsize=20_000)
def base_form(form: str) -> str:
    """Give the base form of a verb from any of its forms; a word that is none stays as it is.

    Examples
    --------
    >>> [base_form(form) for form in ("stopped", "accuses", "fled", "rebuilding", "is", "denied")]
    ['stop', 'accuse', 'flee', 'rebuild', 'be', 'deny']
    """
    if form in _irregular_bases():
        return _irregular_bases()[form]
    if word_tags().get(form, "") in ("VB", "VBP"):
        return form
    if "'" in form:
        stem, _, ending = form.rpartition("'")
        if ending == "t" and stem.endswith("n"):
            return base_form(stem.removesuffix("n")) if stem not in ("wo", "ca", "sha") else form
        return {"s": "be", "re": "be", "m": "be", "ve": "have"}.get(ending, form)
    prefix, hyphen, last = form.rpartition("-")
    if hyphen and prefix and last:
        return prefix + hyphen + base_form(last)
    guesses = [form]
    for ending, put in (
        *(("ies", "y"), ("es", ""), ("es", "e"), ("s", "")),
        *(("ied", "y"), ("ed", ""), ("ed", "e"), ("ying", "ie"), ("ing", ""), ("ing", "e")),
    ):
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            stem = form[: -len(ending)] + put
            guesses.append(stem)
            if ending in ("ed", "ing") and stem[-1:] == stem[-2:-1]:
                guesses.append(stem[:-1])
    fitting = [guess for guess in guesses[1:] if form in verb_forms(guess)]
    # The likelier verb first: "use" before "us", and "apologise" before "apologis".
    fitting.sort(key=lambda guess: (_rarity(guess), guess.endswith(_BARE_STEMS)))
    return next(iter(fitting), form)


def _rarity(guess: str) -> int:
    tag = word_tags().get(guess, "")
    return 0 if tag in ("VB", "VBP") else 1 if tag.startswith(("NN", "JJ")) else 2 if tag else 3


@cache
def _irregular_bases() -> dict[str, str]:
    table = dict.fromkeys("be am is are was were been being 's 're isn't aren't".split(), "be")
    table |= dict.fromkeys("wasn't weren't".split(), "be")
    for base, past in _irregular().items():
        if base in ("be", "wage", "beget"):
            continue
        for form in (*past, *verb_forms(base)):
            table.setdefault(form, base)
    # Where two verbs share a form, the commoner one is meant.
    return table | {"found": "find", "left": "leave", "has": "have", "does": "do"}


@lru_cache(maxsize=20_000)
def may_be_verb(form: str) -> bool:
    """Tell whether a word can be a form of a verb, though it be more often a noun.

    A word can where some form of its base is best known as a verb: "arrest" because of "arrested".

    Examples
    --------
    >>> may_be_verb("arrest"), may_be_verb("fears"), may_be_verb("treaty"), may_be_verb("envoy")
    (True, True, False, False)
    """
    known = word_tags()
    if known.get(form, "").startswith("VB"):
        return True
    return any(known.get(other, "").startswith("VB") for other in verb_forms(base_form(form)))


@cache
def pasts() -> frozenset[str]:
    """List the irregular past tenses, which no ending gives away."""
    return frozenset(past for past, _ in _irregular().values())
