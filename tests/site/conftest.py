"""The site that tests of whole exports share."""

from pathlib import Path

import pytest

from tests.site import making


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 200 articles with the quirks of real ones; nobody changes it."""
    return making.site(tmp_path_factory.mktemp("site"))
