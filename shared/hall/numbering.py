"""Numbers people read: the group's letter and at least three digits, from 001 each business day, fixed for life."""


def number(letter: str, n: int) -> str:
    """The n-th number of a letter: D047; the thousandth goes on as D1000."""
    return f"{letter}{n:03d}"


def ticket_id(day: str, n: int) -> str:
    """The opaque id of the n-th ticket of a business day (ISO date): 260105-47."""
    return f"{_date(day)}-{n}"


def appointment_id(day: str, n: int) -> str:
    """The opaque id of the n-th appointment made on a business day: 260105-r47. Never that of a ticket."""
    return f"{_date(day)}-r{n}"


def _date(day: str) -> str:
    return f"{day[2:4]}{day[5:7]}{day[8:10]}"
