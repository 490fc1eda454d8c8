"""A voice recorded in the hall: what to record, what is wrong with a recording, and how clips become a call."""

import array
import io
import math
import time
import wave
from pathlib import Path

import pytest

from hardware.voice.chime import duration_s
from hardware.voice.engines import Engines
from hardware.voice.pack import PAUSE_S, PackVoice, pieces, read_pack, said_by
from hardware.voice.phrases import Wording
from hardware.voice.recording import Take, missing, takes

BOTH = Wording(("zh", "en"))
CLIP_S = 0.1


def tone(pitch: int, rate: int = 22_050, seconds: float = CLIP_S) -> bytes:
    """A clip whose pitch tells it from every other."""
    wave_ = (int(9000 * math.sin(2 * math.pi * pitch * i / rate)) for i in range(int(rate * seconds)))
    return array.array("h", wave_).tobytes()


def write(path: Path, frames: bytes, rate: int = 22_050, channels: int = 1, width: int = 2) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(frames)


def record(folder: Path, wanted: list[Take]) -> dict[str, bytes]:
    """Somebody records the whole list; the frames by file."""
    sounds = {take.file: tone(200 + 20 * n) for n, take in enumerate(wanted)}
    for file, frames in sounds.items():
        write(folder / file, frames)
    return sounds


def frames(wav: bytes | None) -> bytes:
    assert wav is not None
    with wave.open(io.BytesIO(wav)) as source:
        return source.readframes(source.getnframes())


def test_the_list_names_each_file_and_what_to_say() -> None:
    wanted = {take.file: take.words for take in takes([BOTH], letters="A")}
    assert wanted["zh/A.wav"] == "诶"
    assert wanted["zh/0.wav"] == "零"
    assert wanted["zh/号窗口办理.wav"] == "号窗口办理"
    assert wanted["en/40.wav"] == "forty"
    assert wanted["en/please proceed to counter.wav"] == "please proceed to counter"
    assert {name.removesuffix(".wav") for name in wanted if name.startswith("zh/")} == {
        *(f"zh/{n}" for n in range(10)), "zh/A", "zh/十", "zh/请", "zh/号", "zh/到", "zh/号窗口办理",
    }  # fmt: skip


def test_a_pack_recorded_by_the_list_says_every_call_of_the_hall(tmp_path: Path) -> None:
    wording = Wording(("zh", "en"), zh="{number}号，请到{window}号窗口领证", yao=True)
    record(tmp_path, takes([BOTH, wording]))
    voice = PackVoice(tmp_path)
    for each in (BOTH, wording):
        for n in range(1, 100):
            for text, language in each.sentences(f"AB{n:03}", str(n)):
                assert voice.wav(text, language) is not None, text


def test_the_clips_are_heard_in_order_with_a_breath_at_the_comma(tmp_path: Path) -> None:
    sounds = record(tmp_path, takes([BOTH]))
    ((text, _),) = Wording().sentences("A12", "3")
    said = frames(PackVoice(tmp_path).wav(text, "zh"))
    before = b"".join(sounds[f"zh/{name}.wav"] for name in ("请", "A", "1", "2", "号"))
    after = b"".join(sounds[f"zh/{name}.wav"] for name in ("到", "3", "号窗口办理"))
    assert said == before + bytes(2 * int(PAUSE_S * 22_050)) + after


def test_a_longer_clip_is_taken_before_several_short_ones() -> None:
    known = ["十", "二", "十二", "号", "号窗", "口办理", "窗口办理"]
    assert pieces("十二号窗口办理", "zh", known) == [["十二", "号", "窗口办理"]]
    assert pieces("counter forty seven", "en", ["counter", "forty", "seven", "forty seven"]) == [
        ["counter", "forty seven"]
    ]
    assert pieces("十三号", "zh", known) is None
    assert pieces("", "zh", known) == []


@pytest.mark.parametrize(
    ("stem", "language", "said"),
    [("A", "zh", "诶"), ("a", "zh", "诶"), ("7", "zh", "七"), ("12", "zh", "十二"), ("12", "en", "twelve"),
     ("B", "en", "b"), ("Please", "en", "please"), ("请", "zh", "请"), ("e\u0301", "en", "é")],
)  # fmt: skip
def test_a_clip_says_what_its_file_is_called(stem: str, language: str, said: str) -> None:
    assert said_by(stem, language) == said


def test_a_call_that_a_clip_is_missing_for_is_said_whole_by_the_next_engine(tmp_path: Path) -> None:
    record(tmp_path, [take for take in takes([BOTH]) if take.file != "zh/4.wav"])

    class Synthesiser:
        def wav(self, text: str, language: str) -> bytes:
            return f"{language}:{text}".encode()

    voice = Engines(PackVoice(tmp_path), Synthesiser())
    assert voice.wav("请诶零一四号", "zh") == "zh:请诶零一四号".encode()
    assert duration_s(voice.wav("请诶零一二号", "zh") or b"") == pytest.approx(6 * CLIP_S, abs=0.01)
    assert Engines().wav("请", "zh") is None


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    wanted = takes([BOTH], letters="AB")
    record(tmp_path, [take for take in wanted if take.file not in ("zh/A.wav", "en/50.wav", "zh/到.wav")])
    assert [take.file for take in missing(read_pack(tmp_path), wanted)] == ["zh/A.wav", "zh/到.wav", "en/50.wav"]


def test_a_machine_without_a_pack_has_none(tmp_path: Path) -> None:
    assert read_pack(tmp_path / "none").clips == {"zh": {}, "en": {}}
    assert PackVoice(tmp_path / "none").wav("请", "zh") is None


def test_each_unusable_recording_is_named_with_what_to_do_and_the_others_are_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    zh = tmp_path / "zh"
    write(zh / "0.wav", tone(300))
    write(zh / "1.wav", tone(300) * 2, channels=2)
    write(zh / "2.wav", tone(300), rate=96_000)
    write(zh / "3.wav", tone(300, 44_100), rate=44_100)
    write(zh / "4.wav", bytes(4000))
    write(zh / "5.wav", b"")
    write(zh / "6.wav", tone(300, 8_000, 16.0), rate=8_000)
    write(zh / "7.wav", tone(300), width=1)
    (zh / "8.wav").write_bytes(b"ID3 music")
    (zh / "9.wav").write_bytes(b"")
    (zh / "十.wav").mkdir()
    write(zh / "A.WAV", tone(500))
    pack = read_pack(tmp_path)
    assert set(pack.clips["zh"]) == {"零", "诶"}
    told = {Path(flaw.split(": ")[0]).stem: flaw for flaw in pack.flaws}
    assert set(told) == {"1", "2", "3", "4", "5", "6", "7", "8", "9", "十"}
    assert "2 channels of 16 bits" in told["1"] and "ffmpeg" in told["1"]
    assert "96000 samples" in told["2"]
    assert "44100 samples a second, but the other clips have 22050" in told["3"]
    assert "nothing is heard in it" in told["4"]
    assert "16.0 s long" in told["6"]
    assert "not a WAV file" in told["8"] and "not a WAV file" in told["9"]
    assert "Is a directory" in told["十"]
    PackVoice(tmp_path)
    assert len(caplog.records) == len(pack.flaws)


def test_a_sentence_is_joined_in_a_few_milliseconds(tmp_path: Path) -> None:
    record(tmp_path, takes([BOTH]))
    voice = PackVoice(tmp_path)
    ((text, _),) = Wording().sentences("AB012", "47")
    took = []
    for _ in range(20):
        began = time.perf_counter()
        voice.wav(text, "zh")
        took.append(time.perf_counter() - began)
    assert min(took) < 0.005
