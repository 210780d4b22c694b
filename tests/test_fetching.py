"""Is a page fetched as it was asked for, and nothing that does harm? A server on this machine."""

from __future__ import annotations

import gzip
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from archive_files import FERRY, GERMAN, MAST, join, make_page, print_pages
from office_files import make_pdf

from helpers import addresses, fetching
from helpers.errors import ArticleError, PackageError
from helpers.fetching import AGENT, MAX_REDIRECTS, load_url

PAGE = make_page(FERRY).encode()
Reply = tuple[int, dict[str, str], bytes]


class Server:
    """Hold a server on a free port, what it answers, and what it was asked."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                reply = server.replies.get(self.path, (404, {}, b""))
                if callable(reply):
                    reply(self)
                    return
                status, headers, body = reply
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,))
        self._thread.start()

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def serve(self, path: str, body: bytes, kind: str = "text/html", **headers: str) -> str:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies[path] = (200, {"Content-Type": kind, **names}, body)
        return self.url(path)

    def send_on(self, path: str, target: str, status: int = 302) -> str:
        self.replies[path] = (status, {"Location": target}, b"")
        return self.url(path)

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def refused(url: str, *parts: str, **options: object) -> None:
    options = {"allow_private": True, **options}
    with pytest.raises(ArticleError) as caught:
        load_url(url, **options)  # type: ignore[arg-type]
    for part in parts:
        assert part in str(caught.value), str(caught.value)


# --- what is fetched ---


def test_a_page_becomes_an_article(server: Server) -> None:
    url = server.serve("/news/ferry.html", PAGE)
    article = load_url(url, allow_private=True)
    assert article.text == join(FERRY)
    row = article.articles.iloc[0]
    assert (row["title"], row["source"], row["language"]) == (FERRY[0], url, "en")
    assert article.id.startswith("ferry-")
    assert load_url(url, identifier="mine", allow_private=True).id == "mine"


def test_the_server_is_told_who_asks_and_asked_for_the_rules_first(server: Server) -> None:
    load_url(server.serve("/ferry", PAGE), allow_private=True)
    assert [path for path, _ in server.asked] == ["/robots.txt", "/ferry"]
    for _, headers in server.asked:
        assert headers["User-Agent"].startswith(f"{AGENT}/")
        assert headers["Host"] == f"127.0.0.1:{server.port}"
        assert "Cookie" not in headers


def test_a_text_a_pdf_and_another_language(server: Server) -> None:
    options = {"allow_private": True}
    plain = server.serve("/a", join(FERRY).encode(), "text/plain; charset=utf-8")
    assert load_url(plain, **options).text == join(FERRY)
    pdf = server.serve("/b.pdf", make_pdf(print_pages(FERRY)), "application/pdf")
    assert MAST not in load_url(pdf, **options).text
    german = server.serve("/c", join(GERMAN).encode("latin-1"), "text/plain; charset=ISO-8859-1")
    article = load_url(german, **options)
    assert article.text == join(GERMAN)
    assert article.articles.loc[0, "language"] == "de"
    for number, charset in enumerate(("no-such", "ascii")):
        odd = server.serve(f"/d{number}", join(GERMAN).encode(), f"text/plain; charset={charset}")
        assert load_url(odd, **options).text == join(GERMAN)


@pytest.mark.parametrize(
    "charset", ["ISO-8859-1", "latin-1", "ascii", "windows-1252", "undefined", "a b", "big5"]
)
def test_quotation_marks_come_through_whatever_the_server_calls_them(
    server: Server, charset: str
) -> None:
    text = "A ferry\n\n" + "The king said “we won’t go” – and the people were heard. " * 5
    raw = text.encode("cp1252")
    url = server.serve("/a", raw, f"text/plain; charset={charset}")
    assert load_url(url, allow_private=True).text.strip() == text.strip()
    url = server.serve("/b", text.encode(), f"text/plain; charset={charset}")
    assert load_url(url, allow_private=True).text.strip() == text.strip()


@pytest.mark.parametrize("kind", ["gzip", "deflate"])
def test_a_page_that_comes_packed_is_unpacked(server: Server, kind: str) -> None:
    packed = gzip.compress(PAGE) if kind == "gzip" else zlib.compress(PAGE)
    url = server.serve("/a", packed, Content_Encoding=kind)
    assert load_url(url, allow_private=True).text == join(FERRY)


# --- what is refused ---


def test_a_machine_that_is_not_public_is_refused_before_it_is_asked(server: Server) -> None:
    for host in ("127.0.0.1", "localhost"):
        refused(server.url("/", host=host), "not public", allow_private=False)
    assert server.asked == []


def test_a_redirect_to_a_machine_that_is_not_public_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first address counts as public, as that of a site on the web would.
    url = server.send_on("/out", f"http://10.0.0.1:{server.port}/secret")
    judge = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1" or judge(ip))
    refused(url, "10.0.0.1", "not public", allow_private=False)
    for target in ("file:///etc/passwd", "ftp://127.0.0.1/x"):
        refused(server.send_on("/out", target), "only addresses that begin with http")
    refused(server.send_on("/out", "http://u:p@127.0.0.1/"), "a name or a password")


def test_the_checked_address_is_the_one_that_is_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers with another address the second time must not be looked up twice."""
    looked_up = []
    real = addresses.socket.getaddrinfo

    def look_up(host: str, *rest: object, **more: object) -> object:
        host = host.decode() if isinstance(host, bytes) else host
        if host == "gazette.example":
            looked_up.append(host)
            host = "127.0.0.1" if len(looked_up) <= 2 else "10.255.255.1"
        return real(host, *rest, **more)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", look_up)
    server.serve("/ferry", PAGE)
    url = server.url("/ferry", host="gazette.example")
    assert load_url(url, allow_private=True).articles.loc[0, "source"] == url
    assert len(looked_up) == 2  # for the rules and for the page
    assert server.asked[-1][1]["Host"] == f"gazette.example:{server.port}"


