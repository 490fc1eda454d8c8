"""A terminal becomes a device of one hub by a one-use token. Blocking: call it outside of a GUI thread."""

import http.client
import ssl
from hashlib import sha256

import msgspec

from shared.client.errors import HubNotTrusted, HubUnreachable, MistypedToken, TokenRefused
from shared.client.identity import Identity, trust
from shared.protocol.answers import Problem
from shared.protocol.pairing import BadToken, format_token, parse_token
from shared.protocol.roles import Role

LARGEST_ANSWER = 64 * 1024


class Paired(msgspec.Struct, frozen=True):
    """The hub's answer to ``POST /api/v1/pair``."""

    device: str
    key: str
    role: Role
    name: str
    hall: str
    counter: str = ""


def pair(address: str, token: str, name: str = "", *, timeout_s: float = 5.0) -> Identity:
    """Pair with the hub at ``address`` ("host:port"); save the identity it returns. Raises ``PairingError``.

    The hub's authority is fetched first and held against the fingerprint in the token; only to a hub that this
    authority vouches for is the token sent.
    """
    try:
        fingerprint, secret = parse_token(token)
    except BadToken as error:
        raise MistypedToken(f"{error}: read the token again from the hub's screen or print") from None
    anyone = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anyone.check_hostname = False
    anyone.verify_mode = ssl.CERT_NONE
    status, body = _ask(address, anyone, timeout_s, "GET", "/api/v1/ca.pem")
    try:
        der = ssl.PEM_cert_to_DER_cert(body.decode("ascii"))
        ca_pem = ssl.DER_cert_to_PEM_cert(der)  # of what was fingerprinted, not of what may follow it in the body
        verified = trust(ca_pem)
    except (ValueError, ssl.SSLError):
        raise HubUnreachable(f"{address} answers, but not as a Fairhall hub ({status}): check the address") from None
    if sha256(der).digest()[: len(fingerprint)] != fingerprint:
        raise HubNotTrusted(f"the hub at {address} is not the one this token is from: check address and token")
    order = msgspec.json.encode({"token": format_token(fingerprint, secret), "name": name})
    status, body = _ask(address, verified, timeout_s, "POST", "/api/v1/pair", order)
    paired = _decode(address, status, body)
    return Identity(
        device_id=paired.device,
        key=paired.key,
        role=paired.role,
        name=paired.name,
        counter=paired.counter,
        hub_address=address,
        ca_pem=ca_pem,
    )


def _decode(address: str, status: int, body: bytes) -> Paired:
    try:
        if 200 <= status < 300:
            return msgspec.json.decode(body, type=Paired)
        problem = msgspec.json.decode(body, type=Problem)
    except (msgspec.DecodeError, UnicodeError):
        raise HubUnreachable(f"{address} gives no answer that can be read ({status}): is the hub older?") from None
    raise TokenRefused(f"the hub refused the token: {problem.title}. Make a new one with: fairhall pair")


def _ask(
    address: str, context: ssl.SSLContext, timeout_s: float, method: str, path: str, body: bytes | None = None
) -> tuple[int, bytes]:
    """One request; (status, body)."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise HubUnreachable(f"{address!r} is no address: write host:port, as the hub shows it")
    connection = http.client.HTTPSConnection(host.strip("[]"), int(port), timeout=timeout_s, context=context)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        answer = connection.getresponse()
        return answer.status, answer.read(LARGEST_ANSWER)
    except ssl.SSLCertVerificationError:
        raise HubNotTrusted(f"the machine at {address} shows the hub's authority but does not own it") from None
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise HubUnreachable(f"no hub at {address} ({error}): check the address, and that the hub runs") from None
    finally:
        connection.close()
