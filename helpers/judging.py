"""Who judges, and who is judged, when a deed is told? Its verb or noun in; yes or no out.

"Norway condemned the raid" tells of a judge: Norway. "Norway has failed" judges as well, but there
Norway is the one that is judged, and whoever says so is the judge: in the terms of Martin and White
(2005) the *appraised*, not the *appraiser*.
"""

from __future__ import annotations

from typing import Final

from helpers.morphology import noun_forms

# Deeds by which somebody judges: verdicts (Austin 1962), and verbs of judgement as in class 33 of
# Levin (1993), *English verb classes and alternations*.
_VERBS: Final = frozenset(
    "abhor absolve accuse acclaim acquit admire admonish applaud appreciate approve arraign "
    "belittle bemoan berate besmirch blame bless castigate censure charge chastise chide commend "
    "condemn condone congratulate convict credit criticise criticize curse damn decry defame "
    "demonise demonize denigrate denounce deplore deride despise detest disapprove discredit "
    "disdain disparage eulogise eulogize excoriate excuse execrate exonerate extol fault forgive "
    "glorify hail impeach incriminate indict judge justify lambast lambaste laud lampoon malign "
    "mock pardon pillory praise rebuke reprehend reprimand reproach reprove repudiate resent "
    "respect revere revile ridicule salute scapegoat scold scorn slam slander smear sneer "
    "stigmatise stigmatize thank upbraid vilify vindicate whitewash".split()
)
_NOUNS: Final = (
    "acclaim accusation admiration admonition applause approval blame censure commendation "
    "condemnation contempt conviction criticism denunciation disapproval exoneration indictment "
    "judgement judgment mockery pardon praise rebuke reprimand reproach ridicule scorn verdict "
    "vindication"
)
_TOLD_BY_NOUN: Final = frozenset(form for noun in _NOUNS.split() for form in noun_forms(noun))


def is_judging(deed: str, *, noun: bool = False) -> bool:
    """Tell whether the one who does a deed thereby judges another.

    Parameters
    ----------
    deed
        Base form of the verb, or the noun that tells the deed, as in the table of events.
    noun
        Whether it is a noun: "charge" is a judgement as a verb, and mostly none as a noun.

    Notes
    -----
    Confessing and apologising are left out: who does so is judged by it as much as judging. Verbs
    that find fault by the way they tell a deed (fail, betray, renege) are the speaker's judgement.

    Examples
    --------
    >>> [is_judging(verb) for verb in ("condemn", "praise", "fail", "betray", "confess")]
    [True, True, False, False, False]
    >>> is_judging("condemnation", noun=True), is_judging("complicity", noun=True)
    (True, False)
    """
    return deed.lower() in (_TOLD_BY_NOUN if noun else _VERBS)
