"""What every keypad profile must survive: the wire as it really is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.keypad.codec import Codec
from hardware.keypad.profile import load_profile, shipped
from tests.fuzz.keypads import run

ADDRESS = 0x21
# device → its good frames: (a press, another press)
PRESSES = {
    "callpad-ff68": ("ff 68 03 03 68 21 11 04 36 16", "ff 68 04 04 68 21 01 06 0f 37 16"),
    "qsystem-ub485": ("01 21 31 07", "01 21 34 07"),
    "numpad": ("4b 05", "4b 01"),
}
PROFILES = {name: load_profile(name) for name in PRESSES}
FIRST_BYTE = {"callpad-ff68": 0xFF, "qsystem-ub485": 0x01, "numpad": 0x4B}

BOARDS = ("alpha-sign", "mingxing-led", "modbus-lamp", "qsystem-board", "sunpn-led")
SHOWN = {"number": "A012", "digits": "012", "value": 12, "letter": "A", "window": "3", "sequence": 7}
every_profile = pytest.mark.parametrize("name", PRESSES)


def presses(name: str) -> list[bytes]:
    return [bytes.fromhex(press) for press in PRESSES[name]]


def frames(codec: Codec, *pieces: bytes) -> list[bytes]:
    """The frames taken from pieces of a stream, and from the silence after it."""
    received = [one for piece in pieces for one in codec.feed(piece)]
    return [one.frame for one in received + codec.silence()]


def codec(name: str) -> Codec:
    return Codec(PROFILES[name], ADDRESS)


@every_profile
def test_published_frames_are_understood(name: str) -> None:
    for press in presses(name):
        (received,) = codec(name).feed(press)
        assert received.frame == press
        assert received.event is not None


@every_profile
def test_a_frame_may_come_in_two_pieces_cut_anywhere(name: str) -> None:
    first, second = presses(name)
    stream = first + second
    for cut in range(len(stream) + 1):
        assert frames(codec(name), stream[:cut], stream[cut:]) == [first, second]


@every_profile
def test_a_frame_may_come_byte_by_byte(name: str) -> None:
    press = presses(name)[0]
    one_codec = codec(name)
    received = [one for byte in press for one in one_codec.feed(bytes([byte]))]
    assert [one.frame for one in received] == [press]


@every_profile
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_noise_before_and_between_costs_no_frame_and_makes_none(name: str, data: st.DataObject) -> None:
    noise = st.binary(max_size=12)
    if PROFILES[name].layout.check == "none":  # such a device cannot tell its own start byte from noise
        noise = noise.map(lambda raw: raw.replace(bytes([FIRST_BYTE[name]]), b""))
    first, second = presses(name)
    stream = data.draw(noise) + first + data.draw(noise) + second + data.draw(noise)
    cut = data.draw(st.integers(0, len(stream)))
    assert frames(codec(name), stream[:cut], stream[cut:]) == [first, second]


@pytest.mark.parametrize("name", [name for name in PRESSES if name != "numpad"])  # a keyboard's presses come whole
def test_a_frame_cut_short_does_not_hide_the_good_one_after_it(name: str) -> None:
    first, second = presses(name)
    for length in range(1, len(first)):
        assert frames(codec(name), first[:length], second) == [second], f"cut after {length} bytes"


@every_profile
def test_one_wrong_byte_makes_no_event_but_at_another_key(name: str) -> None:
    """With a checksum every damaged frame is dropped; without one only what the layout fixes can be seen."""
    press, good = presses(name)
    checked = PROFILES[name].layout.check != "none"
    for at in range(len(press)):
        for wrong in {press[at] ^ 0x01, press[at] ^ 0x80, 0x00, 0xFF} - {press[at]}:
            damaged = press[:at] + bytes([wrong]) + press[at + 1 :]
            taken = frames(codec(name), damaged, good)
            assert taken[-1] == good, f"byte {at} as {wrong:02x}"
            if checked:
                assert taken == [good], f"byte {at} as {wrong:02x}"


@every_profile
@settings(max_examples=200, deadline=None)
@given(raw=st.binary(max_size=400))
def test_random_bytes_never_crash_and_with_a_checksum_never_press_a_key(name: str, raw: bytes) -> None:
    taken = codec(name).feed(raw)
    if PROFILES[name].layout.check != "none":
        assert taken == []


@every_profile
def test_every_acknowledgement_and_command_is_a_frame_of_its_own_device(name: str) -> None:
    profile = PROFILES[name]
    values = {"waiting": "", "ticket": "012", "code": 0x30, "mode": 0x41, "text": "12"}
    for command, template in profile.commands.items():
        built = codec(name).build(command, **values)
        fields, length = template.layout.compile().parse(built) if template.layout == profile.layout else ({}, 0)
        if length:
            assert length == len(built)
            assert fields["address"] == ADDRESS
    for press in presses(name):
        (received,) = codec(name).feed(press)
        if received.reply:
            assert frames(codec(name), received.reply) == [received.reply]


def test_every_shipped_profile_is_held_to_this_contract() -> None:
    assert {*PRESSES, *BOARDS} == set(shipped())


@pytest.mark.parametrize("name", BOARDS)
@pytest.mark.parametrize("command", ["show", "clear"])
def test_what_a_board_is_sent_reads_back_as_it_was_meant_cut_anywhere_and_through_noise(
    name: str, command: str
) -> None:
    profile = load_profile(name)
    built = Codec(profile, ADDRESS).build(command, **SHOWN)
    layout = profile.commands[command].layout
    fields, length = layout.compile().parse(built)
    assert length == len(built)
    assert fields.get("address", ADDRESS) == ADDRESS
    assert layout.compile().build(fields) == built
    for cut in range(len(built) + 1):
        assert frames(Codec(profile, ADDRESS), built[:cut], built[cut:]) == [built]
    noise = bytes([built[0] ^ 0xFF, 0x55])
    assert frames(Codec(profile, ADDRESS), noise + built + noise + built) == [built, built]


@pytest.mark.parametrize("name", [name for name in BOARDS if load_profile(name).layout.check != "none"])
def test_a_damaged_frame_to_a_board_is_no_frame(name: str) -> None:
    profile = load_profile(name)
    built = Codec(profile, ADDRESS).build("show", **SHOWN)
    unseen = {built.index(0x5A)} if name == "alpha-sign" else set()  # its check does not cover the type
    for at in sorted(set(range(len(built))) - unseen):
        damaged = built[:at] + bytes([built[at] ^ 0x01]) + built[at + 1 :]
        assert built not in frames(Codec(profile, ADDRESS), damaged)
        assert damaged not in frames(Codec(profile, ADDRESS), damaged)


@pytest.mark.parametrize("name", shipped())
def test_thousands_of_damaged_frames_make_no_false_press_and_hide_no_good_one(name: str) -> None:
    found = run(name, frames=20_000, seed=1)
    assert found.false == []
    assert found.missed == []
    assert found.bytes > 200_000
