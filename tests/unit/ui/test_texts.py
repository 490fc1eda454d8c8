"""One catalogue, two languages, no holes."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine

from shared.catalogue import CatalogueError, catalogue
from shared.client.simulated import SimulatedLink
from shared.hall.config import Text, Word
from shared.hall.refusals import CODES
from shared.protocol.rows import WordsRow
from shared.ui.texts import Texts

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def texts(qapp) -> Texts:
    return Texts("zh")


def test_every_refusal_of_hall_and_hub_has_words_for_people() -> None:
    source = "\n".join(file.read_text() for file in (REPOSITORY / "shared").rglob("*.py"))
    others = re.findall(r'\b(?:NotAllowed|Fault|Problem)\(\s*"([a-z-]+)"', source)
    assert "wrong-password" in others
    for code in (*CODES, *others, "unknown"):
        text = catalogue()[f"refused.{code}"]
        assert text.zh
        assert text.en


def test_both_languages_take_the_same_params() -> None:
    for key, text in catalogue().items():
        assert set(re.findall(r"{(\w+)}", text.zh)) == set(re.findall(r"{(\w+)}", text.en)), key


def test_no_jargon_on_any_screen() -> None:
    for key, text in catalogue().items():
        for word in ("哈希", "承诺", "节点", "见证机", "异常", "系统错误", "Error"):
            assert word not in text.zh + text.en, key


def test_every_key_a_kiosk_page_reads_is_there_and_every_key_is_read() -> None:
    sources = [file for kind in ("*.qml", "*.py") for file in (REPOSITORY / "kiosk").rglob(kind)]
    sources.append(REPOSITORY / "shared" / "guide.py")
    written = "\n".join(file.read_text() for file in sources)
    read = set(re.findall(r'"(kiosk\.[a-z-]+\.[a-z_-]*[a-z])"', written))
    known = {key for key in catalogue() if key.startswith("kiosk.")}
    assert read <= known
    made = [re.escape(f) for f in re.findall(r'f"(kiosk\.[a-z-]+\.)[^"]*{', written)]
    made += [re.escape(f) for f in re.findall(r'"(kiosk\.[a-z-]+\.[a-z-]*)" \+', written)]
    unread = {key for key in known - read if not any(re.match(prefix, key) for prefix in made)}
    assert not unread


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "请在 1 月 5 日 9:45 以后签到"), ("en", "Please check in on 5 Jan from 9:45")],
)
def test_a_refusal_says_its_day_as_people_do(language, said, qapp) -> None:
    refusal = Texts(language).refusal("check-in-too-early", {"day": "2026-01-05", "opens": "9:45"})
    assert refusal == said


def test_a_day_that_is_none_is_not_said(texts: Texts) -> None:
    assert texts.refusal("check-in-too-early", {"day": "soon", "opens": "9:45"}) == texts.refusal("unknown", {})


SCREENS = [file for screen in ("kiosk", "display", "counter") for file in (REPOSITORY / screen).rglob("*.qml")]


@pytest.mark.parametrize("file", SCREENS, ids=lambda file: file.stem)
def test_no_screen_has_a_chinese_word_of_its_own(file: Path) -> None:
    code = "\n".join(line.partition("//")[0] for line in file.read_text(encoding="utf-8").split("\n"))
    assert not re.findall("[\u3400-\u9fff]", code)


def test_params_are_filled_in_the_language_chosen(texts: Texts) -> None:
    assert texts.t("refused.already-waiting", number="A005") == "您的号是 A005，不用再取"
    texts.choose("en")
    assert texts.t("refused.already-waiting", number="A005") == "You already hold A005"


@pytest.mark.parametrize(("key", "params"), [("kiosk.nowhere.title", {}), ("refused.already-waiting", {})])
def test_a_missing_key_or_param_is_an_error(texts: Texts, key: str, params: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        texts.t(key, **params)


def test_a_refusal_not_known_here_is_said_calmly(texts: Texts) -> None:
    assert texts.refusal("from-a-newer-hub", {}) == "没有办成，请叫工作人员"
    assert texts.refusal("already-waiting", {}) == "没有办成，请叫工作人员"


def test_a_text_of_the_hall_in_one_language_serves_both(texts: Texts) -> None:
    assert texts.pick(Text("大厅", "")) == "大厅"
    texts.choose("en")
    assert texts.pick(Text("大厅", "")) == "大厅"
    assert texts.pick(Text("大厅", "Hall")) == "Hall"


def test_qml_follows_the_language(texts: Texts) -> None:
    engine = QQmlEngine()
    part = QQmlComponent(engine)
    part.setData(
        b'import QtQml\nQtObject { required property var texts; property string said: texts["link.live"] }', QUrl()
    )
    shown = part.createWithInitialProperties({"texts": texts.table})
    assert shown.property("said") == "已连接"
    texts.choose("en")
    assert shown.property("said") == "Connected"
    del shown, part, engine


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[a]\nb = { zh = '一' }", "a.b must have zh and en"),
        ("[a]\nb = { zh = '一', en = 1 }", "a.b must have zh and en"),
        ("a = 1", "a must be"),
        ("a = [", "bad.toml"),
        ("[x]\ny = { zh = '一', en = 'one' }", "x.y is in another file too"),
    ],
)
def test_a_wrong_catalogue_says_where(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "good.toml").write_text("[x]\ny = { zh = '一', en = 'one' }" if "x" in content else "")
    (tmp_path / "bad.toml").write_text(content)
    with pytest.raises(CatalogueError, match="toml") as wrong:
        catalogue(tmp_path)
    assert complaint in str(wrong.value)


def test_the_halls_own_words_are_said_as_soon_as_they_come_and_no_longer_than_it_has_them(qapp) -> None:
    link = SimulatedLink("kiosk")
    texts = Texts("zh", link=link)
    told: list[str] = []
    texts.languageChanged.connect(lambda: told.append(texts.table.value("kiosk.home.search")))
    usual = texts.t("kiosk.home.search")
    link.feed([WordsRow(id="words", words=(Word("kiosk.home.search", Text("找", "Find")),))])
    assert (texts.t("kiosk.home.search"), told) == ("找", ["找"])
    texts.choose("en")
    assert texts.table.value("kiosk.home.search") == "Find"
    link.feed([WordsRow(id="words", words=())])
    texts.choose("zh")
    assert texts.t("kiosk.home.search") == usual == texts.table.value("kiosk.home.search")
