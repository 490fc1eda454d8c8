"""The head that the witnesses signed last: who holds it can prove what the record was up to there."""

import asyncio
import logging
from pathlib import Path

import msgspec

from shared.files import replace
from shared.hub.access.signing import HeadSigner
from shared.hub.service import HallService
from shared.hub.witnesses import Witnesses
from shared.protocol.heads import Signature, SignedHead, cosigned

log = logging.getLogger("fairhall.hub.heads")

EVERY_S = 30.0


def file_of(data: Path, day: str) -> Path:
    """Where the last head of a day that witnesses signed is kept."""
    return data / "published" / f"witnessed-{day}.json"


def witnessed_head(data: Path, day: str) -> SignedHead | None:
    """The last head of that day that witnesses signed; None if there is none that can be read."""
    path = file_of(data, day)
    try:
        return msgspec.json.decode(path.read_bytes(), type=SignedHead)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeError, RecursionError) as error:
        log.error("%s cannot be read (%s): the next head takes its place", path, error)
        return None


class WitnessedHead:
    """``latest`` is kept in a file of ``data`` for its day: what is signed once is never signed again behind it."""

    def __init__(self, data: Path, signer: HeadSigner, witnesses: Witnesses) -> None:
        self._data = data
        days = sorted(
            path.stem.removeprefix("witnessed-") for path in file_of(data, "x").parent.glob("witnessed-*-*.json")
        )
        self.latest: SignedHead | None = witnessed_head(data, days[-1]) if days else None
        self._signer = signer
        self._witnesses = witnesses
        self._signed: SignedHead | None = None
        self._at = float("-inf")
        self._writing: asyncio.Task[None] | None = None

    async def renew(self, service: HallService) -> None:
        """The hub's timer: half a minute after the last one the head is signed, and the witnesses are asked to."""
        now = asyncio.get_running_loop().time()
        if now - self._at < EVERY_S or not service.state.witnesses or not self._witnesses.live():
            return
        self._at = now
        head = await service.head()
        if self.latest is None or self.latest.head != head:
            self._signed = self._signer.sign(head)
            self._witnesses.cosign(head, self._heard)

    def _heard(self, signature: Signature) -> None:
        assert self._signed is not None
        self.latest = self._signed = cosigned(self._signed, [signature])
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        written = None
        while written != self.latest:
            written = self.latest
            assert written is not None
            path = file_of(self._data, written.head.day)
            try:
                await asyncio.to_thread(replace, path, msgspec.json.encode(written))
            except OSError as error:
                log.error("the head that witnesses signed cannot be kept: %s", error)
