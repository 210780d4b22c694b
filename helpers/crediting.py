"""Whom does a cue speak of, and how much does it count? A masked sentence in; credits out.

Each cue of the stance word list is credited to the mentions that play its parts in the clause;
factors for role, negation, possibility, questions and nearness change its weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import pandas as pd

from helpers.cues import Cue, CueIndex, Hit, find_cues
from helpers.events import COPULAS, Event
from helpers.phrases import Argument, chunk_before, noun_phrase
from helpers.syntax import NEGATORS, Item
from helpers.text import is_question, is_rhetorical

_PREFERENCE: Final = {
    "VB": ("verb", "phrase", "adjective", "noun", "adverb"),
    "NN": ("noun", "phrase", "adjective", "verb", "adverb"),
    "JJ": ("adjective", "phrase", "verb", "noun", "adverb"),
    "RB": ("adverb", "phrase", "adjective", "verb", "noun"),
}


@dataclass(frozen=True)
class StanceSettings:
    """Set how much a cue counts; each is a factor on its weight in the word list.

    Attributes
    ----------
    modifier, possessor, of
        The mention is not the head of the phrase: "US drones", "Trump's envoy", "army of Iran".
    not_good, not_bad
        A good thing is denied ("does not care"), which blames; a bad one, which clears a little.
    unreal
        The event is only supposed ("would", "if").
    question, rhetorical
        The sentence asks; or asks for effect, which turns the suggestion round.
    scare
        The cue stands in scare quotes, which distance the writer from it.
    pity
        The event is done to the actor and speaks for it: sympathy is a weaker hint than blame.
    near
        No clause ties the cue to an actor, but one stands close by.
    fighter
        The event is done to an armed group: to be fought draws no pity, to fight it no blame.
    """

    modifier: float = 0.8
    possessor: float = 0.8
    of: float = 0.7
    not_good: float = -0.8
    not_bad: float = -0.4
    unreal: float = 0.7
    question: float = 0.5
    rhetorical: float = -0.6
    scare: float = -0.5
    pity: float = 0.6
    near: float = 0.5
    fighter: float = 0.0


class Credit(NamedTuple):
    """Hold what a cue counts for one mention: weight, part played and the factors in words."""

    mention: int
    weight: float
    part: str
    factors: tuple[str, ...]


def _weights(cue: Cue) -> tuple[float, float, float]:
    agent, patient, describes = (
        float(cue.values[key]) if pd.notna(cue.values[key]) else 0.0
        for key in ("agent", "patient", "describes")
    )
    return agent, patient, describes


@dataclass(frozen=True)
class Reading:
    """Credit the cues of one masked sentence to its mentions."""

    items: list[Item]
    events: list[Event]
    nominals: list[Event]
    settings: StanceSettings
    view: str
    armed: frozenset[int]

    def credits(self, index: CueIndex) -> Iterator[tuple[Hit, Credit]]:
        """Yield each cue of the sentence with each mention that it is credited to."""
        words = ["" if item.mention >= 0 else item.lower for item in self.items]
        for hit in find_cues(words, index=index):
            given: set[tuple[int, str]] = set()
            cue = self._choose(hit)
            parts = list(self._parts(hit, cue)) or list(self._near(hit, cue))
            for part, argument, base, event in parts:
                if (argument.mention, part) in given or not base:
                    continue
                given.add((argument.mention, part))
                factors = dict(self._factors(hit, argument, event, base, part))
                weight = base
                if part == "patient" and base > 0:
                    factors["pity"] = self.settings.pity
                if self._spares(argument, event, part, base):
                    factors["against an armed group"] = self.settings.fighter
                for factor in factors.values():
                    weight *= factor
                if not weight:
                    continue
                yield (
                    hit,
                    Credit(
                        argument.mention,
                        weight,
                        f"{part} of “{cue.cue}” {base:+g}",
                        tuple(f"{name} {value:+g}" for name, value in factors.items()),
                    ),
                )

    def _spares(self, argument: Argument, event: Event | None, part: str, base: float) -> bool:
        """Tell whether an act is one against an armed group, and so tells nothing by itself."""
        if event is None or not self.armed:
            return False
        targets = {patient.mention for patient in event.patients}
        if part == "patient":
            return base > 0 and argument.mention in self.armed
        return part == "agent" and base < 0 and bool(targets) and targets <= self.armed

    def _choose(self, hit: Hit) -> Cue:
        """Choose the entry that fits the part of speech of the word as it stands here."""
        by_pos = {cue.pos: cue for cue in reversed(hit.cues)}
        tag = self.items[hit.first].tag[:2]
        if self.items[hit.first].tag in ("VBG", "VBN") and self._event(hit) is None:
            tag = "JJ"
        order = _PREFERENCE.get(tag, ("phrase", "noun", "verb", "adjective", "adverb"))
        return next(by_pos[pos] for pos in order if pos in by_pos)

    def _event(self, hit: Hit) -> Event | None:
        return next((e for e in self.events if hit.first <= e.verb < hit.last), None)

    def _parts(self, hit: Hit, cue: Cue) -> Iterator[tuple[str, Argument, float, Event | None]]:
        agent, patient, describes = _weights(cue)
        if cue.pos == "verb":
            event = self._event(hit)
            if event is None:
                # "the besieged city of ...": a participle tells of what it stands before.
                for argument in self._right(hit) if patient else []:
                    yield "patient", argument, patient, None
                return
            for argument in event.agents:
                yield "agent", argument, agent, event
            for argument in self._patients(hit, event):
                yield "patient", argument, patient, event
        elif cue.pos in ("adverb", "phrase") and (agent or patient):
            event = self._nearest(hit)
            for argument in event.agents if event else ():
                yield "agent", argument, agent, event
            for argument in event.patients if event else ():
                yield "patient", argument, patient, event
        elif agent or patient:
            event = next((e for e in self.nominals if hit.first <= e.verb < hit.last), None)
            for argument in event.agents if event else ():
                yield "agent", argument, agent, event
            for argument in event.patients if event else ():
                yield "patient", argument, patient, event
        if describes:
            for argument in self._described(hit):
                yield "description", argument, describes, None

    def _near(self, hit: Hit, cue: Cue) -> Iterator[tuple[str, Argument, float, Event | None]]:
        """Credit a cue that no clause ties to anyone to the actor beside it."""
        agent, patient, describes = _weights(cue)
        event = self._event(hit)
        if cue.pos == "adjective" or (cue.pos == "verb" and event is None):
            return  # It speaks of the noun that it stands before.
        left, right = self._beside(hit, step=-1), self._beside(hit, step=1)
        if agent and left is not None:
            yield "agent", left, agent, event
        if patient < 0 and right is not None:
            yield "patient", right, patient, event
        if describes and not self._is_governed(hit):
            told = next((e for e in reversed(self.events) if e.verb < hit.first), None)
            subjects = told.subjects if told and hit.first - told.verb <= 6 else ()
            beside = [argument for argument in (left, right) if argument is not None][:1]
            for argument in [a._replace(via="near") for a in subjects] or beside:
                yield "description", argument, describes, told

    def _is_governed(self, hit: Hit) -> bool:
        """Tell whether a noun hangs on a preposition: "surrounded by enemies"."""
        k = hit.first - 1
        while k >= 0 and self.items[k].tag in ("DT", "JJ", "PRP$", "CD"):
            k -= 1
        return k >= 0 and self.items[k].tag in ("IN", "TO")

    def _beside(self, hit: Hit, *, step: int) -> Argument | None:
        k = hit.first - 1 if step < 0 else hit.last
        for _ in range(8):
            if not 0 <= k < len(self.items) or self.items[k].lower in (
                ",",
                ";",
                ":",
                '"',
                "(",
                ")",
            ):
                return None
            if self.items[k].mention >= 0:
                return Argument(self.items[k].mention, "near")
            k += step
        return None

    def _patients(self, hit: Hit, event: Event) -> Sequence[Argument]:
        # A cue of several words may hold the preposition that its object follows.
        if event.passive or hit.last <= event.verb + 1:
            return event.patients
        return noun_phrase(self.items, hit.last, self._stop(hit.last))[0] or event.patients

    def _stop(self, at: int) -> int:
        return next((e.first for e in self.events if e.first > at), len(self.items))

    def _nearest(self, hit: Hit) -> Event | None:
        before = [e for e in self.events if e.verb < hit.first and hit.first - e.verb <= 8]
        after = [e for e in self.events if e.verb >= hit.last and e.verb - hit.last <= 3]
        return before[-1] if before else after[0] if after else None

    def _right(self, hit: Hit) -> list[Argument]:
        # "the dire state of X" does not call X dire.
        beside = noun_phrase(self.items, hit.last, self._stop(hit.last))[0][:1]
        return [argument for argument in beside if argument.via != "of"]

    def _described(self, hit: Hit) -> list[Argument]:
        """Find whom a word describes: beside it, by a copula, in apposition, or "of" it."""
        items = self.items
        right = self._right(hit)
        if right:
            return right
        left = chunk_before(items, hit.first)[0]
        if left:
            return [left[-1]]
        if hit.last < len(items) and items[hit.last].lower in ("of", "by"):
            return noun_phrase(items, hit.last + 1, self._stop(hit.last))[0]
        k = hit.first - 1
        while k > 0 and items[k].tag in ("DT", "JJ", "RB", "NN", "CC"):
            k -= 1
        if k > 0 and items[k].lower == "," and items[k - 1].mention >= 0:
            return [Argument(items[k - 1].mention, "head")]
        verb = next((e for e in reversed(self.events) if e.verb < hit.first), None)
        if verb is None:
            return []
        between = [item.lower for item in items[verb.last : hit.first]]
        if "as" in between and verb.patients:
            return list(verb.patients)
        if items[verb.verb].lower in COPULAS and not {"that", ";", ":"} & set(between):
            return list(verb.subjects)
        return []

    def _factors(
        self, hit: Hit, argument: Argument, event: Event | None, base: float, part: str
    ) -> Iterator[tuple[str, float]]:
        by_via = {
            "modifier": self.settings.modifier,
            "possessor": self.settings.possessor,
            "of": self.settings.of,
            "near": self.settings.near,
        }
        if argument.via in by_via:
            yield argument.via, by_via[argument.via]
        before = {item.lower for item in self.items[max(0, hit.first - 3) : hit.first]}
        copula = next((e for e in reversed(self.events) if e.verb < hit.first), None)
        denied = bool(before & (NEGATORS | {"no", "n't"})) or any(w.endswith("n't") for w in before)
        if event is not None and event in self.events:
            denied = event.negated
        elif copula is not None and self.items[copula.verb].lower in COPULAS:
            denied = denied or copula.negated
        if denied and part == "patient":
            # Who is not cared for, or not attacked, is not judged by that.
            yield "negated", 0.0
        elif denied:
            yield "negated", self.settings.not_good if base > 0 else self.settings.not_bad
        told = event if event in self.events else copula
        if told is not None and told.unreal and not is_question(self.view):
            yield "unreal", self.settings.unreal
        if is_rhetorical(self.view):
            yield "rhetorical", self.settings.rhetorical
        elif is_question(self.view):
            yield "question", self.settings.question
