"""``fairhall counter`` as a program: its start and its faults."""

import argparse
import os
import signal

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from counter import app
from shared.ui import terminal
from tests.ui.counter_hall import Desk

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),  # the offscreen platform says so of every least size
    pytest.mark.usefixtures("the_tests_log"),
]


def arguments(*words: object) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    app.add_arguments(parser)
    return parser.parse_args([str(word) for word in words])


def test_a_counter_that_is_not_paired_says_what_to_do(tmp_path, capsys):
    assert app.run(arguments("--data", tmp_path)) == 1
    assert "pair this terminal first" in capsys.readouterr().err


def test_a_desk_without_a_keypad_says_so_and_finishes_without_asking(qapp):
    desk = Desk()
    desk.open()
    assert desk.reads("没有评价器")
    desk.take()
    for _ in range(3):
        desk.step()
    assert desk.reads("本窗口现在没有评价器")
    desk.counter.close()


def test_closing_the_window_of_a_closed_counter_ends_the_program(qapp):
    desk = Desk()
    desk.sign_in()
    QTimer.singleShot(0, desk.window.close)
    QApplication.exec()
    assert not desk.window.isVisible()
    desk.counter.close()


def test_a_machine_that_is_shut_down_ends_the_program_with_a_citizen_at_the_desk(qapp):
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    desk = Desk()
    desk.open()
    desk.take()
    desk.step()
    terminal.application()
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))
    late = QTimer(qapp, singleShot=True, interval=10_000)
    late.timeout.connect(lambda: QApplication.exit(1))
    late.start()
    assert QApplication.exec() == 0
    late.stop()  # it would end every later test's event loop before it began
    for number, handler in before.items():
        signal.signal(number, handler)
    desk.counter.close()
