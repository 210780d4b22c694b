"""Whatever a reader brings is analysed, or refused in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.analysis import analyse
from helpers.catalogue import load_actors
from helpers.corpus import load_article, make_article
from helpers.errors import ArticleError, CatalogueError, DiscourseError
from helpers.language import name_language, need_english, tell_language
from helpers.neural_stance import NeuralSettings
from helpers.own import resume_actors, save_actors, save_article
from helpers.pasted import load_pasted
from helpers.reading import annotate
from helpers.report import render_report
from helpers.suggestion import suggest_actors

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
TEXT = (SAMPLES / "ferry.txt").read_text(encoding="utf-8")
GERMAN = (
    "Die Stadt will die Fähre nach Skerrin einstellen. Auf der Insel wurde niemand gefragt, "
    "und die Zahlen hält die Behörde unter Verschluss."
)
ARABIC = (
    "تريد المدينة إلغاء العبارة إلى الجزيرة في الشتاء القادم. لم يسأل أحد سكان الجزيرة عن رأيهم."
)
RUSSIAN = "Город хочет отменить ночной паром на остров. Никто не спросил жителей острова об этом."
CHINESE = (
    "巴士必须保留，城市这样说，孩子们也这样说，没有人愿意冬天走路去学校，所以大家都反对这项计划。"
    * 2
)
LINKS = "".join(
    f'<li><a href="/{n}">A headline that leads on, number {n}</a></li>' for n in range(30)
)
LOGIN = "<html><h1>Welcome back</h1><form>Name <input> Word <input type='password'></form></html>"
HEAD = "actor,label,kind,bloc,alias,form\n"

# name of a file, its bytes, and what the message must say beside the file's name
FILES = [
    ("missing.txt", None, ["no such file", "check the name"]),
    ("empty.txt", b" \n\xa0", ["is empty", "put the text"]),
    ("really.txt", b"%PDF-1.7 ...", ["a PDF, whatever its name", "ends in .pdf"]),
    ("essay.docx", b"PK\x03\x04...", ["Word document", "save it again as .docx"]),
    ("essay.pdf", b"%PDF-1.7 ...", ["PDF", "save or print it"]),
    ("page.webarchive", b"bplist00...", ["Safari", ".html"]),
    ("scan.jpg", b"\xff\xd8\xff\xe0", ["picture", "type or copy"]),
    ("essay.odt", b"no zip at all", [".odt", "plain text", ".html"]),
    ("noise.txt", bytes(range(1, 32)) * 9, ["not a text file", "save it as plain text"]),
    ("odd.txt", b"\xff\xfe\x00\xd8", ["not a text file"]),
    ("links.txt", b"Share this\n\nLeave a Reply\n", ["no paragraph of prose"]),
    ("list.html", f"<html><ul>{LINKS}</ul></html>".encode(), ["a list of 30 links", "follow"]),
    ("login.html", LOGIN.encode(), ["asks for a name and a password", "sign in"]),
    ("blank.html", b"", ["is empty", "save the web page again"]),
    (
        "app.html",
        b"<html><script>load()</script><div id=app></div></html>",
        ["0 words", "paste it"],
    ),
    ("short.html", ("<html>" + "<p>One two three.</p>" * 40).encode(), ["no article was found"]),
    ("page.mhtml", b"MIME-Version: 1.0\nContent-Type: image/png\n\n", ["holds no web page"]),
    ("dressed.txt", LOGIN.encode(), ["asks for a name and a password"]),
]
PASTES = [
    ("", ["nothing in it", "copy the text"]),
    (" \n\t\u200b", ["nothing in it"]),
    ("https://courier.example/ferry", ["an address", "nothing is fetched"]),
    ("../texts/ferry.txt", ["name of a file", "load_article"]),
    ("The ferry must stay.", ["holds 1 sentence", "whole article"]),
    ("Share this", ["no paragraph of prose"]),
    (LOGIN, ["asks for a name and a password"]),
]
LANGUAGES = [(GERMAN, "German"), (ARABIC, "Arabic"), (RUSSIAN, "Russian")]
CATALOGUES = [
    ("", ["line 1", "'actor' is missing"]),
    (HEAD, ["names no actor"]),
    (HEAD + "a,A,planet,,A,name\n", ["line 2", "kind is 'planet'", "organisation"]),
    (HEAD + "a,A,state,,A,name\nb,B,state,,A,name\n", ["line 3", "'A' belongs to 'a'"]),
    (HEAD + "a,A, and B,state,,A,name\n", ["line 2", "double quotes"]),
]


def refused(error: pytest.ExceptionInfo[DiscourseError], *parts: str) -> None:
    message = str(error.value)
    for part in parts:
        assert part in message, message
    assert not message.startswith("[")


@pytest.mark.parametrize(("name", "raw", "parts"), FILES, ids=[case[0] for case in FILES])
def test_a_file_that_cannot_be_used(
    tmp_path: Path, name: str, raw: bytes | None, parts: list[str]
) -> None:
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    with pytest.raises(ArticleError) as error:
        load_article(tmp_path / name)
    refused(error, name, *parts)


def test_an_address_is_not_fetched() -> None:
    with pytest.raises(ArticleError) as error:
        load_article("https://courier.example/ferry")
    refused(error, "an address", "nothing is fetched", "save the page")


@pytest.mark.parametrize(("text", "parts"), PASTES)
def test_a_paste_that_cannot_be_used(text: str, parts: list[str]) -> None:
    with pytest.raises(ArticleError) as error:
        load_pasted(text)
    refused(error, "pasted", *parts)


def test_unknown_particulars_are_named() -> None:
    with pytest.raises(ArticleError, match=r"'writer' is not known; use author, "):
        load_pasted(TEXT, metadata={"writer": "Nobody"})


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_another_language_is_loaded_but_not_measured(
    tmp_path: Path, text: str, language: str
) -> None:
    (tmp_path / "other.txt").write_text(text, encoding="utf-8")
    for article in (load_pasted(text), load_article(tmp_path / "other.txt")):
        assert len(article.sentences) >= 2
        for measure in (analyse, suggest_actors):
            with pytest.raises(ArticleError) as error:
                measure(article)  # type: ignore[operator]
            refused(error, f"the text is in {language}", "English only", 'language = "en"')


def test_what_is_said_of_the_language_counts(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "article.toml").write_text('language = "en"', encoding="utf-8")
    assert load_article(tmp_path).articles.loc[0, "language"] == "en"
    assert load_pasted(GERMAN, metadata={"language": "en"}).articles.loc[0, "language"] == "en"


def test_a_language_is_told_only_from_enough_words() -> None:
    assert tell_language("Ja, ja.") == "en"
    assert tell_language(CHINESE) == "zh"
    assert tell_language(TEXT) == "en"
    assert name_language("tlh") == "the language with the code tlh"
    need_english("en-GB", place="here")
    need_english("", place="here")


def test_a_text_without_a_known_actor_says_what_to_write() -> None:
    nobody = make_article("The rain fell. It fell all day.")
    with pytest.raises(CatalogueError) as error:
        analyse(nobody)
    refused(error, "names no actor", "actors.csv", "actor,label,kind,bloc,alias,form")


@pytest.mark.parametrize(("content", "parts"), CATALOGUES)
def test_a_fault_in_the_catalogue_names_its_row(
    tmp_path: Path, content: str, parts: list[str]
) -> None:
    (tmp_path / "actors.csv").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        load_actors(tmp_path)
    refused(error, "actors.csv", *parts)


def test_a_very_long_text_is_read_with_a_warning(tmp_path: Path) -> None:
    long = "\n\n".join([TEXT] * 90)
    assert len(long.encode()) > 200_000
    (tmp_path / "long.txt").write_text(long, encoding="utf-8")
    article = load_article(tmp_path / "long.txt")
    assert "far more than one article" in article.notes[-1]
    assert "cut the text into parts" in article.notes[-1]
    assert not load_pasted(TEXT).notes


def test_what_nobody_sees_is_taken_out_and_said() -> None:
    odd = "Nor\u00adway\x07 met Swe\u200bden. \u202eIran\u202c and \u200fNorway spoke."
    article = make_article(odd)
    assert article.text == "Norway met Sweden. Iran and Norway spoke."
    assert article.notes == (
        "1 control character that no text needs was taken out",
        "5 invisible marks (soft hyphens, marks of direction) were taken out",
    )


def test_markup_in_a_text_never_runs() -> None:
    script = "<script>alert('x')</script>"
    article = make_article(f"Norway {script} accused Sweden of lying. Sweden denied it.")
    found = analyse(article, engine="lexical", neural=NeuralSettings(explained=False))
    page = render_report(found, pictures=[])
    shown = annotate(article, actors=found.actors)._repr_html_()
    assert "<script>alert" not in page
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


# --- a folder of one's own ---


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return save_article(load_article(SAMPLES / "ferry-page.html"), folder=tmp_path / "ferry")


def test_what_is_saved_comes_back(place: Path) -> None:
    page, again = load_article(SAMPLES / "ferry-page.html"), load_article(place)
    assert again.text == page.text
    pd.testing.assert_frame_equal(
        again.articles.drop(columns="article"), page.articles.drop(columns="article")
    )
    assert sorted(p.name for p in place.iterdir()) == ["article.toml", "article.txt"]


def test_strange_particulars_survive(tmp_path: Path) -> None:
    title = 'A "quoted" \\ title\x7f\nin two lines'
    article = make_article("It rained. It stopped.", metadata={"title": title})
    folder = save_article(article, folder=tmp_path / "odd")
    assert load_article(folder).articles.loc[0, "title"] == 'A "quoted" \\ title in two lines'


def test_edits_survive_saving_again(place: Path) -> None:
    article = load_article(place)
    (place / "article.toml").write_text('author = "Mine"', encoding="utf-8")
    save_article(article, folder=place, actors=suggest_actors(article))
    first = (place / "actors.csv").read_bytes()
    (place / "results").mkdir()
    save_article(article, folder=place, actors=load_actors(SAMPLES / "ferry-actors.csv"))
    assert (place / "actors.csv").read_bytes() == first
    assert load_article(place).articles.loc[0, "author"] == "Mine"


def test_nothing_of_others_is_written_over(place: Path, tmp_path: Path) -> None:
    other = load_pasted("Another text. It has two sentences.")
    with pytest.raises(ArticleError, match=r"ferry: holds another article .* another name"):
        save_article(other, folder=place)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.png").write_bytes(b"")
    with pytest.raises(ArticleError, match=r"holds other files \(me\.png\)"):
        save_article(other, folder=tmp_path / "photos")
    with pytest.raises(ArticleError, match=r"is a file; choose the name of a folder"):
        save_article(other, folder=tmp_path / "photos" / "me.png")
    assert load_article(place).text == load_article(SAMPLES / "ferry-page.html").text


def test_a_faulty_catalogue_leaves_the_old_one(place: Path) -> None:
    actors = load_actors(SAMPLES / "ferry-actors.csv")
    save_actors(actors, folder=place)
    before = (place / "actors.csv").read_bytes()
    for faulty in (actors.assign(kind="planet"), actors.iloc[:0]):
        with pytest.raises(CatalogueError, match=r"actors\.csv"):
            save_actors(faulty, folder=place)
    assert (place / "actors.csv").read_bytes() == before


def test_editing_goes_on_from_the_file(place: Path) -> None:
    article = load_article(place)
    proposal = suggest_actors(article)
    assert resume_actors(place, proposal=proposal, text=article.text)["keep"].all()
    own = load_actors(SAMPLES / "ferry-actors.csv")
    save_actors(own, folder=place)
    rows = resume_actors(place, proposal=proposal, text=article.text)
    assert rows[rows["keep"]]["alias"].tolist() == own["alias"].tolist()
    assert not set(rows[~rows["keep"]]["alias"]) & set(own["alias"])
    counts = rows.set_index("alias")["count"]
    assert counts["islanders"] == 3
    left = own[own["alias"] != "Norvik"]
    save_actors(left, folder=place)
    rows = resume_actors(place, proposal=proposal, text=article.text)
    assert rows[~rows["keep"]]["alias"].tolist() == ["Norvik"]


def test_the_sample_page_and_the_sample_text_are_one() -> None:
    page, text = load_article(SAMPLES / "ferry-page.html"), load_article(SAMPLES / "ferry.txt")
    assert page.paragraphs["text"].tolist() == text.paragraphs["text"].tolist()
    named = load_actors(SAMPLES / "ferry-actors.csv")["alias"]
    assert all(alias in page.text for alias in named)
