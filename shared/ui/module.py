"""The QML module ``Fairhall.Ui``: the controls in ``qml/Fairhall/Ui`` and the singletons ``Theme``, the tokens,
and ``Lines``, where they end."""

from pathlib import Path

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QQmlEngine, qmlRegisterSingletonType

from shared.ui import theme
from shared.ui.lines import Lines

QML_PATH = Path(__file__).parent / "qml"


def use_module(engine: QQmlEngine) -> None:
    """Let this engine ``import Fairhall.Ui``."""
    engine.addImportPath(str(QML_PATH))


def _constant(value: str | int | float) -> Property:
    return Property(type(value), lambda _theme: value, constant=True)


Theme = type("Theme", (QObject,), {name: _constant(value) for name, value in theme.tokens().items()})

# At import, before any engine exists: registering later makes an engine of Qt 6.11 refuse its own Repeater.
qmlRegisterSingletonType(Theme, "Fairhall.Ui", 1, 0, "Theme")  # type: ignore[call-overload]
qmlRegisterSingletonType(Lines, "Fairhall.Ui", 1, 0, "Lines")  # type: ignore[call-overload]
