"""What the world can do to a journal. Each message says what to do.

JournalError
├── Fenced     a higher term exists, or this writer stopped: claim anew, read, rebuild
├── Conflict   the head is not where the writer believed: claim anew, read, rebuild
├── Unknown    the outcome is not known (disk, power, network): claim anew, read what is there
└── Corrupt    what is stored is not what was written: restore a copy
"""


class JournalError(Exception):
    """The journal could not do it."""


class Fenced(JournalError):
    """Another writer leads, or this one has stopped; nothing was written."""


class Conflict(JournalError):
    """The head moved; nothing was written."""


class Unknown(JournalError):
    """The records may or may not be there."""


class Corrupt(JournalError):
    """Stored bytes are wrong."""
