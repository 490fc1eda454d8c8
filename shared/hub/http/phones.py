"""What a citizen's phone may change, and the rules at that door (docs/adr/0005)."""

from urllib.parse import urlsplit

from aiohttp import web

from shared.hub.errors import NotAllowed
from shared.hub.http.body import hub_of
from shared.protocol.codec import Malformed

JSON = "application/json"


def from_phone(request: web.Request) -> None:
    """A page of ours sends JSON from our own address; a page of somebody else cannot. Raises NotAllowed, Malformed.

    There is no cookie to abuse: this keeps a stranger's page from spending the tries of a ticket that it knows.
    """
    if request.content_type != JSON:
        raise Malformed(f"the body's Content-Type is {JSON}")
    origin = request.headers.get("Origin")
    ours = (request.host, urlsplit(hub_of(request).board.public_url).netloc)
    if origin is not None and urlsplit(origin).netloc not in ours:
        raise NotAllowed("other-origin", detail="a page of another address asked")


def private(request: web.Request) -> bool:
    """Whether nobody on the way reads along: TLS to here, or to the proxy from whose page it was sent."""
    return request.secure or urlsplit(request.headers.get("Origin", "")).scheme == "https"
