"""What staff read of devices that are not well: which one, what is wrong, what to do."""

from collections.abc import Iterable

from shared.protocol.requests import COMING, MANAGER
from shared.protocol.rows import DeviceRow
from shared.ui.texts import Texts

DOUBT_MS = 120_000
"""So long after a printer is well again the number that may have no paper is still named."""


def troubles(rows: Iterable[DeviceRow], texts: Texts, now_ms: int) -> list[str]:
    """A sentence for each device that wants somebody, the worst first, the longest first among equals."""
    found: list[tuple[int, int, str]] = []
    for row in rows:
        if row.state in ("trouble", "warn"):
            found.append((row.state == "warn", row.since_ms, said(row, texts)))
        elif row.state == "ok" and row.number and now_ms - row.since_ms < DOUBT_MS:
            found.append((2, row.since_ms, _said(row, texts.t("device.doubt", number=row.number), texts)))
    return [sentence for _, _, sentence in sorted(found)]


def said(row: DeviceRow, texts: Texts) -> str:
    """The sentence for a device that is not well."""
    return _said(row, _what(row, texts), texts)


def _said(row: DeviceRow, what: str, texts: Texts) -> str:
    if row.device == "help":
        return texts.t("device.help-manager" if row.detail in (MANAGER, COMING) else "device.help", name=row.name)
    return texts.t("device.said", name=row.name, device=texts.t(f"device.kind.{row.device}"), what=what)


def _what(row: DeviceRow, texts: Texts) -> str:
    key = f"device.what.{row.detail}"
    what = texts.t(key if key in texts.words else "device.what.other")
    if row.state == "trouble" and row.number:
        return texts.t("device.number", what=what, number=row.number)
    if row.state == "warn" and row.left is not None:
        return texts.t("device.left", left=row.left)
    return what
