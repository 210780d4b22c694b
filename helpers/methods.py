"""How was it measured, and what does it not tell? The engine in; the words of the report out.

In short, for a reader who has the report alone; `docs/measures.md` and `docs/validity.md` have the
rules and the numbers. No number of agreement stands here: it would be copied, and grow old.
"""

from __future__ import annotations

from typing import Final

_ENGINES: Final = {
    "neural": (
        "The neural engine: a small encoder that sees each actor as a placeholder, with the "
        "headline and the paragraphs around. A stance is the mean over the actor’s mentions; its "
        "evidence is what the stance loses when a phrase is hidden, what no phrase explains, and "
        "what is borrowed from the rest of the article."
    ),
    "lexical": (
        "The lexical engine: every word is a clue to each actor of its paragraph, with a weight "
        "that stands in one list. A stance is the sum of its clues, turned into chances, and what "
        "is borrowed from the rest of the article; it can be redone by hand."
    ),
}
_MEASURES: Final = (
    (
        "Polarity",
        "TextBlob and VADER rate the mood of each sentence and credit it to every actor in it. It "
        "is the usual practice and answers another question; it is shown for comparison.",
    ),
    (
        "Voices",
        "Quotations and indirect speech are found by their marks and reporting words, and given "
        "to who speaks. Scores are kept apart for the author and for those quoted.",
    ),
    (
        "Frames",
        "Listed cues speak for a frame with fitted weights; a frame is present in a paragraph "
        "when the weights of its cues add up to 1.",
    ),
    (
        "Devices",
        "Listed words count where their part of speech and their surroundings fit; questions, "
        "lists, repetitions and hidden doers are found by rule.",
    ),
    (
        "Salience",
        "Mentions are counted: names, and pronouns and nouns that can mean one actor only. Their "
        "spread is held against mentions strewn at random.",
    ),
    (
        "Distribution",
        "Curves, changes and comparisons add up sentences. Intervals draw the sentences anew, p "
        "values shuffle them and are corrected for the number of tests; fewer than three "
        "sentences with evidence are called insufficient.",
    ),
)
_LIMITS: Final = (
    "The page does not tell whether a text is true, what its author meant, or what its readers "
    "make of it.",
    "No engine here sees irony without marks, insinuation, or what rests on knowledge of the "
    "world. Grim words may count against those who suffer, fair words for those who do harm.",
    "A value is given wherever an actor is named and is no mere place, also where a reader would "
    "say that nothing is told. Treat it as a first mark in the margin.",
    "An interval says how much a value hangs on single sentences of this text. It does not say how "
    "far the value agrees with careful readers.",
    "Agreement with careful reading was measured on coded texts, and it is far less than two "
    "careful readings agree with each other. The codes were given by language models that worked "
    "from the codebook, not by people. The numbers, text by text and measure by measure, are in "
    "the project’s docs/validity.md.",
    "Actors are those of the catalogue. A name that it lacks is not counted, and is not hidden "
    "from the engine; unresolved.csv lists what was given to nobody.",
    "It reads English only. Examples of where it is most wrong stand in docs/validity.md.",
)


def describe_methods(engine: str) -> list[tuple[str, str]]:
    """Give each measure in two lines: its name, and how it works.

    Examples
    --------
    >>> [name for name, _ in describe_methods("lexical")][:2]
    ['Stance', 'Polarity']
    """
    stance = (
        "The attitude toward an actor to which a passage leads its reader, from −1 (unfavourable) "
        f"to +1 (favourable). {_ENGINES.get(engine, '')}"
    )
    return [("Stance", stance.strip()), *_MEASURES]


def describe_limits() -> tuple[str, ...]:
    """Say what the numbers of a report do not tell."""
    return _LIMITS
