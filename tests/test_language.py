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


# Languages with a sister that a reader of letters confuses them with: neither is then likely.
SISTERS = {
    "Croatian": "Vlada će sljedeće godine zatvoriti luku na otoku, a nitko ondje nije pitan.",
    "Serbian": "Vlada će sledeće godine zatvoriti luku na ostrvu i niko tamo nije pitan o tome.",
    "Bosnian": "Vlada će naredne godine zatvoriti luku na otoku i niko tamo nije pitan.",
    "Indonesian": "Pemerintah akan menutup pelabuhan di pulau itu, dan tidak ada yang ditanya.",
    "Malay": "Kerajaan akan menutup pelabuhan di pulau itu dan tiada sesiapa ditanya mengenainya.",
    "Norwegian": "Regjeringen vil stenge havnen på øya, og ingen der er blitt spurt om det.",
    "New Norwegian": "Regjeringa vil stengje hamna på øya, og ingen der er spurde om det.",
    "Danish": "Regeringen vil lukke havnen på øen næste år, og ingen derude er blevet spurgt.",
    "Galician": "O goberno vai pechar o porto da illa e ninguén foi consultado sobre iso.",
    "Slovak": "Vláda budúci rok zatvorí prístav na ostrove a nikoho sa na to nepýtala.",
    "Afrikaans": "Die regering wil die hawe volgende jaar sluit en niemand is daaroor gevra nie.",
    "Arabic": "ستغلق الحكومة ميناء الجزيرة العام المقبل ولم يسأل أحد من السكان.",
    "Urdu": "حکومت اگلے سال جزیرے کی بندرگاہ بند کر دے گی اور کسی سے نہیں پوچھا گیا۔",
    "Chinese": "政府明年将关闭该岛的港口,岛上没有人被问过意见。",
    "Haitian": "Gouvènman an pral fèmen pò ki sou zile a epi pèsonn pa mande moun yo anyen.",
}


@pytest.mark.parametrize("text", SISTERS.values(), ids=SISTERS)
@pytest.mark.parametrize("times", [1, 4])
def test_sister_languages_do_not_pass_as_english(text: str, times: int) -> None:
    assert tell_language(" ".join([text] * times)) != "en"


@pytest.mark.parametrize(
    "text",
    [
        "Bashar al-Assad, Hassan Rouhani, Recep Tayyip Erdogan, Vladimir Putin and Donald Trump",
        "Hay'at Tahrir al-Sham, Ahrar al-Sham, Jabhat al-Nusra, Jaysh al-Islam, Faylaq al-Rahman",
        "Emmanuel Macron, Angela Merkel, Giuseppe Conte, Pedro Sánchez, Viktor Orbán, Mark Rutte",
        "By Ann Other and Jan de Vries, Haaretz, Le Monde, Der Spiegel, El País, La Repubblica",
        "Idlib, Aleppo, Homs, Hama, Damascus, Daraa, Raqqa, Deir ez-Zor, Latakia, Tartus",
        "C'est la vie, said Macron; Merkel answered auf Wiedersehen, and nobody laughed there.",
        "1. 2. 3. 4. 5. 6. 7. 8. 9. 10 %, 2018, 2019, 2020",
        "ISIS ISIL HTS YPG SDF PKK FSA IRGC CIA FBI",
    ],
)
def test_names_and_foreign_words_do_not_make_a_text_foreign(text: str) -> None:
    assert tell_language(text) == "en"


def test_no_language_at_all_is_never_named() -> None:
    assert tell_language("zxqv " * 30) != "zxx"


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_US", "English", ""])
def test_english_by_any_name_is_let_through(language: str) -> None:
    need_english(language, place="here")
