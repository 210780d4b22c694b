"""Which language is a text in? Text in; a language code out, and an error where it is not English.

Stance, frames, devices and actors are read with English word lists and an English model. On any
other language they would give numbers that mean nothing, so they refuse, and name the language.
The language is told by the library py3langid from the letters of the text, offline.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from helpers.errors import ArticleError
from helpers.text import count_words

# Fewer words are too few to tell by.
MIN_WORDS: Final = 8
# A text that is English with a likelihood above this is let through. Single sentences of others
# stay far below it; lists of foreign names in an English text stay above.
BOUND: Final = 0.001
_LAST_LATIN: Final = "\u024f"
# The library's code for what is no language at all, such as a table of numbers.
_NONE: Final = "zxx"
# The first part of a text tells its language; the rest would only take time.
_PART: Final = 20_000
_NAMES: Final = dict(
    pair.split(":")
    for pair in (
        "af:Afrikaans am:Amharic ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian bn:Bengali "
        "bs:Bosnian ca:Catalan cs:Czech cy:Welsh da:Danish de:German el:Greek en:English "
        "eo:Esperanto es:Spanish et:Estonian eu:Basque fa:Persian fi:Finnish fr:French ga:Irish "
        "gl:Galician gu:Gujarati ha:Hausa he:Hebrew hi:Hindi hr:Croatian hu:Hungarian hy:Armenian "
        "id:Indonesian is:Icelandic it:Italian ja:Japanese ka:Georgian kk:Kazakh km:Khmer "
        "kn:Kannada ko:Korean ku:Kurdish ky:Kyrgyz la:Latin lo:Lao lt:Lithuanian lv:Latvian "
        "mk:Macedonian ml:Malayalam mn:Mongolian mr:Marathi ms:Malay mt:Maltese my:Burmese "
        "nb:Norwegian ne:Nepali nl:Dutch nn:Norwegian no:Norwegian pa:Punjabi pl:Polish ps:Pashto "
        "pt:Portuguese ro:Romanian ru:Russian sd:Sindhi si:Sinhala sk:Slovak sl:Slovenian "
        "so:Somali sq:Albanian sr:Serbian sv:Swedish sw:Swahili ta:Tamil te:Telugu tg:Tajik "
        "th:Thai tl:Tagalog tr:Turkish ug:Uyghur uk:Ukrainian ur:Urdu uz:Uzbek vi:Vietnamese "
        "yi:Yiddish yo:Yoruba zh:Chinese zu:Zulu br:Breton fo:Faroese fy:Frisian gd:Gaelic "
        "ht:Haitian ig:Igbo jv:Javanese lb:Luxembourgish ln:Lingala mg:Malagasy oc:Occitan "
        "om:Oromo or:Odia pcm:Pidgin rw:Kinyarwanda sn:Shona tk:Turkmen tt:Tatar xh:Xhosa "
        "yue:Cantonese"
    ).split()
)


def tell_language(text: str) -> str:
    """Tell the language of a text.

    Parameters
    ----------
    text
        Prose.

    Returns
    -------
    str
        A code of ISO 639 (`en`, `de`). A text too short to tell, or one that may be English,
        counts as English.

    Notes
    -----
    py3langid is a naive Bayes reader of byte sequences (Lui and Baldwin 2012, *langid.py*),
    trained by others on many languages. Related ones (Serbian and Croatian, Danish and Norwegian)
    it confuses at times, so that neither is likely; the question is therefore not which language
    is sure, but whether English is possible.

    Examples
    --------
    >>> tell_language("Die Stadt will die Buslinie zum Hafen im nächsten Jahr einstellen.")
    'de'
    """
    part = text[:_PART]
    # Some scripts set no spaces between words; English uses none of them, so few letters tell.
    foreign = sum(letter > _LAST_LATIN and letter.isalpha() for letter in part)
    if count_words(part) < MIN_WORDS and foreign < 2 * MIN_WORDS:
        return "en"
    ranked = {str(code): float(chance) for code, chance in _identifier().rank(part)}
    likely = max((code for code in ranked if code != _NONE), key=ranked.__getitem__)
    return "en" if ranked["en"] > BOUND else likely


def name_language(code: str) -> str:
    """Give the English name of a language, or its code in words where no name is known.

    Examples
    --------
    >>> name_language("uk"), name_language("de-AT"), name_language("zz")
    ('Ukrainian', 'German', 'the language with the code zz')
    """
    short = code.lower().replace("_", "-").split("-")[0]
    return _NAMES.get(short, f"the language with the code {short}")


def need_english(language: str, *, place: str) -> None:
    """Refuse what is not English.

    Parameters
    ----------
    language
        A code, from the table `articles`.
    place
        What to call the text in the message.

    Raises
    ------
    ArticleError
        Naming the language, why it cannot be measured, and what to do.
    """
    short = language.lower().replace("_", "-").split("-")[0]
    if short not in ("en", "eng", "english", ""):
        raise ArticleError(
            f"{place}: the text is in {name_language(language)}. The word lists and the model that "
            "find actors, stances, frames and devices know English only; in another language "
            "their numbers would mean nothing. Take an English text or a translation, and say in "
            "your work that it is one. If the text is English after all, say so: "
            'language = "en" in its article.toml, or metadata={"language": "en"} where it is pasted'
        )


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
