"""Device profiles: TOML files that say how a keypad, a call pad or a window board speaks (docs/drivers.md)."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from hardware.errors import ProfileError
from hardware.keypad.rules import Profile
from hardware.keypad.tables import Tables


def load_profile(source: str | Path, rating: str = "") -> Profile:
    """A shipped profile by name, or a file by its path; `rating` chooses another of its rating maps.

    Raises ProfileError with file, key and remedy.
    """
    path = Path(source) if str(source).endswith(".toml") else Path(str(_shipped() / f"{source}.toml"))
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(
            str(path), "file", str(error), f"name a readable file or one of: {', '.join(shipped())}"
        ) from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(str(path), "TOML", str(error), "correct the line") from error
    return profile_of(tables, str(path), rating)


def profile_of(tables: dict[str, Any], file: str, rating: str = "") -> Profile:
    """The profile in tables already parsed from `file`; raises ProfileError."""
    return Tables(file).profile(Path(file).stem, tables, rating)


def shipped() -> list[str]:
    """The names of the profiles that come with the program."""
    return sorted(path.name.removesuffix(".toml") for path in _shipped().iterdir() if path.name.endswith(".toml"))


def _shipped() -> Any:
    return resources.files("hardware") / "profiles"
