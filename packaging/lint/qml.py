"""Lints all QML, warnings being errors. ``Theme`` and ``Lines`` exist only at run time: both are written for it."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from shared.ui import theme
from shared.ui.module import QML_PATH

FOLDERS = ("kiosk/qml", "display/qml")
TYPES = {str: "string", int: "int", float: "real"}

LINES = (
    "    function broken(words: string, size: real, strong: bool, width: real): string { return words }\n"
    "    function fitted(words: string, most: real, least: real, strong: bool, width: real, height: real, line: real)"
    ": real { return most }\n"
)


def main() -> int:
    """qmllint's exit code. What controllers offer only Python knows: missing properties are for the tests."""
    files = [str(path) for folder in FOLDERS for path in sorted(Path(folder).glob("*.qml"))]
    with tempfile.TemporaryDirectory() as directory:
        imports = Path(directory) / "qml"
        shutil.copytree(QML_PATH, imports)
        module = imports / "Fairhall" / "Ui"
        properties = "".join(
            f"    readonly property {TYPES[type(value)]} {name}: {value!r}\n" for name, value in theme.tokens().items()
        )
        files += [str(path) for path in sorted(module.glob("*.qml"))]
        with (module / "qmldir").open("a") as qmldir:
            for name, body in (("Theme", properties), ("Lines", LINES)):
                (module / f"{name}.qml").write_text(f"pragma Singleton\nimport QtQml\nQtObject {{\n{body}}}\n")
                qmldir.write(f"\nsingleton {name} 1.0 {name}.qml\n")
        lint = Path(sys.executable).parent / "pyside6-qmllint"
        return subprocess.run(
            [lint, "-W", "0", "--missing-property", "disable", "-I", imports, *files], check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
