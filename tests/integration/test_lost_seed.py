"""A disk dies in the moment of a draw: from the first *fault* to the audit, with programs as people start them."""

from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from shared.cli import main
from shared.client.identity import Identity
from shared.clock import SystemClock
from shared.hub.manager.key import make_key
from shared.journal.sqlite import SqliteJournal
from tests.integration.hubs import HALL, Child, house, patiently, records
from tests.integration.test_hub_killed import session, take

PASSWORD = "a long password"
CITIZEN = "the-citizen-who-waits"


class Typed(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


class Shell:
    """Somebody at the hub's machine, who types commands and passwords."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = patch, capsys

    def fairhall(self, *arguments: str | Path, typed: str = "") -> Typed:
        self._patch.setattr("sys.stdin", StringIO(f"{typed}\n"))
        return Typed(main([*map(str, arguments)]), *self._capsys.readouterr())

    def given_up(self, data: Path, report: Path) -> dict[str, Any]:
        """The one draw given up, of a record that is sound."""
        checked = self.fairhall("verify", data, "--brief", "--json", report)
        assert checked.code == 0, checked.err
        (told,) = msgspec.json.decode(report.read_bytes())["audit"]["given_up"]
        return dict(told)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


async def cut_in_a_draw(data: Path) -> tuple[Identity, dict[Path, bytes]]:
    """A hub's directory as a power cut leaves it with a draw open, its seeds gone; the kiosk, and what they were."""
    async with house(data, SystemClock()) as there:
        kiosk, boss = await there.pair("kiosk", "K1"), await there.pair("manager", "M1")
        for counter in "123":
            headers = {"Authorization": boss.bearer}
            async with there.http.post(f"/api/v1/counters/{counter}/open", headers=headers) as response:
                assert response.status == 200
        for request in ("somebody-else", CITIZEN):
            headers = {"Authorization": kiosk.bearer, "Idempotency-Key": request}
            async with there.http.post("/api/v1/tickets", json={"service": "id-card"}, headers=headers) as response:
                assert response.status == 201
    journal = SqliteJournal(data / "journal.db")
    bodies = [body for _, body in journal.read(0)]
    journal.close()
    last = max(n for n, body in enumerate(bodies, 1) if '"type":"draw-requested"' in body)
    for file in list(data.glob("journal.db*")):  # noqa: ASYNC240 (a few files of a test)
        file.unlink()
    journal = SqliteJournal(data / "journal.db")
    journal.append(journal.claim("hub").term, 0, bodies[:last])
    journal.close()
    seeds = {path: path.read_bytes() for path in (data / "keys").glob("seed-*")}
    for path in seeds:
        path.unlink()
    return kiosk, seeds


async def until(hub: Child, kind: str, nth: int = 1) -> dict[str, Any]:
    """The nth record of that kind."""
    found: list[dict[str, Any]] = []

    def there() -> bool:
        found[:] = [each["data"] for each in records(hub.journal) if each["type"] == kind]
        return len(found) >= nth

    await patiently(there, 30)
    return found[nth - 1]


async def test_from_the_fault_over_two_signatures_to_the_audit(tmp_path: Path, shell: Shell) -> None:
    data, key = tmp_path / "hub", tmp_path / "stick" / "0900.key"
    data.mkdir()
    key.parent.mkdir()
    made = shell.fairhall("manager", "key", "0900", key, typed=PASSWORD)
    assert made.code == 0, made.err
    (data / "hall.toml").write_text(f"{HALL}\n[managers]\n{made.out.strip().splitlines()[-1]}\n")
    kiosk, seeds = await cut_in_a_draw(data)
    hub = Child(data)
    async with session(hub, kiosk) as there:
        headers = {"Authorization": kiosk.bearer, "Idempotency-Key": CITIZEN}
        async with there.post("/api/v1/tickets", json={"service": "id-card"}, headers=headers) as response:
            problem = await response.json()
            assert (response.status, problem["code"], problem["params"]) == (503, "lot-waits", {"number": "A002"})
            assert "fairhall manager abandon" in problem["detail"]
        async with there.get("/api/v1/hall", headers=headers) as response:
            assert (await response.json())["hall"]["halted"], "and every screen knows"
        async with there.get("/api/v1/status") as response:
            assert response.status == 200, "what is known is served"
        async with there.get("/operator") as response:
            assert "抽签种子丢了，取号叫号暂停" in await response.text()
        wrong = shell.fairhall("manager", "abandon", "--data", data, "--key", key, typed="another password")
        assert (wrong.code, "nothing was signed" in wrong.err) == (1, True)
        signed = shell.fairhall("manager", "abandon", "--data", data, "--key", key, typed=PASSWORD)
        assert signed.code == 0, signed.err
        assert "A002" in signed.out
        assert (await until(hub, "draw-abandoned"))["signatures"][0][0] == "manager:0900"
        answer = await take(there, kiosk, CITIZEN)
        assert (answer.number, answer.drawn is not None) == ("A002", True)
        async with there.get("/operator") as response:
            assert "1 today in the midst of a draw" in await response.text()
        async with there.get("/api/v1/hall", headers=headers) as response:
            assert not (await response.json())["hall"]["halted"]
        told = shell.given_up(data, tmp_path / "report.json")
        assert (told["ticket"], told["would"], told["signed_by"]) == (answer.ticket, "", ["manager:0900"])
        again = shell.fairhall("manager", "abandon", "--data", data, "--key", key, typed=PASSWORD)
        assert (again.code, "no draw is open" in again.err) == (1, True)
        for path, seed in seeds.items():
            path.write_bytes(seed)
        await until(hub, "seed-published")
        assert shell.given_up(data, tmp_path / "report.json")["would"].startswith(f"{answer.ticket} at ")
        assert (await take(there, kiosk, "life-goes-on")).number == "A003"
    assert hub.end() == 0


async def test_a_seed_put_back_ends_the_draw_and_nobody_signs(tmp_path: Path, shell: Shell) -> None:
    data, key = tmp_path / "hub", tmp_path / "0900.key"
    data.mkdir()
    (data / "hall.toml").write_text(HALL)
    make_key(key, "0900", PASSWORD)
    kiosk, seeds = await cut_in_a_draw(data)
    hub = Child(data)
    for path, seed in seeds.items():
        path.write_bytes(seed)
    await until(hub, "draw-resolved", 2)
    async with session(hub, kiosk) as there:
        answer = await take(there, kiosk, CITIZEN)
    assert answer.number == "A002"
    unneeded = shell.fairhall("manager", "abandon", "--data", data, "--key", key, typed=PASSWORD)
    assert unneeded.code == 1
    assert hub.end() == 0
    assert "draw-abandoned" not in {each["type"] for each in records(hub.journal)}


def test_a_key_is_refused_with_a_sentence_where_it_is_none(tmp_path: Path, shell: Shell) -> None:
    key = tmp_path / "0900.key"
    for arguments, typed, said in (
        (("key", "王芳", key), PASSWORD, "is no manager's id"),
        (("key", "0900", key), "short", "at least 8 characters"),
        (("key", "0900", tmp_path / "missing" / "key"), PASSWORD, "No such file"),
        (("abandon", "--key", key, "--data", tmp_path), PASSWORD, "holds no journal.db"),
    ):
        done = shell.fairhall("manager", *arguments, typed=typed)
        assert (done.code, said in done.err, done.out) == (1, True, ""), done.err
        assert not key.exists()
