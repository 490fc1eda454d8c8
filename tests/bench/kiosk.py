"""How long a citizen waits for the kiosk: for its first frame, and for what a touch changes on the screen."""

import subprocess
import sys
import time

from tests.bench.figures import Figure, Section, spread

MOST_FIRST_S = 1.0
MOST_TOUCH_MS = 100


def measure(quick: bool) -> Section:
    """Starts of which the first is not counted, and touches in the last."""
    touches = 20 if quick else 100
    starts = [_start(0) for _ in range(2 if quick else 6)][1:]
    _, answers = _start(touches)
    first_s = sorted(seconds for seconds, _ in starts)[len(starts) // 2]
    return Section(
        "Kiosk",
        (
            Figure(name="from exec to the first frame, warm", value=first_s, unit="s", most=MOST_FIRST_S),
            *spread("touch → the frame that answers", answers, most_p99=MOST_TOUCH_MS, note="software renderer"),
        ),
    )


def _start(touches: int) -> tuple[float, list[float]]:
    started = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.touches", str(touches)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        first_s = time.perf_counter() - started
        answers = [float(line) / 1000 for line in child.stdout]
    return first_s, answers