def test_the_certificate_must_be_that_of_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        kind = {"content-type": "text/html"}
        return httpx.Response(200, headers=kind, stream=httpx.ByteStream(PAGE))

    client = httpx.Client
    transport = httpx.MockTransport(answer)
    monkeypatch.setattr(httpx, "Client", lambda **o: client(transport=transport, **o))
    monkeypatch.setattr(fetching, "find_addresses", lambda *a, **k: ["93.184.215.14"])
    load_url("https://gazette.example/ferry")
    for request in asked:
        assert request.url.host == "93.184.215.14"
        assert request.headers["host"] == "gazette.example"
        assert request.extensions["sni_hostname"] == "gazette.example"


def test_the_next_address_of_a_name_is_tried(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing listens on the first.
    monkeypatch.setattr(fetching, "find_addresses", lambda *a, **k: ["127.0.0.2", "127.0.0.1"])
    monkeypatch.setattr(fetching, "TIMEOUT", 5)
    assert load_url(server.serve("/a", PAGE), allow_private=True).text == join(FERRY)


def test_nobody_listening_is_said(server: Server) -> None:
    url = server.url("/x")
    server._http.socket.close()
    refused(url, "cannot be fetched", "save it", timeout=5.0)


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ((200, {}, b"User-agent: *\nDisallow: /"), False),
        ((200, {}, f"User-agent: {AGENT}\nDisallow: /news".encode()), False),
        ((200, {}, b"User-agent: other\nDisallow: /"), True),
        ((200, {}, b"User-agent: *\nDisallow: /private"), True),
        # The longest rule counts, whatever the order.
        ((200, {}, b"User-agent: *\nAllow: /\nDisallow: /news/"), False),
        ((200, {}, b"User-agent: *\nDisallow: /\nAllow: /news/"), True),
        # Wildcards, and what a path ends with.
        ((200, {}, b"User-agent: *\nDisallow: /*"), False),
        ((200, {}, b"User-agent: *\nDisallow: /*/ferry$"), False),
        ((200, {}, b"User-agent: *\nDisallow: /*.php$"), True),
        # Blank lines, two groups, a mark of byte order, line ends of other systems.
        ((200, {}, b"User-agent: *\n\nDisallow: /\n"), False),
        ((200, {}, b"User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /news"), False),
        ((200, {}, b"\xef\xbb\xbfUser-agent: *\nDisallow: /"), False),
        ((200, {}, b"User-agent: *\rDisallow: /\r"), False),
        # Only the own group counts where there is one; another's name is not ours.
        ((200, {}, f"User-agent: *\nDisallow: /\nUser-agent: {AGENT}\nAllow: /".encode()), True),
        ((200, {}, f"User-agent: {AGENT.upper()}/1.0 (x)\nDisallow: /".encode()), False),
        ((200, {}, b"User-agent: *\nDisallow: /\n\nUser-agent: s\nAllow: /"), False),
        ((200, {}, b"\0\xff%%\nDisallow\n:::\nUser-agent\n"), True),
        ((200, {}, b""), True),
        ((404, {}, b""), True),
        ((403, {}, b""), True),
        ((500, {}, b""), False),
    ],
)
def test_the_rules_of_a_site_are_kept(server: Server, rules: Reply, allowed: bool) -> None:
    server.replies["/robots.txt"] = rules
    url = server.serve("/news/ferry", PAGE)
    if allowed:
        assert load_url(url, allow_private=True).text
        return
    refused(url, "robots.txt does not let programs fetch this page")
    assert [path for path, _ in server.asked] == ["/robots.txt"]


