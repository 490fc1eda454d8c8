"""Random and damaged frames against every profile: ``python -m tests.fuzz.keypads --frames 1000000``.

What the codec takes for a press is judged apart from it, by the published layouts: an event is false unless the very
bytes of such a frame were on the line. Every few frames a good one follows a silence, and must be understood.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.keypad.codec import Codec, Received
from hardware.keypad.events import Key, Rated, RatingTimedOut
from hardware.keypad.profile import load_profile, shipped

ADDRESS = 0x21
SHOWN = {"number": "A012", "digits": "012", "value": 12, "letter": "A", "window": "3", "sequence": 7}
Meaning = Rated | RatingTimedOut | Key | None

FF68_KEYS = {
    "0c": "call", "0d": "recall", "0b": "evaluate", "12": "pause", "13": "transfer",
    "060f": "no-show", "000f": "park", "030f": "resume",
}  # fmt: skip
UB485_KEYS = {0x31: "call-recall", 0x32: "serve", 0x33: "transfer", 0x34: "finish-no-show"}


def ff68(data: str, function: int = 1) -> bytes:
    body = bytes([ADDRESS, function]) + bytes.fromhex(data)
    return b"\xff\x68" + bytes([len(body)] * 2) + b"\x68" + body + bytes([sum(body) & 0xFF]) + b"\x16"


def ff68_means(frame: bytes) -> Meaning:
    """What a call pad's frame says. Raises AssertionError where it is none."""
    assert frame[:2] == b"\xff\x68" and frame[2] == frame[3] == len(frame) - 7 and frame[4] == 0x68
    body = frame[5:-2]
    assert body[0] == ADDRESS and sum(body) & 0xFF == frame[-2] and frame[-1] == 0x16
    data = body[2:]
    if body[1] == 0x11:
        grade = {1: 4, 2: 3, 3: 2, 4: 5}.get(data[-1]) if data else None
        return RatingTimedOut() if data[-1:] == b"\x05" else Rated(grade, unsolicited=False) if grade else None
    by_two = FF68_KEYS.get(data[-2:].hex()) if len(data) > 1 else None
    name = by_two or FF68_KEYS.get(data[-1:].hex())
    return Key(name) if name else None


def ub485_means(frame: bytes) -> Meaning:
    """What an operator pad's frame says."""
    assert len(frame) == 4 and frame[:2] == bytes([1, ADDRESS]) and frame[3] == 7
    name = UB485_KEYS.get(frame[2])
    return Key(name) if name else None


def numpad_means(frame: bytes) -> Meaning:
    """What a number pad's press says."""
    assert len(frame) == 2 and frame[:1] == b"K"
    return Rated(6 - frame[1], unsolicited=False) if 1 <= frame[1] <= 5 else None


def board_means(frame: bytes) -> Meaning:
    """A board says nothing."""
    return None


MEANS: dict[str, Callable[[bytes], Meaning]] = {
    "callpad-ff68": ff68_means, "qsystem-ub485": ub485_means, "numpad": numpad_means,
}  # fmt: skip


@dataclass
class Found:
    """What a run met."""

    frames: int = 0
    bytes: int = 0
    events: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def good_frames(name: str) -> list[bytes]:
    """Frames of the device itself or, for a board, to it."""
    if name == "callpad-ff68":
        return [ff68(data) for data in FF68_KEYS] + [ff68(f"{code:02x}", 0x11) for code in range(1, 6)]
    if name == "qsystem-ub485":
        return [bytes([1, ADDRESS, key, 7]) for key in UB485_KEYS]
    if name == "numpad":
        return [b"K" + bytes([digit]) for digit in range(1, 6)]
    codec = Codec(load_profile(name), ADDRESS)
    return [codec.build(command, **SHOWN) for command in ("show", "clear")]


def damaged(chance: random.Random, frame: bytes) -> bytes:
    """A frame with one to four things wrong, or nothing but noise."""
    if chance.random() < 0.25:
        return chance.randbytes(chance.randint(1, 40))
    raw = bytearray(frame)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(6):
            case 0 if at < len(raw):
                raw[at] ^= 1 << chance.randrange(8)
            case 1 if at < len(raw):
                raw[at] = chance.randrange(256)
            case 2:
                del raw[at:]
            case 3:
                raw.insert(at, chance.randrange(256))
            case 4 if len(raw) > 1:
                del raw[at : at + 1]
            case 5:
                raw += frame[:at]
        if not raw:
            break
    return bytes(raw)


def run(name: str, frames: int, seed: int) -> Found:
    """So many frames against one profile."""
    chance, found = random.Random(f"{name} {seed}"), Found()
    codec, good, means = Codec(load_profile(name), ADDRESS), good_frames(name), MEANS.get(name, board_means)

    def judge(sent: bytes, taken: list[Received]) -> None:
        for received in taken:
            found.events += received.event is not None
            try:
                meant = means(received.frame)
                if received.frame not in sent or meant != received.event:
                    found.false.append(f"{received} in {sent.hex(' ')}")
            except AssertionError:
                found.false.append(f"{received} in {sent.hex(' ')}")

    while found.frames < frames:
        sent = b"".join(damaged(chance, chance.choice(good)) for _ in range(chance.randint(1, 3)))
        cut = chance.randrange(len(sent) + 1)
        judge(sent, codec.feed(sent[:cut]) + codec.feed(sent[cut:]) + codec.silence())
        found.frames += 1
        found.bytes += len(sent)
        if found.frames % 8 == 0:
            press = chance.choice(good)
            taken = codec.feed(press)
            judge(press, taken)
            if [received.frame for received in taken] != [press] and name in MEANS:
                found.missed.append(press.hex(" "))
    return found


def main() -> int:
    """Fuzz the profiles asked for; 1 when anything false was taken or anything good missed."""
    parser = argparse.ArgumentParser(description="random and damaged frames against the profiles")
    parser.add_argument("--frames", type=int, default=20_000, help="for each profile (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(%(default)s)")
    parser.add_argument("--profile", choices=shipped(), action="append", help="only this one; may be repeated")
    args = parser.parse_args()
    wrong = 0
    for name in args.profile or shipped():
        began = time.monotonic()
        found = run(name, args.frames, args.seed)
        wrong += len(found.false) + len(found.missed)
        sys.stdout.write(
            f"{name:15} {found.frames:>9,} frames {found.bytes:>11,} bytes  {found.events:>7,} that were whole frames  "
            f"{len(found.false)} false  {len(found.missed)} missed  {time.monotonic() - began:.0f} s\n"
        )
        sys.stdout.write("".join(f"  {line}\n" for line in (found.false + found.missed)[:5]))
        sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
