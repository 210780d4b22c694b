"""What does the page at an address say? A URL in, asked for by the user; an article out.

Nothing else in the project uses the network, and this does only when it is called. The page is
asked for once, by a name that says who asks, if the site's robots.txt allows; what comes is
bounded in size and time, and no redirect leads to a machine that is not public.
"""

from __future__ import annotations

import re
import socket
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from helpers.addresses import check_url, find_addresses
from helpers.corpus import Article, make_article
from helpers.decoding import choose_codec
from helpers.documents import make_identifier
from helpers.errors import ArticleError
from helpers.language import tell_language
from helpers.packages import need_package
from helpers.readers import read_documents

AGENT: Final = "discourse-notebooks"
MAX_BYTES: Final = 10_000_000
MAX_REDIRECTS: Final = 5
TIMEOUT: Final = 20.0
_ROBOTS_BYTES: Final = 512_000
_NOTHING: Final = "User-agent: *\nDisallow: /"
# Rules name a program without its version; who copied the name from a log gives both.
_VERSION: Final = re.compile(r"^(\s*user-agent\s*:\s*[\w-]+)/[^\r\n]*", re.I | re.M)
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_SUFFIXES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}
_SAVE: Final = "open the page in your browser and save it"


class Answer(NamedTuple):
    """Hold what a server answered: the last address, the status, the kind, and the bytes."""

    url: str
    status: int
    content_type: str
    raw: bytes


def load_url(
    url: str,
    *,
    identifier: str = "",
    timeout: float = TIMEOUT,
    max_bytes: int = MAX_BYTES,
    allow_private: bool = False,
) -> Article:
    """Fetch a web page and make an article of it.

    Parameters
    ----------
    url
        The address of the page, http or https.
    identifier
        What to call the article; else a name made of the address.
    timeout
        Seconds that the whole may take, from the moment at which the host's name is looked up.
    max_bytes
        The most bytes that the page may have, unpacked.
    allow_private
        Whether machines that are not public may be asked. For tests with a server on this
        machine; leave it alone for pages of the web.

    Returns
    -------
    Article
        As `load_article` gives for the saved page; `source` is the address that it came from.

    Raises
    ------
    ArticleError
        If the address is none, the site's robots.txt forbids it, the server refuses, answers
        with something else than a page, a text or a PDF, too much, too late, or leads to a
        machine that is not public, or if the page holds no article.
    PackageError
        If the packages httpx and protego are not installed.

    Notes
    -----
    The rules of robots.txt are read as RFC 9309 says, by the library protego: the longest rule
    that fits counts, wildcards are understood, where there are no rules all is allowed, and where
    the server fails nothing is. Proxies set for the system
    are not used, since they would look names up themselves. A page that fetches its text by
    script, or shows it to subscribers only, comes without it. Fetch a few pages by hand; for many,
    ask the site or a data base for an export.
    """
    fetcher = _Fetcher(need_package("httpx", to="fetch a page"), timeout, allow_private)
    answer = fetcher.fetch(url, limit=max_bytes, obey=True)
    suffix = _SUFFIXES.get(answer.content_type.partition(";")[0].strip().lower(), "")
    if answer.status != 200:
        raise ArticleError(f"{url}: {_explain_status(answer.status)}")
    if not suffix:
        raise ArticleError(
            f"{url}: is {answer.content_type or 'of no kind that it names'}, not a web page, a "
            "text or a PDF; follow the link to the article itself"
        )
    raw = _recode(answer.raw, answer.content_type) if suffix != ".pdf" else answer.raw
    (page,) = read_documents(raw, suffix=suffix, place=url).articles
    if isinstance(page, ArticleError):  # pragma: no cover - only exports hold such
        raise page
    stem = PurePosixPath(urlsplit(answer.url).path).stem or urlsplit(answer.url).hostname or ""
    notes = [f"came from {answer.url}"] if answer.url != url else []
    try:
        return make_article(
            page.text,
            identifier=identifier or make_identifier(stem, place=answer.url),
            metadata={"language": tell_language(page.text), **page.metadata, "source": answer.url},
            notes=(*notes, *page.notes),
        )
    except ArticleError as error:
        raise ArticleError(f"{url}: {error}") from error


