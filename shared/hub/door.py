"""The hub's ports."""

import os
import socket

BACKLOG = 512
"""Terminals that may knock at once, as after a power cut."""


def bind(host: str, port: int, option: str) -> socket.socket:
    """A listening socket. OSError says what to do; ``option`` is where the address was given."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        number = error.errno or 0
        why = os.strerror(number) if number > 0 else error.strerror
        raise OSError(f"{host}:{port} cannot be had ({why}): choose another by {option}") from error
