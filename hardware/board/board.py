"""A window board on its line: shows the number called, and goes dark."""

import logging
import re
import threading
from collections.abc import Callable

from hardware.errors import HardwareError, ProfileError
from hardware.keypad.codec import Codec
from hardware.keypad.rules import Profile
from hardware.line import Line

log = logging.getLogger("fairhall.board")


class Board:
    """Shows one number at a time, and shows it again when the line is back. Nothing here raises after the start: what
    the board cannot show is logged, the desk goes on. `on_state(up, reason)` is called on the line's thread.
    """

    def __init__(
        self,
        line: Line,
        profile: Profile,
        address: int = 1,
        on_state: Callable[[bool, str], None] = lambda up, reason: None,
    ) -> None:
        """Raises ProfileError when the profile is no board's."""
        for command in ("show", "clear"):
            if command not in profile.commands:
                raise ProfileError(profile.name, f"command.{command}", "is missing", "name the profile of a board")
        self._line = line
        self._profile = profile
        self._on_state = on_state
        self._codec = Codec(profile, address)
        self._guard = threading.Lock()  # around the two below
        self._wanted = ("", "")
        self._sent = 0
        line.listen(lambda data: None, self._state)

    def show(self, number: str, window: str) -> None:
        """Show a ticket's number ("" for dark) at the window of this label; returns at once."""
        with self._guard:
            if (number, window) != self._wanted:
                self._wanted = (number, window)
                self._send()

    def _state(self, up: bool, reason: str) -> None:
        if up:
            with self._guard:
                self._send()
        self._on_state(up, reason)

    def _send(self) -> None:
        number, window = self._wanted
        digits = "".join(re.findall(r"\d", number))
        self._sent = (self._sent + 1) & 0xFF
        values: dict[str, str | int] = {
            "number": number,
            "letter": re.sub(r"[^A-Za-z].*", "", number),
            "digits": digits,
            "value": digits.lstrip("0") or "0",
            "window": "".join(re.findall(r"\d", window)),
            "sequence": self._sent,
        }
        try:
            self._line.write(self._codec.build("show" if number else "clear", **values))
        except HardwareError as error:
            log.warning("board: %s", error)
