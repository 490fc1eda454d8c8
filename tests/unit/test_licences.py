"""What comes along with Fairhall may be given to others: permissive licences and the LGPL, nothing GPL alone."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
FREE = re.compile(r"MIT|BSD|Apache|PSF|Python Software Foundation|OFL|Public Domain|LGPL|MPL")
GPL_ONLY = re.compile(
    r"\bQt(Charts|DataVisualization|Graphs|HttpServer|NetworkAuth|VirtualKeyboard|Quick3D|Quick3DPhysics|Lottie|"
    r"QuickTimeline|Mqtt|Coap|OpcUa|StateMachine|Scxml)\b|QtQuick\.(VirtualKeyboard|Timeline)\b"
)
"""Modules of Qt that come in PySide6-Addons, or would, and are under the GPL where they are not paid for."""
PARTS = ("shared", "kiosk", "counter", "display", "hardware")


def runtime() -> list[str]:
    """All that an installed Fairhall brings along here, from the lock."""
    lock = {package["name"]: package for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    todo, found = ["fairhall"], set[str]()
    while todo:
        name = todo.pop()
        for needed in lock[name].get("dependencies", []):
            if needed["name"] not in found:
                found.add(needed["name"])
                todo.append(needed["name"])
    here = {str(each.metadata["Name"]).lower().replace("_", "-") for each in metadata.distributions()}
    return sorted(found & here)


def licence(name: str) -> str:
    about = metadata.metadata(name)
    classified = [text for text in about.get_all("Classifier") or [] if text.startswith("License")]
    return about.get("License-Expression") or about.get("License") or " ".join(classified)


def test_every_package_that_comes_along_has_a_licence_that_suits() -> None:
    names = runtime()
    assert {"aiohttp", "pyside6-addons", "zeroconf"} <= set(names)
    for name in names:
        said = licence(name)
        assert FREE.search(said), f"{name}: {said!r}"
        without = re.sub(r"LGPL", "", said)
        assert "GPL" not in without or re.search(r"LGPL[^ ]* OR |OR LGPL", said), f"{name}: {said!r}"


def test_no_part_of_qt_is_used_that_is_under_the_gpl_alone() -> None:
    used = 0
    for part in PARTS:
        for file in (*(ROOT / part).rglob("*.py"), *(ROOT / part).rglob("*.qml")):
            for line in file.read_text(encoding="utf-8").splitlines():
                if line.lstrip().startswith(("import ", "from ")):
                    used += "Qt" in line
                    assert not GPL_ONLY.search(line), f"{file}: {line}"
    assert used > 50
