"""What does a text look like that was copied from somewhere? Pasted text in; an article out.

Its lost shape is given back by `helpers.joining`; what is no text of an article is refused.
"""

from __future__ import annotations

import re
from typing import Final

from helpers.corpus import KNOWN, Article, make_article
from helpers.errors import ArticleError
from helpers.joining import tidy_paste
from helpers.language import tell_language
from helpers.webpages import looks_like_page, read_page

MIN_SENTENCES: Final = 2


def load_pasted(
    text: str, *, identifier: str = "pasted", metadata: dict[str, str] | None = None
) -> Article:
    r"""Make an article of a text that was copied and pasted.

    Parameters
    ----------
    text
        The text. In a notebook put it between three quotation marks: \"\"\"text\"\"\".
    identifier
        A short name for it.
    metadata
        What you know of it: title, author, outlet, published, source, licence, language.

    Returns
    -------
    Article
        Its `text` is the pasted one with a blank line between paragraphs; its `notes` say what
        was changed.

    Raises
    ------
    ArticleError
        If there is nothing to analyse: an empty text, one sentence, an address or the name of a
        file in place of a text. The message says what to do.

    Examples
    --------
    >>> text = "Skip to content\nHome\nNews\nA bridge too low\nThe ship came.\nThe bridge stayed."
    >>> article = load_pasted(text)
    >>> article.paragraphs["text"].tolist()
    ['A bridge too low', 'The ship came.', 'The bridge stayed.']
    >>> article.notes
    ('left out above the text: Skip to content, Home, News',)
    """
    metadata = dict(metadata or {})
    unknown = sorted(set(metadata) - KNOWN)
    if unknown:
        raise ArticleError(
            f"pasted text: {unknown[0]!r} is not known; use {', '.join(sorted(KNOWN))}"
        )
    if looks_like_page(text):
        page = read_page(text.encode("utf-8", "replace"), place="pasted web page")
        tidy, notes, metadata = page.text, page.notes, page.metadata | metadata
    else:
        tidy, notes = tidy_paste(text)
        _check(tidy)
    metadata.setdefault("language", tell_language(tidy))
    try:
        article = make_article(tidy, identifier=identifier, metadata=metadata, notes=notes)
    except ArticleError as error:
        raise ArticleError(f"pasted text: {error}") from error
    if len(article.sentences) < MIN_SENTENCES:
        raise ArticleError(
            f"pasted text: holds {len(article.sentences)} sentence; how a text spreads its "
            "judgements cannot be seen in so little. Paste the whole article"
        )
    return article


def _check(text: str) -> None:
    """Refuse what cannot be a text."""
    only = text.strip()
    if not only:
        raise ArticleError(
            "pasted text: there is nothing in it; copy the text of the article and put it between "
            "the quotation marks"
        )
    if re.fullmatch(r"(?:https?://|www\.)\S+", only):
        raise ArticleError(
            f"pasted text: this is an address ({only[:60]}), and nothing is fetched from the "
            "network; open it in a browser, and copy the text or save the page as a file (.html)"
        )
    if re.fullmatch(r"[^\n]{0,200}\.(?:txt|md|html?|mhtml|docx?|pdf)", only):
        raise ArticleError(
            f"pasted text: this is the name of a file ({only[:60]}); use load_article to read it"
        )
