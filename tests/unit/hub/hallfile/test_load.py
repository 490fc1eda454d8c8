"""A hall manager writes hall.toml; what comes out is a hall, or a list of lines to put right."""

import hashlib
from pathlib import Path

import pytest

from shared.hall.config import Counter, Group, HallConfig, Hours, Rules, Service, Text, Voice
from shared.hub.hallfile.load import HallFileError, load
from tests.unit.hub.hallfile.small import SMALL, read, refused


def test_a_small_hall_needs_few_lines(tmp_path: Path) -> None:
    assert read(tmp_path, SMALL) == HallConfig(
        id="yunxi",
        name=Text("云溪市政务服务中心", "Yunxi"),
        timezone="Asia/Shanghai",
        groups=(Group("id-cards", "D", Text("户籍身份证", "ID cards")),),
        services=(
            Service("id-card", "id-cards", Text("居民身份证换领", "ID card"), Text("居民身份证换领", "ID card")),
        ),
        counters=(Counter("3", "3", ("id-card",)),),
    )


def test_every_key_reaches_the_configuration(tmp_path: Path) -> None:
    text = """\
id = "hall-2"
name = "甲"
name_en = "A"
timezone = "Europe/Warsaw"
algorithm = "sm3"
notice = "带好证件"
notice_en = "Bring your papers"
[hours]
open = "8:30"
close = "24:00"
weekdays = [6, 1]
[voice]
call = "{number}号请到{window}号"
call_en = "{number} to {window}"
languages = ["en"]
yao = true
[rules]
stratum = 3
strict = true
named = 4
grace_s = 60
recall_interval_s = 20
no_show_calls = 2
no_show_after_s = 90
misses = 1
passed = 0
services_per_ticket = 1
evaluation_s = 60
[[group]]
id = "g"
letter = "AB"
name = "组"
name_en = "Group"
policy = "fifo"
area = "一楼"
voice = "请{number}号领证"
[[service]]
id = "one"
group = "g"
name = "一个名字很长的事项名称"
name_en = "A service with a rather long name"
short = "短名"
short_en = "Short"
minutes = 30
quota = 50
missed = "expire"
missed_after = 5
pinyin = "dm"
voice_en = "Number {number}, {window}"
[[service]]
id = "two"
group = "g"
name = "二"
name_en = "Two"
[[counter]]
id = "east"
label = "3A"
services = ["two"]
[[counter]]
id = "4"
services = ["two"]
groups = ["g"]
"""
    assert read(tmp_path, text) == HallConfig(
        id="hall-2",
        name=Text("甲", "A"),
        timezone="Europe/Warsaw",
        algorithm="sm3",
        notice=Text("带好证件", "Bring your papers"),
        hours=Hours(510, 1440, (1, 6)),
        rules=Rules(3, True, 4, 60, 20, 2, 90, 1, 0, 1, 60),
        voice=Voice(Text("{number}号请到{window}号", "{number} to {window}"), ("en",), yao=True),
        groups=(Group("g", "AB", Text("组", "Group"), "fifo", Text("一楼", "一楼"), Text("请{number}号领证", "")),),
        services=(
            Service(
                "one",
                "g",
                Text("一个名字很长的事项名称", "A service with a rather long name"),
                Text("短名", "Short"),
                minutes=30,
                quota=50,
                missed="expire",
                missed_after=5,
                pinyin="dm",
                voice=Text("", "Number {number}, {window}"),
            ),
            Service("two", "g", Text("二", "Two"), Text("二", "Two")),
        ),
        counters=(Counter("east", "3A", ("two",)), Counter("4", "4", ("one", "two"))),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "yunxi"', 'id = "云溪"', '1: id cannot be "云溪"; write 1 to 32 small letters, digits and hyphens'),
        ('id = "yunxi"', 'id = "a|b"', '1: id cannot be "a|b"; write 1 to 32'),
        ('id = "yunxi"\n', "", "1: id is missing; add id = 1 to 32 small letters"),
        ("Asia/Shanghai", "Asia/Yunxi", '4: no timezone "Asia/Yunxi" is known; write a name such as "Asia/Shanghai"'),
        ("Asia/Shanghai", "Asia", '4: no timezone "Asia" is known'),
        ("Asia/Shanghai", "../etc/passwd", '4: no timezone "../etc/passwd" is known'),
        ("Asia/Shanghai", "\\u0000", '4: no timezone "\x00" is known'),
        ("Asia/Shanghai", "", '4: no timezone "" is known'),
        ('letter = "D"', 'letter = "I"', '8: letter cannot be "I"; write one or two of A to Z without I and O'),
        ('letter = "D"', 'letter = "AO"', '8: letter cannot be "AO"'),
        ('letter = "D"', 'letter = "d"', '8: letter cannot be "d"'),
        ('letter = "D"', 'letter = "ABC"', '8: letter cannot be "ABC"'),
        ('letter = "D"', 'letter = "Ä"', '8: letter cannot be "Ä"'),
        ('letter = "D"', 'leter = "D"', '8: unknown key "leter"; did you mean letter?'),
        ('name = "户籍身份证"', 'name = " "', '9: name cannot be " "; write 1 to 12 characters on one line'),
        ('name = "户籍身份证"', 'name = "a\\u202eb"', '9: name cannot be "a\u202eb"'),
        ('name = "户籍身份证"', 'name = """a\nb"""', '9: name cannot be "a\\nb"'),
        ('group = "id-cards"', 'group = "id-card"', '14: there is no group "id-card"; did you mean id-cards?'),
        ('group = "id-cards"', "group = 7", "14: group cannot be 7; write 1 to 32 small letters"),
        (
            "居民身份证换领",
            "居民身份证到期换领",
            '12: "居民身份证到期换领" needs a short name; add short = "…" of at most 8',
        ),
        ('name_en = "ID card"', 'name_en = "Renewal of an ID card"', '12: "Renewal of an ID card" needs a short name'),
        (
            'name_en = "ID card"',
            'name_en = "x"\nshort = "一二三四五六七八九"',
            '17: short cannot be "一二三四五六七八九"',
        ),
        (
            'name_en = "ID card"',
            'name_en = "x"\nminutes = 0',
            "17: minutes cannot be 0; write a whole number from 1 to",
        ),
        ('name_en = "ID card"', 'name_en = "x"\nminutes = 7.5', "17: minutes cannot be 7.5"),
        ('name_en = "ID card"', 'name_en = "x"\nquota = -1', "17: quota cannot be -1"),
        (
            'name_en = "ID card"',
            'name_en = "x"\npinyin = "身份"',
            '17: pinyin cannot be "身份"; write at most 16 small',
        ),
        (
            'name_en = "ID card"',
            'name_en = "x"\nmissed = "later"',
            '17: missed cannot be "later"; write "after", "clerk"',
        ),
        ('groups = ["id-cards"]', 'groups = ["tax"]', '20: there is no group "tax"; add a [[group]] with this id, or'),
        ('groups = ["id-cards"]', 'services = ["id-cart"]', '20: there is no service "id-cart"; did you mean id-card?'),
        ('groups = ["id-cards"]', 'groups = "id-cards"', '20: groups cannot be "id-cards"; write a list such as'),
        ('groups = ["id-cards"]', "groups = [\n1]", "20: groups cannot be 1; write 1 to 32 small letters"),
        ('groups = ["id-cards"]', "", '18: counter "3" takes nothing; add groups = ["…"] or services = ["…"]'),
        ('id = "3"', 'id = "east"', '18: counter "east" needs a label for people to read; add label = "…"'),
        ('id = "3"', 'id = "3"\nlabel = "三号"', '20: label cannot be "三号"; write 1 to 4 digits or capital letters'),
        ("[[counter]]", "[counter]", "18: counter cannot be "),
        ("[[counter]]", "[[window]]", '18: unknown key "window"; remove it; known here: id, name'),
        (
            "[[counter]]",
            "[hours]\nopen = 09:00:00\n[[counter]]",
            '19: open cannot be "09:00:00"; write a time of day in',
        ),
        ("[[counter]]", '[hours]\nopen = "9"\nclose = "17:00"\n[[counter]]', '19: open cannot be "9"'),
        ("[[counter]]", '[hours]\nopen = "09:00"\n[[counter]]', "18: close is missing; add close = a time of day"),
        (
            "[[counter]]",
            '[hours]\nopen = "17:00"\nclose = "09:00"\n[[counter]]',
            "20: the hall closes at 09:00, not after it opens at 17:00; write a later time to close",
        ),
        (
            "[[counter]]",
            '[hours]\nopen = "09:00"\nclose = "17:00"\nweekdays = [1, 8]\n[[counter]]',
            "21: weekdays cannot be 8; write a whole number from 1 to 7",
        ),
        (
            "[[counter]]",
            '[hours]\nopen = "09:00"\nclose = "17:00"\nweekdays = []\n[[counter]]',
            "21: weekdays cannot be []; write weekdays from 1 (Monday) to 7 (Sunday)",
        ),
        (
            "[[counter]]",
            '[hours]\nopen = "09:00"\nclose = "17:00"\nweekdays = [1, 1]\n[[counter]]',
            "21: a weekday stands there twice; write each weekday once",
        ),
        (
            "[[counter]]",
            '[voice]\ncall = "请到窗口"\n[[counter]]',
            '19: call cannot be "请到窗口"; write one line',
        ),
        ("[[counter]]", '[voice]\ncall = "{nummer}号"\n[[counter]]', '19: call cannot be "{nummer}号"'),
        ("[[counter]]", '[voice]\ncall_en = "{number!r} {0}"\n[[counter]]', "19: call_en cannot be "),
        ("[[counter]]", '[voice]\nlanguages = ["fr"]\n[[counter]]', "19: languages cannot be "),
        (
            "[[counter]]",
            '[voice]\nlanguages = ["zh", "zh"]\n[[counter]]',
            "19: a language stands there twice; write each language once",
        ),
        ('letter = "D"', 'letter = "D"\nvoice = "请{number}{window"', '9: voice cannot be "请{number}{window"'),
        ('"Asia/Shanghai"', '"UTC"\nalgorithm = "md5"', '5: algorithm cannot be "md5"; write "sha256" or "sm3"'),
        ('"Asia/Shanghai"', '"UTC"\nname = "又一个"', "5: not TOML: Cannot overwrite a value"),
    ],
)
def test_a_mistake_is_said_with_its_line_and_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SMALL
    found = refused(tmp_path, SMALL.replace(old, new, 1))
    assert any(line.startswith(said) for line in found), found


