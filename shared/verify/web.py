"""A record over HTTP: a hub's journal, page by page with a manager's key, or a published file."""

import ssl
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPSHandler, Request, build_opener

from shared.verify.errors import Unreadable

JOURNAL = "/api/v1/journal"
TIMEOUT_S = 20


def lines(url: str, bearer: str = "", ca: Path | None = None) -> Iterator[bytes]:
    """The lines at ``url``: of a file where its path ends in .jsonl, else of the hub there. Raises ``Unreadable``.

    ``bearer`` is a manager's key, sent over https alone; ``ca`` the hall's own authority, which is then believed alone.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.netloc:
        raise Unreadable(f"{url} is no address: give https://HOST:PORT or https://…/record.jsonl")
    if bearer and parts.scheme != "https":
        raise Unreadable(f"{url}: a manager's key goes over https alone")
    opener = build_opener(HTTPSHandler(context=_trust(ca)))
    if parts.path.endswith(".jsonl"):
        yield from _get(opener.open, Request(url))
        return
    after, page = 0, [b""]
    while page:
        request = Request(f"{parts.scheme}://{parts.netloc}{JOURNAL}?after={after}")
        if bearer:
            request.add_unredirected_header("Authorization", f"Bearer {bearer}")
        page = list(_get(opener.open, request))
        yield from page
        after += len(page)


def _get(open_url, request: Request) -> Iterator[bytes]:  # type: ignore[no-untyped-def]
    try:
        with open_url(request, timeout=TIMEOUT_S) as response:
            yield from (line.removesuffix(b"\n") for line in response)
    except HTTPError as error:
        error.close()
        wanted = "a manager's key (--bearer) is needed" if error.code in (401, 403) else "check the address"
        raise Unreadable(f"{request.full_url}: {error.code} {error.reason}: {wanted}") from error
    except (URLError, OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        hint = "give the hall's ca.pem with --ca" if isinstance(reason, ssl.SSLError) else "check address and network"
        raise Unreadable(f"{request.full_url}: {reason}: {hint}") from error


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
