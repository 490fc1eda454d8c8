"""One target under instruments, in libFuzzer's loop: ``python -m tests.fuzz.guided.loop TARGET FOLDER SECONDS``."""

import logging
import re
import sys
from pathlib import Path

import atheris

from tests.fuzz.guided import CORPUS, Target, target

INSTRUMENTED = ["shared", "hardware", "display", "construct", "tomllib", "wave", "PIL"]
RSS_MB = 1024
"""Beyond it, or longer than this on one input, is a finding."""
ONE_INPUT_S = 20
WORD = re.compile(rb"[A-Za-z][A-Za-z_-]{2,30}")


def main() -> None:
    """It does not return: libFuzzer ends the process, with 0 where nothing was found in the time."""
    name, folder, seconds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    with atheris.instrument_imports(include=INSTRUMENTED):
        tried = target(name)
    logging.getLogger().addHandler(logging.NullHandler())
    found, seeds = folder / "found", folder / "seeds"
    for each in (found, seeds):
        each.mkdir(parents=True, exist_ok=True)
    words = _sow(tried, seeds, folder / "words")
    options = {
        "max_total_time": seconds, "max_len": tried.longest, "rss_limit_mb": RSS_MB, "timeout": ONE_INPUT_S,
        "artifact_prefix": f"{folder}/", "dict": words, "print_final_stats": 1, "len_control": 0,
    }  # fmt: skip
    kept = [str(CORPUS / name)] if (CORPUS / name).is_dir() else []
    flags = [f"-{option}={value}" for option, value in options.items()]
    atheris.Setup([sys.argv[0], *flags, str(found), str(seeds), *kept], tried.run)
    atheris.Fuzz()


def _sow(tried: Target, seeds: Path, words: Path) -> Path:
    """The seeds as files; their words as libFuzzer's dictionary."""
    known = {b"null"}  # libFuzzer takes no empty dictionary
    for n, seed in enumerate(tried.seeds()):
        (seeds / str(n)).write_bytes(seed)
        known |= set(WORD.findall(seed))
    words.write_text("".join(f'"{word.decode()}"\n' for word in sorted(known)))
    return words


if __name__ == "__main__":
    main()
