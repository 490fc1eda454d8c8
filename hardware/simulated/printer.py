"""A slip printer at byte level: on TCP port 9100 or as a device file, its faults on demand, its paper as PNG files."""

import argparse
import contextlib
import queue
import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from PIL import Image

from hardware.simulated.door import Client, DeviceDoor, Door, TcpDoor
from hardware.simulated.paper import Answer, Cut, Interpreter, Rejected, Rows, Step

CHUNK_ROWS = 24  # faults strike between chunks of this many rows


@dataclass(frozen=True)
class Condition:
    """The state a printer is in, and what is wrong with it."""

    paper: Literal["ok", "near_end", "out"] = "ok"
    cover_open: bool = False
    cutter_jammed: bool = False
    answers: Literal["normal", "silent", "garbage"] = "normal"
    takes_bytes: bool = True  # False: stalled, it accepts a client and reads nothing
    rows_per_s: float = 1200.0  # 150 mm/s
    out_after_rows: int | None = None  # the roll ends after so many more rows
    reset_after_bytes: int | None = None  # the connection is reset once a client sent so many
    greeting: bytes = b""  # stale bytes a client finds when it connects

    @property
    def offline(self) -> bool:
        """Whether the head stands still."""
        return self.paper == "out" or self.cover_open or self.cutter_jammed

    def realtime(self, question: int) -> int:
        """The answer to DLE EOT `question` (1–4)."""
        out = self.paper == "out"
        return 0x12 | {
            1: 0x08 * self.offline,
            2: 0x04 * self.cover_open | 0x20 * out | 0x40 * self.cutter_jammed,
            3: 0x08 * self.cutter_jammed,
            4: 0x0C * (self.paper != "ok") | 0x60 * out,
        }.get(question, 0)


