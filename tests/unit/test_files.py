"""A small file that matters is there whole or as it was, whatever the disk says."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from shared.files import create, replace

SMALL, LARGE = b"before", b"x" * 100_000


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """No file of this process grows beyond it, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("write", [replace, create])
def test_a_new_file_is_its_owners_alone_and_its_directory_too(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "data" / "file"
    write(path, SMALL)
    assert path.read_bytes() == SMALL
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert list(path.parent.iterdir()) == [path]


def test_on_a_full_disk_the_file_stays_as_it_was_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace(path, SMALL)
    with full_at(4096), pytest.raises(OSError, match="too large"):
        replace(path, LARGE)
    assert path.read_bytes() == SMALL
    with full_at(4096), pytest.raises(OSError, match="too large"):
        create(tmp_path / "other", LARGE)
    assert list(tmp_path.iterdir()) == [path]
    replace(path, LARGE)
    assert path.read_bytes() == LARGE


def test_of_many_who_create_one_file_at_once_one_does(tmp_path: Path) -> None:
    path = tmp_path / "file"

    def made(n: int) -> bool:
        try:
            create(path, b"%d" % n * 1000)
        except FileExistsError:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        who = list(people.map(made, range(8)))
    assert who.count(True) == 1
    assert path.read_bytes() == b"%d" % who.index(True) * 1000
    assert list(tmp_path.iterdir()) == [path]


def test_who_is_killed_in_the_midst_of_it_leaves_the_one_or_the_other(tmp_path: Path) -> None:
    path = tmp_path / "file"
    wild = "from shared.files import replace; from pathlib import Path; import sys\nprint('go', flush=True)\n"
    wild += "while True:\n    for each in b'ab': replace(Path(sys.argv[1]), bytes([each]) * 100_000)\n"
    with subprocess.Popen([sys.executable, "-c", wild, str(path)], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None and program.stdout.readline() == b"go\n"
        while not path.exists():
            assert program.poll() is None
        program.kill()
    assert path.read_bytes() in (b"a" * 100_000, b"b" * 100_000)
