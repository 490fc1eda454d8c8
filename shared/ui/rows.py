"""A list model of plain rows: every field of the row's type is a role of the same name."""

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row", bound=NamedTuple)
Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractListModel, Generic[Row]):
    """Rows of one NamedTuple type whose first field is the key. ``show`` replaces them: delegates stay while the
    keys do, so that a finger on a tile is not disturbed by a new count.
    """

    def __init__(self, kind: type[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields: tuple[str, ...] = kind._fields
        self._rows: list[Row] = []

    @property
    def rows(self) -> list[Row]:
        """What is shown now."""
        return self._rows

    def show(self, rows: Sequence[Row]) -> None:
        """Show exactly these rows."""
        if [row[0] for row in rows] != [row[0] for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for i, row in enumerate(rows):
            if row != self._rows[i]:
                self._rows[i] = row
                self.dataChanged.emit(self.index(i), self.index(i))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt says."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As Qt says."""
        field = role - Qt.ItemDataRole.UserRole
        return self._rows[index.row()][field] if index.isValid() and 0 <= field < len(self._fields) else None

    def roleNames(self) -> dict[int, bytes]:  # type: ignore[override]
        """As Qt says."""
        return {Qt.ItemDataRole.UserRole + i: name.encode() for i, name in enumerate(self._fields)}
