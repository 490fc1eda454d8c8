from collections.abc import Iterator

import pytest

from tests.pages.browser import Chromium


@pytest.fixture(scope="package")
def chromium() -> Iterator[Chromium]:
    there = Chromium()
    yield there
    there.close()
