"""What can be wrong with a copy."""


class BackupError(Exception):
    """One sentence that says what to do; nothing was changed."""
