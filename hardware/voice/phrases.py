"""What is said for a call: numbers spelled out, because every speech engine mangles "A012"."""

from dataclasses import dataclass

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
TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TEENS_EN = (
    *DIGITS_EN.values(), "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
YAO = "幺"
TEMPLATES = {
    "zh": "请{number}号，到{window}号窗口办理",
    "en": "Number {number}, please proceed to counter {window}",
}


@dataclass(frozen=True)
class Wording:
    """How calls are put into words: in which languages, one after the other, and by which templates.

    A template is a sentence with the blanks {number} and {window}; "" is the usual one. `yao` says 幺 for a one among
    digits.
    """

    languages: tuple[str, ...] = ("zh",)
    zh: str = ""
    en: str = ""
    yao: bool = False

    def template(self, language: str) -> str:
        """The sentence in this language, with its blanks."""
        return {"zh": self.zh, "en": self.en}[language] or TEMPLATES[language]

    def sentences(self, number: str, window: str) -> list[tuple[str, str]]:
        """What is said to call ticket `number` to `window`: (text, language) in order."""
        return [(self._sentence(number, window, language), language) for language in self.languages]

    def _sentence(self, number: str, window: str, language: str) -> str:
        said = self.template(language).replace("{number}", spell(number, language, self.yao))
        return said.replace("{window}", window_words(window, language, self.yao))


USUAL = Wording()


def spell(number: str, language: str, yao: bool = False) -> str:
    """A ticket number letter by letter and digit by digit: A012 → 诶零一二, or A zero one two."""
    if language == "zh":
        said = "".join(LETTERS_ZH.get(c) or DIGITS_ZH.get(c, c) for c in number.upper())
        return said.replace(DIGITS_ZH["1"], YAO) if yao else said
    return " ".join(DIGITS_EN.get(c, c) for c in number.upper())


def window_words(label: str, language: str, yao: bool = False) -> str:
    """A window's label as people say it: 12 → 十二 or twelve; a label that is no number below 100 is spelled."""
    if not (label.isascii() and label.isdigit() and int(label) < 100):
        return spell(label, language, yao)
    tens, ones = divmod(int(label), 10)
    if language == "en":
        return TEENS_EN[int(label)] if tens < 2 else f"{TENS_EN[tens]} {DIGITS_EN[str(ones)] if ones else ''}".strip()
    if not tens:
        return DIGITS_ZH[str(ones)]
    return ("" if tens == 1 else DIGITS_ZH[str(tens)]) + "十" + (DIGITS_ZH[str(ones)] if ones else "")
