"""May this address be asked for a page? A URL in; checked addresses to connect to out.

A page may lead a program to machines that only it can reach: its own, or those of its house. A
name is therefore looked up once, every address that it stands for must be public, and the
connection is made to the very address that was checked, so that the name cannot change between.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Final
from urllib.parse import urlsplit

from helpers.errors import ArticleError

_PORTS: Final = {"http": 80, "https": 443}
# Addresses of the old internet within the new one.
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def check_url(url: str) -> tuple[str, int]:
    """Refuse a URL that is not one of a public web page by its look.

    Returns
    -------
    tuple
        Its host and port.

    Raises
    ------
    ArticleError
        If it is not http or https, names no host, or holds a user's name.

    Examples
    --------
    >>> check_url("https://gazette.example/harbour")
    ('gazette.example', 443)
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ArticleError(f"{url}: is no address of a web page; check it") from None
    if parts.scheme not in _PORTS:
        raise ArticleError(
            f"{url}: only addresses that begin with http:// or https:// are fetched; for a file "
            "on this machine use load_article"
        )
    if not host or any(letter.isspace() or not letter.isprintable() for letter in url):
        raise ArticleError(f"{url}: names no host; copy the whole address of the page")
    if parts.username is not None or parts.password is not None:
        raise ArticleError(
            f"{parts.scheme}://{host}: holds a name or a password, which is never sent; sign in "
            "with your browser and save the page"
        )
    return host, port or _PORTS[parts.scheme]


def find_addresses(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """Look a host up and give the addresses of it that may be connected to.

    Parameters
    ----------
    host, port
        From `check_url`.
    allow_private
        Whether addresses of this machine and its house may be asked; for tests alone.

    Returns
    -------
    list of str
        IP addresses, in the order in which they are to be tried.

    Raises
    ------
    ArticleError
        If the host is not found, or any of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ArticleError(
            f"{host}: this host was not found; check the address and the network"
        ) from error
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise ArticleError(
                    f"{host}: stands for {address}, an address that is not public; such pages are "
                    "not fetched. Open the page in your browser and save it"
                )
    return addresses


def is_public(address: str) -> bool:
    """Tell a public IP address from one of this machine, its house, or no single machine.

    Examples
    --------
    >>> [is_public(a) for a in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.1.1", "::1")]
    [True, False, False, False, False]
    >>> is_public("::ffff:192.168.0.1")
    False
    """
    ip = ipaddress.ip_address(address)
    inner = None
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if inner is not None:
        return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
