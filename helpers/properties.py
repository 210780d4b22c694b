"""Does an open answer have what was asked for? An answer in; what is missing out, in one sentence.

Some exercises have many right answers: "write a sentence that both polarity tools praise". Each
function here looks for one property by measuring the answer, and returns an empty text if the
answer has it. What only a reader can tell, such as whether praise is meant as blame, is not judged.
To add one, write it here, list it in `PROPERTIES`, and name it in `helpers/exercises.toml`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

from helpers.actors import find_mentions, find_unresolved
from helpers.analysis import analyse
from helpers.answers import UnfitAnswerError
from helpers.catalogue import load_actors
from helpers.corpus import Article, make_article
from helpers.errors import DiscourseError
from helpers.events import find_events
from helpers.schema import ALL_VOICES
from helpers.sentiment import BASELINES, find_polarity
from helpers.voices import find_quotes

MOST_CHARACTERS: Final = 5_000
TWELVE: Final = 12
_CONSTRUCTIONS: Final = {"active", "passive", "nominal"}


def _read_text(answer: object, *, what: str = "A text") -> str:
    if not isinstance(answer, str):
        raise UnfitAnswerError(f"{what} is asked for: words between quotation marks.")
    if not answer.strip():
        raise UnfitAnswerError(f"{what} is asked for, and this one is empty.")
    if len(answer) > MOST_CHARACTERS:
        raise UnfitAnswerError(f"Keep it below {MOST_CHARACTERS:,} characters.")
    return answer


def praised_by_words(answer: object) -> str:
    """Ask for a sentence on Ruritania that TextBlob and VADER both rate above 0."""
    text = _read_text(answer, what="A sentence")
    if "Ruritania" not in text:
        return "The sentence does not name Ruritania."
    article = _make(text)
    moods = find_polarity(article.sentences, mentions=_find_bundled(article.sentences))
    whole = moods[moods["actor"] == ""]
    heard = [name for name in BASELINES if whole[whole["label"] == name]["weight"].mean() > 0]
    if len(heard) == 2:
        return ""
    return "Only one of the two polarity tools hears praise." if heard else "Neither tool does."


def _find_bundled(sentences: pd.DataFrame) -> pd.DataFrame:
    """Find the mentions of the bundled catalogue."""
    return find_mentions(sentences, actors=load_actors())


def parted_actors(answer: object) -> str:
    """Ask for a text in which the engine is favourable to one real actor and against another."""
    article = _make(_read_text(answer))
    if _find_bundled(article.sentences).empty:
        return "No actor of the bundled catalogue is named in it."
    scores = analyse(article).scores
    stance = scores[(scores["measure"] == "stance") & (scores["voice"] == ALL_VOICES)]
    if stance["actor"].nunique() < 2:
        return "Fewer than two actors of the bundled catalogue are found in it."
    liked = set(stance.loc[stance["label"] == "favourable", "actor"])
    blamed = set(stance.loc[stance["label"] == "unfavourable", "actor"])
    if not liked:
        return "The engine is favourable to none of the actors."
    if not blamed - liked:
        return "The engine is against none of the others."
    return ""


def told_three_ways(answer: object) -> str:
    """Ask for one deed told actively, passively and by a noun, with the same agent and patient."""
    article = _make(_read_text(answer))
    mentions = _find_bundled(article.sentences)
    events = find_events(article.sentences, mentions=mentions)
    whole = events[(events["agent"] != "") & (events["patient"] != "")]
    if whole.empty:
        return "No deed has both an agent and a patient."
    told = whole.groupby(["agent", "patient"])["construction"].agg(set)
    best = max(told, key=lambda found: len(found & _CONSTRUCTIONS))
    missing = sorted(_CONSTRUCTIONS - best)
    return f"Not found with the same agent and patient: {', '.join(missing)}." if missing else ""


def group_found_and_left(answer: object) -> str:
    """Ask for two texts with "the group": given to Hezbollah in one, to nobody in the other."""
    if not isinstance(answer, list | tuple) or len(answer) != 2:
        raise UnfitAnswerError("A list of two texts is asked for: answer = [first, second].")
    given = []
    for text in answer:
        sentences = _make(_read_text(text)).sentences
        found, left = _find_bundled(sentences), find_unresolved(sentences, actors=load_actors())
        group = found[found["surface"].str.lower() == "the group"]
        unsure = left["surface"].str.lower() == "the group"
        if group.empty and not unsure.any():
            return "One of the two texts has no “the group” that could stand for an actor."
        given.append(set(group["actor"]) or {""})
    if given[0] != {"hezbollah"}:
        return "In the first text “the group” is not given to Hezbollah."
    return "" if given[1] == {""} else "In the second text “the group” is still given to somebody."


def four_attitudes(answer: object) -> str:
    """Ask for indirect speech whose verbs show four different attitudes."""
    article = _make(_read_text(answer))
    quotes = find_quotes(article.paragraphs, text=article.text)
    indirect = quotes[quotes["kind"] == "indirect"]
    count = indirect["reporting"].nunique()
    if indirect.empty:
        return "No indirect speech is found."
    return "" if count >= 4 else f"The verbs show {count} of the four attitudes asked for."


def twelve_cells_coded(answer: object) -> str:
    """Ask for the table of `estimate_means`, made with twelve codes of one's own."""
    columns = {"coded", "estimate", "low", "high", "n_coded"}
    if not isinstance(answer, pd.DataFrame) or not columns <= set(answer.columns):
        raise UnfitAnswerError("The table that estimate_means returns is asked for.")
    if answer.empty or answer["n_coded"].max() < TWELVE:
        return "Fewer than twelve cells are coded."
    whole = answer.sort_values("n_coded").iloc[-1]
    inside = -1 <= whole["coded"] <= 1 and whole["low"] <= whole["estimate"] <= whole["high"]
    return "" if inside else "A code is none of −1, 0 and 1."


def _make(text: str) -> Article:
    try:
        return make_article(text)
    except DiscourseError as error:
        raise UnfitAnswerError(f"It cannot be read as a text: {error}") from error


PROPERTIES: Final[dict[str, Callable[[object], str]]] = {
    function.__name__: function
    for function in (
        four_attitudes,
        group_found_and_left,
        parted_actors,
        praised_by_words,
        told_three_ways,
        twelve_cells_coded,
    )
}
