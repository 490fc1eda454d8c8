"""What terminals report of their devices, as staff see it."""

import msgspec
import pytest

from shared.clock import ManualClock
from shared.hub.actor import Actor
from shared.hub.devices import Devices
from shared.protocol.codec import Malformed, decode_request
from shared.protocol.requests import COMING, MANAGER, ReportRequest
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


def test_only_a_clerks_call_for_the_manager_is_told_that_somebody_goes() -> None:
    clock = ManualClock(EIGHT)
    devices = Devices(clock)
    desk = Actor(role="counter", device="d8", name="8", counter="8")
    devices.report(desk, ReportRequest(device="help", state="warn", detail=MANAGER))
    devices.report(desk, ReportRequest(device="board", state="warn", detail="unreachable"))
    devices.report(KIOSK, ReportRequest(device="help", state="warn", detail="called"))
    clock.advance(60)
    told = devices.heard("d8/help")
    assert told is not None and (told.detail, told.since_ms) == (COMING, EIGHT + 60_000)
    assert [devices.heard(id) for id in ("d8/help", "d8/board", "d7/help", "d9/help")] == [None] * 4


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


def test_a_terminal_that_left_has_taken_its_devices_along_until_it_tells_again() -> None:
    devices = Devices(ManualClock(EIGHT))
    devices.report(KIOSK, OUT)
    other = devices.report(msgspec.structs.replace(KIOSK, device="d70"), OUT)
    (off,) = devices.gone("d7")
    assert (off.id, off.state, off.detail) == ("d7/printer", "off", "")
    assert devices.gone("d7") == ()
    assert devices.rows["d70/printer"] == other
    back = devices.report(KIOSK, OUT)
    assert back is not None and back.state == "trouble"


def test_a_counters_tablet_is_there_while_one_of_its_pages_is_open() -> None:
    devices = Devices(ManualClock(EIGHT))
    first = devices.tablet("8", 1)
    assert first is not None
    assert (first.device, first.counter, first.state) == ("tablet", "8", "ok")
    assert devices.tablet("8", 1) is None
    assert devices.tablet("8", -1) is None, "one of two pages is still open"
    last = devices.tablet("8", -1)
    assert last is not None and last.state == "off"


def test_staff_see_devices_and_kiosks_the_halls_paper() -> None:
    assert {role for role, rows in SEES.items() if DeviceRow in rows} == {"manager", "counter"}
    assert {role for role, rows in SEES.items() if SlipRow in rows} == {"kiosk", "manager"}
    assert {role for role, names in ALLOWED.items() if "report" in names} == {"kiosk", "counter", "display"}
