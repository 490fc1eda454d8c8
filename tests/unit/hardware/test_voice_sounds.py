"""The chime and the speech are WAV files that a player can play."""

import array
import io
import itertools
import shutil
import subprocess
import wave
from pathlib import Path

import pytest

from hardware.voice.chime import TONE_S, chime, duration_s
from hardware.voice.espeak import EspeakVoice
from hardware.voice.ticks import ticks
from hardware.voice.tones import RATE_HZ


def samples(wav: bytes) -> "array.array[int]":
    with wave.open(io.BytesIO(wav)) as source:
        assert (source.getnchannels(), source.getsampwidth()) == (1, 2)
        return array.array("h", source.readframes(source.getnframes()))


def crossings_hz(tone: "array.array[int]") -> float:
    rising = sum(a < 0 <= b for a, b in itertools.pairwise(tone))
    return rising / (len(tone) / RATE_HZ)


def test_the_chime_is_two_soft_falling_tones() -> None:
    sound = samples(chime())
    half = int(RATE_HZ * TONE_S)
    early, late = sound[200 : half // 2], sound[half + 200 : half + half // 2]
    assert crossings_hz(early) == pytest.approx(659, rel=0.03)
    assert crossings_hz(late) == pytest.approx(523, rel=0.03)
    assert max(map(abs, sound)) < 0.6 * 32_767
    assert abs(sound[0]) < 50  # no click at the beginning, between the tones, or at the end
    assert abs(sound[half]) < 50
    assert abs(sound[-1]) < 50
    assert chime() is chime()


def test_the_kiosk_ticks_softly_the_fuller_the_more_it_means_and_without_a_click() -> None:
    press, stopped, result = (samples(ticks()[name]) for name in ("press", "stopped", "result"))
    assert len(press) < len(stopped) < len(result) < RATE_HZ
    assert max(map(abs, press)) < max(map(abs, stopped)) < 0.6 * 32_767
    assert crossings_hz(result[200 : len(result) // 2]) == pytest.approx(523, rel=0.03)
    for sound in (press, stopped, result):
        assert max(map(abs, sound)) < 0.6 * 32_767
        assert abs(sound[0]) < 50
        assert abs(sound[-1]) < 50


def test_a_length_is_read_from_the_file_and_nonsense_is_refused() -> None:
    assert duration_s(chime()) == pytest.approx(2 * TONE_S, abs=0.01)
    for nonsense in (b"", b"RIFF", b"ID3 not a wav file at all"):
        with pytest.raises(ValueError, match="not a WAV file"):
            duration_s(nonsense)


def test_espeak_speaks_chinese_and_english_and_remembers() -> None:
    if not shutil.which("espeak-ng"):
        pytest.skip("espeak-ng is not installed")
    voice = EspeakVoice()
    chinese, english = voice.wav("请诶零一二号", "zh"), voice.wav("Number A", "en")
    assert chinese is not None
    assert english is not None
    assert duration_s(chinese) > 0.8
    assert voice.wav("请诶零一二号", "zh") is chinese


def test_the_chinese_voice_reads_the_word_please_as_mandarin() -> None:
    if not shutil.which("espeak-ng"):
        pytest.skip("espeak-ng is not installed")
    from hardware.voice.espeak import VOICES

    said = subprocess.run(
        ["espeak-ng", "-v", VOICES["zh"], "-q", "-x", "请"], capture_output=True, text=True, check=True
    ).stdout
    assert "21" in said  # the dipping third tone of qǐng
    assert "(en)" not in said


def test_a_machine_without_espeak_stays_silent() -> None:
    voice = EspeakVoice(program="no-such-speaker")
    assert voice.wav("请诶零一二号", "zh") is None
    assert voice.wav("Number A", "en") is None


def test_a_speaker_that_fails_is_logged_and_the_call_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    program = tmp_path / "espeak-ng"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    assert EspeakVoice(program=str(program)).wav("请", "zh") is None
    assert "could not say" in caplog.text
