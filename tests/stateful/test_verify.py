"""Any day at all, recorded: an auditor finds nothing wrong with it."""

from hypothesis import HealthCheck, settings

from shared.hall.events import StateCarried
from shared.hall.state import State
from tests.stateful.halls import CONFIGS
from tests.stateful.model import Model
from tests.stateful.test_hall import AnyDay
from tests.unit.verify.recorded import RecordedHall, verify


class AnyRecordedDay(AnyDay):
    def __init__(self) -> None:
        super().__init__()
        self.hall: RecordedHall = RecordedHall(CONFIGS[self.at_first])
        self.model, self.twin, self.seen = Model(), State(), 0
        self.catch_up()

    def teardown(self) -> None:
        super().teardown()
        report = self.hall.verify()
        assert [str(problem) for problem in report.problems] == []
        assert report.sound
        assert report.replayed == report.records == len(self.hall.events)
        last = max(n for n, event in enumerate(self.hall.events) if isinstance(event, StateCarried)) - 1
        alone = verify(self.hall.bodies[last:])
        assert [str(problem) for problem in alone.problems] == []
        assert alone.replayed == alone.records == len(self.hall.events) - last


class AnyRecordedDayOfRounds(AnyRecordedDay):
    at_first = 1


TestAnyRecordedDay = AnyRecordedDay.TestCase
TestAnyRecordedDayOfRounds = AnyRecordedDayOfRounds.TestCase
TestAnyRecordedDay.settings = TestAnyRecordedDayOfRounds.settings = settings(
    max_examples=50,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
