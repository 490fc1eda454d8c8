"""Noise and damaged replies from ID readers, scanners and printers: ``python -m tests.fuzz.lines --rounds 200000``.

A card is read only where a whole frame with its number was on the line; a slip counts as printed only where the
printer said so behind it, and as not printed only where not a byte of it has left.
"""

import argparse
import random
import sys
import time
from collections import Counter
from functools import reduce
from operator import xor

from hardware.printer.driver import Limits, Printer
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Unknown
from hardware.printer.status import ASK_DONE, done_without_paper, is_done
from hardware.reader import sam
from hardware.reader.sam import NotACard, SamCodec, id_number
from hardware.reader.scanner import code_text
from hardware.simulated.idreader import text_block
from tests.fuzz import damage

NUMBER = "11010519491231002X"
SLIP = b"the slip"
QUICK = Limits(first_answer_s=0.01, answer_s=0.01, send_s=0.01, finish_s=0.02, poll_s=0.001, settle_s=0.0)
LIKELY = bytes((0x12, 0x12, 0x16, 0x1A, 0x32, 0x72, 0x00, 0x00, 0x03, 0x0C, 0x0F, 0x80, 0xFF))


def frame(status: bytes, data: bytes) -> bytes:
    """A reply of the reader."""
    covered = (len(status) + len(data) + 1).to_bytes(2, "big") + status + data
    return sam.HEAD + covered + bytes([reduce(xor, covered)])


def reader(chance: random.Random) -> str:
    """Frames of a reader, whole and damaged, in pieces."""
    card = b"\x01\x00\x00\x00" + text_block(NUMBER)
    good = [frame(sam.FOUND, b""), frame(sam.DONE, b""), frame(sam.DONE, card)]
    sent = b"".join(
        frame if chance.random() < 0.5 else damage.of_bytes(frame, chance)
        for frame in chance.choices(good, k=chance.randint(1, 4))
    )
    codec, cut = SamCodec(), chance.randrange(len(sent) + 1)
    replies = codec.feed(sent[:cut]) + codec.feed(sent[cut:])
    read = 0
    for reply in replies:
        whole = frame(reply.status, reply.data)
        assert whole in sent, f"{reply} in {sent.hex(' ')}"
        try:
            assert id_number(reply.data) and NUMBER.encode("utf-16-le") in whole, whole.hex(" ")
            read += 1
        except NotACard as error:
            assert NUMBER not in str(error)
    return "read" if read else "replies" if replies else "nothing"


def scanner(chance: random.Random) -> str:
    """A code is text that can be shown, or nothing."""
    text = code_text(damage.of_bytes("FH1:A012-票号".encode(chance.choice(("utf-8", "gb18030"))), chance))
    assert text.isprintable()
    return "code" if text else "nothing"


class Noise:
    """A printer that says anything at all."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._kind = chance.randrange(3)
        self.sent = b""
        self.confirmed = False

    def send(self, data: bytes, within_s: float) -> None:
        self.sent += data

    def receive(self, within_s: float) -> bytes:
        if not within_s or self._chance.random() < 0.2:
            return b""
        said = self._chance.randbytes(1) if self._kind == 0 else bytes([self._chance.choice(LIKELY[: 6 * self._kind])])
        if ASK_DONE in self.sent:
            self.confirmed |= any(is_done(byte) and not done_without_paper(byte) for byte in said)
        return said

    def close(self) -> None:
        """It stays as it is."""


def printer(chance: random.Random) -> str:
    """One slip through it."""
    noise = Noise(chance)
    outcome = Printer(lambda: noise, QUICK).print_job(SLIP)
    honest(outcome, noise.confirmed, noise.sent)
    return type(outcome).__name__


def honest(outcome: Outcome, confirmed: bool, sent: bytes) -> None:
    """What is said of the slip is what the printer was sent and said."""
    match outcome:
        case Printed():
            assert confirmed, "nobody said so"
        case NotPrinted():
            assert SLIP not in sent
        case Unknown():
            assert SLIP in sent


KINDS = {"reader": reader, "scanner": scanner, "printer": printer}


def run(kind: str, rounds: int, seed: int) -> Counter[str]:
    """How often what came of it. Raises AssertionError with the round."""
    outcomes: Counter[str] = Counter()
    for n in range(rounds):
        try:
            outcomes[KINDS[kind](random.Random(f"{kind} {seed} {n}"))] += 1
        except Exception as error:
            raise AssertionError(f"{kind} --seed {seed}, round {n}: {error!r}") from error
    return outcomes


def main() -> int:
    """1 where anything came out that was not on the line."""
    parser = argparse.ArgumentParser(description="noise from readers, scanners and printers")
    parser.add_argument("--rounds", type=int, default=20_000, help="for each (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(%(default)s)")
    args = parser.parse_args()
    for kind in KINDS:
        began = time.monotonic()
        try:
            outcomes = run(kind, args.rounds, args.seed)
        except AssertionError as error:
            sys.stdout.write(f"{error}\n")
            return 1
        said = ", ".join(f"{count:,} {what}" for what, count in sorted(outcomes.items()))
        sys.stdout.write(f"{kind:8} {said}  {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
