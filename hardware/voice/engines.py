"""Engines in their order: recorded clips before a synthesiser."""

from hardware.voice.port import Voice


class Engines:
    """A voice of several: the first that can say a sentence says it."""

    def __init__(self, *voices: Voice) -> None:
        self._voices = voices

    def wav(self, text: str, language: str) -> bytes | None:
        """See Voice."""
        return next((wav for each in self._voices if (wav := each.wav(text, language)) is not None), None)
