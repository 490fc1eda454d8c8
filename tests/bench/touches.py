"""A kiosk in a process of its own. Run as a child: ``touches COUNT``; the hall is in memory, window and finger real.

Says ``first`` once its first frame is there, then a line with milliseconds for each touch: from the finger to the frame
that answers it, alternately a tile on home and the way back.
"""

import os
import sys
import time


def main(count: int) -> None:
    """Show, touch, tell."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from pytestqt.qt_compat import qt_api

    qt_api.set_qt_api("pyside6")
    from PySide6.QtCore import QPointF
    from PySide6.QtTest import QTest
    from pytestqt.qtbot import QtBot

    from shared.ui.terminal import application
    from tests.ui.kiosk_hall import Visitor

    application()
    person = Visitor(QtBot(None))  # type: ignore[arg-type]
    window, finger = person.kiosk.window, QTest.createTouchDevice()
    window.grabWindow()
    sys.stdout.write("first\n")
    sys.stdout.flush()
    for n in range(count):
        person.settle()
        item = person.find("tile-d" if n % 2 == 0 else "back")
        at = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        frames: list[float] = []
        answered = window.frameSwapped.connect(lambda frames=frames: frames.append(time.perf_counter()))
        started = time.perf_counter()
        QTest.touchEvent(window, finger).press(0, at, window).commit()
        person.qtbot.waitUntil(lambda frames=frames: bool(frames))
        sys.stdout.write(f"{(frames[0] - started) * 1000:.3f}\n")
        window.disconnect(answered)
        QTest.touchEvent(window, finger).release(0, at, window).commit()
    person.kiosk.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
