"""TLS from the first start: the hub's own CA and the server certificate under it.

Terminals know the CA by its fingerprint in the pairing token, so the server sends it along in its chain.
"""

import ipaddress
import socket
import ssl
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ifaddr
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from shared.files import replace
from shared.hub.access.errors import Damaged
from shared.hub.access.keys import read_or_make

HUB_NAME = "fairhall-hub"
"""In every server certificate, so that a terminal can check the name whatever the address is."""
CA_FILE, SERVER_FILE = "ca.pem", "server.pem"
VALID = timedelta(days=825)
RENEW_BEFORE = timedelta(days=30)
_CA_FROM, _CA_UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)
"""Fixed, because the clock of a machine at its first start may be wrong."""


class _Pair:
    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self.key, self.certificate = key, certificate

    @classmethod
    def read(cls, pem: bytes) -> "_Pair":
        """ValueError unless the certificate is of the key."""
        key = load_pem_private_key(pem, None)
        certificate = x509.load_pem_x509_certificate(pem)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
            raise ValueError("key and certificate do not belong together")
        return cls(key, certificate)

    def pem(self) -> bytes:
        """Key, then certificate."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return key + self.certificate.public_bytes(Encoding.PEM)


def server_context(
    keys: Path, *, addresses: Collection[str] | None = None, now: datetime | None = None
) -> ssl.SSLContext:
    """A context to serve with; makes or renews what is missing or old. Raises Damaged."""
    renew(keys, addresses=addresses, now=now)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(keys / SERVER_FILE)
    return context


def renew(keys: Path, *, addresses: Collection[str] | None = None, now: datetime | None = None) -> bool:
    """Renew the server certificate if the addresses changed or it is near its end, and say whether.

    A running server goes on with its context after ``context.load_cert_chain(keys / SERVER_FILE)``.
    """
    names = _names(local_ipv4s() if addresses is None else addresses)
    now = now or datetime.now(UTC)
    ca = _ca(keys)
    try:
        server = _Pair.read((keys / SERVER_FILE).read_bytes()).certificate
        server.verify_directly_issued_by(ca.certificate)
        named = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        if set(named) == set(names) and server.not_valid_before_utc <= now < server.not_valid_after_utc - RENEW_BEFORE:
            return False
    except (OSError, ValueError, InvalidSignature, x509.ExtensionNotFound):
        pass  # missing, damaged or of another CA: a server certificate costs nothing
    replace(keys / SERVER_FILE, _issue(ca, names, now).pem() + ca.certificate.public_bytes(Encoding.PEM))
    return True


def ca_pem(keys: Path) -> str:
    """The CA certificate, for devices to keep; made at the first call. Raises Damaged."""
    return _ca(keys).certificate.public_bytes(Encoding.PEM).decode()


def ca_fingerprint(keys: Path) -> bytes:
    """SHA-256 of the CA certificate (DER), 32 bytes; made at the first call. Raises Damaged."""
    return _ca(keys).certificate.fingerprint(hashes.SHA256())


def local_ipv4s() -> list[str]:
    """Every IPv4 address of this machine, loopback included."""
    return sorted({ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips if isinstance(ip.ip, str)})


def _names(addresses: Collection[str]) -> list[x509.GeneralName]:
    names = dict.fromkeys([HUB_NAME, _hostname(), "localhost"])
    return [
        *(x509.DNSName(name) for name in names if name),
        *(x509.IPAddress(ipaddress.IPv4Address(address)) for address in sorted({"127.0.0.1", *addresses})),
    ]


def _hostname() -> str:
    """This machine's name where a certificate may hold it, else nothing."""
    name = socket.gethostname().lower()
    return name if name.isascii() and len(name) <= 253 and name.replace("-", "").replace(".", "").isalnum() else ""


def _ca(keys: Path) -> _Pair:
    try:
        return _Pair.read(read_or_make(keys / CA_FILE, lambda: _make_ca().pem()))
    except (ValueError, TypeError) as error:  # TypeError: somebody put a password on the key
        remedy = "put it back from a backup, or remove the file and pair every device again"
        raise Damaged(f"{keys / CA_FILE} is damaged ({error}): {remedy}") from None


def _make_ca() -> _Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Fairhall hub CA")])
    builder = _builder(name, name, key, _CA_FROM, _CA_UNTIL)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return _Pair(key, builder.sign(key, hashes.SHA256()))


def _issue(ca: _Pair, names: list[x509.GeneralName], now: datetime) -> _Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HUB_NAME)])
    start = now - timedelta(days=1)  # for terminals whose clock is late
    builder = _builder(subject, ca.certificate.subject, key, start, start + VALID)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    issuer = ca.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer), critical=False
    )
    return _Pair(key, builder.sign(ca.key, hashes.SHA256()))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
