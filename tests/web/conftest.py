"""What most tests of the pages start from."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.admin_browser import Admin
from tests.web.small_library import client_of, make_library


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a library of three articles in two sections, with one picture."""
    make_library(tmp_path)
    return tmp_path


@pytest.fixture
def client(root: Path) -> FlaskClient:
    """A browser at that library."""
    return client_of(root)


@pytest.fixture
def visitor(root: Path) -> Admin:
    """Somebody at the admin pages of that library who did not sign in."""
    return Admin(root)


@pytest.fixture
def admin(visitor: Admin) -> Admin:
    """The admin of that library, signed in."""
    visitor.sign_in()
    return visitor
