"""Is English let through, and every other language named?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.errors import ArticleError
from helpers.language import name_language, need_english, tell_language

OPEDS = Path(__file__).parent.parent / "training" / "opeds-set2.jsonl"

TEXTS = [
    (
        "fr",
        "French",
        "La ville veut supprimer le bac de nuit vers l'île, et personne n'a été consulté.",
    ),
    ("es", "Spanish", "La ciudad quiere suprimir el barco de la noche y nadie preguntó a la isla."),
    ("tr", "Turkish", "Belediye gece vapurunu kaldırmak istiyor ve adadaki kimseye sorulmadı."),
    ("he", "Hebrew", "העירייה רוצה לבטל את מעבורת הלילה ואיש לא שאל את תושבי האי על כך."),
    ("fa", "Persian", "شهرداری می‌خواهد کشتی شبانه را حذف کند و هیچ‌کس از مردم جزیره نپرسید."),
    (
        "el",
        "Greek",
        "Ο δήμος θέλει να καταργήσει το νυχτερινό πλοίο και κανείς δεν ρώτησε το νησί.",
    ),
]


@pytest.mark.parametrize(("code", "name", "text"), TEXTS)
def test_other_languages_are_named(code: str, name: str, text: str) -> None:
    assert tell_language(text) == code
    assert name_language(code) == name
    with pytest.raises(ArticleError, match=rf"here: the text is in {name}\."):
        need_english(code, place="here")


def test_english_op_eds_are_never_taken_for_anything_else() -> None:
    lines = OPEDS.read_text(encoding="utf-8").splitlines()[:15]
    for line in lines:
        for paragraph in json.loads(line)["paragraphs"]:
            assert tell_language(str(paragraph)) == "en"


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_US", "English", ""])
def test_english_by_any_name_is_let_through(language: str) -> None:
    need_english(language, place="here")
