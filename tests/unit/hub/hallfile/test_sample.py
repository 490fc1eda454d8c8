"""The hall of the first start works as it is and shows everything that can be changed."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from hardware.voice.phrases import TEMPLATES
from shared.hall.config import HallConfig, Rules, Voice
from shared.hub.hallfile.entries import (
    CounterEntry,
    GroupEntry,
    GuideEntry,
    HallEntry,
    HoursEntry,
    ServiceEntry,
    SlipEntry,
    VoiceEntry,
)
from shared.hub.hallfile.load import load
from shared.hub.hallfile.sample import sample, write_sample


@pytest.fixture
def hall(tmp_path: Path) -> HallConfig:
    assert write_sample(tmp_path / "new" / "hall.toml")
    return load(tmp_path / "new" / "hall.toml")


def test_the_sample_is_a_whole_hall(hall: HallConfig) -> None:
    assert hall.name.zh == "云溪市政务服务中心"
    assert hall.name.en == "Yunxi Government Service Centre"
    assert [group.letter for group in hall.groups] == list("ABCDEF")
    assert [group.policy for group in hall.groups] == ["issue"] * 5 + ["fifo"]
    assert len(hall.services) == 20
    assert [counter.label for counter in hall.counters] == [str(n) for n in range(1, 13)]
    assert hall.hours is None
    assert hall.rules == Rules()


def test_every_lot_of_the_sample_has_windows_to_choose_from(hall: HallConfig) -> None:
    for service in hall.services:
        assert sum(service.id in counter.services for counter in hall.counters) >= 6
        assert service.pinyin


def test_the_sample_shows_every_rule_with_its_default() -> None:
    block = sample().split("[rules]\n")[1].split("[[group]]")[0]
    shown = tomllib.loads("\n".join(re.findall(r"^# (\w+ = .+)$", block, re.MULTILINE)))
    assert shown == msgspec.to_builtins(Rules())


def test_the_sample_shows_the_usual_spoken_words() -> None:
    block = sample().split("# [voice]\n")[1].split("[rules]")[0]
    shown = tomllib.loads("\n".join(re.findall(r"^# (\w+ = .+)$", block, re.MULTILINE)))
    assert shown == {
        "call": TEMPLATES["zh"],
        "call_en": TEMPLATES["en"],
        "languages": list(Voice().languages),
        "yao": Voice().yao,
    }


@pytest.mark.parametrize(
    "entry", [HallEntry, HoursEntry, VoiceEntry, SlipEntry, GroupEntry, ServiceEntry, GuideEntry, CounterEntry]
)
def test_the_sample_shows_every_key(entry: type[msgspec.Struct]) -> None:
    for key in entry.__struct_fields__:
        assert re.search(rf'^(# )?(\[\[?)?(service\.)?{key}(\]\]?$| = |\.")', sample(), re.MULTILINE), key


def test_the_identity_card_shows_all_sixteen_elements_of_a_guide(hall: HallConfig) -> None:
    (card,) = [service for service in hall.services if service.id == "id-card"]
    elements = ["name", *card.guide.__struct_fields__]
    assert len(elements) == 16
    for name in card.guide.__struct_fields__:
        value = getattr(card.guide, name)
        for text in value if isinstance(value, tuple) else (value,):
            assert text.zh, name
            assert text.en, name


def test_the_hours_in_comments_can_be_switched_on(tmp_path: Path) -> None:
    path = tmp_path / "hall.toml"
    path.write_text(re.sub(r"^# (\[hours\]|(open|close|weekdays) = .+)$", r"\1", sample(), flags=re.MULTILINE))
    hours = load(path).hours
    assert hours is not None
    assert (hours.open_minute, hours.close_minute, hours.weekdays) == (480, 990, (1, 2, 3, 4, 5))


def test_a_hall_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "hall.toml"
    path.write_text("mine")
    assert not write_sample(path)
    assert path.read_text() == "mine"
