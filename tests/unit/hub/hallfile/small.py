"""The smallest hall, its lines counted in the tests: one group, one service, one window; and how a file is read."""

from pathlib import Path

import pytest

from shared.hall.config import HallConfig
from shared.hub.hallfile.load import HallFileError, load

SMALL = """\
id = "yunxi"
name = "云溪市政务服务中心"
name_en = "Yunxi"
timezone = "Asia/Shanghai"

[[group]]
id = "id-cards"
letter = "D"
name = "户籍身份证"
name_en = "ID cards"

[[service]]
id = "id-card"
group = "id-cards"
name = "居民身份证换领"
name_en = "ID card"

[[counter]]
id = "3"
groups = ["id-cards"]
"""


def read(tmp_path: Path, text: str) -> HallConfig:
    path = tmp_path / "hall.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def refused(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(HallFileError) as caught:
        read(tmp_path, text)
    return [str(flaw).removeprefix(f"{tmp_path / 'hall.toml'}:") for flaw in caught.value.flaws]
