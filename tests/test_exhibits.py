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
from helpers.plots import plot_stance

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


def test_two_figures_of_one_name_are_refused_before_any_is_written(tmp_path: Path) -> None:
    one, other = (GALLERY["voices"](n, 5, False, "column") for n in (3, 25))
    with pytest.raises(DiscourseError, match=r"two figures are both called 'voices'.*picture.name"):
        export_figures([one, other], out=tmp_path, formats=[])
    assert not list(tmp_path.iterdir())
    # What differs in capitals alone is one file on many a disk.
    other.name = "VOICES"
    with pytest.raises(DiscourseError, match="two figures"):
        export_figures([one, other], out=tmp_path, formats=[])
    other.name = "voices of the second"
    files = export_figures([one, other], out=tmp_path, formats=[])
    assert {file.stem for file in files} == {"voices", "voices-of-the-second"}


def test_one_picture_and_one_format_need_no_list(tmp_path: Path) -> None:
    picture = GALLERY["agreement"](3, 5, False, "column")
    files = export_figures(picture, out=str(tmp_path), formats="png")
    assert [file.suffix for file in files] == [".png", ".csv", ".txt"]


def test_a_format_is_checked_before_an_analysis_is_drawn(
    make_actors: Callable[..., pd.DataFrame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysis = analyse(make_article(TEXT), actors=make_actors(blocs={}), engine="lexical")
    monkeypatch.setattr("helpers.exhibits.draw_figures", lambda *_, **__: pytest.fail("drawn"))
    with pytest.raises(DiscourseError, match="format 'gif' is not known"):
        export_figures(analysis, out=tmp_path, formats="gif")


def test_a_picture_drawn_alone_cites_its_text_and_engine(
    make_actors: Callable[..., pd.DataFrame], tmp_path: Path
) -> None:
    article = make_article(TEXT, metadata={"title": "On the villagers", "author": "A. Writer"})
    analysis = analyse(article, actors=make_actors(blocs={}), engine="lexical")
    picture = plot_stance(
        analysis.scores, paragraphs=analysis.paragraphs, actors=analysis.actors, preset="slide"
    )
    before = dict(picture.data.attrs)
    table = picture.data
    (_, words) = export_figures(
        picture,
        out=tmp_path,
        formats=[],
        articles=analysis.article.articles,
        settings=analysis.settings,
    )
    told = words.read_text(encoding="utf-8")
    line = told.split("Cite as: ")[1].split("\n")[0]
    assert "Text: A. Writer, “On the villagers”. " in line
    assert line.endswith("lexical engine.")
    assert "engine: lexical" in told
    assert table.attrs == before


def test_a_picture_whose_data_know_the_engine_cites_it(tmp_path: Path) -> None:
    picture = GALLERY["agreement"](3, 5, False, "column")
    picture.data = picture.data.copy()
    picture.data.attrs["engine"] = "neural"
    (_, words) = export_figures(picture, out=tmp_path, formats=[])
    assert "neural engine." in words.read_text(encoding="utf-8")


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
