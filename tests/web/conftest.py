"""What most tests of the pages start from."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from .small_library import client_of, make_library


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a library of three articles in two sections, with one picture."""
    make_library(tmp_path)
    return tmp_path


@pytest.fixture
def client(root: Path) -> FlaskClient:
    """A browser at that library."""
    return client_of(root)
