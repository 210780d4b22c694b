"""Check who is found to speak: before, after and inside a quotation, and where nobody is."""

from __future__ import annotations

import pytest

from helpers.corpus import make_article
from helpers.quotemarks import find_spans
from helpers.speakers import Speaker, find_speaker

OPENING = "The talks in Strelsau went on for a third day.\n\n"


def find(text: str, *, names: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """Speaker and cue of the first quotation in a paragraph."""
    article = make_article(OPENING + text)
    spans = find_spans(article.paragraphs)
    home = article.paragraphs.iloc[1]
    found: Speaker | None = find_speaker(
        article.text,
        spans[0],
        before=int(home["start"]),
        after=spans[1].start if len(spans) > 1 else int(home["end"]),
        names=[(article.text.index(name), article.text.index(name) + len(name)) for name in names],
    )
    return None if found is None else (article.text[found.start : found.end], found.cue)


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
        "The minister, said “We won’t go.”",
        "5 said “We won’t go.”",
        "He and said “We won’t go.”",
        # The verb is too far away.
        "Rudolf said a long tale about kings of the old and weary world “We won’t ever go.”",
        "“We won’t go” was painted on a wall, and when he said",
        # What stands before a colon is a clause, and "as" introduces no name.
        "This is it: “We won’t go.”",
        "As expected, “we won’t go.”",
        "As a king, “we won’t go.” So did nobody put it.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert find(text) is None


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
