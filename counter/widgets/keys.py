"""Function keys by name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NAMES = {getattr(Qt.Key, f"Key_F{n}"): f"F{n}" for n in range(1, 13)}


def key_name(event: QKeyEvent) -> str:
    """ "F9" for a press of F9, "Shift+F3" with Shift, once however long it is held; "" for anything else."""
    name = "" if event.isAutoRepeat() else _NAMES.get(Qt.Key(event.key()), "")
    return f"Shift+{name}" if name and event.modifiers() & Qt.KeyboardModifier.ShiftModifier else name
