"""How does a verb treat those around it? A base form in; its class out.

Whoever is asked to leave is to leave, but whoever is promised to be helped is not to help: which
part the words around a verb play depends on the verb. The lists are ours, after the classes of the
English grammars (Quirk et al. 1985, chapter 16).
"""

from __future__ import annotations

from typing import Final

# Verbs that only say what something is, and tell of no deed.
IDENTIFYING: Final = frozenset("be seem appear become".split())
# Verbs that an adjective may follow.
COPULAR: Final = frozenset("be become remain seem appear look stay".split())
# Verbs that take a whole clause, often without "that".
CLAUSAL: Final = frozenset(
    "say believe think know claim hope fear argue insist warn suggest feel admit concede declare "
    "assert learn hear show reveal report note realise realize doubt suspect expect assume mean "
    "allege conclude predict swear imagine pretend guess worry deny announce confirm understand "
    "explain add agree promise vow complain find see tell acknowledge maintain contend estimate "
    "indicate discover recall state decide hint imply prove remember remark observe".split()
)
# Verbs that take somebody and then a clause: "told Iran that".
TELLING: Final = frozenset(
    "tell remind warn inform assure convince persuade show notify promise advise caution teach "
    "reassure muse testify".split()
)
# Verbs that stand before their subject in a report: "...", insisted the minister.
REPORTING: Final = frozenset(
    "say add admit announce answer argue ask assert boast claim complain concede conclude confess "
    "confirm contend continue cry declare explain insist joke lament note observe predict promise "
    "protest recall remark repeat reply report respond say shout state suggest tell tweet urge vow "
    "warn wonder write".split()
)
# Whoever is the object stays out of the infinitive: "promised Iran to leave".
PROMISING: Final = frozenset("promise vow swear threaten pledge".split())
# The object does what the infinitive tells: "asked Iran to leave".
CONTROLLING: Final = frozenset(
    "advise allow appoint ask assist authorise authorize beg bring call cause challenge command "
    "compel condemn convince dare drive elect empower enable encourage entice entitle expect "
    "force get goad help hire implore impel incite induce inspire instruct intend invite know "
    "lead leave like lobby motivate name need nominate oblige order pay permit persuade press "
    "pressure prompt provoke push recruit remind request require schedule select send tell tempt "
    "train teach trust urge want warn wish forbid find believe consider direct prefer hate love "
    "choose admonish task license pressurise pressurize coerce bully trick bribe sway exhort "
    "embolden oblige threaten promise pledge vow swear".split()
)
# The same with a preposition: "called on Iran to leave".
CONTROLLING_WITH: Final = frozenset(
    "call rely count appeal prevail depend look impose lean wait vote".split()
)
# Nouns before an infinitive: the owner's own, or what is asked of others.
OWN_NOUNS: Final = frozenset(
    "decision plan vow promise threat attempt effort pledge desire right intention refusal "
    "failure bid wish ability commitment readiness willingness plans threats attempts efforts "
    "pledges promises campaign move moves push inability reluctance determination determined "
    "ambition ambitions excuse chance opportunity power capacity scheme plot aim goal".split()
)
ASKED_NOUNS: Final = frozenset(
    "request requests demand demands call calls order orders need pressure proposal proposals "
    "appeal appeals time way reason ultimatum invitation warning warnings".split()
)
# Participles that only describe, unless somebody is named by "by".
DESCRIBING: Final = frozenset(
    "prepared interested concerned worried opposed determined committed involved engaged located "
    "based convinced pleased delighted satisfied tired married born rooted aimed supposed "
    "aligned entitled poised situated".split()
)
# A bare verb may follow the object: "let them cross".
CAUSATIVE: Final = frozenset("make let help have see watch hear bid feel".split())
# The object does what follows: "kept them waiting", "saw them leave".
PERCEIVING: Final = frozenset("see watch hear leave keep catch find set get notice spot".split())
# The subject takes no part in the verb itself, only in the infinitive: "is said to have left".
RAISING: Final = frozenset(
    "seem appear happen tend prove expect say believe think know report allege rumour rumor "
    "suppose schedule set reckon consider claim estimate understand presume assume".split()
)
RAISING_ADJECTIVES: Final = frozenset("likely unlikely certain sure due bound".split())
# The infinitive comes true as the verb does.
IMPLYING: Final = frozenset(
    "manage force get begin start continue cause help compel lead oblige drive proceed come go "
    "bother dare make let have see watch hear use move enable push".split()
)
FAILING: Final = frozenset("fail refuse decline neglect forget omit".split())
STOPPING: Final = frozenset("stop cease quit avoid prevent keep bar ban discourage deter".split())
# A thing goes to whoever stands after "to", or right after the verb.
GIVING: Final = frozenset(
    "give hand sell lend send offer pay supply provide deliver grant transfer award show promise "
    "make owe cede return surrender bring hand ship export donate loan pass teach tell guarantee "
    "extend deny leave dedicate do present submit sign yield address".split()
)
# Subjects to whom something happens.
SUFFERING: Final = frozenset("suffer undergo endure".split())
# Prepositions after which stands the one that a verb is done to.
_EVERYWHERE: Final = frozenset("on against at upon".split())
_AFTER: Final[dict[str, frozenset[str]]] = {
    preposition: frozenset(verbs.split())
    for preposition, verbs in {
        "with": "meet interfere meddle clash fight side collaborate cooperate tamper deal "
        "negotiate quarrel argue ally trade flirt battle sympathise sympathize disagree agree "
        "compete reckon plead toy mess",
        "to": "apologise apologize talk speak listen lie object surrender yield bow appeal "
        "respond reply turn cater pander adhere refer capitulate react submit kowtow "
        "cling warm defer complain belong pray cave",
        "for": "vote care apologise apologize",
        "of": "dispose approve disapprove despair think speak beware",
        "from": "defect distance benefit suffer",
        "about": "complain worry care lie",
        "in": "meddle interfere",
        "over": "rule preside triumph tower trample",
        "into": "intrude bully rip tear lay lace light",
        "through": "see",
    }.items()
}


def governs(verb: str, preposition: str) -> bool:
    """Tell whether a verb is done to whoever stands after a preposition.

    Examples
    --------
    >>> governs("fire", "on"), governs("interfere", "with"), governs("leave", "with")
    (True, True, False)
    """
    return preposition in _EVERYWHERE or verb in _AFTER.get(preposition, ())
