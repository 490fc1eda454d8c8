"""What a person before the kiosk sees of its printer, and what the staff hear."""

import numpy as np
import pytest

from tests.ui import kiosk_corner
from tests.ui.kiosk_eyes import check
from tests.ui.kiosk_walk import WAYS, choose

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size


class Corner(kiosk_corner.Corner):
    """Where people take tickets."""

    def takes_a_ticket(self) -> None:
        """From the home page to the paper, or its want."""
        self.person.asks("id")
        self.hears_of_the_paper()

    def hears_of_the_paper(self) -> None:
        """The page says what became of it."""
        self.qtbot.waitUntil(lambda: self.person.desk.card.paper not in ("printing", "screen"), timeout=5000)
        self.painted()


def test_whoever_did_not_get_the_paper_asks_for_another_with_the_same_number(corner: Corner) -> None:
    person = corner.person
    corner.takes_a_ticket()
    number = person.desk.card.number
    assert "没拿到票？重打" in person.reads()
    person.touch("reprint")
    assert person.desk.card.paper == "printing"
    assert "重打" not in person.reads()
    corner.hears_of_the_paper()
    first, second = corner.head.slips
    assert person.desk.card.number == number
    assert second.height > first.height  # 补打 · 号码不变
    assert len(person.hall.state.tickets) == 1
    person.touch("reprint")
    corner.qtbot.waitUntil(lambda: len(corner.head.slips) == 3, timeout=5000)
    corner.hears_of_the_paper()
    assert "重打" not in person.reads()  # three papers: the rest is for the staff


def test_a_second_touch_on_reprint_is_no_second_paper(corner: Corner) -> None:
    corner.takes_a_ticket()
    corner.head.change(rows_per_s=4000)
    corner.person.touch("reprint", times=2)
    corner.hears_of_the_paper()
    assert len(corner.head.slips) == 2


def test_out_of_paper_the_number_stays_and_the_staff_are_told(corner: Corner) -> None:
    person = corner.person
    corner.head.change(paper="out")
    corner.takes_a_ticket()
    assert "没打出票" in person.reads()
    corner.qtbot.waitUntil(lambda: "已通知工作人员" in person.reads(), timeout=5000)
    report = person.reports[-1]
    assert (report.device, report.state, report.detail) == ("printer", "trouble", "paper_out")
    assert report.number == person.desk.card.number
    assert "reprint" not in {target.objectName() for target in person.targets()}, "it could print none"
    corner.head.change(paper="ok")
    corner.qtbot.waitUntil(lambda: person.reports[-1].state == "ok", timeout=5000)
    assert "已通知工作人员" not in person.reads()
    person.kiosk.window.grabWindow()
    person.touch("reprint")
    corner.qtbot.waitUntil(lambda: len(corner.head.slips) == 1, timeout=5000)


def test_the_next_person_is_warned_before_the_ticket_is_taken(corner: Corner) -> None:
    person = corner.person
    person.touch("tile-d")
    person.touch("tile-id")
    assert "▲" not in person.reads()
    corner.head.change(paper="out")
    person.touch("back")
    person.touch("back")
    corner.takes_a_ticket()
    person.touch("done")
    person.touch("tile-d")
    person.touch("tile-id")
    assert "打印纸用完了" in person.reads()
    corner.head.change(paper="ok")
    corner.qtbot.waitUntil(lambda: "▲" not in person.reads(), timeout=5000)


def test_a_roll_near_its_end_is_told_before_it_is_out(corner: Corner) -> None:
    corner.head.change(paper="near_end")
    corner.takes_a_ticket()
    corner.qtbot.waitUntil(lambda: corner.person.reports[-1].state == "warn", timeout=5000)
    assert corner.person.reports[-1].detail == "near_end"
    assert corner.person.reports[-1].left in (0, 25)


def test_the_hub_is_told_again_when_it_comes_back(corner: Corner) -> None:
    person = corner.person
    corner.qtbot.waitUntil(lambda: bool(person.reports) and person.reports[-1].left is not None, timeout=5000)
    heard = len(person.reports)
    person.link.set_state("lost")
    person.link.set_state("live")
    assert len(person.reports) == heard + 1


def test_the_screen_never_waits_for_the_printer(corner: Corner) -> None:
    """Printing, reprinting and asking a printer that does not answer: no turn of the event loop over 16 ms for it."""
    from PySide6.QtCore import QElapsedTimer

    corner.head.change(takes_bytes=False)
    clock = QElapsedTimer()
    spent: list[float] = []
    papers = corner.person.desk.papers
    corner.person.asks("id")
    slip = papers._slip
    assert slip is not None
    for work in (lambda: papers.prepare("another", slip), papers.release, papers.reprint):
        clock.start()
        work()
        spent.append(clock.nsecsElapsed() / 1e6)
    assert max(spent) < 16
    assert np.median(spent) < 4
    corner.head.change(takes_bytes=True)


def test_large_type_on_the_screen_is_large_type_on_the_paper(corner: Corner) -> None:
    corner.person.touch("elder")
    corner.takes_a_ticket()
    corner.qtbot.waitUntil(lambda: len(corner.head.slips) == 1)
    black = (np.array(corner.head.slips[0])[:, 24:552] == 0).mean(axis=1)
    band = [row for row in range(len(black)) if black[row] > 0.4]
    assert band[0] + 231 in band, "the number stands in a band of the elder slip's height"


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("state", ["printed", "missing", "warned"])
def test_what_paper_adds_to_a_page_is_large_low_apart_and_whole(corner: Corner, how: str, state: str) -> None:
    person = corner.person
    choose(person, how)
    corner.head.change(paper="ok" if state == "printed" else "out")
    if state == "warned":
        corner.qtbot.waitUntil(lambda: bool(person.desk.papers.trouble), timeout=5000)
        person.touch("tile-d")
        person.touch("tile-id")
    else:
        corner.takes_a_ticket()
        corner.qtbot.waitUntil(lambda: state == "printed" or person.desk.papers.staffTold, timeout=5000)
    person.settle()
    check(person, state)
    assert ("reprint" in {target.objectName() for target in person.targets()}) == (state == "printed")
