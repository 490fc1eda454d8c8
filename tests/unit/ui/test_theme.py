"""The tokens: one source, and as readable as they claim."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine

from shared.ui import theme
from shared.ui.module import use_module

REPOSITORY = Path(__file__).parents[3]


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (theme.INK, theme.PAPER),
        (theme.MUTED, theme.PAPER),
        (theme.MUTED, theme.WHITE),
        (theme.WHITE, theme.PINE),
        (theme.MIST, theme.PINE),
        (theme.NOW, theme.PINE),
        (theme.INK, theme.NOW),
        (theme.PINE, theme.WHITE),
        (theme.WHITE, theme.STOP),
        (theme.WHITE, theme.WARN),
        (theme.FOG, theme.NIGHT),
        (theme.AMBER, theme.NIGHT),
        (theme.CORAL, theme.NIGHT),
    ],
)
def test_text_reaches_seven_to_one(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 7


def test_control_borders_reach_three_to_one() -> None:
    assert contrast(theme.EDGE, theme.PAPER) >= 3
    assert contrast(theme.LOT_EDGE, theme.PAPER) >= 3


def test_qml_sees_every_token_under_its_name(qapp) -> None:
    engine = QQmlEngine()
    use_module(engine)
    for name, value in theme.tokens().items():
        part = QQmlComponent(engine)
        part.setData(f"import QtQml\nimport Fairhall.Ui\nQtObject {{ property var it: Theme.{name} }}".encode(), QUrl())
        made = part.create()
        assert made.property("it") == value, name
        del made, part
    del engine


def test_colours_stand_nowhere_else() -> None:
    screens = ("kiosk", "counter", "display", "shared/ui")
    files = [
        file for screen in screens for file in (REPOSITORY / screen).rglob("*.*") if file.suffix in (".py", ".qml")
    ]
    files.remove(REPOSITORY / "shared/ui/theme.py")
    assert files
    strays = [file.name for file in files if re.search(r'"#[0-9A-Fa-f]{3,8}"', file.read_text())]
    assert not strays
