"""Speech by espeak-ng, as WAV."""

import logging
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

log = logging.getLogger("fairhall.voice")

VOICES = {"zh": "cmn-latn-pinyin", "en": "en"}  # plain `cmn` of espeak-ng 1.51 reads 请 as English
WORDS_PER_MINUTE = {"zh": 165, "en": 150}
TIME_LIMIT_S = 10


class EspeakVoice:
    """Speaks through the espeak-ng program, where it is installed."""

    def __init__(self, program: str = "espeak-ng") -> None:
        self._program = shutil.which(program)
        self._cached = lru_cache(maxsize=64)(self._synthesise)

    def wav(self, text: str, language: str) -> bytes | None:
        """Speech in 'zh' or 'en'; None when it cannot be made."""
        return self._cached(text, language)

    def _synthesise(self, text: str, language: str) -> bytes | None:
        if self._program is None:
            return None
        with tempfile.TemporaryDirectory(prefix="fairhall-voice-") as folder:
            target = Path(folder, "call.wav")
            options = ["-v", VOICES[language], "-s", str(WORDS_PER_MINUTE[language]), "-w", str(target)]
            try:
                subprocess.run(
                    [self._program, *options, "--", text],
                    check=True,
                    capture_output=True,
                    timeout=TIME_LIMIT_S,
                    stdin=subprocess.DEVNULL,
                )
                return target.read_bytes()
            except (subprocess.SubprocessError, OSError) as error:
                log.error("voice: espeak-ng could not say %r: %s", text, error)
                return None
