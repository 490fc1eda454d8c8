"""A technician reads one log: what Qt says stands in it, and no line that only frightens."""

import logging

import pytest
from PySide6.QtCore import qCritical, qInstallMessageHandler, qWarning

from shared.ui import qtlog


@pytest.fixture
def nobody_listens():
    before = qInstallMessageHandler(None)
    yield
    qInstallMessageHandler(before)


def test_a_broken_page_is_a_line_of_the_log(nobody_listens, caplog: pytest.LogCaptureFixture) -> None:
    qtlog.listen()
    qWarning("Home.qml:12: ReferenceError: tile is not defined")
    qCritical("could not initialise GLX")
    assert caplog.record_tuples == [
        ("fairhall.qt", logging.WARNING, "Home.qml:12: ReferenceError: tile is not defined"),
        ("fairhall.qt", logging.ERROR, "could not initialise GLX"),
    ]


def test_what_the_terminal_says_itself_is_not_said_twice(nobody_listens, caplog: pytest.LogCaptureFixture) -> None:
    qtlog.listen()
    qWarning("PulseAudioService: pa_context_connect() failed")
    qCritical('Error loading text-to-speech plug-in "speechd"')
    assert caplog.records == []


def test_who_listened_before_still_hears_the_rest(nobody_listens, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[str] = []
    qInstallMessageHandler(lambda kind, context, message: heard.append(message))
    qtlog.listen()
    qWarning("PulseAudioService: pa_context_connect() failed")
    qWarning("Binding loop detected")
    assert heard == ["Binding loop detected"]
    assert caplog.records == []
