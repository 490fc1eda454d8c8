"""A record that was put back draws no more with what may have been seen since."""

from pathlib import Path

import pytest

from shared.hub.seeds import set_aside
from tests.hall import DAY, Hall


@pytest.mark.parametrize("drawing", [False, True])
def test_the_days_before_and_the_open_draw_keep_their_seeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawing: bool
) -> None:
    today = f"seed-{DAY}-1"
    for name in ("seed-2026-01-04-1", today, f"seed-{DAY}-99", "seed-2026-01-06-1", "tickets.secret"):
        (tmp_path / name).write_bytes(b"\1" * 32)
    hall = Hall()
    hall.open("1", "2")
    if drawing:
        monkeypatch.setattr(hall, "_finish_draw", lambda i: None)
    hall.take("a1")
    assert (hall.state.open_draw is not None) is drawing
    set_aside(tmp_path, hall.state)
    left = {path.name for path in tmp_path.iterdir() if not path.name.startswith("before-")}
    assert left == {"seed-2026-01-04-1", "tickets.secret"} | ({today} if drawing else set())
    assert len(list(tmp_path.iterdir())) == 5, "nothing is deleted"