def test_numbers_of_rules_have_bounds(tmp_path: Path) -> None:
    low = {"stratum": -1, "named": 0, "grace_s": -1, "recall_interval_s": 0, "no_show_calls": 0, "no_show_after_s": -1}
    low |= {"misses": 0, "passed": -1, "services_per_ticket": 0, "evaluation_s": 4}
    high = {"stratum": 11, "named": 13, "grace_s": 3601, "recall_interval_s": 301, "no_show_calls": 11}
    high |= {"no_show_after_s": 1801, "misses": 11, "passed": 21, "services_per_ticket": 6, "evaluation_s": 61}
    low |= {"batch": 0, "round_least": 0, "round_after_s": -1, "booking_misses": 0}
    low |= {f"booking_{name}": -1 for name in ("days", "cancel_min", "off_days", "kept_days")}
    low |= {"check_in_early_min": -1, "check_in_late_min": -1, "witnesses": -1, "seal_hour": -1}
    high |= {"batch": 101, "round_least": 21, "round_after_s": 901, "booking_days": 61, "booking_cancel_min": 2881}
    high |= {"check_in_early_min": 121, "check_in_late_min": 121, "booking_misses": 21}
    high |= {"booking_off_days": 366, "booking_kept_days": 366, "witnesses": 17, "seal_hour": 24}
    for limit, most in (("waiting", 999), ("wait_min", 480), ("serving_percent", 1000)):
        low |= {f"warn_{limit}": 0, f"alarm_{limit}": 0}
        high |= {f"warn_{limit}": most + 1, f"alarm_{limit}": most + 1}
    low |= {"warn_untaken_min": 0, "review_days": 0, "review_kept_days": 0}
    high |= {"warn_untaken_min": 481, "review_days": 31, "review_kept_days": 3651}
    assert set(low) == set(high) == set(Rules.__struct_fields__) - {"strict"}
    for bad in (low, high):
        found = refused(tmp_path, SMALL + "[rules]\n" + "".join(f"{key} = {value}\n" for key, value in bad.items()))
        assert len(found) == len(bad)
        for line, (key, value) in zip(found, bad.items(), strict=True):
            assert f": {key} cannot be {value}; write " in line
    assert refused(tmp_path, SMALL + "[rules]\nstrict = 1\n") == ["22: strict cannot be 1; write true or false"]
    assert refused(tmp_path, SMALL + "[rules]\nstratum = 1\n")[0].startswith("22: a stratum of 1 leaves nothing")
    soon = refused(tmp_path, SMALL + "[rules]\nreview_days = 5\nreview_kept_days = 9\n")
    assert soon == [
        "23: a bad grade is seen to within 5 working days and forgotten after 9 days; keep it 10 days at least"
    ]
    assert "keep it 32 days at least" in refused(tmp_path, SMALL + "[rules]\nreview_days = 16\n")[0]


