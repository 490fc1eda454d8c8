"""The head that the witnesses signed last: who holds it can prove what the record was up to there."""

import asyncio
import logging
from pathlib import Path

import msgspec

from shared.hub.access.keys import replace
from shared.hub.access.signing import HeadSigner
from shared.hub.service import HallService
from shared.hub.witnesses import Witnesses
from shared.protocol.heads import Signature, SignedHead, cosigned

log = logging.getLogger("fairhall.hub.heads")

EVERY_S = 30.0
FILE = "witnessed-head.json"


class WitnessedHead:
    """``latest`` is kept in a file of ``data``: what is signed once is never signed again behind it."""

    def __init__(self, data: Path, signer: HeadSigner, witnesses: Witnesses) -> None:
        self.latest: SignedHead | None = None
        self._path = data / "published" / FILE
        self._signer = signer
        self._witnesses = witnesses
        self._signed: SignedHead | None = None
        self._at = float("-inf")
        self._writing: asyncio.Task[None] | None = None
        try:
            self.latest = msgspec.json.decode(self._path.read_bytes(), type=SignedHead)
        except FileNotFoundError:
            pass
        except (OSError, msgspec.DecodeError) as error:
            log.error("%s cannot be read (%s): the next head takes its place", self._path, error)

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
            try:
                await asyncio.to_thread(replace, self._path, msgspec.json.encode(written))
            except OSError as error:
                log.error("the head that witnesses signed cannot be kept: %s", error)
