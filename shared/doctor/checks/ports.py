"""The hub's two ports: served by it, free for it, or taken by another program."""

import errno
import http.client
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import msgspec

from shared.client.identity import trust
from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Machine
from shared.hub.http.hall import Health

ANSWER_S = 3.0


class Ports:
    """On the hub's machine."""

    name = "ports"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """The hub's own health, and one line a port."""
        for home in machine.hubs:
            health = _health(machine.listen, home.folder / "keys" / "ca.pem")
            host, port = machine.listen
            if isinstance(health, Health):
                yield _well(health, port)
            else:
                yield _door(host, port) or warned("idle", port=port)
            host, port = machine.public
            door = _door(host, port)
            if isinstance(health, Health):
                yield warned("no-public", port=port) if door is None else passed("public", port=port)
            else:
                yield door or passed("free", port=port)


def _well(health: Health, port: int) -> Finding:
    if health.status == "ok":
        return passed("serves", port=port, seq=health.seq)
    return failed("fault", port=port, detail=health.detail)


def _health(listen: tuple[str, int], ca: Path) -> Health | None:
    """What the hub at this port says of itself; None where no hub of these keys answers."""
    host = "127.0.0.1" if listen[0] in ("0.0.0.0", "") else listen[0]
    try:
        connection = http.client.HTTPSConnection(host, listen[1], timeout=ANSWER_S, context=trust(ca.read_text()))
        try:
            connection.request("GET", "/healthz")
            return msgspec.json.decode(connection.getresponse().read(), type=Health)
        finally:
            connection.close()
    except (OSError, ssl.SSLError, http.client.HTTPException, msgspec.DecodeError, ValueError):
        return None


def _door(host: str, port: int) -> Finding | None:
    """Whether this user could listen there; None when it could."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return failed("taken", port=port)
        return failed("denied", port=port, host=host, reason=error.strerror or str(error))
    return None
