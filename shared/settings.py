"""The settings of one terminal: ``terminal.toml`` in its data directory. Without the file everything is as here."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from shared.protocol.roles import Role
from shared.toml import TimeOfDay, TomlError, minute_of, read_toml

FILE = "terminal.toml"
_PORT = r"([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])"
_HOST = r"(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)"

HubAddress = Annotated[
    str,
    Meta(pattern=rf"\A({_HOST}:{_PORT})?\Z", description='"host:port" of the hub, or "" to find it by itself'),
]
PrinterAddress = Annotated[
    str, Meta(pattern=rf"\Atcp://{_HOST}:{_PORT}\Z", description='"tcp://host:port", such as "tcp://192.168.1.50:9100"')
]
SerialPort = Annotated[
    str,
    Meta(pattern=r"\A[\w./:\\-]{1,200}\Z", description='the serial port, such as "/dev/ttyUSB0" or "COM3"'),
]
Profile = Annotated[
    str, Meta(pattern=r"\A[a-z0-9][a-z0-9-]{0,63}\Z", description='a keypad profile\'s name, such as "callpad-ff68"')
]
Percent = Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")]
VoiceName = Annotated[str, Meta(max_length=100, description="the name of a voice, in quotes")]
Direction = Literal["left", "up-left", "up", "up-right", "right"]
Directions = Annotated[
    dict[str, Direction],
    Meta(description='counter = direction: "left", "up-left", "up", "up-right" or "right", such as 8 = "left"'),
]


class SettingsError(TomlError):
    """A terminal's settings cannot be used."""


class Hub(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[hub]: where it is, when it is not to be found by itself."""

    address: HubAddress = ""


class Printer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[printer]: a thermal printer on the network; ``width`` is its paper in millimetres."""

    address: PrinterAddress
    width: Annotated[Literal[58, 80], Meta(description="58 or 80, the paper's width in mm")] = 80


class Keypad(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[keypad]: the evaluation keypad and how it speaks."""

    port: SerialPort
    profile: Profile = "callpad-ff68"


class Quiet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[voice] quiet: another volume from one time of the hall's day to another, past midnight too."""

    from_: TimeOfDay = msgspec.field(name="from")
    to: TimeOfDay
    volume: Percent

    def holds(self, minute: int) -> bool:
        """Whether this minute of the day lies in it."""
        begins, ends = minute_of(self.from_), minute_of(self.to)
        return begins <= minute < ends if begins <= ends else minute >= begins or minute < ends


class SystemVoices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[voice] system_voices: which of the system's voices speaks a language, by its name; "" chooses a known one."""

    zh: VoiceName = ""
    en: VoiceName = ""


class Voice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[voice]: whether calls are spoken, how loud in percent, and for which counters (``zone``; none: for all)."""

    on: Annotated[bool, Meta(description="true or false")] = True
    volume: Percent = 80
    quiet: Annotated[Quiet | None, Meta(description='{ from = "12:00", to = "14:00", volume = 40 }')] = None
    zone: Annotated[tuple[str, ...], Meta(description='a list of counter ids, such as ["1", "2"]')] = ()
    system_voices: SystemVoices = SystemVoices()

    def volume_at(self, minute: int) -> int:
        """The volume at a minute of the hall's day, in percent."""
        return self.quiet.volume if self.quiet and self.quiet.holds(minute) else self.volume


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a terminal reads. No [printer] or [keypad] table: it has none.

    [directions]: counter id → where that counter lies as seen from this display; without one no arrow is shown.
    """

    language: Annotated[Literal["zh", "en"], Meta(description='"zh" or "en"')] = "zh"
    fullscreen: Annotated[bool, Meta(description="true or false")] = True
    hub: Hub = Hub()
    printer: Printer | None = None
    keypad: Keypad | None = None
    voice: Voice = Voice()
    directions: Directions = {}


def data_directory(role: Role) -> Path:
    """Where a terminal of this role keeps its settings and who it is, unless told otherwise."""
    return Path.home() / ".local/share/fairhall" / role


def load(data: Path) -> Settings:
    """The settings in the data directory. Raises SettingsError with every mistake."""
    path = data / FILE
    if not path.exists():
        return Settings()
    try:
        return read_toml(path, Settings)
    except TomlError as error:
        raise SettingsError(error.flaws) from None


def endpoint(address: str) -> tuple[str, int]:
    """Host and port of a checked hub or printer address."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    assert parts.hostname is not None
    assert parts.port is not None
    return parts.hostname, parts.port
