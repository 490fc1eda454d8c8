"""Who a terminal is: what pairing gave it, one file that only its owner may read."""

import ssl
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec

from shared.client.errors import IdentityError
from shared.files import replace
from shared.protocol.roles import Role

FILE = "identity.json"


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A paired device. ``hub_address`` is "host:port" where the hub was last met, ``ca_pem`` its own authority,
    ``hubs`` where the hubs of a pair are met.
    """

    device_id: str
    key: str
    role: Role
    name: str
    counter: str
    hub_address: str
    ca_pem: str
    hubs: tuple[str, ...] = ()

    @property
    def bearer(self) -> str:
        """The value of the ``Authorization`` header."""
        return f"Bearer {self.device_id}.{self.key}"

    @property
    def ca_fingerprint(self) -> str:
        """SHA-256 of the authority's certificate (DER), 64 hex digits."""
        return sha256(ssl.PEM_cert_to_DER_cert(self.ca_pem)).hexdigest()


def save(identity: Identity, directory: Path) -> None:
    """Write the identity into the terminal's data directory (mode 0600): the whole of it or nothing."""
    replace(directory / FILE, msgspec.json.format(msgspec.json.encode(identity)))


def load(directory: Path) -> Identity:
    """The identity in a data directory. Raises ``IdentityError``."""
    path = directory / FILE
    try:
        identity = msgspec.json.decode(path.read_bytes(), type=Identity)
        trust(identity.ca_pem)
    except FileNotFoundError:
        raise IdentityError(f"{directory} holds no {FILE}: pair this terminal first (fairhall pair)") from None
    except (msgspec.DecodeError, ValueError, TypeError, ssl.SSLError) as error:
        raise IdentityError(f"{path} is damaged ({error}): delete it and pair this terminal again") from None
    except OSError as error:
        raise IdentityError(f"{path} cannot be read ({error.strerror}): make it readable for this user") from None
    return identity


def remember_address(directory: Path, address: str, hubs: tuple[str, ...]) -> None:
    """The hub was met at this address; next time it is tried first, and then the pair's."""
    before = load(directory)
    now = msgspec.structs.replace(before, hub_address=address, hubs=hubs)
    if now != before:
        save(now, directory)


@lru_cache(maxsize=8)
def trust(ca_pem: str) -> ssl.SSLContext:
    """TLS that believes this authority alone; the name need not match, since only the hub owns its authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(cadata=ca_pem)
    return context
