"""Check who is found to speak: before, after and inside a quotation, and where nobody is."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.corpus import make_article
from helpers.schema import make_table
from helpers.voices import find_quotes

OPENING = "It rained in Strelsau for a third day.\n\n"


def quotes_of(text: str, *, names: tuple[str, ...] = ()) -> pd.DataFrame:
    """Give the rows between marks; the first mention of each name is masked."""
    article = make_article(OPENING + text)
    rows = [
        {
            "article": "article",
            "paragraph": 1,
            "sentence": 1,
            "mention": number,
            "actor": name.lower(),
            "start": article.text.index(name),
            "end": article.text.index(name) + len(name),
            "name_end": article.text.index(name) + len(name),
            "surface": name,
            "form": "name",
            "role": "other",
            "voice": "",
            "confidence": 1.0,
        }
        for number, name in enumerate(names)
    ]
    mentions = make_table("mentions", rows)
    quotes = find_quotes(article.paragraphs, text=article.text, mentions=mentions)
    return quotes[quotes["kind"] != "indirect"]


def find(text: str, *, names: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """Speaker and cue of the first quotation in a paragraph."""
    row = quotes_of(text, names=names).iloc[0]
    return (row["speaker"], row["cue"]) if row["speaker"] else None


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        # after the quotation: verb first, subject first, with adverb or auxiliary
        ("“We won’t go,” said the minister.", "the minister", "said"),
        ("“We won’t go,” the minister said.", "the minister", "said"),
        ("“We won’t go,” the old minister angrily said.", "the old minister", "said"),
        ("“We won’t go,” the minister has warned.", "the minister", "warned"),
        ("“We won’t go,” he said.", "he", "said"),
        ("“We won’t go,” said Rudolf on Monday.", "Rudolf", "said"),
        ("“We won’t go,” said the minister of war.", "the minister of war", "said"),
        ("“We won’t go,” said Rudolf and Sapt.", "Rudolf and Sapt", "said"),
        ("“We won’t go,” said he to the crowd.", "he", "said"),
        ("“We won’t go”, continue the sources.", "the sources", "continue"),
        ("“We won’t go,” said the minister", "the minister", "said"),
        ("“We won’t go,” said Rudolf Monday.", "Rudolf", "said"),
        ("“We won’t go,” said Rudolf for Tuesday morning.", "Rudolf", "said"),
        ("“We won’t go,” said Rudolf the, well.", "Rudolf", "said"),
        ("“We won’t go” – said the minister.", "the minister", "said"),
        ("“We won’t go,” Sapt, a colonel, said.", "Sapt", "said"),
        # before it
        ("The minister said “We won’t go.”", "The minister", "said"),
        ("The minister said: “We won’t go.”", "The minister", "said"),
        ("The minister also warned, “We won’t go.”", "The minister", "warned"),
        ("Sapt, a colonel, said “We won’t go.”", "Sapt", "said"),
        ("The chief of staff said “We won’t go.”", "The chief of staff", "said"),
        ("Rudolf denied it and warned that “we will never go.”", "Rudolf", "warned"),
        ("It rained. The minister said “We won’t go.”", "The minister", "said"),
        ("They wept on Monday for Rudolf said “We won’t go.”", "Rudolf", "said"),
        # a colon alone
        ("Rudolf: “We won’t go.”", "Rudolf", ":"),
        ("Rudolf of Strelsau: “We won’t go.”", "Rudolf of Strelsau", ":"),
        # behind a dash, at the end of the line
        ("“We won’t go.” ― Rudolf Sapt", "Rudolf Sapt", "—"),
        ("”We won’t go.” — Rudolf Sapt.", "Rudolf Sapt", "—"),
        ("“We won’t go!” -- Rudolf, a colonel", "Rudolf", "—"),
        # according to
        ("According to Rudolf, “we won’t ever go.”", "Rudolf", "according to"),
        ("“We won’t go,” according to the minister.", "the minister", "according to"),
        ("“We won’t go,” according to U.S. officials.", "U.S. officials", "according to"),
        ("“We won’t go,” according to Gen. Sapt.", "Gen. Sapt", "according to"),
        ("In the words of Rudolf, “we won’t ever go.”", "Rudolf", "in the words of"),
        ("“We won’t go,” as Rudolf put it.", "Rudolf", "as"),
        ("As Rudolf put it, “we won’t ever go.”", "Rudolf", "as"),
        # inside a broken quotation
        ("“We won’t go,” said Rudolf, “and you know it.”", "Rudolf", "said"),
        ("“We won’t go,” he said, “and you know it.”", "he", "said"),
    ],
)
def test_the_speaker_stands_beside_the_quotation(text: str, speaker: str, cue: str) -> None:
    assert find(text) == (speaker, cue)


@pytest.mark.parametrize(
    "text",
    [
        "“We won’t go.” It rained all day.",
        "It rained all day. “We won’t go.”",
        "“We won’t go.” The minister left. He said no more.",
        # The verb introduces the next quotation ...
        "“We won’t go.” The minister said: “You will.”",
        # ... or belongs to another clause.
        "“We won’t go” the minister said: “You will.”",
        "“We won’t go”; the minister said so much later.",
        # Nobody stands before the verb, or what stands there is no name.
        "Said “We won’t go.”",
        "On Monday said “We won’t go.”",
        "5 said “We won’t go.”",
        "“We won’t go” was painted on a wall, and when he said",
        # What stands before a colon is a clause, and "as" introduces no name.
        "This is it: “We won’t go.”",
        "As expected, “we won’t go.”",
        "As a king, “we won’t go.” So did nobody put it.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert find(text) is None


def test_a_dash_that_goes_on_with_the_sentence_names_nobody() -> None:
    quotes = quotes_of("“We won’t go.” — Rudolf left the room at that.")
    assert "—" not in set(quotes["cue"])


def test_a_long_name_is_found_like_a_short_one() -> None:
    long = "Quorblenvasticalandrianistanburgovia-Thrumbolandria-Wiffledenburgia-Zenda"
    for name in ("Oz", long):
        assert find(f"According to {name} Palace, “we won’t ever go.”") == (
            f"{name} Palace",
            "according to",
        )
        assert find(f"{name}: “We won’t go.”") == (name, ":")


@pytest.mark.parametrize("name", ["Firefly", "Bomb", "Said", "Zog"])
def test_a_masked_name_is_read_like_any_other(name: str) -> None:
    text = f"“We won’t go,” {name} said to the crowd."
    assert find(text, names=(name,)) == (name, "said")


def test_names_outside_the_window_do_no_harm() -> None:
    assert find("“Zog is a liar,” said Sapt.", names=("Zog", "Sapt")) == ("Sapt", "said")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # A stop for a comma, a line below, a name behind a dash.
        ("“We won’t go.” Ann Lee said.", ["Ann Lee"]),
        ("“We won’t go, and nobody will move us.”\n\n— Ann Lee", ["Ann Lee"]),
        ("“We won’t go, and nobody will move us.” – Ann Lee", ["Ann Lee"]),
        # The line before ends with a colon.
        ("The envoy continued:\n\n“We won’t go.”", ["The envoy"]),
        ("The envoy issued a short statement:\n\n“We won’t go.”", ["The envoy"]),
        ("The envoy was clear: “We won’t go.”", ["The envoy"]),
        # A clause goes on, with the subject at its head.
        ("The envoy laughed and said, “We won’t go.”", ["The envoy"]),
        ("When asked, the envoy stepped back, saying, “We won’t go.”", ["the envoy"]),
        ("Ann Lee said Bo was right, adding, “We won’t go.”", ["Ann Lee"]),
        ("Ann Lee, 22, of Zenda, who has a farm there, said, “We won’t go.”", ["Ann Lee"]),
        ("“We won’t go,” said Ann Lee, an envoy, “and we stay.”", ["Ann Lee", "Ann Lee"]),
        ("“Who won’t go?” Ann Lee asked.", ["Ann Lee"]),
        ("She held a sign saying “We won’t go”.", ["a sign"]),
        # The last speaker, of indirect speech too.
        ("Ann Lee said that it was late. “We won’t ever go.”", ["Ann Lee"]),
        # Verbs of the word list are nouns here.
        ("The report and its claims are in the letter. “We won’t go.”", [""]),
    ],
)
def test_the_speaker_is_found_in_every_place(text: str, speakers: list[str]) -> None:
    assert quotes_of(text)["speaker"].tolist() == speakers


@pytest.mark.parametrize(
    ("text", "utterances", "direct"),
    [
        ("“We stay,” he said, “and we win.”", [0, 0], [True, True]),
        ("“We stay,” he said. “We will win.”", [0, 0], [True, True]),
        ("“We stay,” he said.\n\n“We will win.”", [0, 0], [True, True]),
        ("“We stay,” he said. “We win,” she said.", [0, 1], [True, True]),
        ("He said, “We stay.”\n\n“We will win.”", [0, 1], [True, True]),
        # Words within indirect speech are no report of their own.
        ("He said it was “a very bad idea”.", [1], [False]),
        ("He said that “we will never go”.", [1], [False]),
        ("That, he said, “would help them all”.", [0], [False]),
        ("But, he said, “that would help them all”.", [0], [True]),
    ],
)
def test_a_broken_quotation_is_one_utterance(
    text: str, utterances: list[int], direct: list[bool]
) -> None:
    quotes = quotes_of(text)
    assert quotes["utterance"].tolist() == utterances
    assert quotes["direct"].tolist() == direct


@pytest.mark.parametrize(
    ("cue", "reporting"),
    [
        ("said", "neutral"),
        ("claimed", "distancing"),
        ("admitted", "conceding"),
        ("confirmed", "endorsing"),
        ("complained", "confrontational"),
        ("warned", "warning"),
        ("demanded", "directing"),
    ],
)
def test_the_cue_tells_the_author_s_attitude(cue: str, reporting: str) -> None:
    assert quotes_of(f"“We won’t go,” the envoy {cue}.")["reporting"].tolist() == [reporting]
