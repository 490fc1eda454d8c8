"""What comes out of the kiosk: every kind of paper, dot for dot as a printer of either width put it there."""

import io
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

import msgspec
from PIL import Image
from pytestqt.qtbot import QtBot

from hardware.printer.driver import Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintQueue
from hardware.simulated.printer import VirtualPrinter
from shared.client.outbox import Outbox
from shared.hall.config import HallConfig, Text
from shared.ui import theme
from tests.screenshots.album import Album
from tests.screenshots.kiosk import STILL, Mute, bring
from tests.screenshots.kiosk_hall import WITNESSES, sample_hall
from tests.screenshots.kiosk_pages import PAGES
from tests.ui.kiosk_hall import Visitor

DOTS = {80: 576, 58: 384}
ROUND = theme.SPACE_6
"""As much of the table is seen around the paper."""
LONGEST = 4000
COLOURS = 3
NOTICE = Text(
    "叫到 3 次没来算过号，到窗口说一声，等 3 位后再叫。去哪个窗口，以大屏为准。",
    "If you miss 3 calls, tell the counter: you are called after 3 others. Your counter is on the screens.",
)


class Paper(NamedTuple):
    """After which of the kiosk's pages it comes, for whom, and on which roll."""

    page: str
    how: str
    width: Literal[58, 80] = 80


PAPERS = {
    "ticket-80mm-zh": Paper("ticket-paper", "zh"),
    "ticket-80mm-en": Paper("ticket-paper", "en"),
    "ticket-58mm-zh": Paper("ticket-paper", "zh", 58),
    "ticket-58mm-en": Paper("ticket-paper", "en", 58),
    "elder-80mm-zh": Paper("ticket-paper", "elder"),
    "elder-58mm-zh": Paper("ticket-paper", "elder", 58),
    "elder-80mm-en": Paper("ticket-paper", "elder-en"),
    "offline-80mm-zh": Paper("ticket-alone", "zh"),
    "offline-80mm-en": Paper("ticket-alone", "en"),
    "offline-80mm-elder": Paper("ticket-alone", "elder"),
    "offline-58mm-zh": Paper("ticket-alone", "zh", 58),
    "guide-80mm-zh": Paper("guide", "zh"),
    "guide-80mm-en": Paper("guide", "en"),
    "guide-80mm-elder": Paper("guide", "elder"),
    "guide-58mm-zh": Paper("guide", "zh", 58),
}


def shots(album: Album) -> None:
    """Every paper once."""
    hall = msgspec.structs.replace(sample_hall(), notice=NOTICE)
    for name, paper in PAPERS.items():
        with TemporaryDirectory() as directory:
            album.keep(name, _on_the_table(_printed(paper, hall, Path(directory))), LONGEST, COLOURS)


def names() -> set[str]:
    """Of all pictures."""
    return set(PAPERS)


def _printed(paper: Paper, hall: HallConfig, folder: Path) -> Image.Image:
    """What the printer cut when somebody had touched what it takes."""
    head = VirtualPrinter(dots=DOTS[paper.width])
    head.power_on()
    queue = PrintQueue(Printer(lambda: NetworkTransport(*head.address)))
    queue.start()
    outbox = Outbox(folder / "outbox.sqlite3")
    alone = folder if paper.page == "ticket-alone" else None
    settings = replace(STILL, paper_mm=paper.width)
    person = Visitor(
        QtBot(None),  # type: ignore[arg-type]  # no fixture of a test here
        printer=queue,
        settings=settings,
        hall=hall,
        voice=Mute(),
        outbox=outbox,
        alone=alone,
        witnesses=WITNESSES,
    )
    bring(person, PAGES[paper.page], paper.how)
    if paper.page == "guide":
        person.touch("print")
    person.qtbot.waitUntil(lambda: bool(head.slips), timeout=20_000)
    person.kiosk.close()
    queue.close()
    head.close()
    outbox.close()
    return head.slips[0]


def _on_the_table(paper: Image.Image) -> bytes:
    """The paper on a ground that it stands out from."""
    table = Image.new("RGB", (paper.width + 2 * ROUND, paper.height + 2 * ROUND), theme.KEYS)
    table.paste(paper, (ROUND, ROUND))
    buffer = io.BytesIO()
    table.save(buffer, "PNG")
    return buffer.getvalue()