class _Fetcher:
    """Ask for pages, one redirect at a time, each address checked before it is asked."""

    def __init__(self, httpx: ModuleType, timeout: float, allow_private: bool) -> None:
        self._httpx = httpx
        self._timeout = timeout
        self._until = time.monotonic() + timeout
        self._allow_private = allow_private
        self._robots: dict[str, Any] = {}

    def fetch(self, url: str, *, limit: int, obey: bool) -> Answer:
        """Ask for a page and follow where it leads; with `obey` only where robots.txt allows."""
        first = url
        for _ in range(MAX_REDIRECTS + 1):
            check_url(url)
            if obey:
                self._ask_robots(url)
            answer, leads_to = self._ask(url, limit=limit)
            if not leads_to:
                return answer
            url = urljoin(url, leads_to.strip().replace(" ", "%20"))
        raise ArticleError(
            f"{first}: was led on more than {MAX_REDIRECTS} times; {_SAVE} where it ends"
        )

    def _ask_robots(self, url: str) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            protego = need_package("protego", to="read a site's rules")
            answer = self.fetch(f"{site}/robots.txt", limit=_ROBOTS_BYTES, obey=False)
            rules = answer.raw.decode("utf-8-sig", "replace") if answer.status == 200 else ""
            if answer.status >= 500 or 200 < answer.status < 400:
                rules = _NOTHING
            self._robots[site] = protego.Protego.parse(_VERSION.sub(r"\1", rules))
        if not self._robots[site].can_fetch(url, AGENT):
            raise ArticleError(
                f"{url}: the site's robots.txt does not let programs fetch this page; {_SAVE}"
            )

    def _ask(self, url: str, *, limit: int) -> tuple[Answer, str]:
        """Ask one address for one answer, or for where it leads."""
        host, port = check_url(url)
        addresses = find_addresses(host, port, allow_private=self._allow_private)
        try:
            for address in addresses[:-1]:
                try:
                    return self._ask_at(address, url, limit=limit)
                except self._httpx.ConnectError:
                    continue
            return self._ask_at(addresses[-1], url, limit=limit)
        except (self._httpx.HTTPError, self._httpx.InvalidURL, OSError) as error:
            slow = isinstance(error, (self._httpx.TimeoutException, TimeoutError))
            if slow or time.monotonic() >= self._until:
                raise ArticleError(
                    f"{url}: did not come within {self._timeout:g} seconds; try again later, or "
                    f"{_SAVE}"
                ) from error
            raise ArticleError(f"{url}: cannot be fetched ({error}); {_SAVE}") from error

    def _ask_at(self, address: str, url: str, *, limit: int) -> tuple[Answer, str]:
        target = self._httpx.URL(url)
        headers = {
            "Host": target.netloc.decode("ascii"),
            "User-Agent": f"{AGENT}/{_version()}",
            "Accept": ", ".join(_SUFFIXES),
            "Accept-Encoding": "identity",
        }
        left = max(self._until - time.monotonic(), 0.001)
        with (
            _Watch(self._until) as watch,
            self._httpx.Client(trust_env=False, timeout=left, headers=headers) as client,
            client.stream(
                "GET",
                target.copy_with(host=address),
                # The certificate must be that of the name, not of the address.
                extensions={
                    "sni_hostname": target.raw_host.decode("ascii"),
                    "trace": watch.follow,
                },
            ) as response,
        ):
            status = response.status_code
            if status in _REDIRECTS and "location" in response.headers:
                return Answer(url, status, "", b""), response.headers["location"]
            raw = b"".join(self._read(response, url=url, limit=limit))
            return Answer(url, status, response.headers.get("content-type", ""), raw), ""

    def _read(self, response: Any, *, url: str, limit: int) -> Iterator[bytes]:
        """Yield the body, unpacked, and stop where it is too much or takes too long."""
        packing = _choose_packing(response.headers.get("content-encoding", ""), url=url)
        total, came = 0, False
        for packed in response.iter_raw():
            came = came or bool(packed)
            try:
                part = packing.decompress(packed, limit + 1 - total) if packing else packed
            except zlib.error as error:
                raise ArticleError(f"{url}: its packed text is damaged; {_SAVE}") from error
            total += len(part)
            if total > limit:
                raise ArticleError(
                    f"{url}: holds more than {limit:,} bytes, which no article does; {_SAVE}"
                )
            yield part
        if time.monotonic() >= self._until:  # the end may be the watch's doing
            raise TimeoutError
        if packing and came and not packing.eof:
            raise ArticleError(f"{url}: broke off before its end; try again later, or {_SAVE}")


class _Watch:
    """End a connection when the time is up.

    A client's timeout begins anew with each byte; a server that sends one now and then would hold
    it for ever.
    """

    def __init__(self, until: float) -> None:
        self._until = until
        self._socket: socket.socket | None = None
        # A moment later, so that what ends by it is known to be late.
        self._timer = threading.Timer(max(until - time.monotonic(), 0) + 0.01, self._end)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def follow(self, event: str, about: Mapping[str, Any]) -> None:
        """Note the socket of the connection, which httpx tells of as it makes it."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = about["return_value"].get_extra_info("socket")
        if time.monotonic() >= self._until:
            raise TimeoutError

    def _end(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                # Not the method of a socket with TLS, which would go on without it.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _choose_packing(encoding: str, *, url: str) -> Any:
    """Give what unpacks a body, or nothing where it is not packed."""
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        return None
    if kind in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(wbits=47)
    raise ArticleError(f"{url}: is packed in a way that was not asked for ({kind}); {_SAVE}")


def _recode(raw: bytes, content_type: str) -> bytes:
    """Bring a page to UTF-8 where its server names another encoding, and it is not in UTF-8."""
    meant = choose_codec(content_type.lower().partition("charset=")[2].strip(" \"';"))
    if meant in ("", "utf-8"):
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return raw.decode(meant).encode("utf-8")
        except UnicodeError:
            return raw
    return raw


def _explain_status(status: int) -> str:
    if status in (401, 402, 403):
        return f"the server refuses the page to programs or to guests ({status}); {_SAVE}"
    if status in (404, 410):
        return f"there is no such page ({status}); check the address"
    return f"the server answered {status}; try again later, or {_SAVE}"


def _version() -> str:
    try:
        return version("discourse-notebooks")
    except PackageNotFoundError:  # pragma: no cover - run from a folder, not installed
        return "0"
