"""The hall of the phone's pictures: what a hall tells its citizens beside windows and services."""

import re

from tests.pages.test_guide import guided

PHONE = 'phone = "0577-8899 1234"\n'
NOTICE = 'notice = "下午 4 点起停电检修，请提前办理。"\nnotice_en = "No power from 16:00. Come earlier."\n'
HOURS = '[hours]\nopen = "9:00"\nclose = "17:00"\nweekdays = [1, 2, 3, 4, 5]\n\n'
WAY = 'way = "从南等候区向左走，约 20 步。"\nway_en = "Go left, about 20 steps from the south area."\n'
GUIDE = """
[service.guide]
materials = ["旧身份证 | 没带也能办，请告诉窗口", "户口本 | 首次申领才要", "本人到场 | 要按指纹，不能代办"]
materials_en = [
    "Old identity card | Without it, tell the counter",
    "Household register | For the first card only",
    "Yourself | Fingerprints are taken",
]
steps = ["取号", "窗口核对、拍照、按指纹", "缴费", "凭回执领证"]
steps_en = ["Take a ticket", "Check, photograph, fingerprints", "Pay", "Collect the card with the receipt"]
fees = "首次免费，换领 20 元，补领 40 元"
fees_en = "First card free, renewal 20 yuan, replacement 40 yuan"
promised = "20 个工作日"
promised_en = "20 working days"
"""


SHORT = """
[service.guide]
materials = ["身份证"]
materials_en = ["Identity card"]
"""


def furnished(file: str) -> str:
    """This hall with a telephone, hours, a notice, ways to its windows, appointments and guides."""
    for service, guide in (("id-card", GUIDE), ("residence", SHORT), ("income", SHORT)):
        file = guided(guide, file, service)
    return (
        re.sub(r"(?m)^(short_en = .*)$", r"\1\nappointments = 4", file)
        .replace('timezone = "Asia/Shanghai"\n', 'timezone = "Asia/Shanghai"\n' + PHONE + NOTICE)
        .replace("[rules]", HOURS + "[rules]")
        .replace("[[counter]]\n", "[[counter]]\n" + WAY)
    )
