"""The sample hall of the first start."""

from importlib import resources
from pathlib import Path


def sample() -> str:
    """The text of the sample ``hall.toml``: commented, Chinese and English, every rule shown."""
    return (resources.files("shared.hub") / "sample" / "hall.toml").read_text(encoding="utf-8")


def write_sample(path: Path) -> bool:
    """Write the sample to ``path`` and say True; a file that is already there is left alone: False."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(sample())
    except FileExistsError:
        return False
    return True
