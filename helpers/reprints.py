"""Which articles count once for each outlet? Articles and clusters of copies in; articles out."""

from __future__ import annotations

import pandas as pd

from helpers.errors import DiscourseError


def drop_reprints(articles: pd.DataFrame, *, copies: pd.DataFrame | None = None) -> pd.DataFrame:
    """Keep one of the articles that an outlet printed several times.

    Parameters
    ----------
    articles
        One row an article, with the columns article, outlet and published: the table `articles`,
        or `files` of a collection. Rows of files that gave no article are left out.
    copies
        Which articles have their text in common, by the column cluster: the table `files` of a
        collection, or the table `duplicates`. Left out, `articles` has that column itself.

    Returns
    -------
    pandas.DataFrame
        The rows that are kept, as they were and in the same order.

    Raises
    ------
    DiscourseError
        If there is no column cluster, or an article stands in no row of `copies`.

    Notes
    -----
    Of each cluster and outlet the earliest article stays, by its date; of those of one day, and of
    those without a date, the first row. What another outlet printed before is no reason to drop
    anything: to print what an agency sends is that outlet's own decision, and its readers read it.
    So the result does not depend on which outlet stands first. An article without an outlet is
    kept, for nobody knows whether the same outlet printed the other.

    Examples
    --------
    >>> files = pd.DataFrame(
    ...     {"article": ["a", "b", "c"], "outlet": ["The Fjord", "The Fjord", "The Sound"],
    ...      "published": "2031-01-06", "cluster": "a"}
    ... )
    >>> drop_reprints(files)["article"].tolist()
    ['a', 'c']
    """
    kept = articles[articles["article"] != ""]
    source = articles if copies is None else copies
    if "cluster" not in source:
        raise DiscourseError(
            "no column cluster says which articles are copies; look for them first: load_corpus, "
            "find_duplicates, or the option --copies of discourse batch"
        )
    clusters = source.set_index("article")["cluster"]
    lost = kept.loc[~kept["article"].isin(clusters.index), "article"]
    if len(lost):
        raise DiscourseError(
            f"copies: article {lost.iloc[0]!r} is not in the table; give that of the same articles"
        )
    known = clusters[~clusters.index.duplicated()].fillna("")
    table = pd.DataFrame(
        {
            "cluster": kept["article"].map(known),
            "outlet": kept["outlet"].fillna("").str.strip(),
            # What has no date comes after what has one.
            "published": kept["published"].fillna("").astype(str).replace({"": "~", "NaT": "~"}),
        }
    ).sort_values("published", kind="stable")
    shared = table["cluster"].ne("") & table["outlet"].ne("")
    again = (shared & table.duplicated(["cluster", "outlet"])).reindex(kept.index)
    return kept[~again]
