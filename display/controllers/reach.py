"""From how far a call is read: by the height of its capitals on this panel. Pure."""

from math import hypot

from shared.ui import theme

INCH_MM = 25.4
METRES_A_MM = 0.2
"""Letters are read from 200 times their height (screens: type sizes)."""


def letter_mm(size: float, canvas: tuple[int, int], inches: float) -> float:
    """The height of a capital of ``size`` canvas pixels on a panel of this diagonal."""
    return size * theme.CAP_HEIGHT * inches * INCH_MM / hypot(*canvas)


def told(size: float, canvas: tuple[int, int], inches: float, metres: float) -> tuple[bool, str]:
    """Whether a call of this letter size is read from ``metres``, and that as a sentence for the log."""
    height = letter_mm(size, canvas, inches)
    far = height * METRES_A_MM
    said = f"on {inches:g} inches a call is {height:.0f} mm tall and read from {far:.0f} m"
    if round(far) >= metres:
        return True, said
    return (
        False,
        f"{said}, not from {metres:g} m ([display] metres): take a larger panel, or larger letters in a layout",
    )
