"""A technician records the hall's own voice and gives it to a display."""

from pathlib import Path

import pytest

from hardware.voice.pack import PackVoice
from hardware.voice.phrases import USUAL
from hardware.voice.recording import Take, takes
from shared.cli import main
from tests.unit.hardware.test_pack import record, tone, write
from tests.unit.hub.hallfile.small import SMALL

Said = pytest.CaptureFixture[str]
CALL = "请诶零一二号，到三号窗口办理"


def listed(said: Said, *options: str) -> dict[str, str]:
    assert main(["voice", "record-list", *options]) == 0
    lines = [line for line in said.readouterr().out.splitlines() if not line.startswith("#")]
    return dict(line.split("\t") for line in lines)


def test_what_to_record_follows_the_words_and_letters_of_the_hall(tmp_path: Path, capsys: Said) -> None:
    hall = tmp_path / "hall.toml"
    hall.write_text(SMALL.replace('letter = "D"', 'letter = "D"\nvoice = "领证：{number}"') + "[voice]\nyao = true\n")
    wanted = listed(capsys, "--hall", str(hall))
    assert wanted["zh/领证.wav"] == "领证"
    assert wanted["zh/D.wav"] == "迪"
    assert wanted["zh/幺.wav"] == "幺"
    assert "zh/A.wav" not in wanted and "zh/请.wav" not in wanted
    assert wanted["en/please proceed to counter.wav"] == "please proceed to counter"
    assert "zh/Z.wav" in listed(capsys)


def test_a_list_recorded_and_imported_speaks(tmp_path: Path, capsys: Said) -> None:
    wanted = [Take(file, words, file[:2]) for file, words in listed(capsys).items()]
    record(tmp_path / "new", wanted)
    display = tmp_path / "display"
    assert main(["voice", "import", str(tmp_path / "new"), "--data", str(display)]) == 0
    said = capsys.readouterr().out
    assert f"Took 41 Chinese and 56 English clips into {display / 'voice'}" in said
    assert "missing" not in said
    assert PackVoice(display / "voice").wav(CALL, "zh") is not None


def test_what_is_missing_is_named_and_the_rest_is_taken(tmp_path: Path, capsys: Said) -> None:
    record(tmp_path / "new", [take for take in takes([USUAL]) if take.file != "zh/号窗口办理.wav"])
    assert main(["voice", "import", str(tmp_path / "new"), "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "57 clips are missing" in said
    assert "zh/号窗口办理.wav\t号窗口办理" in said
    assert "… and 37 more" in said


def test_a_bad_recording_is_refused_and_the_old_pack_stays(tmp_path: Path, capsys: Said) -> None:
    record(tmp_path / "good", takes([USUAL]))
    record(tmp_path / "bad", takes([USUAL]))
    write(tmp_path / "bad/zh/0.wav", tone(300), channels=2)
    (tmp_path / "bad/zh/1.wav").write_bytes(b"mp3")
    assert main(["voice", "import", str(tmp_path / "good"), "--data", str(tmp_path)]) == 0
    before = PackVoice(tmp_path / "voice").wav(CALL, "zh")
    assert main(["voice", "import", str(tmp_path / "bad"), "--data", str(tmp_path)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "bad/zh/0.wav: 1 channels" in told[0] or "bad/zh/0.wav: 2 channels" in told[0]
    assert before is not None and PackVoice(tmp_path / "voice").wav(CALL, "zh") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "good", "voice"]


def test_a_new_pack_takes_the_place_of_the_old_one_whole(tmp_path: Path, capsys: Said) -> None:
    record(tmp_path / "old", takes([USUAL]))
    write(tmp_path / "new/en/A.wav", tone(300))
    for folder in ("old", "new"):
        assert main(["voice", "import", str(tmp_path / folder), "--data", str(tmp_path)]) == 0
    assert [str(path.relative_to(tmp_path / "voice")) for path in (tmp_path / "voice").rglob("*.wav")] == ["en/A.wav"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "{tmp}/nothing"], "record-list"),
        (["record-list", "--hall", "{tmp}/none.toml"], "none.toml:1: cannot be read"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(tmp_path: Path, capsys: Said, arguments: list[str], told: str) -> None:
    assert main(["voice", *(each.format(tmp=tmp_path) for each in arguments)]) == 1
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
