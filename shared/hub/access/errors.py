"""What a person who sets the hub up can meet. What terminals and clerks meet is ``shared.hub.errors.NotAllowed``.

AccessError
├── Damaged      a key, a secret or the database of devices cannot be used
├── Unavailable  the database of devices cannot be read or written now
└── BadEntry     a name, role, counter or password that cannot be taken
"""


class AccessError(Exception):
    """One sentence that says what to do."""


class Damaged(AccessError):
    """The file is never replaced by itself: every paired device relies on it."""


class Unavailable(AccessError):
    """A full disk, or another program; nothing has changed: ask again."""


class BadEntry(AccessError):
    """What was typed cannot be taken; nothing has changed."""