def test_redirects_are_followed_and_the_rules_asked_for_where_they_lead(server: Server) -> None:
    server.serve("/ferry", PAGE)
    for status in (301, 302, 303, 307, 308):
        url = server.send_on("/old", "/ferry", status)
        article = load_url(url, allow_private=True)
        assert article.articles.loc[0, "source"] == server.url("/ferry")
        assert f"came from {server.url('/ferry')}" in article.notes
    server.replies["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /ferry")
    refused(server.send_on("/old", "/ferry"), "/ferry: the site's robots.txt")


def test_an_address_with_a_space_is_followed(server: Server) -> None:
    server.serve("/old%20ferry?a%20b", PAGE)
    url = server.send_on("/x", "/old ferry?a b ")
    assert load_url(url, allow_private=True).text == join(FERRY)


@pytest.mark.parametrize("cut", [1, 4, 8, 30])
@pytest.mark.parametrize("kind", ["gzip", "deflate"])
def test_a_packed_page_that_is_cut_short_is_refused(server: Server, kind: str, cut: int) -> None:
    packed = gzip.compress(PAGE) if kind == "gzip" else zlib.compress(PAGE)
    url = server.serve("/a", packed[:-cut], Content_Encoding=kind)
    refused(url, "broke off before its end")
    server.replies["/a"] = (404, {"Content-Encoding": kind}, b"")
    refused(url, "no such page")


def test_a_ring_of_redirects_ends(server: Server) -> None:
    refused(server.send_on("/a", "/a"), f"led on more than {MAX_REDIRECTS} times")
    assert sum(path == "/a" for path, _ in server.asked) == MAX_REDIRECTS + 1


@pytest.mark.parametrize("packed", [False, True])
def test_too_much_is_not_read_to_its_end(server: Server, packed: bool) -> None:
    raw = b"<p>a</p>" * 400_000
    more = {"Content_Encoding": "gzip"} if packed else {}
    url = server.serve("/a", gzip.compress(raw) if packed else raw, **more)
    refused(url, "holds more than 100,000 bytes", max_bytes=100_000)


def test_a_server_that_is_slow_is_not_waited_for(server: Server) -> None:
    released = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while not released.wait(0.05):
            try:
                handler.wfile.write(b"<p>")
            except OSError:
                return

    def silent(handler: BaseHTTPRequestHandler) -> None:
        released.wait()

    def drip_head(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not released.wait(0.05):
            try:
                handler.wfile.write(b"X-More: a\r\n")
            except OSError:
                return

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        # Each pause is shorter than the time; without a length the end looks like a proper one.
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
        if not released.wait(0.3):
            handler.wfile.write(b" ")
        released.wait()

    server.replies |= {"/drip": drip, "/silent": silent, "/head": drip_head, "/end": trickle}
    try:
        for path in ("/drip", "/silent", "/head", "/end"):
            refused(server.url(path), "did not come within 0.5 seconds", timeout=0.5)
    finally:
        released.set()
        time.sleep(0)


@pytest.mark.parametrize(
    ("status", "part"),
    [(401, "to guests"), (403, "to guests"), (404, "no such page"), (503, "answered 503")],
)
def test_a_status_is_said_in_words(server: Server, status: int, part: str) -> None:
    server.replies["/x"] = (status, {"Content-Type": "text/html"}, PAGE)
    refused(server.url("/x"), part, str(status))


@pytest.mark.parametrize("kind", ["image/png", "application/json", ""])
def test_what_is_no_page_is_refused(server: Server, kind: str) -> None:
    refused(server.serve("/x", b"{}", kind), "not a web page, a text or a PDF")


def test_what_is_damaged_or_packed_otherwise_is_refused(server: Server) -> None:
    refused(server.serve("/x", b"no gzip", Content_Encoding="gzip"), "packed text is damaged")
    refused(server.serve("/x", PAGE, Content_Encoding="br"), "packed in a way", "(br)")


def test_a_page_without_an_article_and_a_text_without_prose_are_refused(server: Server) -> None:
    refused(server.serve("/x", b"<html><p>Hi.</p></html>"), "no article")
    refused(server.serve("/y", b"Share this\n", "text/plain"), "no paragraph of prose")


def test_the_package_that_fetches_is_named_where_it_is_lacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    with pytest.raises(PackageError, match="the package protego is needed to read a site's rules"):
        load_url("http://127.0.0.1/", allow_private=True)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(PackageError, match="the package httpx is needed to fetch a page"):
        load_url("https://gazette.example/")


def test_loading_the_project_does_not_load_what_fetches() -> None:
    import subprocess

    optional = {"httpx", "protego", "pypdf", "docx", "rensa"}
    script = f"import sys, helpers; print(sorted({optional} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
