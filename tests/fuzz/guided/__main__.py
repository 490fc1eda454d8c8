"""Every target for some time, each in a process of its own; what was found, as a table."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.guided import TARGETS

OUT = Path("out/fuzz")
MEMORY = Path("/dev/shm")
STATUS = re.compile(r"^#\d+\s.*cov: (\d+) .*corp: (\d+)/", re.MULTILINE)
RUNS = re.compile(r"stat::number_of_executed_units: (\d+)")
PEAK = re.compile(r"stat::peak_rss_mb:\s+(\d+)")
ARTIFACTS = ("crash-*", "oom-*", "timeout-*", "leak-*")


def main() -> int:
    """1 where a target broke; the input and the traceback are named."""
    parser = argparse.ArgumentParser(description="coverage-guided fuzzing of what reads bytes of others")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (%(default)s)")
    parser.add_argument("--target", choices=TARGETS, action="append", help="only this one; may be repeated")
    parser.add_argument("--out", type=Path, default=OUT, help="logs, what was found, new inputs (%(default)s)")
    args = parser.parse_args()
    if find_spec("atheris") is None:
        sys.stderr.write("atheris has no build for this machine: fuzz on Linux on x86-64\n")
        return 2
    sys.stdout.write("| target | runs | edges | inputs kept | memory MB | findings |\n|---|---|---|---|---|---|\n")
    broken = [name for name in args.target or TARGETS if not _fuzz(name, args.out / name, args.seconds)]
    return 1 if broken else 0


def _fuzz(name: str, folder: Path, seconds: int) -> bool:
    """A row of the table; whether nothing was found."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in _artifacts(folder):
        old.unlink()
    log = folder / "log"
    command = [sys.executable, "-m", "tests.fuzz.guided.loop", name, str(folder), str(seconds)]
    with log.open("w") as sink, tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as scratch:
        around = os.environ | {"TMPDIR": scratch}  # libFuzzer ends its process without tidying up
        code = subprocess.run(command, stdout=sink, stderr=subprocess.STDOUT, env=around, check=False).returncode
    said = log.read_text(errors="replace")
    edges, inputs = (STATUS.findall(said) or [("?", "?")])[-1]
    runs, peak = (int(found[1]) if (found := number.search(said)) else 0 for number in (RUNS, PEAK))
    sys.stdout.write(f"| {name} | {runs:,} | {edges} | {inputs} | {peak} | {0 if not code else 1} |\n")
    if code:
        found = ", ".join(map(str, _artifacts(folder))) or "no input: it did not start"
        sys.stdout.write(f"\n{name}: {found}; see {log}\n{_traceback(said)}\n\n")
    sys.stdout.flush()
    return not code


def _artifacts(folder: Path) -> list[Path]:
    return [path for kind in ARTIFACTS for path in folder.glob(kind)]


def _traceback(said: str) -> str:
    """From the log of a run that broke."""
    start = said.find("Uncaught Python exception")
    end = said.find("\n==", start)
    return (said[start:end] if start >= 0 else said[-1500:]).strip(" =\n")


if __name__ == "__main__":
    sys.exit(main())
