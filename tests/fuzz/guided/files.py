"""Files that people write: taken, or every mistake with its line and what to write instead."""

import atexit
import io
import shutil
import tempfile
import wave
import zlib
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from display.controllers.layout import LAYOUTS
from display.controllers.layout import read as read_layout
from hardware.errors import ClipUnusable, HardwareError, ProfileError
from hardware.keypad.codec import Codec
from hardware.keypad.profile import load_profile, shipped
from hardware.printer.address import printer_at
from hardware.voice.clip import LONGEST_S, RATES_HZ, read_clip
from shared.hall import commands as c
from shared.hall.decide import decide
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.hallfile.load import load as load_hall
from shared.hub.hallfile.logo import BadLogo, read_logo
from shared.settings import FILE, load_usable
from shared.toml import TomlError
from tests.fuzz.guided import Target
from tests.fuzz.kept import TERMINAL
from tests.integration.hubs import GROUPS

FOLDER = Path(tempfile.mkdtemp())
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
HALL = (
    GROUPS
    + """
[hours]
open = "08:30"
close = "17:00"
weekdays = [1, 2, 3, 4, 5]

[slip]
lines = ["一楼大厅"]
lines_en = ["Ground floor"]
logo = "logo.png"

[voice]
languages = ["zh", "en"]
call = "请{number}号到{window}号窗口"
call_en = "Number {number}, window {window}"

[managers]
m1 = "00"

[[counter]]
id = "1"
groups = ["id", "tax"]
services = ["income"]
"""
)


def _file(name: str, data: bytes) -> Path:
    path = FOLDER / name
    path.write_bytes(data)
    return path


def _toml(read: Callable[[Path], object], path: Path) -> object:
    """What was read; None where it was refused as it should be."""
    try:
        return read(path)
    except TomlError as error:
        assert error.flaws
        for flaw in error.flaws:
            assert flaw.file == str(path) and 1 <= flaw.line <= path.read_bytes().count(b"\n") + 1, flaw
            assert flaw.what.strip() and flaw.remedy.strip(), flaw
        return None


def _hall(data: bytes) -> None:
    path = _file("hall.toml", data)
    config = _toml(load_hall, path)
    if config is not None:
        try:
            decide(State(), c.ConfigureHall(config=config), Facts(0, "2026-01-05", 1, 600))  # type: ignore[arg-type]
        except Refused as refusal:
            assert refusal.code


def _hall_seeds() -> Iterator[bytes]:
    yield from (
        HALL.encode(),
        GROUPS.encode(),
        HALL.replace('logo = "logo.png"\n', "").replace('m1 = "00"', "").encode(),
    )


hall = Target(_hall, _hall_seeds, 3000)


def _layout(data: bytes) -> None:
    read = _toml(read_layout, _file("own.toml", data))
    assert read is None or read.find("now")  # type: ignore[attr-defined]


def _layout_seeds() -> Iterator[bytes]:
    return (path.read_bytes() for path in LAYOUTS.glob("*.toml"))


layout = Target(_layout, _layout_seeds, 2000)


def _settings(data: bytes) -> None:
    path = _file(FILE, data)
    read = _toml(lambda path: load_usable(path.parent), path)
    if read is not None:
        settings, aside = read  # type: ignore[misc]
        assert all(flaw.what and flaw.remedy for flaws in aside.values() for flaw in flaws)
        if settings.printer is not None and settings.printer.address:
            printer_at(settings.printer.address)


def _settings_seeds() -> Iterator[bytes]:
    yield TERMINAL.encode()
    yield b'[printer]\naddress = "serial:///dev/ttyUSB0?baud=9600"\nmode = "text"\n[reader]\nkind = "wedge"\n'
    yield b'[voice]\nquiet = { from = "12:00", to = "14:00", volume = 40 }\n[display]\nwindow = "8"\n'


settings = Target(_settings, _settings_seeds, 1500)


def _profile(data: bytes) -> None:
    """A profile somebody wrote; and what it makes of a line and of a number."""
    try:
        profile = load_profile(_file("own.toml", data))
    except ProfileError as error:
        assert str(FOLDER) in str(error) and len(str(error)) > len(str(FOLDER)) + 20
        return
    codec = Codec(profile, 1)
    codec.feed(data[:400])
    codec.silence()
    for command in profile.commands:
        try:
            codec.build(command, number="A012", digits="012", value=12, letter="A", window="3", sequence=7, waiting="9")
        except HardwareError as error:
            assert profile.name in str(error)


def _profile_seeds() -> Iterator[bytes]:
    folder = Path(__file__).parents[3] / "hardware" / "profiles"
    return ((folder / f"{name}.toml").read_bytes() for name in shipped())


profile = Target(_profile, _profile_seeds, 2500)


def _clip(data: bytes) -> None:
    path = _file("1.wav", data)
    try:
        found = read_clip(path)
    except ClipUnusable as error:
        assert str(path) in str(error)
        return
    assert RATES_HZ[0] <= found.rate <= RATES_HZ[1]
    assert 0 < len(found.frames) <= 2 * found.rate * LONGEST_S


def _clip_seeds() -> Iterator[bytes]:
    for rate, channels, width in ((8000, 1, 2), (22050, 2, 2), (8000, 1, 1)):
        made = io.BytesIO()
        with wave.open(made, "wb") as sink:
            sink.setnchannels(channels)
            sink.setsampwidth(width)
            sink.setframerate(rate)
            sink.writeframes(array("h", [0, 9000, -9000, 0] * 8).tobytes())
        yield made.getvalue()


clip = Target(_clip, _clip_seeds, 300)


Image.preinit()  # while the loop puts its instruments in


def _logo(data: bytes) -> None:
    """A PNG whose checksums are put right, so that what is in it is read."""
    path = _file("logo.png", _summed(data))
    try:
        read_logo(path)
    except BadLogo as error:
        assert str(error) and error.remedy


def _summed(data: bytes) -> bytes:
    out, at = data[:8], 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        body = data[at + 4 : at + 8 + size]
        out += data[at : at + 4] + body + zlib.crc32(body).to_bytes(4, "big")
        at += 12 + size
    return out + data[at:]


def _logo_seeds() -> Iterator[bytes]:
    for mode, size in (("1", (40, 20)), ("L", (8, 8)), ("1", (400, 20))):
        made = io.BytesIO()
        Image.new(mode, size).save(made, "PNG")
        yield made.getvalue()


logo = Target(_logo, _logo_seeds, 600)
