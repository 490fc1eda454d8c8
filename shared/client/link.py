"""The link of the Qt terminals: QWebSocket over TLS, in the thread of the event loop that made it."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtNetwork import (
    QNetworkRequest,
    QSsl,
    QSslCertificate,
    QSslConfiguration,
    QSslError,
    QSslSocket,
)
from PySide6.QtWebSockets import QWebSocket

from shared.client.base import LARGEST_MESSAGE, LIVE_PATH, TICK_MS, BaseLink, Remember
from shared.client.identity import Identity
from shared.client.outbox import Outbox
from shared.client.port import AnswerCallback
from shared.client.witness.keeper import Keeper
from shared.discovery.finder import Finder
from shared.protocol.answers import Problem
from shared.protocol.requests import Request

_REFUSED = re.compile(r"WWW-Authenticate|\b403\b")
"""How QWebSocket words an upgrade answered 401 or 403; it tells the status in no other way."""


class Link(BaseLink, QObject):
    """``HubLink`` for Qt (see ``BaseLink`` for the parameters). Needs a running Qt event loop, never blocks it."""

    _address_found = Signal(str)
    _witness_said = Signal(object)

    def __init__(
        self,
        identity: Identity,
        *,
        configured: Sequence[str] = (),
        finder: Finder | None = None,
        outbox: Outbox | None = None,
        keeper: Keeper | None = None,
        remember: Remember = lambda address, others: None,
        parent: QObject | None = None,
    ) -> None:
        QObject.__init__(self, parent)
        BaseLink.__init__(
            self, identity, configured=configured, finder=finder, outbox=outbox, keeper=keeper, remember=remember
        )
        self._socket: QWebSocket | None = None
        self._untrusted = ""
        self._tls = QSslConfiguration.defaultConfiguration()
        self._tls.setCaCertificates(
            QSslCertificate.fromData(QByteArray(identity.ca_pem.encode()), QSsl.EncodingFormat.Pem)
        )
        self._tls.setPeerVerifyMode(QSslSocket.PeerVerifyMode.VerifyPeer)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        # the hops from other threads: the finder's and the witness's
        self._address_found.connect(self._found, Qt.ConnectionType.QueuedConnection)
        self._witness_said.connect(self._said, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Look for the hub and stay connected until ``stop``."""
        self._timer.start()
        self._begin(self._address_found.emit, self._witness_said.emit)

    def stop(self) -> None:
        """Close; nothing is called back afterwards."""
        self._timer.stop()
        self._end()

    def request(self, name: str, request: Request, done: AnswerCallback, *, request_id: str | None = None) -> str:
        """As the port says."""
        return self._ask(name, request, done, request_id)

    def sign_in(self, clerk: str, password: str, done: Callable[[Problem | None], None]) -> None:
        """As the port says."""
        self._sign_in(clerk, password, done)

    def _connect(self, address: str) -> None:
        self._untrusted = ""
        socket = self._socket = QWebSocket(parent=self)
        socket.setSslConfiguration(self._tls)
        socket.setMaxAllowedIncomingFrameSize(LARGEST_MESSAGE)
        socket.setMaxAllowedIncomingMessageSize(LARGEST_MESSAGE)
        socket.connected.connect(self._opened)
        socket.textMessageReceived.connect(self._received)
        socket.binaryMessageReceived.connect(self._received_bytes)
        socket.sslErrors.connect(self._judge)
        socket.errorOccurred.connect(self._failed)
        socket.disconnected.connect(self._hung_up)
        request = QNetworkRequest(QUrl(f"wss://{address}{LIVE_PATH}"))
        request.setRawHeader(b"Authorization", self._identity.bearer.encode())
        socket.open(request)

    def _reached(self) -> bool:
        return self._socket is not None and self._socket.peerPort() != 0

    def _send(self, frame: bytes) -> None:
        if self._socket is not None:
            self._socket.sendTextMessage(frame.decode())

    def _drop(self) -> None:
        if self._socket is not None:
            socket, self._socket = self._socket, None
            socket.blockSignals(True)
            socket.abort()
            socket.deleteLater()

    def _judge(self, errors: list[QSslError]) -> None:
        """The authority is the hub's own, so that the chain alone proves the hub; its name may be any."""
        grave = [error for error in errors if error.error() is not QSslError.SslError.HostNameMismatch]
        if not grave and self._socket is not None:
            self._socket.ignoreSslErrors(errors)
        else:
            self._untrusted = "; ".join(error.errorString() for error in grave)

    def _received_bytes(self, data: QByteArray) -> None:
        self._received(bytes(data.data()))

    def _failed(self) -> None:
        if self._socket is not None:
            reason = self._untrusted or self._socket.errorString()
            self._drop()
            self._closed(reason, bool(self._untrusted) or bool(_REFUSED.search(reason)))

    def _hung_up(self) -> None:
        if self._socket is not None and self._phase == "open":  # before that an error follows, and says more
            reason = f"closed by the hub ({self._socket.closeCode().value}) {self._socket.closeReason()}".rstrip()
            self._drop()
            self._closed(reason)
