"""Is every address refused that leads to a machine that is not public?"""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import addresses
from helpers.addresses import check_url, find_addresses, is_public
from helpers.errors import ArticleError


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://gazette.example/a?b=c#d", ("gazette.example", 443)),
        ("http://gazette.example:8080/", ("gazette.example", 8080)),
        ("HTTP://[::1]/", ("::1", 80)),
    ],
)
def test_host_and_port_are_told(url: str, expected: tuple[str, int]) -> None:
    assert check_url(url) == expected


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("file:///etc/passwd", "only addresses that begin with http"),
        ("ftp://gazette.example/", "only addresses that begin with http"),
        ("javascript:alert(1)", "only addresses that begin with http"),
        ("gazette.example", "only addresses that begin with http"),
        ("", "only addresses that begin with http"),
        ("http://", "names no host"),
        ("http:///path", "names no host"),
        ("http://gazette.example/a b", "names no host"),
        ("http://gazette.example/\r\nX: y", "names no host"),
        ("http://gazette.example:x/", "is no address"),
        ("http://gazette.example:99999/", "is no address"),
        ("http://[::1/", "is no address"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str, part: str) -> None:
    with pytest.raises(ArticleError, match=part):
        check_url(url)


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(ArticleError) as caught:
        check_url("https://ann:secret@gazette.example/")
    assert "never sent" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",  # noqa: S104
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:db8::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_old_address_within_a_new_one_is_judged_as_itself(ip: ipaddress.IPv4Address) -> None:
    expected = is_public(str(ip))
    assert is_public(f"::ffff:{ip}") == expected
    assert is_public(str(ipaddress.IPv6Address(int(addresses._NAT64[0]) + int(ip)))) == expected
    assert not (expected and (ip.is_private or ip.is_loopback or ip.is_link_local))


def resolve(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in found]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *a, **k: entries)


def test_every_address_of_a_name_must_be_public(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "8.8.8.8", "8.8.4.4", "8.8.8.8")
    assert find_addresses("gazette.example", 80) == ["8.8.8.8", "8.8.4.4"]
    resolve(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(ArticleError, match=r"stands for 10\.0\.0\.1, an address that is not"):
        find_addresses("gazette.example", 80)
    assert find_addresses("gazette.example", 80, allow_private=True)[1] == "10.0.0.1"
    resolve(monkeypatch, "fe80::1%eth0")
    with pytest.raises(ArticleError, match="stands for fe80::1"):
        find_addresses("gazette.example", 80)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "[::1]"])
def test_no_way_to_write_this_machine_is_let_through(host: str) -> None:
    with pytest.raises(ArticleError):
        find_addresses(host.strip("[]"), 80)


def test_a_name_that_is_not_found_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(addresses.socket, "getaddrinfo", fail)
    with pytest.raises(ArticleError, match=r"gazette\.example: this host was not found"):
        find_addresses("gazette.example", 80)
    with pytest.raises(ArticleError, match="was not found"):
        find_addresses("a" * 70 + ".example", 80)
