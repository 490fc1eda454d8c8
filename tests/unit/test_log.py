"""The operator reads one line an event and never a secret."""

import io
import logging
import re
from collections.abc import Iterator

import pytest

from shared import log
from shared.hub.access.tablets import TabletTokens
from shared.protocol.pairing import format_token


@pytest.fixture
def page() -> Iterator[io.StringIO]:
    """What the operator sees of a kiosk."""
    root = logging.getLogger()
    level = root.level
    stream = io.StringIO()
    log.setup("kiosk-1", stream=stream)
    yield stream
    handler = root.handlers[-1]
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_line_names_time_level_device_and_part(page: io.StringIO) -> None:
    log.get("client.link").info("connected to %s", "192.168.1.10:8443")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INFO kiosk-1 fairhall\.client\.link: "
        r"connected to 192\.168\.1\.10:8443\n",
        page.getvalue(),
    )


def test_debug_is_for_those_who_ask(page: io.StringIO) -> None:
    log.get("hub").debug("quiet")
    assert page.getvalue() == ""
    log.setup("kiosk-1", debug=True, stream=page)
    log.get("hub").debug("heard")
    assert page.getvalue().count("heard") == 1


def test_a_stranger_cannot_forge_a_line(page: io.StringIO) -> None:
    log.get("hub").warning("unknown device %s", "x\n2026-01-05 INFO hub: all is well\x1b[2J")
    assert page.getvalue().count("\n") == 1
    assert "x\\n2026-01-05" in page.getvalue()
    assert "\x1b" not in page.getvalue()


def test_a_trouble_is_told_once_until_it_is_over(page: io.StringIO) -> None:
    logger = log.get("hardware.printer")
    for _ in range(3):
        log.warn_once(logger, "paper", "no paper in %s", "printer 1")
    log.warn_once(logger, "cover", "cover open")
    log.well_again(logger, "paper", "paper is back")
    log.well_again(logger, "paper", "paper is back")
    log.warn_once(logger, "paper", "no paper in %s", "printer 1")
    log.well_again(logger, "paper", "paper is back")
    log.well_again(logger, "cover", "cover closed")
    told = [line.split(": ", 1)[1] for line in page.getvalue().splitlines()]
    assert told == [
        "no paper in printer 1",
        "cover open",
        "paper is back",
        "no paper in printer 1",
        "paper is back",
        "cover closed",
    ]


TABLET = TabletTokens(b"secret of the hall", "yunxi").token("window-8", "2026-01-05")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("upgrade with Authorization: Bearer kiosk-1a2b.fhk_Zm9vYmFy-_9", "Zm9vYmFy"),
        (f"paired with {format_token(b'0' * 10, b'secret-678')}", format_token(b"0" * 10, b"secret-678")[10:]),
        ("device key fhk_abcDEF123", "abcDEF123"),
        ("Fairhall-Session: fhs_uvwXYZ456", "uvwXYZ456"),
        (
            f"typed {format_token(b'0' * 10, b'secret-678').replace('-', ' ')}",
            format_token(b"0" * 10, b"secret-678")[-4:],
        ),
        ('body {"clerk": "0231", "password": "correct horse"}', "correct"),
        ("password=hunter2&x=1", "hunter2"),
        ("token: 'abc def'", "abc"),
        ('{"token":"a\\"b"}', 'b"'),
        ("hash $argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", "aGFzaA"),
        ("GET /t/260105-47-abcdefghij234567abcd", "abcdefghij"),
        ("https://192.168.10.5:7443/keypad#2026-01-05.8.ABCDEFGHIJKLMNOPQ234", "ABCDEFGHIJ"),
        (f"the tablet shows {TABLET}", TABLET.rpartition(".")[2]),
        ("read 440401199003071768 at the desk", "19900307"),
        ("to be called at 138 0013 8000", "0013"),
        ("to be called at +86-13800138000", "0013"),
        ("-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----", "MIGHAgEA"),
    ],
)
def test_a_secret_never_reaches_the_page(page: io.StringIO, text: str, secret: str) -> None:
    log.get("hub").warning("%s", text)
    assert "WARNING" in page.getvalue()
    assert secret not in page.getvalue()


def test_a_secret_in_a_traceback_is_hidden_too(page: io.StringIO) -> None:
    try:
        raise ValueError("bad header: Bearer kiosk.fhk_xyzxyz")
    except ValueError:
        log.get("hub").exception("request failed")
    assert "Traceback" in page.getvalue()
    assert "xyzxyz" not in page.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "ticket 260105-47 called to counter 3",
        "hall.toml:12: minutes cannot be 0; write a whole number from 1 to 480",
        "commitment 1f0cc2f1e0c8e6c4f5f2b8f5c52b0c4a1f0cc2f1e0c8e6c4f5f2b8f5c52b0c4a",
        "1578902400123 ms",
        "no token for this device",
    ],
)
def test_what_is_no_secret_stays_readable(text: str) -> None:
    assert log.redact(text) == text
