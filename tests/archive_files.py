"""Make a folder that holds every kind of file that a collection may have, good and broken.

`python -m tests.archive_files OUT` writes it and prints what `load_corpus` makes of it.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import textwrap
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pyarrow
import pyarrow.parquet

sys.path.insert(0, str(Path(__file__).parent))

from office_files import (
    Report,
    make_docx,
    make_nexis_docx,
    make_nexis_rtf,
    make_pdf,
    make_rtf,
)

# Each article: a headline and three paragraphs of our own.
HARBOUR = (
    "Harbour closed until spring",
    (
        "The council of Saltholm closed the harbour on Monday and gave no reason. Nobody on the "
        "island had been asked, and the fishermen learnt of it from a notice on the gate.",
        "“It is a disgrace,” said Marta Lind, who has landed her catch here for thirty years. The "
        "mayor was not in his office when she went there with the others.",
        "The harbour board says that the quay is no longer safe. Its last report, which is four "
        "years old, found small cracks and advised that they be watched.",
    ),
)
FERRY = (
    "Ferry to run all winter after all",
    (
        "The ferry company promised on Thursday to sail all winter, after parents had blocked the "
        "landing with prams. It had wanted to save the fuel of eleven crossings a week.",
        "The company blamed the government for the high price of fuel. The ministry answered that "
        "the company had been paid for every crossing that it now wished to leave out.",
        "School on the mainland begins at eight, and the first boat will arrive at half past "
        "seven. Teachers had offered to wait, but nobody had told the parents so.",
    ),
)
LIGHTHOUSE = (
    "Who pays for the lighthouse?",
    (
        "The lighthouse on the north cape will shine for another year. The navy has agreed to pay "
        "for the lamp, though not for the keeper, who is to leave in June.",
        "Sailors call the decision foolish, since the lamp has no switch that a ship could reach. "
        "The admiral says that a machine will do the work at half the cost.",
        "Such a machine was tried on the south cape nine years ago. It went out in the first "
        "storm of the autumn, and two boats ran aground before dawn.",
    ),
)
GERMAN = (
    "Der Hafen bleibt bis zum Frühjahr geschlossen",
    (
        "Der Gemeinderat hat den Hafen am Montag geschlossen und dafür keinen Grund genannt. "
        "Niemand auf der Insel war gefragt worden, und die Fischer erfuhren es am Tor.",
        "Die Hafenbehörde sagt, der Kai sei nicht mehr sicher. Ihr letzter Bericht fand kleine "
        "Risse und riet dazu, sie zu beobachten.",
    ),
)
# A wire report, and the same as another paper printed it: its own headline, one sentence less.
WIRE = Report(
    "Three injured as crane falls in Port Ellery",
    "Northern Wire",
    "March 3, 2018 Saturday",
    (
        "A crane fell onto a warehouse in Port Ellery on Friday night and injured three men. "
        "Firemen needed two hours to free the driver, who had been alone in the cabin when it "
        "gave way.",
        "The owner of the crane, Ellery Docks, said that it had been inspected in January and "
        "found to be sound. The union of dockers said that the inspector had come without his "
        "instruments and had left before noon.",
        "Police have taken the papers of the inspection away. A spokesman of the ministry of "
        "labour said that nobody would be blamed before the experts had spoken, which may take "
        "until the summer.",
    ),
    byline="By Ann Other",
)
COPY = Report(
    "Crane crashes through roof",
    "The Ellery Gazette",
    "March 4, 2018 Sunday",
    (*WIRE.body[:2], WIRE.body[2].split(" A spokesman")[0]),
)
LETTER = Report(
    "Letters: a crane too many",
    "The Ellery Gazette",
    "March 6, 2018 Tuesday",
    (
        "Sir, your paper has told us twice how the crane fell, and not once who let it stand so "
        "close to the houses. The dockers warned the mayor two winters ago.",
        "He wrote back that cranes do not fall. I have kept his letter, and whoever wishes to "
        "read it may come to my kitchen.",
    ),
)
COVER = (
    "User Name: A Student",
    "Date and Time: Thursday, May 3, 2018 10:00:00 AM",
    "Documents (3)",
    "1. Three injured as crane falls in Port Ellery",
    "2. Crane crashes through roof",
    "3. Letters: a crane too many",
)
MAST = "THE SALTHOLM OBSERVER"


def join(article: tuple[str, Sequence[str]]) -> str:
    """Write an article as plain text."""
    return "\n\n".join([article[0], *article[1]]) + "\n"


def make_page(article: tuple[str, Sequence[str]]) -> str:
    """Write an article as a web page with a menu, an advert and a footer around it."""
    title, body = article
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        f"<!doctype html><html lang='en'><head><title>{title} - Observer</title></head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article>"
        "<aside><a href='/buy'>Buy a boat today</a></aside><footer>All rights reserved</footer>"
        "</body></html>"
    )


def make_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Write rows as CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def print_pages(article: tuple[str, Sequence[str]]) -> list[list[str]]:
    """Set an article in short lines on three pages, each with a header and a page number."""
    title, body = article
    pages = []
    for number, paragraph in enumerate(body, start=1):
        first = [title] if number == 1 else []
        pages.append([MAST, *first, *textwrap.wrap(paragraph, 60), f"Page {number} of 3"])
    return pages


def make_good(out: Path) -> None:
    """Write a file of each kind that is read."""
    out.mkdir(parents=True)
    (out / "harbour.txt").write_text(join(HARBOUR), encoding="utf-8")
    (out / "harbour-old.txt").write_bytes(join(HARBOUR).encode("cp1252"))
    (out / "lighthouse.md").write_text("# " + join(LIGHTHOUSE), encoding="utf-8")
    (out / "ferry.html").write_text(make_page(FERRY), encoding="utf-8")
    (out / "hafen.txt").write_text(join(GERMAN), encoding="utf-8")
    blocks = [("Title", LIGHTHOUSE[0]), ("Heading 1", "North cape"), ("", LIGHTHOUSE[1][0])]
    blocks += [("List Bullet", "The lamp stays."), ("List Bullet", "The keeper goes.")]
    blocks += [("table", "Cost of the lamp|Two hundred a week"), ("", LIGHTHOUSE[1][2])]
    (out / "lighthouse.docx").write_bytes(make_docx(blocks, footnote="See the navy's letter."))
    (out / "letter.rtf").write_bytes(make_rtf([LETTER.headline, *LETTER.body]))
    (out / "harbour.pdf").write_bytes(make_pdf(print_pages(HARBOUR)))
    (out / "nexis.docx").write_bytes(make_nexis_docx([WIRE, COPY, LETTER], cover=COVER))
    (out / "nexis.rtf").write_bytes(make_nexis_rtf([WIRE, LETTER]))
    own = out / "own"
    own.mkdir()
    (own / "article.txt").write_text(join(FERRY), encoding="utf-8")
    (own / "article.toml").write_text('outlet = "Observer"\npublished = "2018-05-01"\n')
    make_tables(out)
    with zipfile.ZipFile(out / "bundle.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("harbour.txt", "mediacloud.csv", "news.parquet"):
            archive.write(out / name, f"inner/{name}")


def make_tables(out: Path) -> None:
    """Write tables with the columns of Media Cloud, of GDELT, and plain ones."""
    cloud = [
        {
            "stories_id": 7_000_000 + number,
            "title": title,
            "publish_date": f"2018-05-0{number} 06:00:00",
            "media_name": "Saltholm Observer",
            "url": f"https://observer.example/{number}",
            "language": "en",
            "story_text": "\n\n".join(body),
        }
        for number, (title, body) in enumerate((HARBOUR, FERRY), start=1)
    ]
    (out / "mediacloud.csv").write_text(make_csv(cloud), encoding="utf-8")
    gdelt = [
        {
            "DATE": 20180503120000,
            "SourceCommonName": "observer.example",
            "DocumentIdentifier": "https://observer.example/3",
            "Title": LIGHTHOUSE[0],
            "Text": "\n".join(LIGHTHOUSE[1]),
        }
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in gdelt)
    (out / "gdelt.jsonl").write_text(lines, encoding="utf-8")
    plain = pyarrow.table(
        {
            "Headline": [FERRY[0], LIGHTHOUSE[0]],
            "Body": ["\n\n".join(FERRY[1]), "\n\n".join(LIGHTHOUSE[1])],
            "Date": ["3 May 2018", "3/4/2018"],
            "Outlet": ["Observer", "Gazette"],
        }
    )
    pyarrow.parquet.write_table(plain, out / "news.parquet")


def make_broken(out: Path) -> None:
    """Write files that cannot be read, each for a reason of its own."""
    out.mkdir(parents=True)
    files: dict[str, bytes] = {
        "broken.docx": b"PK\x03\x04 and then nothing",
        "broken.parquet": b"PAR1 and then nothing",
        "broken.pdf": b"%PDF-1.7 and then nothing",
        "broken.zip": b"PK\x03\x04 and then nothing",
        "empty.txt": b"",
        "links.html": b"<html><body>" + b"<a href='/x'>One more story</a> " * 20,
        "locked.pdf": make_pdf(print_pages(FERRY), password="secret"),
        "no-text.csv": b"name,colour\nMarta,blue\n",
        "old.doc": b"\xd0\xcf\x11\xe0 an old Word document",
        "picture.png": b"\x89PNG",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "scan.pdf": make_pdf([[], []]),
        "two-texts.csv": b"text,content\nThis one?,Or this one?\n",
        ".hidden.txt": b"Nobody sees this.",
    }
    for name, raw in files.items():
        (out / name).write_bytes(raw)
    rows = make_csv([{"title": HARBOUR[0], "text": " ".join(HARBOUR[1])}])
    (out / "rows.csv").write_text(rows + "only one cell\n", encoding="utf-8")
    (out / "lines.jsonl").write_text('{"text": "cut off\n["a list"]\n{"colour": "blue"}\n')
    with zipfile.ZipFile(out / "climbing.zip", "w") as archive:
        archive.writestr("../climbing.txt", join(HARBOUR))
        archive.writestr("inner.zip", b"PK\x05\x06" + bytes(18))
    with zipfile.ZipFile(out / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(30_000_000))
    with suppress(OSError, NotImplementedError):  # some systems let nobody make links
        (out / "out.txt").symlink_to(Path(__file__).resolve())


def make_archive(out: Path) -> Path:
    """Write the whole folder."""
    make_good(out / "good")
    make_broken(out / "broken")
    return out


def main() -> None:
    """Write the folder that is named on the command line, and show what is read of it."""
    from helpers import describe_corpus, load_corpus

    files = load_corpus(make_archive(Path(sys.argv[1]))).files
    shown = ["status", "file", "place", "language", "n_words", "duplicate_of", "reason"]
    for row in files[shown].itertuples(index=False):
        place = f"{row.file} {row.place}".strip()
        more = row.reason or f"{row.language}, {row.n_words} words"
        sys.stdout.write(f"{row.status:16} {place:34} {more}\n")
    sys.stdout.write(describe_corpus(files) + "\n")


if __name__ == "__main__":
    main()
