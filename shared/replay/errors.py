"""What can go wrong with a replay. Each message is one sentence with what to do or where to look.

ReplayError      the hub did what a replay does not expect
└── BadDay       the folder is no recorded day: file, line and what is wrong
"""


class ReplayError(Exception):
    """The replay cannot go on."""


class BadDay(ReplayError):
    """The folder's tables cannot be read."""
