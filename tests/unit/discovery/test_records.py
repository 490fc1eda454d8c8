import pytest
from zeroconf import service_type_name

from shared.discovery.records import CA_DIGITS, SERVICE, DeviceRecord, HubRecord, instance_name, is_hub_of, txt

OURS = "0123456789abcdef0123" + "4" * 44
THEIRS = "f" * 64


def in_the_air(record: HubRecord | DeviceRecord) -> dict[bytes, bytes | None]:
    return {key.encode(): value.encode() for key, value in txt(record).items()}


def hub(ca: str = OURS, name: str = "市民中心") -> HubRecord:
    return HubRecord(name=name, hall="h1", ca=ca, port=8443)


def test_a_hub_is_known_by_its_authority_whole_or_by_the_part_in_the_token():
    assert is_hub_of(in_the_air(hub()), OURS)
    assert is_hub_of(in_the_air(hub()), OURS[:CA_DIGITS].upper())
    assert not is_hub_of(in_the_air(hub()), THEIRS)


def test_a_terminal_of_our_hall_is_not_its_hub():
    device = DeviceRecord(role="kiosk", name="K1", device="k1", hall="h1", ca=OURS)
    assert txt(device)["device"] == "k1"
    assert not is_hub_of(in_the_air(device), OURS)


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {b"role": b"hub"},
        {b"role": b"hub", b"ca": None},
        {b"role": b"hub", b"ca": b""},
        {b"role": b"hub", b"ca": b"01"},
        {b"role": b"hub", b"ca": b"\xff\xfe" * 10},
        {b"role": b"HUB", b"ca": OURS[:CA_DIGITS].encode()},
    ],
)
def test_nonsense_in_the_air_is_nobodys_hub(properties):
    assert not is_hub_of(properties, OURS)


@pytest.mark.parametrize(
    "name", ["市" * 60, "Hall No. 3", "  ", "", ".", "a\nb\x00c", "x" * 200, "é" * 40, "大厅😀" * 10, "\ud800broken"]
)
def test_any_name_a_hall_may_have_is_a_legal_instance_name_with_room_for_a_number(name):
    label = instance_name(name)
    assert 0 < len(label.encode()) <= 58
    assert service_type_name(f"{label}-999.{SERVICE}") == SERVICE


def test_a_chinese_name_is_cut_between_characters():
    assert instance_name("市" * 60) == "市" * 19


def test_long_texts_fit_a_txt_record():
    assert all(len(value.encode()) <= 255 for value in txt(hub(name="政" * 500)).values())
