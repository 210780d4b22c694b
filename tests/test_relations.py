"""How words stand to mentions: a reading word by word gives what the table of yes and no gives."""

from __future__ import annotations

import numpy as np

from helpers.relations import RELATIONS, find_relations, find_standing
from helpers.windows import Passage

TEXT = 'Iran was bombed by Iraq, and "never" armed it. Did Iran, which fears Iraq, reply?'
SPANS = ((0, 4, "iran"), (19, 23, "iraq"), (51, 55, "iran"), (69, 73, "iraq"))


def slowly(standing: object, i: int, at: int) -> set[str]:
    """Name the relations of one word and mention."""
    reading, left, right, agents, patients = standing  # type: ignore[misc]
    told = {"anywhere", "in a paragraph"} if reading.several else {"anywhere"}
    side = "after" if i > at else "before"
    told.add(side)
    if reading.sentences[i] == reading.sentences[at]:
        away = abs(i - at)
        names = {1: "1", 3: "2-3", 7: "4-7", 15: "8-15", 10**6: "16+"}
        told.add(f"{side} {next(name for most, name in names.items() if away <= most)}")
        if reading.clauses[i] == reading.clauses[at]:
            told.add(f"clause {side}")
    else:
        told.add("other sentence")
    if (left[i] if i > at else right[i]) != at:
        told.add(f"{side}, past another actor")
    for part, doers in (("agent", agents), ("patient", patients)):
        if doers[i] == at:
            told.add(f"{part}, denied" if reading.denied[i] else part)
    told |= {"denied"} if reading.denied[i] else set()
    told |= {"quoted"} if reading.quoted[i] else set()
    told |= {"asked"} if reading.sentences[i] in reading.asked else set()
    across = right[at] if i > at else left[at]
    between = across >= 0 and (i - across) * (i - at) < 0 and abs(across - at) <= 12
    if between and reading.sentences[across] == reading.sentences[at]:
        told.add("between it and another" if i > at else "between another and it")
    return told


def test_all_at_once_is_as_one_by_one() -> None:
    standing = find_standing(Passage(TEXT, SPANS))
    mentions = [i for i, span in enumerate(standing.reading.spans) if span >= 0]
    assert len(mentions) == 4
    pairs = [(i, at) for i in range(len(standing.left)) for at in mentions if i != at]
    holds = find_relations(standing, *np.array(pairs).T)
    for (i, at), row in zip(pairs, holds, strict=True):
        named = {RELATIONS[place] for place in row.nonzero()[0]}
        assert named == slowly(standing, i, at), (standing.reading.words[i], at)


def test_who_does_it_and_to_whom() -> None:
    standing = find_standing(Passage(TEXT, SPANS))
    verb = standing.reading.words.index("bombed")
    assert standing.reading.actors[standing.agents[verb]] == "iraq"
    assert standing.reading.actors[standing.patients[verb]] == "iran"
