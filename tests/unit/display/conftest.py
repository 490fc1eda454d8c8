import pytest

from shared.ui.texts import Texts


@pytest.fixture
def texts() -> Texts:
    return Texts("zh")
