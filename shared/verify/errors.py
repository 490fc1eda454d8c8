"""What keeps a record from being read at all; a record that can be read and is wrong is a ``Problem`` instead."""


class Unreadable(Exception):
    """No record here: the text says what, where and what to do."""


class NotARecord(ValueError):
    """A line that is no record."""
