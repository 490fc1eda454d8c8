"""One job, step by step, with a printer whose answers are scripted to the byte."""

import time

import pytest

from hardware.errors import Lost, Unreachable
from hardware.printer.driver import Limits, Printer
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown

LIMITS = Limits(first_answer_s=0.05, answer_s=0.05, send_s=0.05, finish_s=0.2, poll_s=0.01, settle_s=0.001)
WELL = {1: 0x12, 2: 0x12, 4: 0x12}
COVER_OPEN = {1: 0x1A, 2: 0x16, 4: 0x12}


class ScriptedHead:
    """Answers real-time questions from a table and confirms with `done`; `late` comes with the first answer."""

    def __init__(self, table: dict[int, int], done: bytes = b"\x00", late: bytes = b"") -> None:
        self.table, self.done, self.late = table, done, late
        self.sent = b""
        self.answers: list[bytes] = []
        self.closed = False

    def send(self, data: bytes, within_s: float) -> None:
        self.sent += data
        if data.startswith(b"\x10\x04"):
            if self.late:
                self.answers.append(self.late)
                self.late = b""
            self.answers.append(bytes([self.table[data[2]]]))
        elif data.endswith(b"\x1dr\x01"):
            self.answers += [self.done] if self.done else []

    def receive(self, within_s: float) -> bytes:
        if self.answers:
            return self.answers.pop(0)
        time.sleep(within_s)
        return b""

    def close(self) -> None:
        self.closed = True


def run(head: ScriptedHead) -> Outcome:
    outcome = Printer(lambda: head, LIMITS).print_job(b"SLIP")
    assert head.closed
    return outcome


def test_the_slip_goes_out_once_with_the_ordered_question_behind_it() -> None:
    head = ScriptedHead(WELL)
    assert run(head) == Printed()
    assert head.sent.count(b"SLIP") == 1
    assert b"SLIP\x1dr\x01" in head.sent
    assert head.sent.startswith(b"\x10\x04\x01\x10\x04\x02\x10\x04\x04")


def test_an_answer_that_came_late_does_not_shift_the_others() -> None:
    """Read one place off, an open cover looks like a printer that is well."""
    head = ScriptedHead(COVER_OPEN, late=b"\x12")
    assert run(head) == NotPrinted(Trouble.COVER_OPEN)
    assert b"SLIP" not in head.sent


def test_the_near_end_sensor_of_the_confirmation_counts_when_the_printer_goes_quiet() -> None:
    class Quiet(ScriptedHead):
        def send(self, data: bytes, within_s: float) -> None:
            super().send(data, within_s)
            if b"SLIP" in data:
                self.table = {}
                self.send = self.ignore  # type: ignore[method-assign]

        def ignore(self, data: bytes, within_s: float) -> None:
            self.sent += data

    assert run(Quiet(WELL, done=b"\x03")) == Printed(near_end=True)


def test_a_confirmation_without_paper_is_not_believed() -> None:
    assert run(ScriptedHead(WELL, done=b"\x0c")) == Unknown(Trouble.PAPER_OUT)


@pytest.mark.parametrize("noise", [b"\xff", b"\x93", b"\x01", b"\x80\x00"])
def test_a_strange_byte_in_place_of_the_confirmation_leaves_it_unknown(noise: bytes) -> None:
    assert run(ScriptedHead(WELL, done=noise)) == Unknown(Trouble.NOT_A_PRINTER)


def test_no_confirmation_ends_in_the_state_the_printer_tells() -> None:
    assert run(ScriptedHead(WELL, done=b"")) == Unknown(Trouble.BUSY)


def test_a_peer_that_never_stops_talking_is_no_printer() -> None:
    class Chatterbox(ScriptedHead):
        def receive(self, within_s: float) -> bytes:
            return b"\x12"

    began = time.monotonic()
    assert run(Chatterbox(WELL)) == NotPrinted(Trouble.NOT_A_PRINTER)
    assert time.monotonic() - began < 2


def test_a_line_that_dies_while_it_waits_leaves_it_unknown() -> None:
    class Dying(ScriptedHead):
        def receive(self, within_s: float) -> bytes:
            if b"SLIP" in self.sent:
                raise Lost("cable pulled")
            return super().receive(within_s)

    assert run(Dying(WELL)) == Unknown(Trouble.LOST)


def test_no_way_to_the_printer_is_not_printed() -> None:
    def connect() -> ScriptedHead:
        raise Unreachable("no route")

    assert Printer(connect, LIMITS).print_job(b"SLIP") == NotPrinted(Trouble.UNREACHABLE)
