"""The look in numbers: the only place of colours, type sizes and measures. In QML the same names as ``Theme.xxx``.

Colours are ``#RRGGBB``; sizes are pixels of the design canvas (kiosk 1080×1920, hall 1920×1080, counter 1366×768).
One colour, one meaning: NOW is *now / yours*, STOP is stop or bad, PINE is the house.
"""

INK = "#14201E"
MUTED = "#3B4845"
PINE = "#0A423C"
PINE_2 = "#115E56"
MIST = "#DCEAE6"
NOW = "#FFC800"
PAPER = "#F6F4EE"
WHITE = "#FFFFFF"
LINE = "#D8D4C8"
KEYS = "#E5E1D8"
"""Under the keys of the screen."""
EDGE = "#75807C"
STOP = "#A1201A"
STOP_SOFT = "#FBEDEA"
WARN = "#8A4200"
WARN_SOFT = "#FFF1DC"
NIGHT = "#0A1514"
NIGHT_2 = "#12211F"
NIGHT_3 = "#1D302D"
FOG = "#B9C9C5"
TEAL = "#7FC4B6"
AMBER = "#FFB45C"
CORAL = "#FF8A7A"
LOT = "#DCC68A"
LOT_EDGE = "#8A7434"
LOT_DIM = "#E9E1CC"

SIGNS = "Overpass"
"""Family of numbers, letters and English."""
SANS = "Noto Sans CJK SC"
"""Family of Chinese."""
CAP_HEIGHT = 0.70
"""Height of a capital of SIGNS, in em."""

KIOSK_WIDTH = 1080
KIOSK_HEIGHT = 1920
KIOSK_MARGIN = 60
KIOSK_SIGN = 640
KIOSK_REACH = 680
"""Nothing that is touched lies above this line; on a wide screen nothing left of the desk, which is as wide as here."""
KIOSK_INSET = 40
"""From the upper edge of the desk to what stands on it."""
KIOSK_KEY = 92
"""Height of a key of the screen's keyboard; it is KIOSK_TARGET wide."""
KIOSK_TARGET = 88
"""Least side of what is touched (22 mm)."""
KIOSK_NUMBER = 220
KIOSK_TITLE = 96
KIOSK_BUTTON = 60
KIOSK_TILE = 44
KIOSK_BODY = 40
KIOSK_FOOT = 36
KIOSK_LEAST = 30
KIOSK_ELDER_TILE = 66
KIOSK_ELDER_BODY = 46
KIOSK_ELDER_NOTE = 40
"""What explains or names something else."""
KIOSK_ELDER_LEAST = 34
"""The hall's name, and what would not fit its place otherwise."""
KIOSK_ELDER_TARGET = 112

HALL_WIDTH = 1920
HALL_HEIGHT = 1080
HALL_NOW = 342
HALL_NOW_TWO = 206
HALL_RECENT = 92
HALL_LIST = 52
HALL_FOOT = 34
HALL_LEAST = 28
WINDOW_LABEL = 640
WINDOW_CALLED = 440
WINDOW_LEAST = 48

COUNTER_WIDTH = 1366
COUNTER_HEIGHT = 768
COUNTER_NUMBER = 150
COUNTER_BODY = 18
COUNTER_LEAST = 16
COUNTER_TARGET = 44

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5, SPACE_6, SPACE_7, SPACE_8, SPACE_9 = 4, 8, 12, 16, 20, 24, 36, 48, 60
RADIUS = 14
RADIUS_DISPLAY = 18
RADIUS_COUNTER = 8
BORDER = 2
BORDER_ELDER = 3
PRESS_MS = 50
BLINK_MS = 500
PAGE_MS = 8000


def tokens() -> dict[str, str | int | float]:
    """Every token under its QML name: ``STOP_SOFT`` is ``stopSoft``, ``PINE_2`` is ``pine2``."""
    return {_camel(name): value for name, value in globals().items() if name.isupper()}


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(part.capitalize() for part in rest)
