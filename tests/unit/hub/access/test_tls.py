"""The hub speaks TLS from its first start, and its devices go on trusting it whatever happens to its addresses."""

import hashlib
import socket
import ssl
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from shared.hub.access.errors import Damaged
from shared.hub.access.keys import secret
from shared.hub.access.tls import ca_fingerprint, ca_pem, local_ipv4s, renew, server_context

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "data" / "keys"


def connect(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> list[bytes]:
    """One handshake on the loopback; the certificates that the server sent (DER)."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            plain, _ = listener.accept()
            with plain:
                try:
                    with server.wrap_socket(plain, server_side=True) as wrapped:
                        wrapped.recv(1)
                except OSError:
                    pass  # the client's own error is the one that counts

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            with (
                socket.create_connection(listener.getsockname(), timeout=5) as plain,
                client.wrap_socket(plain, server_hostname=name) as wrapped,
            ):
                inner: Any = wrapped._sslobj  # type: ignore[attr-defined]
                return [certificate.public_bytes(2) for certificate in inner.get_unverified_chain()]
        finally:
            thread.join()


def certificate(keys: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((keys / "server.pem").read_bytes())


def client_of(keys: Path) -> ssl.SSLContext:
    client = ssl.create_default_context(cadata=ca_pem(keys))
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    return client


@pytest.mark.parametrize("name", ["fairhall-hub", "localhost", "127.0.0.1"])
def test_a_device_that_knows_only_the_ca_reaches_the_hub(keys: Path, name: str) -> None:
    assert connect(server_context(keys), client_of(keys), name)


def test_every_address_of_this_machine_is_in_the_certificate(keys: Path) -> None:
    server_context(keys)
    named = certificate(keys).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = {str(address) for address in named.get_values_for_type(x509.IPAddress)}
    assert "127.0.0.1" in local_ipv4s()
    assert addresses == set(local_ipv4s())
    assert {"fairhall-hub", socket.gethostname().lower()} <= set(named.get_values_for_type(x509.DNSName))


def test_the_hub_sends_its_ca_so_that_a_token_can_be_checked(keys: Path) -> None:
    careless = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    careless.check_hostname = False
    careless.verify_mode = ssl.CERT_NONE
    sent = connect(server_context(keys), careless, "whatever")
    assert [hashlib.sha256(der).digest() for der in sent][1:] == [ca_fingerprint(keys)]


def test_a_stranger_hub_and_another_name_are_refused(keys: Path, tmp_path: Path) -> None:
    server = server_context(keys)
    with pytest.raises(ssl.SSLCertVerificationError):
        connect(server, client_of(tmp_path / "other"), "fairhall-hub")
    with pytest.raises(ssl.SSLCertVerificationError, match=r"not valid for 'example\.org'"):
        connect(server, client_of(keys), "example.org")


def test_old_tls_is_refused(keys: Path) -> None:
    assert server_context(keys).minimum_version == ssl.TLSVersion.TLSv1_2


def test_the_keys_are_for_the_hub_alone(keys: Path) -> None:
    server_context(keys)
    secret(keys, "ticket")
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in keys.iterdir()} == {
        "ca.pem": 0o600,
        "server.pem": 0o600,
        "ticket.secret": 0o600,
    }


def test_the_next_start_makes_nothing_new(keys: Path) -> None:
    assert renew(keys, addresses=["192.168.1.10"], now=NOW)
    before = {path.name: path.read_bytes() for path in keys.iterdir()}
    assert not renew(keys, addresses=["192.168.1.10"], now=NOW + timedelta(days=1))
    assert {path.name: path.read_bytes() for path in keys.iterdir()} == before


def test_the_certificate_lasts_825_days_and_is_renewed_in_its_last_month(keys: Path) -> None:
    renew(keys, addresses=[], now=NOW)
    made = certificate(keys)
    assert made.not_valid_after_utc - made.not_valid_before_utc == timedelta(days=825)
    last_month = made.not_valid_after_utc - timedelta(days=30)
    assert not renew(keys, addresses=[], now=last_month - timedelta(seconds=1))
    assert renew(keys, addresses=[], now=last_month)
    assert certificate(keys).not_valid_after_utc > made.not_valid_after_utc


def test_a_new_address_renews_the_certificate_under_the_same_ca(keys: Path) -> None:
    renew(keys, addresses=["192.168.1.10"], now=NOW)
    fingerprint = ca_fingerprint(keys)
    assert renew(keys, addresses=["192.168.1.11"], now=NOW)
    assert renew(keys, addresses=["192.168.1.11", "10.0.0.2"], now=NOW)
    assert ca_fingerprint(keys) == fingerprint


def test_a_clock_that_was_wrong_at_the_first_start_heals(keys: Path) -> None:
    renew(keys, addresses=[], now=datetime(2035, 1, 1, tzinfo=UTC))
    assert renew(keys, addresses=[], now=NOW)
    assert certificate(keys).not_valid_before_utc == NOW - timedelta(days=1)


@pytest.mark.parametrize("junk", [b"", b"junk", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_damaged_server_certificate_is_made_again(keys: Path, junk: bytes) -> None:
    server_context(keys)
    (keys / "server.pem").write_bytes(junk)
    assert connect(server_context(keys), client_of(keys), "fairhall-hub")


def test_a_server_certificate_of_another_ca_is_made_again(keys: Path, tmp_path: Path) -> None:
    renew(keys, addresses=[], now=NOW)
    renew(tmp_path / "other", addresses=[], now=NOW)
    (keys / "server.pem").write_bytes((tmp_path / "other" / "server.pem").read_bytes())
    assert renew(keys, addresses=[], now=NOW)


@pytest.mark.parametrize("cut", [0, 100, 400])
def test_a_damaged_ca_is_never_replaced_by_itself(keys: Path, cut: int) -> None:
    server_context(keys)
    whole = (keys / "ca.pem").read_bytes()
    (keys / "ca.pem").write_bytes(whole[:cut])
    with pytest.raises(Damaged, match=r"ca\.pem is damaged .* put it back from a backup"):
        server_context(keys)
    assert (keys / "ca.pem").read_bytes() == whole[:cut]


def test_a_damaged_secret_is_never_replaced_by_itself(keys: Path) -> None:
    first = secret(keys, "people")
    assert secret(keys, "people") == first != secret(keys, "ticket")
    (keys / "people.secret").write_bytes(first[:31])
    with pytest.raises(Damaged, match=r"people\.secret is damaged: put it back"):
        secret(keys, "people")


def test_hub_and_command_line_starting_at_once_agree_on_one_ca(keys: Path) -> None:
    together = threading.Barrier(4)

    def start(_: int) -> bytes:
        together.wait()
        return ca_fingerprint(keys)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(4)))) == 1
    assert [path.name for path in keys.iterdir()] == ["ca.pem"]