def test_what_must_be_unique_is_named_with_both_lines(tmp_path: Path) -> None:
    again = SMALL.split("\n\n", 1)[1]
    found = refused(tmp_path, SMALL + again)
    assert found == [
        '22: group id "id-cards" is already taken on line 7; choose another',
        '23: group letter "D" is already taken on line 8; choose another',
        '28: service id "id-card" is already taken on line 13; choose another',
        '33: counter label "3" is already taken on line 18; choose another',
        '34: counter id "3" is already taken on line 19; choose another',
    ]


def test_a_label_is_taken_by_an_id_that_is_read_as_one(tmp_path: Path) -> None:
    found = refused(tmp_path, SMALL + '[[counter]]\nid = "east"\nlabel = "3"\ngroups = ["id-cards"]\n')
    assert found == ['23: counter label "3" is already taken on line 18; choose another']


def test_a_service_nobody_can_take_and_an_empty_group_are_found(tmp_path: Path) -> None:
    more = """
[[service]]
id = "tax"
group = "id-cards"
name = "税"
name_en = "Tax"
[[group]]
id = "empty"
letter = "E"
name = "空"
name_en = "Empty"
"""
    text = SMALL.replace('groups = ["id-cards"]', 'services = ["id-card"]') + more
    assert refused(tmp_path, text) == [
        '22: no counter may take service "tax"; name it, or its group, in a [[counter]]',
        '27: group "empty" has no service; add one, or remove the group',
    ]


