"""Every seed and every finding of the guided fuzz once more, and a short run of the loop itself."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.guided import CORPUS, TARGETS, kept, session, target
from tests.integration.hubs import ROOT


@pytest.fixture
def hubs_end() -> Iterator[None]:
    yield
    session.close()


@pytest.mark.parametrize("name", TARGETS)
def test_what_every_target_promises_holds_for_its_seeds(name: str, hubs_end: None) -> None:
    tried = target(name)
    seeds = list(tried.seeds())
    assert seeds
    for seed in seeds:
        assert len(seed) <= tried.longest
        tried.run(seed)
        tried.run(seed[: len(seed) // 2])


@pytest.mark.parametrize("path", [path for name in TARGETS for path in kept(name)], ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path, hubs_end: None) -> None:
    target(path.parent.name).run(path.read_bytes())


def test_nothing_is_kept_for_a_target_that_is_gone() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} <= TARGETS.keys()


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no build for this machine")
def test_the_loop_goes_beyond_its_seeds(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.fuzz.guided",
        "--seconds",
        "1",
        "--target",
        "scanner",
        "--out",
        str(tmp_path),
    ]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
    name, runs, edges, _, _, findings = (cell.strip() for cell in ended.stdout.splitlines()[-1].strip("|").split("|"))
    assert (name, findings) == ("scanner", "0")
    assert int(runs.replace(",", "")) > len(list(target("scanner").seeds()))
    assert int(edges) > 10
