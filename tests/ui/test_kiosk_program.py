"""``fairhall kiosk`` as a program: its start and its end."""

import argparse
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk import app
from shared.client.simulated import SimulatedLink
from shared.protocol.requests import ReportRequest
from shared.settings import Settings
from shared.ui.sound.player import QtPlayer
from shared.ui.terminal import Terminal, application

pytestmark = pytest.mark.qt_log_ignore("PulseAudio|audio device|FFmpeg|multimedia|Speech|speech")


class Watched(SimulatedLink):
    """Ends the program once it has said how its sound is; writes down what was there by then."""

    def __init__(self) -> None:
        super().__init__("kiosk")
        self.delivered: list[object] = []
        self.on_request = self.heard

    def heard(self, name: str, request: object) -> None:
        if isinstance(request, ReportRequest) and request.device == "voice":
            application().quit()


def test_a_kiosk_that_is_not_paired_says_what_to_do(tmp_path: Path, capsys, the_tests_log) -> None:
    parser = argparse.ArgumentParser()
    app.add_arguments(parser)
    assert app.run(parser.parse_args(["--data", str(tmp_path)])) == 1
    assert "pair this terminal first" in capsys.readouterr().err


def test_its_sounds_are_made_once_its_first_page_stands_and_end_with_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QtPlayer, "has_sound", staticmethod(lambda: False))
    order: list[str] = []
    for name in ("open_window", "end_window"):
        made = getattr(app, name)
        monkeypatch.setattr(app, name, lambda *given, name=name, made=made: (order.append(name), made(*given)))
    begin, close = app.KioskSounds.begin, app.KioskSounds.close
    monkeypatch.setattr(app.KioskSounds, "begin", lambda self: (order.append("sounds"), begin(self)))
    monkeypatch.setattr(app.KioskSounds, "close", lambda self: (close(self), order.append("silence")))
    link = Watched()
    link.set_state("live")
    app._run(Terminal(application(), Settings(), link, None, False, tmp_path))  # type: ignore[arg-type]
    assert order == ["open_window", "sounds", "end_window", "silence"]
