"""The live connection (WebSocket text frames, JSON, one message a frame).

The upgrade request carries ``Authorization: Bearer <device id>.<device key>``. Terminal: ``Hello`` first. Hub:
``Welcome``, then a ``Snapshot`` or, when it still holds everything after ``Hello.after``, ``Update``s from there.
Either side sends ``Ping`` each heartbeat and takes silence of three heartbeats for a lost connection.
"""

from typing import Annotated, Literal

import msgspec

from shared.hall.config import Algorithm
from shared.protocol.answers import Answer, Problem
from shared.protocol.heads import Abandonment, Head, Signature
from shared.protocol.roles import Role
from shared.protocol.rows import AnyRow

PROTOCOL = 1
MAX_FRAME_BYTES = 64 * 1024
"""A terminal's frame may not be larger; the hub closes with code 1009."""


class Message(msgspec.Struct, frozen=True, tag_field="m", kw_only=True):
    """Base of all messages; unknown fields are ignored so that the wire can grow."""


class Hello(Message, tag="hello", frozen=True, kw_only=True):
    """First message of a terminal: ``after`` is the last seq it has applied, None for none, ``witness`` whether it
    bears witness to the lot.
    """

    protocol: int = PROTOCOL
    after: int | None = None
    witness: bool = False


class Command(Message, tag="command", frozen=True, kw_only=True):
    """Ask for something; ``id`` is the request id (8–64 of A–Z a–z 0–9 - _), the same id gives the same answer."""

    id: str
    name: str
    body: msgspec.Raw = msgspec.Raw(b"{}")


class SignIn(Message, tag="sign-in", frozen=True, kw_only=True):
    """A clerk signs in on this connection (counter devices)."""

    id: str
    clerk: str
    password: str


class SignOut(Message, tag="sign-out", frozen=True, kw_only=True):
    """The clerk leaves; a counter left open is closed by its own verb first."""

    id: str


class Ping(Message, tag="ping", frozen=True, kw_only=True):
    """Alive? ``n`` comes back in the ``Pong``."""

    n: int = 0


class Pong(Message, tag="pong", frozen=True, kw_only=True):
    """Alive. The hub's says ``now_ms`` of its clock, for that may be put right (0: a terminal's, an older hub)."""

    n: int = 0
    now_ms: int = 0


class Welcome(Message, tag="welcome", frozen=True, kw_only=True):
    """The hub knows the device. ``counter`` is the one it is paired for; ``now_ms`` the hub's clock."""

    hall: str
    device: str
    role: Role
    seq: int
    heartbeat_ms: int
    now_ms: int
    counter: str = ""


class Hubs(Message, tag="hubs", frozen=True, kw_only=True):
    """Where the hubs of a pair are met ("host:port"), whichever of them leads; said again when it changes."""

    addresses: tuple[str, ...]


class Snapshot(Message, tag="snapshot", frozen=True, kw_only=True):
    """Every row this terminal may see, as of ``seq``; replaces what it holds."""

    seq: int
    rows: tuple[AnyRow, ...]


class Update(Message, tag="update", frozen=True, kw_only=True):
    """The rows that changed up to ``seq``."""

    seq: int
    rows: tuple[AnyRow, ...]


class Reply(Message, tag="reply", frozen=True, kw_only=True):
    """A command was done."""

    id: str
    answer: Answer


class Refusal(Message, tag="refusal", frozen=True, kw_only=True):
    """A message was not done, and why; ``id`` "" if it could not be read."""

    id: str
    problem: Problem


class SignedIn(Message, tag="signed-in", frozen=True, kw_only=True):
    """Answer to ``SignIn`` and ``SignOut`` (clerk "")."""

    id: str
    clerk: str


class Seal(Message, tag="seal", frozen=True, kw_only=True):
    """A witness is asked for the anchor of its chain for an epoch that has not begun."""

    hall: str
    day: str
    epoch: int
    algorithm: Algorithm


class Sealed(Message, tag="sealed", frozen=True, kw_only=True):
    """Answer to ``Seal``: the anchor (hex), always the same. ``seq`` and ``leaf`` are the highest record that this
    witness has ever seen (0: none): a hub that does not hold it has lost something. ``key`` signs its heads.
    """

    day: str
    epoch: int
    algorithm: Algorithm
    anchor: str
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0
    leaf: str = ""
    key: str = ""


class Ask(Message, tag="ask", frozen=True, kw_only=True):
    """A witness is asked for its link of draw ``i``, whose request is record ``seq`` with leaf ``record``, durable."""

    hall: str
    day: str
    epoch: int
    algorithm: Algorithm
    i: int
    term: int
    seq: int
    record: str


class Witnessed(Message, tag="witnessed", frozen=True, kw_only=True):
    """Answer to ``Ask``: the link c[i] (hex), kept durably for this record alone; or why not, in ``refused``."""

    day: str
    epoch: int
    i: int
    record: str
    link: str = ""
    refused: str = ""


class Cosign(Message, tag="cosign", frozen=True, kw_only=True):
    """A witness is asked to sign a head of the record."""

    head: Head


class Cosigned(Message, tag="cosigned", frozen=True, kw_only=True):
    """Answer to ``Cosign``: that head is the furthest this witness has seen, and nothing it saw before was undone; or
    why it does not sign, in ``refused``.
    """

    seq: int
    leaf: str
    signature: Signature | None = None
    refused: str = ""


class Vouch(Message, tag="vouch", frozen=True, kw_only=True):
    """A witness is asked to sign that a draw, for which it has given its link, is given up."""

    abandonment: Abandonment


class Vouched(Message, tag="vouched", frozen=True, kw_only=True):
    """Answer to ``Vouch``: the signature; or why it does not sign, in ``refused``."""

    i: int
    record: str
    signature: Signature | None = None
    refused: str = ""


FromTerminal = Hello | Command | SignIn | SignOut | Ping | Pong | Sealed | Witnessed | Cosigned | Vouched
FromHub = Welcome | Hubs | Snapshot | Update | Reply | Refusal | SignedIn | Ping | Pong | Seal | Ask | Cosign | Vouch
LinkState = Literal["searching", "connecting", "live", "away", "refused"]
