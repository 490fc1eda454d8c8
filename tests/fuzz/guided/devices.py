"""Bytes from devices: what comes in pieces is read as what comes whole, and nothing that was not on the line."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from hardware.board.board import Board
from hardware.errors import Lost
from hardware.keypad.codec import Codec
from hardware.keypad.profile import load_profile, shipped
from hardware.printer.driver import Limits, Printer
from hardware.printer.status import ASK_DONE, done_without_paper, is_done
from hardware.reader import sam
from hardware.reader.events import CardRead, CodeRead
from hardware.reader.idcard import IdReader
from hardware.reader.sam import NotACard, SamCodec, id_number
from hardware.reader.scanner import GAP_S, LEAST, LONGEST, Scanner, Wedge, code_text
from hardware.simulated.idreader import text_block
from tests.fuzz.guided import Target
from tests.fuzz.keypads import ADDRESS, MEANS, board_means, good_frames
from tests.fuzz.lines import NUMBER, SLIP, frame, honest

PROFILES = {name: load_profile(name) for name in shipped()}
BREAK = b"||"
"""Between what came at one time and at the next."""


class OnLine:
    """A line that is up and keeps what it is given."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.hear: Callable[[bytes], None]
        self.state: Callable[[bool, str], None]

    def listen(self, on_bytes: Callable[[bytes], None], on_state: Callable[[bool, str], None]) -> None:
        self.hear, self.state = on_bytes, on_state

    def write(self, data: bytes) -> bool:
        self.written.append(data)
        return True


def in_pieces(feed: Callable[[bytes], Any], data: bytes, size: int) -> None:
    for at in range(0, len(data), size):
        feed(data[at : at + size])


def held(reader: object) -> int:
    """Bytes that it keeps."""
    return sum(len(value) for value in vars(reader).values() if isinstance(value, bytes | str))


def _keypad(data: bytes) -> None:
    name = shipped()[data[0] % len(PROFILES)] if data else shipped()[0]
    profile, sent = PROFILES[name], data[1:]
    layout, means = profile.layout, MEANS.get(name, board_means)
    codec, other = Codec(profile, ADDRESS), Codec(profile, ADDRESS)
    taken, again = codec.feed(sent), []
    for byte in sent:
        again += other.feed(bytes([byte]))
        assert held(other) <= layout.longest, "it keeps more than a frame"
    assert again == taken, "in pieces it is another"
    for received in taken + codec.silence():
        assert received.frame in sent
        assert means(received.frame) == received.event
        fields, length = layout.compile().parse(received.frame)
        assert (layout.compile().build(fields), length) == (received.frame, len(received.frame)), "it has two spellings"
    if name in MEANS:
        good = good_frames(name)[0]
        assert [received.frame for received in codec.feed(good)] == [good], "the next press is lost"


def _keypad_seeds() -> Iterator[bytes]:
    for n, name in enumerate(shipped()):
        yield bytes([n]) + b"".join(good_frames(name)[:3])


keypad = Target(_keypad, _keypad_seeds, 200)


def _reader(data: bytes) -> None:
    codec, other, said = SamCodec(), SamCodec(), data.replace(BREAK, b"")
    replies, again = codec.feed(said), []
    for byte in said:
        again += other.feed(bytes([byte]))
    assert again == replies, "in pieces it is another"
    assert max(held(codec), held(other)) < sam.LONGEST + 7
    for reply in replies:
        assert frame(reply.status, reply.data) in said
        try:
            assert id_number(reply.data).encode("utf-16-le") in said
        except NotACard as error:
            assert NUMBER not in str(error)
    line, events, now = OnLine(), [], 0.0
    reading = IdReader(line, events.append, lambda: now)  # type: ignore[arg-type]
    for heard in data.split(BREAK):
        now += 0.4
        reading.poll()
        line.hear(heard)
    reads = line.written.count(sam.request(sam.READ))
    assert sum(isinstance(event, CardRead) for event in events) <= reads, "a card that nobody asked for"


def _reader_seeds() -> Iterator[bytes]:
    card = frame(sam.DONE, b"\x01\x00\x00\x00" + text_block(NUMBER))
    yield BREAK.join([frame(sam.FOUND, bytes(4)), frame(sam.DONE, b""), card])
    yield frame(sam.FOUND, bytes(4)) + frame(sam.DONE, b"") + card[:-1] + b"\0"
    yield frame(sam.FOUND, b"") + BREAK + frame(b"\x00\x00\x81", b"")
    yield sam.HEAD + b"\x0f\xff" + sam.HEAD * 9


reader = Target(_reader, _reader_seeds, 1400)


