"""What a person who sets the hub up can meet. What terminals and clerks meet is ``shared.hub.errors.NotAllowed``.

AccessError
├── Damaged    a key, a secret or the database of devices cannot be used
└── BadEntry   a name, role, counter or password that cannot be taken
"""


class AccessError(Exception):
    """One sentence that says what to do."""


class Damaged(AccessError):
    """The file is never replaced by itself: every paired device relies on it."""


class BadEntry(AccessError):
    """What was typed cannot be taken; nothing has changed."""
