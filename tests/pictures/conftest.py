"""Here it is the copies of pictures that are tested."""

import pytest


@pytest.fixture(autouse=True)
def _pictures_made_once() -> None:
    """Make them anew for each test."""
