"""The kiosk as a program: what it is made of, and its start and end."""

import argparse
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QUrl

from hardware.printer.address import printer_at
from hardware.printer.lines import load_words
from hardware.printer.output import Style
from hardware.printer.queue import PrintQueue
from hardware.printer.spool import Spool
from kiosk.alone import Alone
from kiosk.controllers.aloud import Voice
from kiosk.controllers.desk import Desk
from kiosk.controllers.ticks import Sounds
from kiosk.printing import PrinterPort, SlipPrinter
from kiosk.settings import KioskSettings
from kiosk.sounds import KioskSounds
from kiosk.voice import KioskVoice
from shared.client.outbox import Outbox
from shared.client.port import HubLink
from shared.settings import Reader
from shared.settings import Sounds as WantedSounds
from shared.ui import terminal, theme
from shared.ui.clock import WallClock
from shared.ui.terminal import Terminal
from shared.ui.window import after_first_frame, end_window, make_window, open_window

QML = Path(__file__).parent / "qml" / "Kiosk.qml"


class Kiosk:
    """One kiosk window. Needs a QGuiApplication with ``load_fonts`` done; ``link`` is started and stopped here,
    the printer by its maker. Without a printer tickets are for the screen.
    """

    def __init__(
        self,
        link: HubLink,
        printer: PrinterPort | None = None,
        settings: KioskSettings | None = None,
        outbox: Outbox | None = None,
        reader: Reader | None = None,
        voice: Voice | None = None,
        alone: Alone | None = None,
        sounds: Sounds | None = None,
    ) -> None:
        self._link = link
        settings = settings or KioskSettings()
        self._paper = SlipPrinter(printer, settings.style) if printer is not None else None
        self.desk = Desk(link, self._paper, settings, outbox, reader, voice, alone, sounds)
        self._clock = WallClock(link)
        load_words()  # most first pages need it; later it would stop the screen once
        self.window = make_window(theme.PAPER)
        parts: dict[str, QObject] = {
            "texts": self.desk.texts.table,
            "desk": self.desk,
            "visit": self.desk.visit,
            "reading": self.desk.reading,
            "sign": self.desk.sign,
            "groups": self.desk.groups,
            "services": self.desk.services,
            "draw": self.desk.show,
            "card": self.desk.card,
            "linger": self.desk.linger,
            "search": self.desk.search,
            "guide": self.desk.guide,
            "takeHome": self.desk.take_home,
            "entry": self.desk.entry,
            "found": self.desk.found,
            "help": self.desk.help,
            "papers": self.desk.papers,
            "aloud": self.desk.aloud,
            "ticks": self.desk.ticks,
            "advice": self.desk.advice,
            "clock": self._clock,
        }
        self.window.setInitialProperties(parts)
        self.window.setSource(QUrl.fromLocalFile(str(QML)))
        self.window.resize(QSize(theme.KIOSK_WIDTH, theme.KIOSK_HEIGHT) / 2)

    def show(self, fullscreen: bool = False) -> None:
        """Open the window and look for the hub."""
        self._link.start()
        self.desk.reading.start(self.window)
        if self._paper is not None:
            after_first_frame(self.window, self._paper.warm)
        open_window(self.window, fullscreen)

    def close(self) -> None:
        """Stop; a slip being drawn is finished. QML goes before what it shows."""
        self._link.stop()
        self.desk.reading.close()
        end_window(self.window, self.desk, self._clock)
        if self._paper is not None:
            self._paper.close()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``fairhall kiosk``."""
    terminal.add_arguments(parser, "kiosk")


def run(args: argparse.Namespace) -> int:
    """A kiosk until it is closed; the exit code."""
    return terminal.run_terminal(args, "kiosk", _run)


def make_sounds(wanted: WantedSounds, link: HubLink) -> KioskSounds | None:
    """The sounds of the settings; None where they are switched off."""
    return KioskSounds(wanted, link) if wanted.volume else None


def _run(here: Terminal) -> None:
    wanted = here.settings.printer
    paper = None
    settings = KioskSettings(language=here.settings.language)
    if wanted is not None:
        paper = PrintQueue(printer_at(wanted.address), Spool(here.data / "slips.sqlite3"), wanted.roll_m)
        settings = replace(settings, paper_mm=wanted.width, style=Style(wanted.mode, wanted.native_qr))
    voice = KioskVoice(here.data, here.settings.voice) if here.settings.voice.on else None
    sounds = make_sounds(here.settings.sounds, here.link)
    alone = Alone(here.link, here.outbox, here.data) if here.outbox is not None else None
    kiosk = Kiosk(here.link, paper, settings, here.outbox, here.settings.reader, voice, alone, sounds)
    here.link.delivered.append(kiosk.desk.visit.delivered)
    if paper is not None:
        paper.start()
    for heard in (sounds, voice):
        if heard is not None:
            after_first_frame(kiosk.window, heard.begin)
    kiosk.show(here.fullscreen)
    here.app.exec()
    kiosk.close()
    if sounds is not None:
        sounds.close()
    if voice is not None:
        voice.close()
    if paper is not None:
        paper.close()
