"""The settings of one terminal: ``terminal.toml`` in its data directory. Without the file everything is as here."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from shared.protocol.roles import Role
from shared.toml import Document, Flaw, TimeOfDay, TomlError, minute_of, read_toml

FILE = "terminal.toml"
_PORT = r"([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])"
_HEX = r"[0-9A-Fa-f]{1,4}"
_IPV6 = rf"(({_HEX}:){{7}}{_HEX}|(?!:*{_HEX}(:+{_HEX}){{7}})({_HEX}(:{_HEX})*)?::({_HEX}(:{_HEX})*)?)"
"""Eight groups, or fewer around one "::"."""
_HOST = rf"(\[{_IPV6}\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)"

HubAddress = Annotated[
    str,
    Meta(pattern=rf"\A({_HOST}:{_PORT})?\Z", description='"host:port" of the hub, or "" to find it by itself'),
]
_FLOW = r"flow=(none|rtscts|xonxoff)"
_PRINTERS = (
    rf"tcp://{_HOST}:{_PORT}",
    r"usb://[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}(:[\w.-]{1,64})?",
    r"usb:///[\w./-]{1,200}",
    rf"serial://[\w./:-]{{1,200}}(\?(baud=[1-9]\d{{2,6}}(&{_FLOW})?|{_FLOW}))?",
    r"cups://[\w.-]{1,127}",
)
PrinterAddress = Annotated[
    str,
    Meta(
        pattern=rf"\A({'|'.join(_PRINTERS)})\Z",
        description='"tcp://192.168.1.50:9100", "usb://04b8:0202" (VID:PID, then :serial if there are several), '
        '"usb:///dev/usb/lp0", "serial:///dev/ttyUSB0?baud=9600" or "cups://queue"',
    ),
]
SerialPort = Annotated[
    str,
    Meta(
        pattern=r"\A((?!usb:)[\w./:\\-]{1,200}|usb:[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}(:[\w.-]{1,64})?(@[\w.:-]{1,64})?)\Z",
        description='the serial port, such as "/dev/ttyUSB0", "COM3" or, by what is plugged in, "usb:1a86:7523" '
        "(VID:PID, then :serial or @location if there are several)",
    ),
]
Profile = Annotated[
    str,
    Meta(
        pattern=r"\A([a-z0-9][a-z0-9-]{0,63}|[\w ./:\\-]{1,200}\.toml)\Z",
        description='a profile\'s name, such as "callpad-ff68", or the path of your own .toml file',
    ),
]
BusAddress = Annotated[int, Meta(ge=0, le=255, description="the device's address on its line, from 0 to 255")]
Percent = Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")]
VoiceName = Annotated[str, Meta(max_length=100, description="the name of a voice, in quotes")]
Direction = Literal["left", "up-left", "up", "up-right", "right"]
Directions = Annotated[
    dict[str, Direction],
    Meta(description='counter = direction: "left", "up-left", "up", "up-right" or "right", such as 8 = "left"'),
]


DEVICES = ("printer", "keypad", "pad", "board", "reader", "voice", "sounds")


class SettingsError(TomlError):
    """A terminal's settings cannot be used."""


