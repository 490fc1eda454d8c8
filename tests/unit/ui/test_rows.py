"""Rows that change under a finger."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from shared.ui.rows import RowModel


class Line(NamedTuple):
    key: str
    waiting: int


@pytest.fixture
def model(qapp) -> RowModel[Line]:
    model = RowModel(Line)
    model.show([Line("a", 1), Line("b", 2)])
    return model


def role(model: QAbstractItemModel, name: str) -> int:
    return next(role for role, known in model.roleNames().items() if bytes(known) == name.encode())


def test_every_field_is_a_role(model) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == 2
    assert model.data(model.index(1), role(model, "key")) == "b"
    assert model.data(model.index(1), role(model, "waiting")) == 2
    assert model.data(model.index(1), Qt.ItemDataRole.DisplayRole) is None
    assert model.data(model.index(9), role(model, "key")) is None


def test_a_new_count_keeps_the_rows(model, qtbot) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        model.show([Line("a", 1), Line("b", 5)])
    assert changed.args[0].row() == 1
    assert model.data(model.index(1), role(model, "waiting")) == 5


def test_other_keys_are_other_rows(model, qtbot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.show([Line("b", 2), Line("a", 1)])
    assert [row.key for row in model.rows] == ["b", "a"]
