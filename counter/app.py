"""The counter put together: session, screen, sheets, devices and link make one desk."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer

from counter.controllers.desk import KEYS
from counter.controllers.session import Session
from counter.devices import Device, devices_of
from counter.pads import Pads
from counter.screen import Screen
from counter.sheets import Sheets
from counter.widgets.strip import Strip
from counter.widgets.window import CounterWindow
from shared.client.outbox import Outbox
from shared.client.port import HubLink
from shared.settings import Settings
from shared.ui import terminal
from shared.ui.terminal import Terminal
from shared.ui.texts import Texts

TICK_MS = 250


class Counter:
    """One desk. ``show`` starts link and devices, ``close`` ends both; ``window`` takes every key.

    ``wrong`` names the device tables of the settings that cannot be used: the foot says so. ``outbox`` keeps a finish
    while the hub is away, the directory ``data`` the strip's place.
    """

    def __init__(
        self,
        link: HubLink,
        devices: Sequence[Device],
        wanted: Settings,
        wrong: Sequence[str] = (),
        outbox: Outbox | None = None,
        data: Path | None = None,
    ) -> None:
        self._link = link
        self._closing = False
        self.texts = Texts(wanted.language, link=link)
        self.window = CounterWindow(self.texts, self._may_close)
        self.strip = Strip(data / "counter.ini" if data else None)
        self.session = Session(link, self.refresh, outbox)
        self._pads = Pads(devices, self.session, self.press, self.refresh)
        self._screen: Screen | None = None
        self._screen = Screen(self.session, self.window, self.strip, self.texts, self._pads.rates, wrong)
        self._sheets = Sheets(self.session, self.window, self.texts, self._sheet_left)
        self._small = False
        """The question that is open was asked from the strip."""
        self.window.sign_in.submitted.connect(self.session.sign_in)
        self.window.pressed.connect(self.press)
        self.strip.pressed.connect(self.press)
        self._timer = QTimer(self.window, interval=TICK_MS)
        self._timer.timeout.connect(self.refresh)

    def show(self, fullscreen: bool = False) -> None:
        """Open the window and look for the hub. ``fullscreen`` fills the screen and leaves the desktop in reach:
        clerks work in other programs too.
        """
        self.refresh()
        if fullscreen:
            self.window.showMaximized()
        else:
            self.window.show()
        self._timer.start()
        self._pads.start()
        self._link.start()

    def close(self) -> None:
        """Leave at once, also with a citizen at the desk: the hub keeps the desk as it is."""
        self._closing = True
        self._timer.stop()
        self._link.stop()
        self._pads.close()
        self.strip.keep_place()
        for shown in (self.strip, self.window):
            shown.close()
            shown.deleteLater()  # what its signals are connected to would keep it

    def refresh(self) -> None:
        """Show this moment."""
        if self._screen is not None and not self._closing:
            self.session.manager.follow(bool(self.session.clerk))
            self._screen.refresh()
            self._pads.follow()
            if not self.session.clerk:
                self._swap(small=False)

    def press(self, key: str) -> None:
        """A function key or its button."""
        if key == "F2":
            self.texts.choose("en" if self.texts.language == "zh" else "zh")
            assert self._screen is not None
            self._screen.word()
            self.refresh()
        elif not self.session.clerk:
            return
        elif key == "F11":
            self._swap(small=not self.strip.isVisible())
        elif key == "F1":
            self._ask("keys")
        elif key == "F4":
            self.session.tablet(self._show_tablet)
        elif key in KEYS and (sheet := self.session.press(KEYS[key])):
            self._ask(sheet)

    def _ask(self, sheet: str) -> None:
        self._to_sheet()
        self._sheets.open(sheet)

    def _show_tablet(self, url: str) -> None:
        self._to_sheet()
        self._sheets.show_tablet(url)

    def _to_sheet(self) -> None:
        self._small = self.strip.isVisible()
        self._swap(small=False)

    def _sheet_left(self) -> None:
        """Back to the strip, if the question came from there."""
        if self._small:
            self._swap(small=True)

    def _swap(self, small: bool) -> None:
        """The strip, or the full window: one of them is there."""
        shown, hidden = (self.strip, self.window) if small else (self.window, self.strip)
        if hidden.isVisible():
            shown.show()
            shown.activateWindow()
            hidden.hide()

    def _may_close(self) -> bool:
        """The window's close button: with an open counter it asks how to leave instead."""
        desk = self.session.desk
        if self._closing or not self.session.clerk or self._link.state != "live":
            return True
        if desk is None or desk.state == "closed":
            return True
        self.press("F12")
        return False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``fairhall counter``."""
    terminal.add_arguments(parser, "counter")


def run(args: argparse.Namespace) -> int:
    """Be a counter until the window is closed; the exit code."""
    return terminal.run_terminal(args, "counter", _run)


def _run(made: Terminal) -> None:
    devices, wrong = devices_of(made.settings)
    counter = Counter(made.link, devices, made.settings, (*made.wrong, *wrong), made.outbox, made.data)
    counter.show(made.fullscreen)
    made.app.exec()
    counter.close()
