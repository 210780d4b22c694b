"""What may a reader mark, with which key, and what does it mean? Nothing in; short entries out.

The short form of `docs/codebook.md` that stands within reach while one codes. The page decides
where the two differ; a test holds the names and the keys to the label sets of the schema.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Entry(NamedTuple):
    """Hold one thing to mark: its measure, name, key on the keyboard, and definition."""

    measure: str
    name: str
    key: str
    meaning: str


STANCE: Final = (
    Entry(
        "stance",
        "unfavourable",
        "1",
        "Blamed, mocked, shown as aggressor, hypocrite, liar, failure or weak by its own fault, "
        "even in polite words. Not: an actor that merely loses or suffers.",
    ),
    Entry(
        "stance",
        "neutral",
        "2",
        "Named, located, quoted or described without praise or blame, or with as much of one as of "
        "the other. When in doubt, this rather than a side.",
    ),
    Entry(
        "stance",
        "favourable",
        "3",
        "Shown as rightful, able, steadfast, generous, vindicated, or as a wronged party with "
        "which the reader is to side. Not: a cheerful word that happens to stand near.",
    ),
    Entry(
        "stance",
        "none",
        "4",
        "No evidence: the paragraph gives nothing to go on, such as a mere place name. This is "
        "not the same as neutral.",
    ),
)
FRAMES_BOOK: Final = (
    Entry(
        "frame",
        "conflict",
        "c",
        "Two sides set against each other, in words or arms; also attempts to end it. Not: arms "
        "without an opponent (security), calm competition (strategy).",
    ),
    Entry(
        "frame",
        "responsibility",
        "r",
        "Who caused the problem or must solve it: blame, credit, failure to act, calls on someone "
        "to act. Not: causes in nature, guilt argued from statutes alone (legality).",
    ),
    Entry(
        "frame",
        "morality",
        "m",
        "Right and wrong, conscience, religion: hypocrisy, shame, cruelty judged as such, sacred "
        "duty. Not: a crime that is only reported, suffering that is only shown.",
    ),
    Entry(
        "frame",
        "human_interest",
        "h",
        "A human face: the fate and feelings of people, families, hunger, flight, grief. Not: "
        "figures of the dead in a list of losses, the people as a political body.",
    ),
    Entry(
        "frame",
        "economic",
        "e",
        "Money: costs, prices, trade, sanctions, jobs, aid, rebuilding. Not: a sum in passing, "
        "figures of speech such as to pay the price.",
    ),
    Entry(
        "frame",
        "strategy",
        "s",
        "Politics as a game of players: aims, calculations, leverage, what a move is for. Not: "
        "every treaty that is named, fighting as such (conflict).",
    ),
    Entry(
        "frame",
        "security",
        "d",
        "Threats to a state, a group or the public, and the means of defence. Not: battle with "
        "nothing said of threat or protection (conflict), social security.",
    ),
    Entry(
        "frame",
        "legality",
        "l",
        "Law, courts, treaties, rights and sovereignty: arguments from law, rulings, legal status. "
        "Not: rights and justice as mere praise (morality).",
    ),
)
DEVICES_BOOK: Final = (
    Entry(
        "device",
        "rhetorical_question",
        "Q",
        "A question put to assert or to press, not to learn. Not: one that somebody answers.",
    ),
    Entry(
        "device",
        "scare_quote",
        "S",
        "Marks that hold a word at arm's length: so-called. Not: speech with a speaker, titles.",
    ),
    Entry(
        "device",
        "irony",
        "I",
        "Saying what one plainly does not mean, mostly praise for blame. Not: praise meant.",
    ),
    Entry(
        "device",
        "hypocrisy",
        "Y",
        "The charge that somebody does not do what he demands of others. Not: a charge denied.",
    ),
    Entry(
        "device",
        "hedge",
        "H",
        "Words that withhold commitment: perhaps, seems, in part. Not: real quantities.",
    ),
    Entry(
        "device",
        "booster",
        "B",
        "Words that close down doubt: clearly, of course, certainly. Not: words of degree.",
    ),
    Entry(
        "device",
        "modality",
        "M",
        "Obligation, permission, possibility, necessity: must, should, may, cannot. Not: will and "
        "would as plain future or report.",
    ),
    Entry(
        "device",
        "evidential",
        "E",
        "From where a thing is known: reportedly, according to, the figures suggest. Not: "
        "speech of a named speaker.",
    ),
    Entry(
        "device",
        "attitude",
        "A",
        "The writer's own feeling about what is said: unfortunately, absurd. Not: feelings of "
        "somebody else.",
    ),
    Entry(
        "device",
        "judging_verb",
        "J",
        "A verb that reports and judges at once: claim, boast, admit, accuse. Swap it for say: if "
        "something is lost, mark it.",
    ),
    Entry(
        "device",
        "presupposition",
        "P",
        "Taken for granted: stop, resume, again, even, still, know that. Not: still as calm.",
    ),
    Entry(
        "device",
        "metaphor",
        "G",
        "One kind of thing told as another: politics as theatre, a rival as disease. Not: terms "
        "that nobody feels any more.",
    ),
    Entry(
        "device",
        "contrast",
        "C",
        "Connectives that turn against what precedes: however, despite, although. Not: but.",
    ),
    Entry(
        "device",
        "triplet",
        "T",
        "Three like parts in a row. Not: rows of names, places, dates or figures.",
    ),
    Entry(
        "device",
        "list",
        "L",
        "Four like parts and more in a row. Not: rows of names, places, dates or figures.",
    ),
    Entry(
        "device",
        "repetition",
        "R",
        "The same words again for effect. Not: names and topics, which must recur.",
    ),
    Entry(
        "device",
        "anaphora",
        "N",
        "One opening for three parts of a sentence, or for two sentences in a row. Not: sentences "
        "that only go on with the same subject.",
    ),
    Entry(
        "device",
        "agentless_passive",
        "V",
        "A passive that leaves out who does it. Not: a doer named by by, a state, a feeling.",
    ),
    Entry(
        "device",
        "nominalisation",
        "O",
        "A noun for a deed, without its doer: the bombing of the harbour. Not: a doer named, "
        "a deed that was not done.",
    ),
)
BOOK: Final = (*STANCE, *FRAMES_BOOK, *DEVICES_BOOK)
