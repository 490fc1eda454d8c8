"""Everything a device can raise.

HardwareError                the world's fault: its text says what, where and what to do
├── FontMissing              a slip cannot be drawn on this machine
├── SlipUnprintable          this slip's content does not fit its paper
├── ClipUnusable             a recording of a voice pack cannot be played
├── BadAddress               an address that no way to a printer has
├── ProfileError             a device profile is wrong: file, key, remedy
├── UnknownCommand           the device's profile has no such command or rating key
└── TransportError           the way to a printer failed
    ├── Unreachable          before the first byte of the job
    ├── Lost                 the connection died
    └── Stalled              the printer no longer takes bytes

What happened to a print job is not an error but an outcome: see `hardware.printer.outcome`.
"""


class HardwareError(Exception):
    """The world's fault; the text is one sentence for a person."""


class FontMissing(HardwareError):
    """A font that slips need is not installed."""


class SlipUnprintable(HardwareError):
    """The content cannot be put on the paper, such as a QR text that is too long."""


class BadAddress(HardwareError):
    """The text is no device's address."""


class ClipUnusable(HardwareError):
    """A clip is no mono 16-bit WAV file with something to hear."""


class ProfileError(HardwareError):
    """A profile cannot be used."""

    def __init__(self, file: str, key: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}: {key}: {problem}; {remedy}")
        self.file = file
        self.key = key
        self.remedy = remedy


class UnknownCommand(HardwareError):
    """A command or key that the device's profile does not name, or a value it cannot carry."""


class TransportError(HardwareError):
    """The way to a printer failed."""


class Unreachable(TransportError):
    """No connection could be made."""


class Lost(TransportError):
    """The connection died."""


class Stalled(TransportError):
    """The printer took no byte for the whole time allowed."""
