"""Are all figures of an analysis written for a page, each with what belongs to it?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from gallery import GALLERY
from pypdf import PdfReader

from helpers.analysis import analyse
from helpers.corpus import make_article
from helpers.errors import DiscourseError
from helpers.exhibits import export_figures

TEXT = (
    "Ruritania betrayed Freedonia and lied to the villagers.\n\n"
    "Freedonia helped the villagers. Ruritania attacked them.\n\n"
    "Sylvania praised Freedonia."
)


def test_an_analysis_is_drawn_and_written_for_a_page(
    make_actors: Callable[..., pd.DataFrame], tmp_path: Path
) -> None:
    article = make_article(TEXT, metadata={"title": "On the villagers", "author": "A. Writer"})
    analysis = analyse(article, actors=make_actors(blocs={}), engine="lexical")
    files = export_figures(analysis, out=tmp_path, preset="slide", formats=["svg"])
    stems = {file.stem for file in files}
    assert {"stance", "salience", "frame-actors", "sensitivity"} <= stems
    assert sorted(files) == sorted(tmp_path.iterdir())
    for stem in stems:
        found = {file.suffix for file in files if file.stem == stem}
        assert found == {".svg", ".csv", ".txt"}
        drawing = (tmp_path / f"{stem}.svg").read_text(encoding="utf-8")
        assert 'width="960pt" height="540pt"' in drawing
        words = (tmp_path / f"{stem}.txt").read_text(encoding="utf-8")
        line = words.split("Cite as: ")[1].split("\n")[0]
        assert "Text: A. Writer, “On the villagers”. " in line
        assert line.endswith("lexical engine.")


def test_pictures_are_written_as_they_were_drawn(tmp_path: Path) -> None:
    pictures = [GALLERY["voices"](3, 5, False, "column")]
    files = export_figures(pictures, out=tmp_path, preset="column")
    assert [file.suffix for file in files] == [".png", ".svg", ".pdf", ".csv", ".txt"]
    assert "Cite as: " in files[-1].read_text(encoding="utf-8")
    assert export_figures(pictures, out=tmp_path, formats=[]) == files[-2:]
    with pytest.raises(DiscourseError, match="'voices' was drawn for 'column', not for 'slide'"):
        export_figures(pictures, out=tmp_path, preset="slide")
    with pytest.raises(DiscourseError, match="format 'gif' is not known"):
        export_figures(pictures, out=tmp_path, formats=["gif"])


@pytest.mark.parametrize("name", ["stance", "square"])
def test_every_font_of_a_pdf_is_embedded_as_truetype(name: str, tmp_path: Path) -> None:
    picture = GALLERY[name](3, 5, True, "column")
    (file, *_) = export_figures([picture], out=tmp_path, formats=["pdf"])
    page = PdfReader(file).pages[0]
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(89, abs=0.01)
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        below = [one.get_object() for one in font.get("/DescendantFonts", [font])]
        for one in below:
            assert one["/Subtype"] in ("/TrueType", "/CIDFontType2")
            assert "/FontFile2" in one["/FontDescriptor"]


def test_an_svg_keeps_its_text_as_text(tmp_path: Path) -> None:
    picture = GALLERY["stance"](3, 5, False, "page")
    (file, *_) = export_figures([picture], out=tmp_path, formats=["svg"])
    drawing = file.read_text(encoding="utf-8")
    assert ">Northland</text>" in drawing
    assert "7px" in drawing
