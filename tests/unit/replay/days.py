"""A small recorded day, written as people export one: three services whose letters clash, an hour, sixty tickets."""

from pathlib import Path

SERVICES = """service,letter,name,tickets,max_windows,max_waiting,busy_seconds_per_ticket,published_minutes
11,A,Dowody,30,2,5,120,4
12,A,"Kasa, opłaty",20,1,9,150,5
13,I,Odpisy,10,1,3,,3
"""
POLLS = {"11": "1 1 2 2 2 2 2 1 1 1 1 1 0", "12": "0 0 1 1 1 1 1 0 0 0 0 0 0", "13": "1 1 1 1 0 0 1 1 1 1 1 1 1"}
"""Windows every five minutes from eight."""
EIGHT_MS = 1_578_902_400_000
"""Monday 13 January 2020, 08:00, the hall's time read as UTC."""


def clock(seconds: float) -> str:
    """Of the day, from eight."""
    minutes, rest = divmod(seconds, 60)
    return f"{8 + int(minutes) // 60:02d}:{int(minutes) % 60:02d}:{rest:06.3f}"


def arrivals() -> str:
    """One a minute less a little; half for 11, a third for 12, a sixth for 13."""
    rows = (f"{clock(30 + 53.5 * n)},{('11', '12', '11', '13', '11', '12')[n % 6]}" for n in range(60))
    return "at,service\n" + "".join(f"{row}\n" for row in rows)


def polls() -> str:
    """Nobody waits but at half past eight: six for 11, four for 12."""
    rows = ["time,service,current,waiting,windows"]
    for service, counts in POLLS.items():
        for n, windows in enumerate(counts.split()):
            waiting = {"11": 6, "12": 4}.get(service, 0) if n == 6 else 0
            rows.append(f"{clock(300 * n)[:5]},{service},,{waiting},{windows}")
    return "\n".join(rows) + "\n"


def write_day(parent: Path, **tables: str | None) -> Path:
    """The day's folder; ``tables`` replaces a file's text by its name, or with None leaves it out."""
    folder = parent / "small-2020-01-13"
    folder.mkdir()
    texts = {"services": SERVICES, "arrivals": arrivals(), "polled": polls(), **tables}
    for name, text in texts.items():
        if text is not None:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
