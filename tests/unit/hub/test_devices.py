"""What terminals report of their devices, as managers see it."""

import msgspec
import pytest

from shared.clock import ManualClock
from shared.hub.actor import Actor
from shared.hub.devices import Devices
from shared.protocol.codec import Malformed, decode_request
from shared.protocol.requests import ReportRequest
from shared.protocol.roles import ALLOWED, SEES
from shared.protocol.rows import DeviceRow, SlipRow
from tests.hall import EIGHT

KIOSK = Actor(role="kiosk", device="d7", name="kiosk-1")
OUT = ReportRequest(device="printer", state="trouble", detail="paper_out", left=0, number="D047")


def test_a_report_is_the_device_as_it_is_now_since_when() -> None:
    clock = ManualClock(EIGHT)
    devices = Devices(clock)
    row = devices.report(KIOSK, OUT)
    assert row == DeviceRow(
        id="d7/printer", name="kiosk-1", device="printer", state="trouble", detail="paper_out", left=0, number="D047",
        since_ms=clock.now_ms(),
    )  # fmt: skip
    clock.advance(60)
    assert devices.report(KIOSK, OUT) is None
    later = devices.report(KIOSK, msgspec.structs.replace(OUT, number="D048"))
    assert later is not None
    assert (later.number, later.since_ms) == ("D048", row.since_ms)
    well = devices.report(KIOSK, ReportRequest(device="printer", state="ok", left=300))
    assert well is not None
    assert well.since_ms == row.since_ms + 60_000
    assert list(devices.rows.values()) == [well]


@pytest.mark.parametrize(
    "body",
    [
        {"device": "bomb", "state": "ok"},
        {"device": "printer", "state": "gone"},
        {"device": "printer", "state": "ok", "detail": "<script>"},
        {"device": "printer", "state": "ok", "detail": "x" * 33},
        {"device": "printer", "state": "ok", "left": -1},
        {"device": "printer", "state": "ok", "number": "D0470000001"},
        {"device": "printer"},
    ],
    ids=str,
)
def test_nonsense_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        decode_request("report", msgspec.json.encode(body))


def test_managers_see_devices_and_kiosks_the_halls_paper() -> None:
    assert {role for role, rows in SEES.items() if DeviceRow in rows} == {"manager"}
    assert {role for role, rows in SEES.items() if SlipRow in rows} == {"kiosk", "manager"}
    assert {role for role, names in ALLOWED.items() if "report" in names} == {"kiosk", "counter", "display"}
