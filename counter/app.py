"""The counter put together: session, screen, sheets, keypad and link make one desk."""

import logging

from PySide6.QtCore import QTimer

from counter.controllers.desk import KEYS
from counter.controllers.session import Session
from counter.keypad import DeskKeypad, MakeKeypad
from counter.screen import Screen
from counter.sheets import Sheets
from counter.widgets.window import CounterWindow
from shared.client.port import HubLink
from shared.settings import Settings
from shared.ui.texts import Texts

log = logging.getLogger(__name__)

TICK_MS = 250


class Counter:
    """One desk. ``show`` starts link and keypad, ``close`` ends both; ``window`` takes every key.

    ``make_keypad`` makes the evaluation keypad, given who hears it (None: the desk has none).
    """

    def __init__(self, link: HubLink, make_keypad: MakeKeypad | None, settings: Settings) -> None:
        self._link, self._settings = link, settings
        self._closing = False
        self.texts = Texts(settings.language)
        self.window = CounterWindow(self.texts, self._may_close)
        self.session = Session(link, self.refresh)
        self._screen: Screen | None = None
        self._keypad = DeskKeypad(make_keypad, self.session, self.refresh) if make_keypad else None
        self._screen = Screen(self.session, self.window, self.texts, keypad=make_keypad is not None)
        self._sheets = Sheets(self.session, self.window, self.texts)
        self.window.sign_in.submitted.connect(self.session.sign_in)
        self.window.pressed.connect(self.press)
        self._timer = QTimer(self.window, interval=TICK_MS)
        self._timer.timeout.connect(self.refresh)

    def show(self) -> None:
        """Open the window and look for the hub."""
        self.refresh()
        self.window.show()
        self._timer.start()
        if self._keypad is not None:
            self._keypad.start()
        self._link.start()

    def close(self) -> None:
        """Leave at once, also with a citizen at the desk: the hub keeps the desk as it is."""
        self._closing = True
        self._timer.stop()
        self._link.stop()
        if self._keypad is not None:
            self._keypad.close()
        self.window.close()

    def refresh(self) -> None:
        """Show this moment."""
        if self._screen is not None and not self._closing:
            self._screen.refresh()

    def press(self, key: str) -> None:
        """A function key or its button."""
        if key == "F2":
            self.texts.choose("en" if self.texts.language == "zh" else "zh")
            assert self._screen is not None
            self._screen.word()
            self.refresh()
        elif not self.session.clerk:
            return
        elif key == "F1":
            self._sheets.open("keys")
        elif key in KEYS and (sheet := self.session.press(KEYS[key])):
            self._sheets.open(sheet)

    def _may_close(self) -> bool:
        """The window's close button: with an open counter it asks how to leave instead."""
        desk = self.session.desk
        if self._closing or not self.session.clerk or self._link.state != "live":
            return True
        if desk is None or desk.state == "closed":
            return True
        self.press("F12")
        return False