def _long(data: bytes) -> bytes:
    """A tilde stands for 700 letters: what is too long is near."""
    return data.replace(b"~", b"A" * 700)


def _scanner(data: bytes) -> None:
    sent = _long(data)
    lines = re.split(rb"[\r\n]", sent)[:-1]
    meant = [CodeRead(text) for raw in lines if len(raw) <= LONGEST and (text := code_text(raw))]
    assert all(event.text.isprintable() for event in meant)
    for size in (1, 64, len(sent) or 1):
        line, events = OnLine(), []
        scanner = Scanner(line, events.append)  # type: ignore[arg-type]
        in_pieces(line.hear, sent, size)
        assert events == meant, f"in pieces of {size} it is another"
        assert held(scanner) <= LONGEST


def _scanner_seeds() -> Iterator[bytes]:
    yield b"FH1:A012\r\n" + "票号".encode() + b"\r" + "票号".encode("gb18030") + b"\n"
    yield b"~~~\rFH1:A012\r"
    yield b"~~\rA\n~~~~A012\n"


scanner = Target(_scanner, _scanner_seeds, 200)


def _wedge(data: bytes) -> None:
    """Two bytes a key: what, and how many milliseconds after the one before."""
    wedge, now, run, last = Wedge(), 100.0, "", 0.0
    for key, gap in zip(data[::2], data[1::2], strict=False):
        now += gap / 1000
        if key == 10:
            code = run if now - last < GAP_S and LEAST <= len(run) <= LONGEST else None
            assert wedge.end(now) == code
            run = ""
            continue
        for character in _long(bytes([key])).decode("latin-1"):
            run = (run if now - last < GAP_S else "") + character
            last = now
            wedge.key(character, now)
        assert held(wedge) <= LONGEST + 1


def _wedge_seeds() -> Iterator[bytes]:
    yield b"".join(bytes([key, 10]) for key in b"FH1:A012\n")
    yield b"".join(bytes([key, 90]) for key in b"A012\n")
    yield b"".join(bytes([key, 5]) for key in b"~~~A\nA012345\n")


wedge = Target(_wedge, _wedge_seeds, 200)
BOARDS = [profile for profile in PROFILES.values() if {"show", "clear"} <= profile.commands.keys()]


def _board(data: bytes) -> None:
    """The number and the window that stand before and behind a bar."""
    number, _, window = data.decode(errors="replace").partition("|")
    for profile in BOARDS:
        line = OnLine()
        board = Board(line, profile, ADDRESS)  # type: ignore[arg-type]
        board.show(number, window)
        line.state(True, "")
        for sent in line.written:
            layout = profile.commands["show" if number else "clear"].layout
            assert layout.compile().parse(sent)[1] == len(sent) <= layout.longest


def _board_seeds() -> Iterator[bytes]:
    yield from (b"A012|3", b"|", "甲012|8 号".encode(), b"B1234567890|12", "٣٤²|Ⅷ".encode())


board = Target(_board, _board_seeds, 6000)
QUICK = Limits(first_answer_s=0.3, answer_s=0.1, send_s=1, finish_s=3, poll_s=0.1, settle_s=0.01)


class Talker:
    """A printer that says what it is told to, and whose silence takes the time it takes."""

    def __init__(self, said: list[bytes]) -> None:
        self.now = 0.0
        self.sent = b""
        self.confirmed = False
        self._said = said

    def send(self, data: bytes, within_s: float) -> None:
        self.sent += data

    def receive(self, within_s: float) -> bytes:
        self.now += 0.001
        said = self._said.pop(0) if self._said else b""
        if said == b"gone":
            raise Lost("it is gone")
        if not said:
            self.now += within_s
        if ASK_DONE in self.sent:
            self.confirmed |= any(is_done(byte) and not done_without_paper(byte) for byte in said)
        return said

    def close(self) -> None:
        """It stays as it is."""


def _printer(data: bytes) -> None:
    talker = Talker(data.split(b"|"))
    outcome = Printer(lambda: talker, QUICK, lambda: talker.now).print_job(SLIP)
    assert talker.sent.count(SLIP) <= 1, "printed twice"
    honest(outcome, talker.confirmed, talker.sent)
    assert talker.now < 30, "it takes too long"


def _printer_seeds() -> Iterator[bytes]:
    yield b"|\x16|\x12|\x12||\x00|\x16|\x12|\x12|"
    yield b"\x12||\x16|\x12|\x72"
    yield b"|\x16|\x12|\x12||\x12|\x12|\x72|\x0c"
    yield b"|\x16|\x12|\x12||gone"
    yield b""


printer = Target(_printer, _printer_seeds, 400)