def test_a_machine_without_sm3_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = SMALL.replace('"Asia/Shanghai"', '"UTC"\nalgorithm = "sm3"')
    assert read(tmp_path, text).algorithm == "sm3"
    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256"})
    assert refused(tmp_path, text) == [
        '5: this machine\'s OpenSSL does not offer sm3; write "sha256", or use a machine whose OpenSSL has it'
    ]


def test_all_mistakes_come_at_once_and_ten_are_shown(tmp_path: Path) -> None:
    text = SMALL + "".join(f'[[counter]]\nid = "{n}"\ngroups = ["tax"]\n' for n in range(10, 25))
    with pytest.raises(HallFileError) as caught:
        read(tmp_path, text)
    assert len(caught.value.flaws) == 15
    assert len(str(caught.value).split("\n")) == 11
    assert str(caught.value).endswith("… and 5 more")


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(HallFileError, match=r"hall\.toml:1: cannot be read: No such file or directory; check the path"):
        load(tmp_path / "hall.toml")


def test_a_guide_is_read_in_both_languages_and_what_is_not_written_stays_empty(tmp_path: Path) -> None:
    text = SMALL.replace(
        "[[counter]]",
        '[service.guide]\nmaterials = ["旧证 | 可以没有"]\nfees = "20 元"\nfees_en = "20 yuan"\n\n[[counter]]',
        1,
    )
    (service,) = read(tmp_path, text).services
    assert service.guide.materials == (Text("旧证 | 可以没有", "旧证 | 可以没有"),)
    assert service.guide.fees == Text("20 元", "20 yuan")
    assert service.guide.basis == Text("", "")


def test_a_guide_with_another_number_of_english_materials_is_refused(tmp_path: Path) -> None:
    guide = '[service.guide]\nmaterials = ["甲", "乙"]\nmaterials_en = ["A"]\n\n[[counter]]'
    (flaw,) = refused(tmp_path, SMALL.replace("[[counter]]", guide, 1))
    assert "materials_en has 1 texts; write one for each of materials, or leave materials_en out" in flaw