class VirtualPrinter:
    """A printer on its own threads from `power_on` to `close`; slips go to `folder` as slip-0001.png …

    `slips` are the pictures cut so far, `rejected` the byte sequences it did not understand.
    """

    def __init__(
        self, folder: Path | None = None, dots: int = 576, door: Door | None = None, native_qr: bool = False
    ) -> None:
        self.slips: list[Image.Image] = []
        self.rejected: list[str] = []
        self._door = door or TcpDoor()
        self._folder = folder
        self._dots = dots
        self._native_qr = native_qr
        self._condition = Condition()
        self._changed = threading.Condition()
        self._closing = False
        self._on = False
        self._server: threading.Thread | None = None
        self._noise = random.Random(9100)
        self._bytes: queue.SimpleQueue[tuple[Client | None, bytes]] = queue.SimpleQueue()
        self._strip: list[Image.Image] = []
        self._mechanism = threading.Thread(target=self._run_mechanism, name="virtual-printer-head", daemon=True)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of a network printer."""
        assert isinstance(self._door, TcpDoor)
        return self._door.host, self._door.port

    @property
    def condition(self) -> Condition:
        """How it is now."""
        return self._condition

    def change(self, **values: Any) -> None:
        """Change its condition from any thread, such as `paper="out"`; what waits goes on."""
        with self._changed:
            self._condition = replace(self._condition, **values)
            self._changed.notify_all()

    def power_on(self) -> None:
        """Be there for clients."""
        self._door.open()
        self._on = True
        self._server = threading.Thread(target=self._serve, name="virtual-printer", daemon=True)
        self._server.start()
        if not self._mechanism.is_alive():
            self._mechanism.start()

    def power_off(self) -> None:
        """Be gone, with the client there is."""
        self._on = False
        self._door.close()
        with self._changed:
            self._changed.notify_all()
        if self._server:
            self._server.join()

    def close(self) -> None:
        """Power off and end every thread."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self.power_off()
        self._bytes.put((None, b""))
        if self._mechanism.is_alive():
            self._mechanism.join()

    def wait_for_slips(self, count: int, within_s: float) -> bool:
        """Whether so many slips were cut in time."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.slips) >= count, within_s)

    def wait_until(self, state: Callable[[Condition], bool], within_s: float) -> bool:
        """Whether the printer's condition came to be such in time."""
        with self._changed:
            return self._changed.wait_for(lambda: state(self._condition), within_s)

    def wait_until_printing(self, within_s: float) -> bool:
        """Whether the head put rows on the next slip in time."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._strip), within_s)

    def _serve(self) -> None:
        for client in self._door.clients():
            self._serve_client(client)
            self._bytes.put((client, b""))

    def _serve_client(self, client: Client) -> None:
        client.send(self._condition.greeting)
        received, tail = 0, b""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._condition.takes_bytes or not self._on)
            data = client.receive()
            if not data:
                return
            received += len(data)
            limit = self._condition.reset_after_bytes
            if limit is not None and received > limit:
                client.break_off()
                self._bytes.put((client, data[: len(data) - (received - limit)]))
                return
            seen = tail + data
            for at in range(len(seen) - 2):
                if seen[at : at + 2] == b"\x10\x04" and 1 <= seen[at + 2] <= 4:
                    self._say(client, bytes([self._condition.realtime(seen[at + 2])]))
            tail = seen[-2:]
            self._bytes.put((client, data))

    def _say(self, client: Client, answer: bytes) -> None:
        if self._condition.answers == "silent":
            return
        if self._condition.answers == "garbage":
            answer = self._noise.randbytes(self._noise.randint(1, 8))
        client.send(answer)

    def _run_mechanism(self) -> None:
        interpreter = Interpreter(self._dots, self._native_qr)
        while not self._closing:
            client, data = self._bytes.get()
            if client is None:
                return
            for step in interpreter.feed(data) if data else interpreter.end():
                self._do(step, client)

    def _do(self, step: Step, client: Client) -> None:
        match step:
            case Rejected(what):
                self.rejected.append(what)
            case Rows(dots):
                for top in range(0, dots.height, CHUNK_ROWS):
                    self._print(dots.crop((0, top, dots.width, min(top + CHUNK_ROWS, dots.height))))
            case Cut():
                self._wait_online()
                self._cut()
            case Answer(tag):
                self._wait_online()
                near = bytes([0x03 if self._condition.paper == "near_end" else 0x00])
                self._say(client, b"\x37\x22" + tag + b"\0" if tag else near)

    def _wait_online(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closing or not self._condition.offline)

    def _print(self, dots: Image.Image) -> None:
        """Put rows on paper, in the time the head takes; waits while there is no paper."""
        self._wait_online()
        with self._changed:
            self._strip.append(dots)
            self._changed.notify_all()
            ends = time.monotonic() + dots.height / self._condition.rows_per_s
            self._changed.wait_for(lambda: self._closing, max(0.0, ends - time.monotonic()))
        left = self._condition.out_after_rows
        if left is not None:
            spent = left <= dots.height
            self.change(out_after_rows=None if spent else left - dots.height)
            if spent:
                self.change(paper="out")

    def _cut(self) -> None:
        slip = Image.new("1", (self._dots, sum(rows.height for rows in self._strip)), 1)
        y = 0
        for rows in self._strip:
            slip.paste(rows, (0, y))
            y += rows.height
        self._strip = []
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            slip.save(self._folder / f"slip-{len(self.slips) + 1:04}.png")
        with self._changed:
            self.slips.append(slip)
            self._changed.notify_all()


def main() -> None:
    """Run one printer until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--device", type=Path, help="be a device file here instead, as USB and serial printers are")
    parser.add_argument("--native-qr", action="store_true", help="a head that draws QR codes itself")
    parser.add_argument("--out", type=Path, default=Path("slips"))
    parser.add_argument("--dots", type=int, choices=(384, 576), default=576)
    options = parser.parse_args()
    door = DeviceDoor(options.device) if options.device else TcpDoor(port=options.port)
    printer = VirtualPrinter(options.out, options.dots, door, options.native_qr)
    printer.power_on()
    where = options.device or "{}:{}".format(*printer.address)
    sys.stdout.write(f"virtual printer on {where}, slips in {options.out}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    printer.close()


if __name__ == "__main__":
    main()
