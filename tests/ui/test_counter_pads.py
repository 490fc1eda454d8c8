"""Call pads and the board at the window: pressed and read on pseudo-terminals, through the desk of a real hall."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from counter.devices import Device, devices_of
from hardware.keypad.keypad import keypad_port
from hardware.keypad.profile import load_profile
from hardware.simulated.board import VirtualBoard
from hardware.simulated.keypad import VirtualKeypad
from hardware.simulated.wire import Wire
from shared.settings import Board, Keypad, Settings
from shared.ui.fonts import load_fonts
from tests.ui.counter_hall import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size


@pytest.fixture
def pad(tmp_path) -> Iterator[VirtualKeypad]:
    pad = VirtualKeypad(tmp_path / "pad")
    pad.plug()
    yield pad
    pad.unplug()


@pytest.fixture
def board(tmp_path) -> Iterator[VirtualBoard]:
    board = VirtualBoard(tmp_path / "board", "mingxing-led")
    board.plug()
    yield board
    board.unplug()


@pytest.fixture
def desk(qapp, qtbot, pad, board) -> Iterator[Desk]:
    load_fonts()
    profiles = replace(load_profile("callpad-ff68"), debounce_s=0.0), load_profile("mingxing-led")
    desk = Desk(
        Device("pad", keypad_port(str(pad.link), profiles[0]), profiles[0]),
        Device("board", keypad_port(str(board.wire.link), profiles[1]), profiles[1]),
    )
    desk.sign_in()
    qtbot.waitUntil(lambda: desk.reads("评价器已接"))
    yield desk
    desk.counter.close()


def told(desk: Desk) -> dict[str, str]:
    """How the hub believes this desk's devices are."""
    return {report.device: report.state for report in desk.reports}


def press(desk: Desk, pad: VirtualKeypad, qtbot, key: str, state: str) -> None:
    """A key of the pad, not in a hurry, until the hall sees the desk so."""
    desk.wait(2)
    pad.press_key(key)
    qtbot.waitUntil(lambda: desk.state == state)


def test_a_clerk_serves_with_the_pad_alone(desk, pad, board, qtbot):
    press(desk, pad, qtbot, "call", "idle")
    number = desk.take()
    press(desk, pad, qtbot, "call", "calling")
    assert board.wait_for(number)
    press(desk, pad, qtbot, "call", "serving")
    press(desk, pad, qtbot, "evaluate", "idle")
    qtbot.waitUntil(lambda: pad.lit and board.text == "")
    press(desk, pad, qtbot, "pause", "paused")
    press(desk, pad, qtbot, "pause", "idle")


def test_the_pad_shows_how_many_wait_and_who_is_here(desk, pad, qtbot):
    press(desk, pad, qtbot, "call", "idle")
    for _ in range(3):
        number = desk.take()
    desk.counter.refresh()
    qtbot.waitUntil(lambda: pad.digits == (10, 10, 3, 10, 10, 10))
    press(desk, pad, qtbot, "call", "calling")
    assert desk.number != number
    digits = tuple(int(digit) for digit in desk.number[-3:])
    qtbot.waitUntil(lambda: pad.digits == (10, 10, 2, *digits))


def test_recall_and_no_show_keep_the_halls_rules_and_say_why_not(desk, pad, qtbot):
    press(desk, pad, qtbot, "call", "idle")
    desk.take()
    press(desk, pad, qtbot, "call", "calling")
    pad.press_key("recall")
    qtbot.waitUntil(lambda: desk.reads("秒"))
    assert desk.hall.at("8").calls == 1
    desk.wait(16)
    pad.press_key("recall")
    qtbot.waitUntil(lambda: desk.hall.at("8").calls == 2)
    desk.wait(16)
    press(desk, pad, qtbot, "no-show", "idle")


def test_hold_and_unhold_park_for_this_window(desk, pad, qtbot):
    press(desk, pad, qtbot, "call", "idle")
    number = desk.take()
    press(desk, pad, qtbot, "call", "calling")
    press(desk, pad, qtbot, "call", "serving")
    press(desk, pad, qtbot, "park", "idle")
    desk.wait(2)
    pad.press_key("resume")
    press(desk, pad, qtbot, "call", "calling")
    assert desk.number == number


