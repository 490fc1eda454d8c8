"""What the operator reads at nine in the morning: one line an event, with the device, and never a secret.

Debug is for us, info for what happened, warning for what a person should look at, error for what was lost or broken.
"""

import logging
import re
import sys
from datetime import datetime
from typing import TextIO

_SECRETS = (
    (re.compile(r"(?i)\b(bearer)\s+[^\s\"',;]+"), r"\1 ***"),
    (re.compile(r"(?i)\bFH((-[A-Z0-8]{4}){2,}|([ -]?[A-Z0-8]{4}){8})"), "FH-***"),
    (re.compile(r"\b(fh[ks])_[\w-]+"), r"\1_***"),
    (re.compile(r"\$argon2\w*\$\S+"), "$argon2***"),
    (re.compile(r"(?i)\b(\d{6}-\d+)-[a-z2-7]{20}\b"), r"\1-***"),
    (re.compile(r"(?i)\b(\d{4}-\d\d-\d\d\.[a-z0-9-]{1,32})\.[a-z2-7]{20}\b"), r"\1.***"),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL), "***"),
    (
        re.compile(
            r"(?i)([\w-]*(?:password|passwd|token|secret|api[_-]?key)[\"']?\s*[:=]\s*)"
            r"(?:\"(?:\\.|[^\"\\])*\"?|'(?:\\.|[^'\\])*'?|[^\s\"',;&}]+)"
        ),
        r"\1***",
    ),
    (re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?![\dA-Za-z])"), r"\1********\2"),
    (re.compile(r"(?<![\dA-Za-z])(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?![\dA-Za-z])"), r"\1****\2"),
)
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(0x7F, 0xA0))} | {10: "\\n", 13: "\\r", 9: " "}
_warned: set[tuple[str, str]] = set()


def setup(device: str, *, debug: bool = False, stream: TextIO | None = None) -> None:
    """Write this process's log to ``stream`` (stderr), naming ``device``; a later call replaces an earlier one."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler.formatter, OperatorFormatter)]:
        root.removeHandler(handler)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OperatorFormatter(device))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if debug else logging.INFO)


def get(name: str) -> logging.Logger:
    """The logger of one part, such as ``hub.feed``."""
    return logging.getLogger(f"fairhall.{name}")


def warn_once(logger: logging.Logger, key: str, message: str, *args: object) -> None:
    """Warn the first time about ``key``; debug from then on, until it is ``well_again``."""
    known = (logger.name, key) in _warned
    _warned.add((logger.name, key))
    logger.log(logging.DEBUG if known else logging.WARNING, message, *args)


def well_again(logger: logging.Logger, key: str, message: str, *args: object) -> None:
    """Tell, once, that what was warned about is over; nothing if nothing was."""
    if (logger.name, key) in _warned:
        _warned.discard((logger.name, key))
        logger.info(message, *args)


def redact(text: str) -> str:
    """``text`` without keys, tokens, passwords and the middle of ID and mobile numbers."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class OperatorFormatter(logging.Formatter):
    """``2026-01-05T09:00:00.123+08:00 WARNING hub fairhall.hub.feed: text``, a traceback below it."""

    def __init__(self, device: str) -> None:
        super().__init__(f"%(asctime)s %(levelname)s {device.replace('%', '%%')} %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, redacted with its traceback."""
        return redact(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """One line, whatever a stranger put into the text."""
        record.message = record.message.translate(_CONTROLS)
        return super().formatMessage(record)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """Local time with its offset."""
        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
