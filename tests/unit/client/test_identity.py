import stat

import msgspec
import pytest

from shared.client.errors import IdentityError
from shared.client.identity import FILE, load, remember_address, save
from tests.integration.fakehub import Authority


@pytest.fixture
def identity(tmp_path):
    return Authority(tmp_path / "hall").identity("10.0.0.5:8443", name="取号机一")


def test_an_identity_is_kept_for_its_owner_only(identity, tmp_path):
    save(identity, tmp_path / "kiosk")
    assert load(tmp_path / "kiosk") == identity
    assert stat.S_IMODE((tmp_path / "kiosk" / FILE).stat().st_mode) == 0o600


def test_the_address_where_the_hub_was_met_is_remembered_and_nothing_else_changes(identity, tmp_path):
    save(identity, tmp_path)
    remember_address(tmp_path, "10.0.0.9:8443", ())
    assert load(tmp_path) == msgspec.structs.replace(identity, hub_address="10.0.0.9:8443")


def test_the_addresses_of_a_pair_are_kept(identity, tmp_path):
    save(identity, tmp_path)
    remember_address(tmp_path, "10.0.0.9:8443", ("10.0.0.9:8443", "10.0.0.10:8443"))
    assert load(tmp_path).hubs == ("10.0.0.9:8443", "10.0.0.10:8443")


def test_a_write_that_fails_leaves_the_old_identity_and_no_litter(identity, tmp_path, monkeypatch):
    save(identity, tmp_path)

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(msgspec.structs.replace(identity, name="other"), tmp_path)
    assert load(tmp_path) == identity
    assert [path.name for path in tmp_path.glob(f"{FILE}*")] == [FILE]


def test_a_terminal_that_was_never_paired_is_told_to_pair(tmp_path):
    with pytest.raises(IdentityError, match="pair this terminal first"):
        load(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b'{"device_id": "k1"}', b"null"])
def test_a_damaged_identity_is_named_with_its_remedy(identity, tmp_path, damage):
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(IdentityError, match=r"identity\.json is damaged .* pair this terminal again"):
        load(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [{"ca_pem": "junk"}, {"ca_pem": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}, {"ca_pem": ""}],
)
def test_an_identity_without_a_real_authority_is_damaged(identity, tmp_path, changes):
    save(msgspec.structs.replace(identity, **changes), tmp_path)
    with pytest.raises(IdentityError, match="damaged"):
        load(tmp_path)


def test_a_role_the_hall_does_not_know_is_damage(identity, tmp_path):
    save(identity, tmp_path)
    path = tmp_path / FILE
    path.write_text(path.read_text().replace('"kiosk"', '"emperor"'))
    with pytest.raises(IdentityError, match="role"):
        load(tmp_path)
