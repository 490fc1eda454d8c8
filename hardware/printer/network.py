"""The way to a network printer: TCP, port 9100."""

import socket

from hardware.errors import Lost, Stalled, Unreachable

PORT = 9100


class NetworkTransport:
    """One connection to a printer that serves one client at a time; close it after each job."""

    def __init__(self, host: str, port: int = PORT, within_s: float = 2.0) -> None:
        try:
            self._socket = socket.create_connection((host, port), timeout=within_s)
        except OSError as error:
            raise Unreachable(f"printer {host}:{port}: {error}; check its power, cable and address") from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # questions are three bytes long
        self._where = f"{host}:{port}"

    def send(self, data: bytes, within_s: float) -> None:
        """Hand over all bytes; Stalled when they are not taken in time, Lost when the connection died."""
        self._socket.settimeout(within_s)
        try:
            self._socket.sendall(data)
        except TimeoutError as error:
            raise Stalled(f"printer {self._where} takes no more bytes") from error
        except OSError as error:
            raise Lost(f"printer {self._where}: {error}") from error

    def receive(self, within_s: float) -> bytes:
        """What came, waiting at most so long for the first byte."""
        self._socket.settimeout(max(within_s, 0.001))
        try:
            received = self._socket.recv(4096)
        except TimeoutError:
            return b""
        except OSError as error:
            raise Lost(f"printer {self._where}: {error}") from error
        if not received:
            raise Lost(f"printer {self._where} closed the connection")
        return received

    def close(self) -> None:
        """End the connection; bytes already handed over still arrive."""
        self._socket.close()
