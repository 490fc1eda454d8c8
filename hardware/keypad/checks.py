"""The checks that devices put behind their frames: covered bytes → the check's own bytes."""

from collections.abc import Callable
from functools import reduce
from operator import xor
from typing import NamedTuple

CRC16_MODBUS = 0xA001  # the polynomial 8005 with its bits in the order of the wire


class CheckKind(NamedTuple):
    """How many bytes a check has and what they are."""

    width: int
    of: Callable[[bytes], bytes]


def crc16(data: bytes) -> bytes:
    """CRC-16/MODBUS, low byte first."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (CRC16_MODBUS if crc & 1 else 0)
    return crc.to_bytes(2, "little")


def xor8(data: bytes) -> int:
    """All bytes, each exclusive-or the next."""
    return reduce(xor, data, 0)


CHECKS: dict[str, CheckKind] = {
    "none": CheckKind(0, lambda data: b""),
    "sum8": CheckKind(1, lambda data: bytes([sum(data) & 0xFF])),
    "xor8": CheckKind(1, lambda data: bytes([xor8(data)])),
    "xor-pair": CheckKind(2, lambda data: bytes([xor8(data[0::2]), xor8(data[1::2])])),
    "crc16": CheckKind(2, crc16),
    "sum16hex": CheckKind(4, lambda data: f"{sum(data) & 0xFFFF:04X}".encode()),
}
