"""Check on whom each device is said to work, by one sentence each."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.corpus import make_article
from helpers.rhetoric import find_devices
from helpers.voices import assign_voices, find_quotes, make_voices, name_speakers

MakeActors = Callable[..., pd.DataFrame]
OPENING = "The talks went on for a third day.\n\n"


def read(text: str, actors: pd.DataFrame) -> pd.DataFrame:
    article = make_article(OPENING + text)
    mentions = find_mentions(article.sentences, actors=actors)
    quotes = find_quotes(article.paragraphs, text=article.text, mentions=mentions)
    quotes = name_speakers(quotes, mentions=mentions)
    return find_devices(
        article.sentences,
        mentions=assign_voices(mentions, quotes=quotes),
        quotes=quotes,
        voice=make_voices(quotes),
    )


@pytest.mark.parametrize(
    ("text", "device", "actor"),
    [
        # the subject of the clause
        ("Ruritania perhaps fears Freedonia.", "hedge", "ruritania"),
        ("Perhaps Ruritania fears Freedonia.", "hedge", "ruritania"),
        ("Freedonia is clearly the stronger.", "booster", "freedonia"),
        ("Freedonia, of course, has no harbour.", "booster", "freedonia"),
        ("Ruritania must leave Freedonia.", "modality", "ruritania"),
        ("Ruritania has resumed its raids.", "presupposition", "ruritania"),
        ("Absurdly, Sylvania has banned tea.", "attitude", "sylvania"),
        ("Sylvania reportedly sold the fleet.", "evidential", "sylvania"),
        ("Ruritania and Freedonia perhaps fear the sea.", "hedge", ""),  # two
        ("Perhaps the sea is calm.", "hedge", ""),
        ("Perhaps the mayor of the port fears Freedonia.", "hedge", ""),  # an object
        # whose word is doubted or passed on
        ("Rudolf claims that Freedonia is weak.", "judging_verb", "ruritania"),
        ("According to Freedonia, the sea is calm.", "evidential", "freedonia"),
        ("Freedonia is accused of theft.", "judging_verb", ""),  # by nobody that is named
        ("Freedonia was accused of theft by Sylvania.", "judging_verb", "sylvania"),
        # who is mocked
        ("The Ruritanian “reform” has failed.", "scare_quote", "ruritania"),
        ("Ruritania's “reform” has failed.", "scare_quote", "ruritania"),
        ("The “reform” of Sylvania has failed.", "scare_quote", "sylvania"),
        ("Freedonia sent “advisers” to the port.", "scare_quote", "freedonia"),
        ("The “reform” has failed.", "scare_quote", ""),
        ("With its usual modesty Freedonia thanked itself.", "irony", "freedonia"),
        # who is accused of hypocrisy
        ("The hypocrisy of Freedonia is plain.", "hypocrisy", "freedonia"),
        ("Ruritanian hypocrisy is plain.", "hypocrisy", "ruritania"),
        ("Ruritania accused Freedonia of hypocrisy.", "hypocrisy", "freedonia"),
        ("Sylvania is hypocritical.", "hypocrisy", "sylvania"),
        # whom the question is about
        ("Why would Freedonia bomb its own port?", "rhetorical_question", "freedonia"),
        ("Who could trust Freedonia?", "rhetorical_question", "freedonia"),
        ("Who could trust either Freedonia or Sylvania?", "rhetorical_question", ""),
        # who is likened to something
        ("Sylvania is a puppet of the mine.", "metaphor", "sylvania"),
        ("Freedonia lied, cheated and stole.", "triplet", "freedonia"),
        # a relation between clauses works on nobody
        ("Although Freedonia is small, it is rich.", "contrast", ""),
        # whom the passive hides, where the text tells
        ("Twelve villages were burned in a Freedonian raid.", "agentless_passive", "freedonia"),
        ("Twelve villages were burned.", "agentless_passive", ""),
        (
            "Freedonia shelled the port. The mill was shelled at night.",
            "agentless_passive",
            "freedonia",
        ),
        (
            "Freedonia did not shell the port. The mill was shelled at night.",
            "agentless_passive",
            "",
        ),
        # who suffers it is not who did it
        ("Freedonia was shelled at night.", "agentless_passive", ""),
        ("The bombing of Freedonia went on.", "nominalisation", ""),
    ],
)
def test_on_whom_a_device_works(
    text: str, device: str, actor: str, make_actors: MakeActors
) -> None:
    found = read(text, make_actors())
    rows = found[found["label"] == device]
    assert list(rows["actor"]) == [actor], found[["label", "cue", "actor"]]
    assert rows["mention"].notna().all() == bool(actor)


def test_whom_a_speaker_speaks_of_is_nobody_in_the_author_s_words(make_actors: MakeActors) -> None:
    found = read("Perhaps “Freedonia will pay,” said Rudolf.", make_actors())
    hedge = found[found["label"] == "hedge"]
    assert list(hedge["actor"]) == [""]


def test_a_mere_place_is_nobody(make_actors: MakeActors) -> None:
    found = read("Who could live in Freedonia?", make_actors())
    assert list(found.loc[found["label"] == "rhetorical_question", "actor"]) == [""]


def test_the_doer_of_another_paragraph_is_not_taken(make_actors: MakeActors) -> None:
    text = "Freedonia shelled the port.\n\nThe mill was shelled at night."
    found = read(text, make_actors())
    assert list(found.loc[found["label"] == "agentless_passive", "actor"]) == [""]


@pytest.mark.parametrize(
    ("text", "device", "actor"),
    [
        ("Sylvania waits; perhaps the sea is calm.", "hedge", ""),  # another clause
        ("The sea is calm, perhaps; Sylvania waits.", "hedge", ""),
        ("The “Freedonia” question is open.", "scare_quote", "freedonia"),
        ("In a raid the port was shelled; Freedonia waits.", "agentless_passive", ""),
        ("Nobody was accused of hypocrisy by Freedonia.", "hypocrisy", "freedonia"),
    ],
)
def test_what_is_not_plain_is_left_or_taken_by_rule(
    text: str, device: str, actor: str, make_actors: MakeActors
) -> None:
    found = read(text, make_actors())
    assert set(found.loc[found["label"] == device, "actor"]) <= {actor}
