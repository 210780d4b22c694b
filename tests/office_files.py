"""Make Word documents, rich text, PDFs and exports of a news data base, for tests.

All words are our own. The layout of the exports is that of Nexis Uni: headline, source, date,
labelled lines, body, classification.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

END = "End of Document"


@dataclass(frozen=True)
class Report:
    """Hold what an export prints of one article."""

    headline: str
    outlet: str
    printed: str
    body: Sequence[str]
    byline: str = ""
    section: str = "News; Pg. 4"
    extra: Sequence[str] = field(default=("Copyright 2018 All Rights Reserved",))

    def lines(self) -> list[str]:
        """Give the lines of the document in the order of an export."""
        words = sum(len(paragraph.split()) for paragraph in self.body)
        byline = [f"Byline: {self.byline}"] if self.byline else []
        return [
            self.headline,
            self.outlet,
            self.printed,
            *self.extra,
            f"Section: {self.section}",
            f"Length: {words} words",
            *byline,
            "Body",
            *self.body,
            "Classification",
            "Language: ENGLISH",
            "Publication-Type: Newspaper",
            "Subject: PORTS & HARBOURS (90%); ISLANDS (78%)",
            f"Load-Date: {self.printed}",
            END,
        ]


def make_nexis_docx(reports: Sequence[Report], *, cover: Sequence[str] = ()) -> bytes:
    """Write reports as a Word export."""
    document = docx.Document()
    for line in cover:
        document.add_paragraph(line)
    for report in reports:
        first, *rest = report.lines()
        document.add_heading(first, level=1)
        for line in rest:
            document.add_paragraph(line)
    return _bytes_of(document)


def make_nexis_rtf(reports: Sequence[Report]) -> bytes:
    """Write reports as a rich text export."""
    return make_rtf([line for report in reports for line in report.lines()])


def make_rtf(lines: Sequence[str]) -> bytes:
    """Write paragraphs as rich text, letters beyond ASCII as numbers."""
    body = "".join(
        "{\\pard " + "".join(_rtf_letter(letter) for letter in line) + "\\par}\n" for line in lines
    )
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times New Roman;}}\n"
    return (head + "{\\info{\\title not the text}}\n" + body + "}").encode("ascii")


def _rtf_letter(letter: str) -> str:
    if letter in "\\{}":
        return "\\" + letter
    return letter if letter.isascii() else f"\\u{ord(letter)}?"


def make_docx(
    blocks: Sequence[tuple[str, str]], *, footnote: str = "", deleted: str = "", inserted: str = ""
) -> bytes:
    """Write a Word document of (style, text) blocks; the style `table` makes a row of cells."""
    document = docx.Document()
    for style, text in blocks:
        if style == "table":
            cells = text.split("|")
            row = document.add_table(rows=1, cols=len(cells)).rows[0]
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        else:
            document.add_paragraph(text, style=style or None)
    last = document.paragraphs[-1]._p
    w = nsdecls("w")
    if inserted:
        last.append(parse_xml(f"<w:ins {w}><w:r><w:t>{inserted}</w:t></w:r></w:ins>"))
    if deleted:
        last.append(parse_xml(f"<w:del {w}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>"))
    if footnote:
        last.append(parse_xml(f'<w:r {w}><w:footnoteReference w:id="1"/></w:r>'))
        notes = (
            f'<w:footnotes {w}><w:footnote w:id="1"><w:p><w:r><w:t>{footnote}</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return _bytes_of(document)


def make_pdf(pages: Sequence[Sequence[str]], *, password: str = "") -> bytes:
    """Write a PDF with these lines on its pages; an empty page holds a grey box, as a scan does."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects.append(font)
    for lines in pages:
        shown = b"0.8 g 72 72 400 600 re f"
        if lines:
            parts = [b"BT /F1 11 Tf 14 TL 72 760 Td"]
            for line in lines:
                text = line.encode("cp1252").replace(b"\\", b"\\\\")
                text = text.replace(b"(", b"\\(").replace(b")", b"\\)")
                parts.append(b"(" + text + b") Tj T*")
            shown = b"\n".join([*parts, b"ET"])
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    raw = _assemble(objects)
    if not password:
        return raw
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _assemble(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _bytes_of(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
