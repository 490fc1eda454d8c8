"""A profile at work on bytes: stream in, events and answers out; commands to frames. No I/O, no clock."""

from dataclasses import dataclass
from typing import Any

from hardware.errors import UnknownCommand
from hardware.keypad.events import Key, Rated, RatingTimedOut
from hardware.keypad.frame import Incomplete, NotAFrame
from hardware.keypad.rules import TIMEOUT, TOKEN, Command, Profile


@dataclass(frozen=True)
class Received:
    """A good frame for us: what it means (None: nothing we know) and the acknowledgement owed for it."""

    frame: bytes
    event: Rated | RatingTimedOut | Key | None
    reply: bytes


class Codec:
    """Speaks one profile with the device at one bus address; frames of other addresses are passed over.

    A rating comes out as solicited: who asked, and when, is the keypad's knowledge.
    """

    def __init__(self, profile: Profile, address: int) -> None:
        self._profile = profile
        self._address = address
        self._frame = profile.layout.compile()
        self._first = self._frame.first_byte(address)
        self._commands = {name: command.layout.compile() for name, command in profile.commands.items()}
        self._buffer = b""

    def feed(self, data: bytes) -> list[Received]:
        """The frames that became complete. After a bad one a single byte is dropped and the rest read again."""
        self._buffer += data
        received: list[Received] = []
        while True:
            start = self._buffer.find(self._first)
            self._buffer = self._buffer[start:] if start >= 0 else b""
            if not self._buffer:
                return received
            try:
                fields, length = self._frame.parse(self._buffer)
            except Incomplete:
                return received
            except NotAFrame:
                self._buffer = self._buffer[1:]
                continue
            frame, self._buffer = self._buffer[:length], self._buffer[length:]
            if fields.get("address", self._address) == self._address:
                received.append(Received(frame, self._event(fields), self._reply(fields)))

    def silence(self) -> list[Received]:
        """The line fell silent: an unfinished frame will never be finished, so read what lies behind its start."""
        received: list[Received] = []
        while self._buffer:
            rest, self._buffer = self._buffer[1:], b""
            received += self.feed(rest)
        return received

    def build(self, name: str, **values: str | int) -> bytes:
        """The frame of a command of the profile; UnknownCommand for a name or value it cannot carry."""
        command = self._profile.commands.get(name)
        if command is None:
            known = ", ".join(self._profile.commands) or "none"
            raise UnknownCommand(f"{self._profile.name} has no command {name!r}; it has: {known}")
        fields: dict[str, Any] = {"address": self._address}
        for field, template in command.fields.items():
            filled = _fill(template, values, command, f"{self._profile.name} command {name}")
            fields[field] = filled[0] if command.layout.fields()[field].width == 1 else filled
        try:
            frame = self._commands[name].build(fields)
        except NotAFrame:
            frame = b""
        if not 0 < len(frame) <= command.layout.longest:
            raise UnknownCommand(f"{self._profile.name} command {name}: {values} are too long for its frame")
        return frame

    def _event(self, fields: dict[str, Any]) -> Rated | RatingTimedOut | Key | None:
        for rule in self._profile.events:
            if rule.when.matches(fields):
                return Key(rule.name) if rule.name else self._rating(fields)
        return None

    def _rating(self, fields: dict[str, Any]) -> Rated | RatingTimedOut | None:
        last = next(reversed([value for name, value in fields.items() if name != "address"]))
        code = last if isinstance(last, int) else last[-1] if last else None
        level = None if code is None else self._profile.rating.get(code)
        if level == TIMEOUT:
            return RatingTimedOut()
        return Rated(int(level), unsolicited=False) if level is not None else None

    def _reply(self, fields: dict[str, Any]) -> bytes:
        for rule in self._profile.acks:
            if rule.when.matches(fields):
                return self._frame.build({**fields, **rule.set})
        return b""


def _fill(template: str, values: dict[str, str | int], command: Command, where: str) -> bytes:
    """The bytes of a template (see ``rules.TOKEN``)."""
    out = b""
    for token in TOKEN.finditer(template):
        if token["hex"]:
            out += bytes.fromhex(token["hex"])
            continue
        name = token["name"]
        value = values.get(name)
        if value is None:
            raise UnknownCommand(f"{where}: the value {name!r} is missing")
        text = str(value)
        width = int(token["width"] or len(text))
        try:
            if token["kind"] in ("x", "l"):
                out += int(value).to_bytes(width, "big" if token["kind"] == "x" else "little")
            elif len(text) > width or not text.isprintable():
                raise ValueError
            elif token["kind"] != "d":
                out += text.rjust(width).encode("ascii")
            else:
                out += bytes([command.blank] * (width - len(text)) + [int(digit) for digit in text])
        except (ValueError, OverflowError) as error:
            raise UnknownCommand(f"{where}: {name}={value!r} does not fit {width} places") from error
    return out