class Hub(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[hub]: where it is, when it is not to be found by itself."""

    address: HubAddress = ""


class Printer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[printer]: a thermal printer; ``width`` is its paper in millimetres, ``roll_m`` the length of a new roll.

    ``mode`` "text" sends characters instead of a picture: for slow serial lines and heads with a GBK font;
    ``native_qr``: such a head draws QR codes by itself.
    """

    address: PrinterAddress
    width: Annotated[Literal[58, 80], Meta(description="58 or 80, the paper's width in mm")] = 80
    mode: Annotated[Literal["raster", "text"], Meta(description='"raster" or "text"')] = "raster"
    native_qr: Annotated[bool, Meta(description="true or false")] = False
    roll_m: Annotated[int, Meta(ge=5, le=300, description="a new roll's length in metres, from 5 to 300")] = 50


class Keypad(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[keypad]: the evaluation keypad and how it speaks; [pad]: a call pad beside it. ``rating`` chooses one of the
    profile's rating maps. Devices at one port share its line, each at its address.
    """

    port: SerialPort
    profile: Profile = "callpad-ff68"
    address: BusAddress = 1
    rating: Annotated[str, Meta(max_length=64, description="a rating map of the profile")] = ""


class Board(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[board]: the board at the window that shows who is called."""

    port: SerialPort
    profile: Profile
    address: BusAddress = 1


class Reader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[reader]: what reads who takes a ticket: "id-card" and "code" at a serial port, "wedge" a scanner that types."""

    kind: Annotated[Literal["id-card", "code", "wedge"], Meta(description='"id-card", "code" or "wedge"')]
    port: SerialPort | None = None
    baudrate: Annotated[int, Meta(ge=300, le=921_600, description="a whole number, such as 9600 or 115200")] = 115_200


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
    """[voice]: whether calls are spoken, how loud in percent, and for which counters (``zone``; none: those shown)."""

    on: Annotated[bool, Meta(description="true or false")] = True
    volume: Percent = 80
    quiet: Annotated[Quiet | None, Meta(description='{ from = "12:00", to = "14:00", volume = 40 }')] = None
    zone: Annotated[tuple[str, ...], Meta(description='a list of counter ids, such as ["1", "2"]')] = ()
    system_voices: SystemVoices = SystemVoices()

    def volume_at(self, minute: int) -> int:
        """The volume at a minute of the hall's day, in percent."""
        return self.quiet.volume if self.quiet and self.quiet.holds(minute) else self.volume


class Sounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[sounds]: how loud in percent a kiosk ticks at a press and rings at its draw; 0: not at all."""

    volume: Percent = 50


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[display]: what a display shows. ``layout`` is a layout's name or file ("": by the shape of the screen), ``zone``
    the counters it is for (none: all), ``name`` that zone's, ``window`` the one counter whose own screen it is.
    ``inches`` is its panel's diagonal, ``metres`` from where it must be read; ``media`` a folder.
    """

    layout: Annotated[str, Meta(max_length=200, description='a layout\'s name or file, such as "portrait"')] = ""
    zone: Annotated[tuple[str, ...], Meta(description='a list of counter ids, such as ["1", "2"]')] = ()
    name: Annotated[str, Meta(max_length=30, description="the zone's name, in quotes")] = ""
    name_en: Annotated[str, Meta(max_length=60, description="the zone's English name, in quotes")] = ""
    window: Annotated[str, Meta(max_length=32, description='a counter id, such as "8"')] = ""
    inches: Annotated[float, Meta(ge=5, le=300, description="the panel's diagonal in inches, such as 55")] | None = None
    metres: Annotated[float, Meta(ge=1, le=100, description="a distance in metres, from 1 to 100")] = 30
    media: Annotated[str, Meta(min_length=1, max_length=200, description="a folder, in quotes")] = "media"

    @property
    def counters(self) -> frozenset[str]:
        """The counters whose calls are shown; none: all."""
        return frozenset([self.window]) if self.window else frozenset(self.zone)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a terminal reads. No table of a device: it has none. ``witness``: a kiosk or display bears witness.

    [directions]: counter id → where that counter lies as seen from this display; without one no arrow is shown.
    """

    language: Annotated[Literal["zh", "en"], Meta(description='"zh" or "en"')] = "zh"
    fullscreen: Annotated[bool, Meta(description="true or false")] = True
    witness: Annotated[bool, Meta(description="true or false")] = True
    hub: Hub = Hub()
    printer: Printer | None = None
    keypad: Keypad | None = None
    pad: Keypad | None = None
    board: Board | None = None
    reader: Reader | None = None
    voice: Voice = Voice()
    sounds: Sounds = Sounds()
    display: Screen = Screen()
    directions: Directions = {}


def data_directory(role: Role) -> Path:
    """Where a terminal of this role keeps its settings and who it is, unless told otherwise."""
    return Path.home() / ".local/share/fairhall" / role


def load_usable(data: Path) -> tuple[Settings, dict[str, list[Flaw]]]:
    """The settings without the device tables that are wrong, and what is wrong with each: a terminal starts without a
    device rather than not at all. Raises SettingsError for mistakes elsewhere.
    """
    path = data / FILE
    if not path.exists():
        return Settings(), {}
    try:
        document = Document(path)
        wrong = document.set_aside(Settings, DEVICES)
        return document.convert(Settings), wrong
    except TomlError as error:
        raise SettingsError(error.flaws) from None


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
