"""What Qt says stands in our log, without what we say ourselves in words that help."""

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger("fairhall.qt")

Hears = Callable[[QtMsgType, QMessageLogContext, str], None]
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}
SAID = ("pa_context_connect() failed", "Error loading text-to-speech plug-in", "propagateSizeHints")
"""No sound, no voice of the system, no screen."""


def listen() -> None:
    """From now on; who listened before hears the rest instead of the log."""
    before: list[Hears | None] = []
    before.append(qInstallMessageHandler(partial(_hear, before)))


def _hear(before: list[Hears | None], kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if any(said in message for said in SAID):
        return
    if before and before[0] is not None:
        before[0](kind, context, message)
    else:
        log.log(LEVELS.get(kind, logging.ERROR), message)