def test_transfer_asks_on_the_screen_where_to(desk, pad, qtbot):
    press(desk, pad, qtbot, "call", "idle")
    desk.take()
    press(desk, pad, qtbot, "call", "calling")
    press(desk, pad, qtbot, "call", "serving")
    desk.wait(2)
    pad.press_key("transfer")
    qtbot.waitUntil(desk.window.sheet.isVisible)


def test_nobody_works_a_desk_where_nobody_is_signed_in(desk, pad, qtbot):
    desk.counter.session.leave(sign_out=True)
    desk.counter.session._sign_out()
    asked = list(desk.asked)
    pad.press_key("call")
    assert pad.wait_for_frames(1, 5)  # acknowledged on the line
    qtbot.wait(50)
    assert desk.asked == asked


def test_a_board_and_a_pad_that_are_pulled_out_do_not_disturb_the_desk(desk, pad, board, qtbot):
    board.unplug()
    pad.unplug()
    qtbot.waitUntil(lambda: desk.reads("评价器没有连上"))
    qtbot.waitUntil(lambda: told(desk) == {"keypad": "trouble", "board": "trouble"})
    desk.step()
    number = desk.take()
    desk.step()
    assert desk.number == number
    board.plug()
    pad.plug()
    assert board.wait_for(number)
    qtbot.waitUntil(lambda: pad.digits[3:] == tuple(int(digit) for digit in number[-3:]))
    qtbot.waitUntil(lambda: told(desk) == {"keypad": "ok", "board": "ok"})


def test_after_the_hub_was_away_it_is_told_again_how_the_devices_are(desk, qtbot):
    qtbot.waitUntil(lambda: told(desk) == {"keypad": "ok", "board": "ok"})
    desk.reports.clear()
    desk.link.set_state("away")
    assert told(desk) == {}
    desk.link.set_state("live")
    assert told(desk) == {"keypad": "ok", "board": "ok"}


def test_the_devices_of_the_settings_share_a_line_where_they_share_a_port(tmp_path):
    port = str(tmp_path / "bus")
    devices, wrong = devices_of(Settings(keypad=Keypad(port, rating="three-key"), pad=Keypad(port, address=2)))
    assert wrong == []
    assert [(it.role, it.port.path, it.address) for it in devices] == [("pad", port, 1), ("pad", port, 2)]
    assert devices[0].profile.rating[1] == 5
    assert devices[1].profile.rating[1] == 4


@pytest.mark.parametrize(
    ("wanted", "table", "said"),
    [
        (Settings(keypad=Keypad("COM3", "no-such-pad")), "keypad", "callpad-ff68"),
        (Settings(pad=Keypad("COM3", rating="nine-key")), "pad", "choose one of four-key, three-key"),
        (Settings(board=Board("COM3", "callpad-ff68")), "board", "name one with the commands show and clear"),
        (Settings(keypad=Keypad("COM3"), board=Board("COM3", "qsystem-board")), "board", "speaks otherwise"),
    ],
)
def test_a_device_that_cannot_be_is_named_with_a_remedy_and_left_out(caplog, wanted, table, said):
    devices, wrong = devices_of(wanted)
    assert wrong == [table]
    assert table not in [it.role for it in devices]
    assert f"no [{table}]" in caplog.text
    assert said in caplog.text


def test_the_foot_says_which_table_is_wrong(qapp):
    desk = Desk(wrong=("keypad", "board"))
    desk.sign_in()
    assert desk.reads("terminal.toml 里 [keypad] [board] 写错了")
    desk.counter.close()


def test_two_desks_never_hear_each_other_on_one_bus(qapp, qtbot, tmp_path):
    wire = Wire(tmp_path / "bus")
    near, far = (VirtualKeypad(wire.link, address, wire) for address in (1, 2))
    wire.plug()
    profile = load_profile("callpad-ff68")
    desk = Desk(Device("pad", keypad_port(str(wire.link), profile), profile, 1))
    desk.sign_in()
    qtbot.waitUntil(lambda: desk.reads("评价器已接"))
    far.press_key("call")
    near.press_key("call")
    qtbot.waitUntil(lambda: desk.state == "idle")
    assert desk.asked == ["open"]
    desk.counter.close()
    wire.unplug()
