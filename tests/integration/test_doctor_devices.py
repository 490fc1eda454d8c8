"""A technician asks the doctor about printers and keypads that are well, in trouble, or not there."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import serial

from hardware.reader.sam import FIND
from hardware.simulated.board import VirtualBoard
from hardware.simulated.idreader import VirtualIdReader
from hardware.simulated.keypad import VirtualKeypad
from hardware.simulated.printer import VirtualPrinter
from hardware.simulated.wire import Wire
from tests.integration.clinic import Doctor, doctor, kiosk

__all__ = ["doctor"]


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    printer = VirtualPrinter()
    printer.power_on()
    yield printer
    printer.close()


def at(printer: VirtualPrinter) -> str:
    host, port = printer.address
    return f'[printer]\naddress = "tcp://{host}:{port}"\n'


def test_a_printer_that_is_ready_prints_nothing_unless_asked(
    printer: VirtualPrinter, doctor: Doctor, tmp_path: Path
) -> None:
    home = kiosk(tmp_path, at(printer))
    assert [line.code for line in doctor(home, "printer")] == ["ready"]
    assert not printer.slips
    assert [line.code for line in doctor(home, "printer", "--print")] == ["ready", "printed"]
    assert len(printer.slips) == 1
    assert doctor.exit == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"paper": "out"}, "paper-out"),
        ({"cover_open": True}, "cover-open"),
        ({"cutter_jammed": True}, "fault"),
        ({"answers": "garbage"}, "not-a-printer"),
    ],
)
def test_a_printer_in_trouble_is_told_and_no_slip_is_sent(
    printer: VirtualPrinter, doctor: Doctor, tmp_path: Path, change: dict[str, object], code: str
) -> None:
    printer.change(**change)
    (line,) = doctor(kiosk(tmp_path, at(printer)), "printer", "--print")
    assert (line.code, line.status, doctor.exit) == (code, "fail", 1)
    assert line.remedy
    assert not printer.slips


def test_a_printer_that_is_off_is_told(printer: VirtualPrinter, doctor: Doctor, tmp_path: Path) -> None:
    printer.power_off()
    (line,) = doctor(kiosk(tmp_path, at(printer)), "printer")
    assert (line.code, line.status) == ("unreachable", "fail")


def test_paper_that_is_nearly_used_up_is_a_warning(printer: VirtualPrinter, doctor: Doctor, tmp_path: Path) -> None:
    printer.change(paper="near_end")
    assert [line.status for line in doctor(kiosk(tmp_path, at(printer)), "printer", "--print")] == ["pass", "warn"]


def test_a_test_slip_that_is_not_confirmed_is_honestly_unsure(
    printer: VirtualPrinter, doctor: Doctor, tmp_path: Path
) -> None:
    printer.change(reset_after_bytes=5_000)
    assert [line.code for line in doctor(kiosk(tmp_path, at(printer)), "printer", "--print")] == ["ready", "unsure"]


@pytest.fixture
def pad(tmp_path: Path) -> Iterator[VirtualKeypad]:
    pad = VirtualKeypad(tmp_path / "keypad", address=5)
    pad.plug()
    yield pad
    pad.unplug()


def with_pad(tmp_path: Path, pad: VirtualKeypad, **more: str) -> Path:
    settings = f'[keypad]\nport = "{pad.link}"\naddress = 5\n' + "".join(f'{key} = "{more[key]}"\n' for key in more)
    return kiosk(tmp_path / "counter", settings)


def test_a_keypad_that_is_plugged_in_opens_and_beeps(pad: VirtualKeypad, doctor: Doctor, tmp_path: Path) -> None:
    (line,) = doctor(with_pad(tmp_path, pad), "lines")
    assert (line.code, line.status, doctor.exit) == ("open", "pass", 0)
    assert pad.wait_for_frames(1, 5)
    assert pad.beeps == 1


def test_presses_are_shown_as_they_come(pad: VirtualKeypad, doctor: Doctor, tmp_path: Path) -> None:
    def press() -> None:
        assert pad.wait_for_frames(1, 10)
        pad.press(5)
        pad.press_key("call")

    citizen = Thread(target=press)
    citizen.start()
    found = doctor(with_pad(tmp_path, pad), "lines", "--keys", "2")
    citizen.join()
    assert [line.code for line in found] == ["open", "pressed", "pressed"]
    assert [line.facts["key"] for line in found[1:]] == ["5/5", "call"]


def test_a_keypad_that_nobody_presses_is_a_warning(pad: VirtualKeypad, doctor: Doctor, tmp_path: Path) -> None:
    found = doctor(with_pad(tmp_path, pad), "lines", "--keys", "1")
    assert [(line.code, line.status) for line in found] == [("open", "pass"), ("not-pressed", "warn")]


def test_an_unplugged_keypad_is_told_with_the_ports_there_are(
    pad: VirtualKeypad, doctor: Doctor, tmp_path: Path
) -> None:
    home = with_pad(tmp_path, pad)
    pad.unplug()
    (line,) = doctor(home, "lines")
    assert (line.code, line.status, doctor.exit) == ("missing", "fail", 1)
    assert str(pad.link) in line.text and "plug it in" in line.remedy


def test_a_port_that_the_counter_holds_is_left_to_it(pad: VirtualKeypad, doctor: Doctor, tmp_path: Path) -> None:
    with serial.Serial(str(pad.link), exclusive=True):
        (line,) = doctor(with_pad(tmp_path, pad), "lines")
    assert (line.code, line.status, doctor.exit) == ("busy", "warn", 0)


def test_a_profile_that_there_is_not_is_told(pad: VirtualKeypad, doctor: Doctor, tmp_path: Path) -> None:
    (line,) = doctor(with_pad(tmp_path, pad, profile="no-such-pad"), "lines")
    assert (line.code, line.status) == ("profile", "fail")
    assert "callpad-ff68" in line.text


@pytest.fixture
def board(tmp_path: Path) -> Iterator[VirtualBoard]:
    board = VirtualBoard(tmp_path / "board", "qsystem-board")
    board.plug()
    yield board
    board.unplug()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[VirtualIdReader]:
    reader = VirtualIdReader(tmp_path / "reader")
    reader.wire.plug()
    yield reader
    reader.wire.unplug()


def with_board(tmp_path: Path, board: VirtualBoard, profile: str = "qsystem-board") -> Path:
    return kiosk(tmp_path / "counter", f'[board]\nport = "{board.wire.link}"\nprofile = "{profile}"\n')


def with_reader(tmp_path: Path, wire: Wire) -> Path:
    return kiosk(tmp_path / "kiosk", f'[reader]\nkind = "id-card"\nport = "{wire.link}"\n')


def test_a_board_shows_a_test_number_and_is_dark_again(board: VirtualBoard, doctor: Doctor, tmp_path: Path) -> None:
    seen: list[bool] = []
    passer_by = Thread(target=lambda: seen.append(board.wait_for("A888")))
    passer_by.start()
    found = doctor(with_board(tmp_path, board), "lines")
    passer_by.join()
    assert [(line.code, line.status) for line in found] == [("open", "pass"), ("shown", "pass")]
    assert seen == [True]
    assert board.wait_for("")


def test_a_keypads_profile_at_the_board_is_told(board: VirtualBoard, doctor: Doctor, tmp_path: Path) -> None:
    (line,) = doctor(with_board(tmp_path, board, "callpad-ff68"), "lines")
    assert (line.code, line.status) == ("profile", "fail")
    assert "name the profile of a board" in line.text


def test_an_unplugged_board_is_told(board: VirtualBoard, doctor: Doctor, tmp_path: Path) -> None:
    board.unplug()
    (line,) = doctor(with_board(tmp_path, board), "lines")
    assert (line.code, line.status) == ("missing", "fail")


def test_a_card_reader_answers_and_reads_nobodys_card(reader: VirtualIdReader, doctor: Doctor, tmp_path: Path) -> None:
    reader.put("11010519491231002X")
    (line,) = doctor(with_reader(tmp_path, reader.wire), "lines")
    assert (line.code, line.status) == ("answers", "pass")
    assert reader.wait_for_asked(1)
    assert reader.asked == [FIND], "it is not read"


def test_a_reader_without_power_behind_its_converter_is_told(doctor: Doctor, tmp_path: Path) -> None:
    wire = Wire(tmp_path / "reader")
    wire.plug()
    (line,) = doctor(with_reader(tmp_path, wire), "lines")
    wire.unplug()
    assert (line.code, line.status) == ("mute", "fail")
    assert "power" in line.remedy
