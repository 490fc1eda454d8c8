"""Numbers people read: the group's letter and at least three digits, from 001 each business day, fixed for life."""

FIRST_LEASED, BLOCK = 500, 50
"""Kiosks keep blocks of numbers from here on, the same numbers of every letter, for times without the hub."""


def number(letter: str, n: int) -> str:
    """The n-th number of a letter: D047; the thousandth goes on as D1000."""
    return f"{letter}{n:03d}"


def ticket_id(day: str, n: int) -> str:
    """The opaque id of the n-th ticket of a business day (ISO date): 260105-47."""
    return f"{_date(day)}-{n}"


def joined_id(day: str, label: str) -> str:
    """The opaque id of a ticket that was given without the hub: 260105-D547. Its kiosk knows it before the hub."""
    return f"{_date(day)}-{label}"


def day_of(ticket: str) -> str:
    """The business day (ISO date) that a ticket's opaque id names."""
    return f"20{ticket[:2]}-{ticket[2:4]}-{ticket[4:6]}"


def parts(label: str) -> tuple[str, int]:
    """D047 is ("D", 47); (label, 0) for what is no number."""
    letter = label.rstrip("0123456789")
    digits = label[len(letter) :]
    sound = letter and 3 <= len(digits) <= 9 and number(letter, int(digits)) == label
    return (letter, int(digits)) if sound else (label, 0)


def appointment_id(day: str, n: int) -> str:
    """The opaque id of the n-th appointment made on a business day: 260105-r47. Never that of a ticket."""
    return f"{_date(day)}-r{n}"


def _date(day: str) -> str:
    return f"{day[2:4]}{day[5:7]}{day[8:10]}"
