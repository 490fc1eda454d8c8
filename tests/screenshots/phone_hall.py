"""The hall of the phone's pictures: what a hall tells its citizens beside windows and services."""

import re

from tests.pages.test_guide import guided

PHONE = 'phone = "0577-8899 1234"\n'
NOTICE = """\
notice = "下午 4 点起停电检修，请提前办理。"
notice_en = "Power off for maintenance from 16:00. Please come earlier."
"""
HOURS = '[hours]\nopen = "9:00"\nclose = "17:00"\nweekdays = [1, 2, 3, 4, 5]\n\n'
WAYS = (
    'way = "从南等候区向左走，约 20 步。"\nway_en = "From the South Area go left, about 20 steps."\n',
    'way = "从南等候区向右走，约 15 步。"\nway_en = "From the South Area go right, about 15 steps."\n',
)
"""To the first four windows, and to the others."""
GUIDE = """
[service.guide]
materials = ["旧身份证 | 没带也能办，请告诉窗口", "户口本 | 改过姓名、住址的才要", "本人到场 | 要按指纹，不能代办"]
materials_en = [
    "Old identity card | Without it come all the same: tell the counter",
    "Household register | Only if your name or address has changed",
    "Yourself | Your fingerprints are taken, nobody can come for you",
]
steps = ["取号", "窗口核对、拍照、按指纹", "缴费", "凭回执领证"]
steps_en = ["Take a ticket", "Check, photo, fingerprints at the counter", "Pay", "Collect the card with the receipt"]
fees = "20 元"
fees_en = "20 yuan"
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
    file = (
        re.sub(r"(?m)^(short_en = .*)$", r"\1\nappointments = 4", file)
        .replace('timezone = "Asia/Shanghai"\n', 'timezone = "Asia/Shanghai"\n' + PHONE + NOTICE)
        .replace("[rules]", HOURS + "[rules]")
    )
    return re.sub(r'(?m)^\[\[counter\]\]\nid = "(\d)"\n', lambda found: found[0] + WAYS[int(found[1]) > 4], file)
