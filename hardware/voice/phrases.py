"""What is said for a call: numbers spelled out, because every speech engine mangles "A012"."""

DIGITS_ZH = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
DIGITS_EN = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four",
    "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
}  # fmt: skip
LETTERS_ZH = {
    "A": "诶", "B": "必", "C": "西", "D": "迪", "E": "伊", "F": "艾弗", "G": "吉", "H": "艾尺", "I": "艾",
    "J": "杰", "K": "开", "L": "艾勒", "M": "艾姆", "N": "恩", "O": "欧", "P": "皮", "Q": "丘", "R": "阿",
    "S": "艾斯", "T": "替", "U": "优", "V": "维", "W": "达不溜", "X": "艾克斯", "Y": "歪", "Z": "贼",
}  # fmt: skip
TEMPLATES = {
    "zh": "请{number}号，到{window}号窗口办理",
    "en": "Number {number}, please proceed to counter {window}",
}


def call_text(number: str, window: str, language: str, template: str | None = None) -> str:
    """The sentence that calls ticket `number` to `window`; a hall's own template names {number} and {window}."""
    return (template or TEMPLATES[language]).format(
        number=spell(number, language), window=window_words(window, language)
    )


def spell(number: str, language: str) -> str:
    """A ticket number letter by letter and digit by digit: A012 → 诶零一二, or A zero one two."""
    if language == "zh":
        return "".join(LETTERS_ZH.get(c) or DIGITS_ZH.get(c, c) for c in number.upper())
    return " ".join(DIGITS_EN.get(c, c) for c in number.upper())


def window_words(label: str, language: str) -> str:
    """A window's label as people say it: 12 → 十二 or 12; a label that is no number below 100 is spelled."""
    if not (label.isascii() and label.isdigit() and int(label) < 100):
        return spell(label, language)
    if language == "en":
        return str(int(label))
    tens, ones = divmod(int(label), 10)
    if not tens:
        return DIGITS_ZH[str(ones)]
    return ("" if tens == 1 else DIGITS_ZH[str(tens)]) + "十" + (DIGITS_ZH[str(ones)] if ones else "")
