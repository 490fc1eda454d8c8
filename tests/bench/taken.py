"""A kiosk before a real hub, in a process of its own. Run as a child: ``taken COUNT SERVICE --data DIR --hub ADDRESS``,
on the data of a paired kiosk.

Says a line with milliseconds for each ticket: from the finger on the last touch to the first frame of the page that it
brings, the draw's or the ticket's.
"""

import argparse
import os
import sys
import time


def main() -> int:
    """Take tickets, one citizen after the other."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from pytestqt.qt_compat import qt_api

    qt_api.set_qt_api("pyside6")
    from PySide6.QtCore import QPointF, QSize
    from PySide6.QtQuick import QQuickItem
    from PySide6.QtTest import QTest
    from pytestqt.qtbot import QtBot

    from kiosk.app import Kiosk
    from kiosk.settings import KioskSettings
    from shared.ui import theme
    from shared.ui.terminal import Terminal, add_arguments, run_terminal

    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("service")
    add_arguments(parser, "kiosk")
    args = parser.parse_args()

    def take(here: Terminal) -> None:
        kiosk = Kiosk(here.link, None, KioskSettings(settle_ms=20), here.outbox)
        kiosk.window.resize(QSize(theme.KIOSK_WIDTH, theme.KIOSK_HEIGHT))
        finger, bot = QTest.createTouchDevice(), QtBot(None)  # type: ignore[arg-type]
        visit = kiosk.desk.visit
        kiosk.show()
        for _ in range(args.count):
            bot.waitUntil(lambda: visit.page == "home", timeout=30_000)
            visit.openGroup(here.link.mirror.services[args.service].group)
            if visit.page == "services":
                visit.chooseService(args.service)
            bot.waitUntil(lambda: visit.settled)
            kiosk.window.grabWindow()
            (kind,) = (
                item for item in kiosk.window.contentItem().findChildren(QQuickItem, "kind-normal") if item.isVisible()
            )
            at = kind.mapToScene(QPointF(kind.width() / 2, kind.height() / 2)).toPoint()
            frames: list[float] = []
            counted = kiosk.window.frameSwapped.connect(
                lambda frames=frames: frames.append(time.perf_counter()) if visit.page in ("draw", "ticket") else None
            )
            started = time.perf_counter()
            QTest.touchEvent(kiosk.window, finger).press(0, at, kiosk.window).commit()
            QTest.touchEvent(kiosk.window, finger).release(0, at, kiosk.window).commit()
            bot.waitUntil(lambda frames=frames: bool(frames), timeout=30_000)
            kiosk.window.disconnect(counted)
            sys.stdout.write(f"{(frames[0] - started) * 1000:.3f} {visit.page}\n")
            visit.leave()
        kiosk.close()

    return run_terminal(args, "kiosk", take)


if __name__ == "__main__":
    sys.exit(main())
