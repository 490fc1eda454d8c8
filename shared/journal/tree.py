"""The RFC 6962 tree over a day's leaves as it grows: as many hashes as levels are kept, whatever its size."""

from hashlib import sha256

import msgspec


class Tree(msgspec.Struct):
    """``peaks`` are the roots of its whole subtrees, the largest first."""

    size: int = 0
    peaks: list[bytes] = []

    def add(self, leaf: str) -> None:
        """The next leaf, in hex."""
        node, n = bytes.fromhex(leaf), self.size
        while n & 1:
            node = sha256(b"\x01" + self.peaks.pop() + node).digest()
            n >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> str:
        """The tree head, hex; of no leaves the hash of nothing."""
        if not self.peaks:
            return sha256().hexdigest()
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = sha256(b"\x01" + peak + node).digest()
        return node.hex()
