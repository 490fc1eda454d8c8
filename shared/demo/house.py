"""The demo's terminals and devices in this process: real windows, links and drivers; simulated paper and keys."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from counter.app import Counter
from counter.devices import Device
from display.app import Display
from hardware.keypad.keypad import keypad_port
from hardware.keypad.profile import load_profile
from hardware.printer.driver import Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintQueue
from hardware.simulated.keypad import VirtualKeypad
from hardware.simulated.printer import VirtualPrinter
from hardware.voice.announcer import Announcer, Call
from hardware.voice.espeak import EspeakVoice
from hardware.voice.port import Player
from kiosk.app import Kiosk
from kiosk.settings import KioskSettings
from shared.client.identity import Identity
from shared.client.link import Link
from shared.client.outbox import Outbox
from shared.client.witness.keeper import keeper_of
from shared.demo.hub import DemoHub
from shared.settings import Settings

COUNTERS = ("1", "2")
PROFILE = "callpad-ff68"


class House:
    """One kiosk with a printer, two counters with keypads, a display with a voice. ``close`` ends all, in order."""

    def __init__(self, hub: DemoHub, out: Path, player: Player) -> None:
        self._stack = ExitStack()
        self.links: dict[str, Link] = {}
        self.said: list[tuple[Call, str]] = []
        self.slips = out / "slips"
        self.slips.mkdir(parents=True, exist_ok=True)
        self.printer = VirtualPrinter(self.slips)
        self.printer.power_on()
        self._stack.callback(self.printer.close)
        self.kiosk = self._kiosk(hub, KioskSettings())
        self.keypads = {counter: self._virtual_keypad(hub, counter) for counter in COUNTERS}
        self.counters = {counter: self._counter(hub, counter) for counter in COUNTERS}
        self.display = self._display(hub, player)

    def show(self) -> None:
        """Open every window."""
        self.kiosk.show()
        for counter in self.counters.values():
            counter.show()
        self.display.show()

    def close(self) -> None:
        """Close windows first, then what they talk to."""
        self._stack.close()

    def _kiosk(self, hub: DemoHub, settings: KioskSettings) -> Kiosk:
        queue = PrintQueue(Printer(partial(NetworkTransport, *self.printer.address)))
        queue.start()
        self._stack.callback(queue.close)
        outbox = Outbox(hub.data / "kiosk-outbox.sqlite3")
        self._stack.callback(outbox.close)
        link = self._link(hub, hub.pair("kiosk", "K1"), outbox)
        kiosk = Kiosk(link, queue, settings, outbox)
        link.delivered.append(kiosk.desk.visit.delivered)
        self._stack.callback(kiosk.close)
        return kiosk

    def _virtual_keypad(self, hub: DemoHub, counter: str) -> VirtualKeypad:
        keypad = VirtualKeypad(hub.data / f"keypad-{counter}")
        keypad.plug()
        self._stack.callback(keypad.unplug)
        return keypad

    def _counter(self, hub: DemoHub, counter: str) -> Counter:
        profile = load_profile(PROFILE)
        port = keypad_port(str(self.keypads[counter].link), profile)
        link = self._link(hub, hub.pair("counter", f"counter {counter}", counter))
        desk = Counter(link, [Device("pad", port, profile)], Settings())
        self._stack.callback(desk.close)
        return desk

    def _display(self, hub: DemoHub, player: Player) -> Display:
        announcer = Announcer(player, EspeakVoice(), on_said=lambda call, text: self.said.append((call, text)))
        announcer.start()
        self._stack.callback(announcer.close)
        display = Display(self._link(hub, hub.pair("display", "D1")), announcer, Settings())
        self._stack.callback(display.close)
        return display

    def _link(self, hub: DemoHub, who: Identity, outbox: Outbox | None = None) -> Link:
        keeper = keeper_of(who, hub.data / f"{who.role}-{who.name}")
        link = self.links[who.role + who.counter] = Link(who, configured=[hub.address], outbox=outbox, keeper=keeper)
        return link
