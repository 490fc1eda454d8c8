"""Whom a terminal believes, and who believes a terminal."""

from itertools import count

import msgspec
import pytest

from shared.client.errors import HubNotTrusted, HubUnreachable, MistypedToken, TokenRefused
from shared.client.identity import load, save
from shared.client.pairing import pair
from tests.contract.link_houses import HeadlessHouse, QtHouse
from tests.integration.fakehub import Authority, FakeHub


@pytest.fixture(params=[QtHouse, HeadlessHouse])
def house(request, tmp_path, qapp):
    house = request.param(tmp_path)
    yield house
    house.close()


@pytest.fixture
def hub(tmp_path):
    hub = FakeHub(Authority(tmp_path / "ours"))
    hub.start()
    yield hub
    hub.shut()


def states(house):
    heard = []
    house.link.state_changed.append(heard.append)
    return heard


def test_a_hub_with_another_authority_is_refused_and_told_nothing(house, tmp_path):
    house.hub.stop()
    house.hub.authority = Authority(tmp_path / "rogue")
    house.hub.start()
    heard = states(house)
    house.link.start()
    house.until(lambda: house.link.state == "refused")
    assert heard == ["refused"]
    assert house.hub.heard == []


def test_the_right_hub_behind_a_refused_one_is_found(house, tmp_path, hub):
    house.link._route._configured = (hub.address,)
    hub.stop()
    hub.authority = house.hub.authority
    hub.start()
    house.hub.stop()
    house.hub.authority = Authority(tmp_path / "rogue")
    house.hub.start()
    heard = states(house)
    house.link.start()
    house.until(lambda: house.link.state == "live")
    assert "refused" not in heard


def test_a_device_that_was_revoked_is_told_so_and_is_back_as_soon_as_it_is_taken_again(house, monkeypatch):
    monkeypatch.setattr("shared.client.route.REFUSED_REST_MS", 200)
    house.hub.devices = {}
    house.link.start()
    house.until(lambda: house.link.state == "refused")
    house.hub.devices = {"k1": "secret"}
    house.until(lambda: house.link.state == "live")


def test_pairing_makes_a_device_that_the_hub_knows(hub, tmp_path):
    identity = pair(hub.address, hub.authority.token.lower().replace("-", " "), "一号取号机")
    assert (identity.device_id, identity.key, identity.role, identity.name) == ("k9", "long-key", "kiosk", "一号取号机")
    assert identity.hub_address == hub.address
    assert identity.ca_fingerprint == hub.authority.fingerprint.hex()
    save(identity, tmp_path)
    assert load(tmp_path) == identity


def test_a_rogue_hub_never_sees_the_secret(hub, tmp_path):
    ours = Authority(tmp_path / "another hall")
    with pytest.raises(HubNotTrusted, match="not the one this token is from"):
        pair(hub.address, ours.token)
    assert hub.posted == []


def test_a_rogue_that_shows_the_real_authority_without_owning_it_never_sees_the_secret(hub, tmp_path):
    ours = Authority(tmp_path / "another hall")
    hub.served_ca_pem = ours.ca_pem
    with pytest.raises(HubNotTrusted, match="does not own it"):
        pair(hub.address, ours.token)
    assert hub.posted == []


def test_a_rogue_that_hides_its_own_authority_behind_the_real_one_never_sees_the_secret(hub, tmp_path):
    """Base64 that ends in "=" ends the reading there, while TLS would read on and believe the second one too."""
    halls = (Authority(tmp_path / f"hall {n}") for n in count())
    ours = next(hall for hall in halls if "=\n" in hall.ca_pem)
    hub.served_ca_pem = ours.ca_pem + hub.authority.ca_pem
    with pytest.raises(HubNotTrusted, match="does not own it"):
        pair(hub.address, ours.token)
    assert hub.posted == []


def test_a_token_is_used_once(hub):
    pair(hub.address, hub.authority.token)
    with pytest.raises(TokenRefused, match=r"used before.*fairhall pair"):
        pair(hub.address, hub.authority.token)


@pytest.mark.parametrize("token", ["", "FH", "hello", "FH-AAAA", "FH-" + "é" * 32, "XX" + "A" * 32])
def test_a_mistyped_token_is_found_out_before_anybody_is_asked(token):
    with pytest.raises(MistypedToken, match="read the token again"):
        pair("127.0.0.1:1", token)


@pytest.mark.parametrize(
    "address",
    ["", "hub", "127.0.0.1", "127.0.0.1:", ":8443", "127.0.0.1:hub", "127.0.0.1:99999", "a" * 300 + ":1", "é:1"],
)
def test_an_address_that_is_none_says_so(hub, address):
    with pytest.raises(HubUnreachable, match="address"):
        pair(address, hub.authority.token)


def test_nobody_at_home_is_said_plainly(hub):
    hub.stop()
    with pytest.raises(HubUnreachable, match=r"no hub at 127\.0\.0\.1.*check the address"):
        pair(hub.address, hub.authority.token)


@pytest.mark.parametrize(
    "answer", ["", "hello", "<html>", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"]
)
def test_another_server_than_a_hub_is_named(hub, answer):
    hub.served_ca_pem = answer
    with pytest.raises(HubUnreachable, match="not as a Fairhall hub"):
        pair(hub.address, hub.authority.token)


def test_an_answer_nobody_can_read_is_named(hub, monkeypatch):
    monkeypatch.setattr(msgspec.json, "encode", lambda value: b'{"token": "x", "name": ""}')
    with pytest.raises(HubUnreachable, match="no answer that can be read"):
        pair(hub.address, hub.authority.token)
