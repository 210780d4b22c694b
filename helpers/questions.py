"""Which questions are put for effect? A question and what follows it in; yes or no.

A real question wants an answer; a rhetorical one takes its answer for granted (Ilie 1994). It is
told by how it is worded ("why would", "who can", "isn't it") and by an answer that the text gives
itself at once ("Was it wise? Of course not."). It is real where somebody else answers it.
"""

from __future__ import annotations

import re
from typing import Final

from helpers.text import is_question

_POLAR: Final = "is|are|was|were|does|do|did|has|have|had|should|would|could|can|will"
_PEOPLE: Final = "anyone|anybody|somebody|someone|we|they|you|one|it|this|that|these|those"
_WORDING: Final = re.compile(
    # The answer is "for no reason", "nobody", "nothing", "never".
    r"\b(?:why (?:then |on earth |else |in the world )?(?:would|should|must|bother|pretend|not)\b|"
    r"why (?:then|on earth|else|in the world)\b|"
    r"who (?:can|could|would|will|really|still|seriously|in \w+ right mind|needs|cares|else)\b|"
    r"how (?:can|could|dare|on earth|else|many (?:more|times)|much (?:more|longer)|"
    r"long (?:must|will|can|before))\b|what (?:right|else|good|business|on earth|possible|sort of "
    r"\w+ (?:would|is)|kind of \w+ (?:would|is)|use is)\b|since when\b|whoever (?:heard|thought)|"
    r"what (?:has|have) (?:\w+ ){1,4}ever (?:done|given|gained)\b|"
    r"where is the \w+ (?:in|of) (?:that|this)|"
    # The answer is "yes, of course".
    rf"(?:isn|aren|wasn|weren|doesn|don|didn|hasn|haven|shouldn|wouldn|couldn|won|can)'t (?:it|"
    rf"this|that|we|they|he|she|the|you|there)\b|"
    rf"(?:{_POLAR}) (?:it|this|that|there|{_PEOPLE}) not\b|"
    # The answer is "no, of course not".
    rf"(?:{_POLAR}) (?:{_PEOPLE})(?:\W+\w+){{0,7}}?\W+(?:really|seriously|honestly|surely)\b|"
    r"are we (?:to|supposed|expected|asked)\b|do (?:we|they|you) (?:really|honestly|seriously)\b|"
    r"(?:is|was) it any (?:wonder|surprise)\b|is (?:this|that|it) (?:really )?(?:what|how|why) "
    r"(?:we|they|you|passes)\b|am i (?:alone|the only)\b|need (?:one|we|i|it be) )",
    re.IGNORECASE,
)
_OWN_ANSWER: Final = re.compile(
    r"^[\"'(]*(?:no|yes|never|nothing|nobody|none|no one|hardly|of course(?: not)?|certainly not|"
    r"not at all|not a (?:chance|bit|word)|far from it|quite the (?:opposite|contrary)|on the "
    r"contrary|precisely|exactly|not likely|obviously not|surely not|because|simple)\b"
    r"(?:[.,;:!]| (?:because|it|they|he|she|the|we|one)\b)",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(r"\?[\"']+,? (?:\w+ ){0,4}(?:asked|asks|inquired|enquired|wanted to)\b")
_ANSWERED: Final = re.compile(
    r"\b(?:answered|answers|replied|replies|responded|responds|said|says)\b", re.IGNORECASE
)


def is_rhetorical(view: str, *, after: str = "") -> bool:
    """Tell whether a question is put for effect rather than for an answer.

    Parameters
    ----------
    view
        A sentence in `plain_view`, names and all.
    after
        The next sentence of the paragraph; empty for none.

    Notes
    -----
    Known failure: a question whose irony lies in the context alone ("And where was the minister?"),
    and an honest "why would": "Why would the glass crack in the frost?"

    Examples
    --------
    >>> is_rhetorical("Why would they bomb their own city?"), is_rhetorical("When did they meet?")
    (True, False)
    >>> is_rhetorical("Was it wise?", after="Of course not."), is_rhetorical("Was it wise?")
    (True, False)
    """
    if not (is_question(view) or _ASKED.search(view)):
        return False
    # "How?" the reporter asked: the sentence may have been cut behind the mark.
    if _ASKED.search(f"{view.rstrip()} {after}"):
        return False
    if after[:1] in ('"', "'") and _ANSWERED.search(after):
        return False
    return bool(_WORDING.search(view)) or bool(_OWN_ANSWER.match(after))
