"""A record over HTTP: what a hub publishes, or a published file."""

import ssl
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPSHandler, build_opener

import msgspec

from shared.verify.errors import Unreadable

TIMEOUT_S = 20


class _Day(msgspec.Struct):
    day: str


class _Index(msgspec.Struct):
    days: list[_Day]


def lines(url: str, ca: Path | None = None) -> Iterator[bytes]:
    """The lines at ``url``: of a file where its path ends in .jsonl, else of every day that the hub there publishes.

    ``ca`` is the hall's own authority, which is then believed alone. Raises ``Unreadable``.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.netloc:
        raise Unreadable(f"{url} is no address: give https://HOST:PORT or https://…/2026-11-22.jsonl")
    open_url = build_opener(HTTPSHandler(context=_trust(ca))).open
    if parts.path.endswith(".jsonl"):
        yield from _get(open_url, url)
        return
    record = url.rstrip("/").removesuffix("/record") + "/record"
    try:
        index = msgspec.json.decode(b"".join(_get(open_url, record)), type=_Index)
    except msgspec.MsgspecError as error:
        raise Unreadable(f"{record}: no hub's list of days ({error}): check the address") from error
    for each in index.days:
        yield from _get(open_url, f"{record}/{each.day}.jsonl")


def _get(open_url, url: str) -> Iterator[bytes]:  # type: ignore[no-untyped-def]
    try:
        with open_url(url, timeout=TIMEOUT_S) as response:
            yield from (line.removesuffix(b"\n") for line in response)
    except HTTPError as error:
        error.close()
        raise Unreadable(f"{url}: {error.code} {error.reason}: check the address") from error
    except (URLError, OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        hint = "give the hall's ca.pem with --ca" if isinstance(reason, ssl.SSLError) else "check address and network"
        raise Unreadable(f"{url}: {reason}: {hint}") from error


def _trust(ca: Path | None) -> ssl.SSLContext:
    if ca is None:
        return ssl.create_default_context()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False  # the hall's authority signs for its hub alone, whatever its address
    try:
        context.load_verify_locations(ca)
    except (OSError, ssl.SSLError) as error:
        raise Unreadable(f"{ca}: {error}: give the hall's ca.pem") from error
    return context
