"""What the C library does with blocks of memory that are let go."""

import ctypes
import sys

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
LARGE = 288 * 1024
"""Just above what each read of a TLS connection asks for and gives back (256 kB): as a block of its own that would be
three system calls and a fault a message.
"""
SPARE = 512 * 1024
"""Kept for the next one."""


def large_blocks_go_back() -> None:
    """A table or a snapshot that is let go is given back to the system, where the C library can be told. Left alone, it
    keeps ever larger ones once such a block was freed, and tables that grow leave holes behind.
    """
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, SPARE)
