"""Whatever is asked of whichever address, the app answers; who did not sign in changes nothing and sees no desk.

The addresses are those that the app has, so that a new one is tried too. SHUWU_FUZZ=3000 tries as many requests.
"""

import gzip
import os
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.web.admin_browser import Admin
from tests.web.small_library import make_library
from webapp.app import create_app
from webapp.settings import Settings

EXAMPLES = int(os.environ.get("SHUWU_FUZZ", "150"))
ODD = [
    "..",
    "../../shuwu.toml",
    "%2e%2e/x",
    ".admin-password",
    "con",
    "\0",
    "a\r\nSet-Cookie: x=1",
    "春",
    "9" * 40,
    "-1",
]
KNOWN = ["farming", "spring-tea", "phone-fraud", "safety", "cha-ye", "leaf.png", "2025-04", "words", "site.css"]
TEXTS = st.one_of(st.sampled_from(ODD + KNOWN), st.text(max_size=60))
NUMBERS = st.one_of(st.integers(0, 3), st.integers(0, 10**30)).map(str)
HEADERS = st.dictionaries(
    st.sampled_from(["Range", "If-None-Match", "If-Modified-Since", "Accept-Encoding", "Cookie", "Host", "Referer"]),
    st.one_of(
        st.sampled_from(["bytes=0-1", "bytes=-1", "bytes=9-1,2-3", "*", "gzip;q=x", "session=x.y.z", "evil.example"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
    ),
    max_size=3,
)
QUERIES = st.dictionaries(st.sampled_from(["q", "page", "status", "section", "x"]), TEXTS, max_size=3)
BODIES = st.one_of(st.binary(max_size=200), st.dictionaries(st.sampled_from(["csrf", "title", "name"]), TEXTS))
RULES = sorted({rule.rule for rule in create_app(Settings(Path()), with_admin=True).url_map.iter_rules()})
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
OPEN_TO_ALL = "/admin/sign-in"


@st.composite
def paths(draw: st.DrawFn) -> str:
    """An address that the app has, with anything in its places."""
    rule = draw(st.sampled_from(RULES))
    path = re.sub(
        "<(?:(int|path):)?[a-z]+>",
        lambda place: draw(NUMBERS) if place[1] == "int" else quote(draw(TEXTS), safe="/" if place[1] else ""),
        rule,
    )
    # Two slashes would be the name of another host to the test's browser.
    return re.sub("^/+", "/", path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Admin:
    """The admin of a small library, signed in; a second browser at it is nobody's."""
    root = tmp_path_factory.mktemp("routes") / "library"
    make_library(root)
    admin = Admin(root)
    admin.sign_in()
    admin.client.get("/")  # readers have its addresses from now on
    return admin


def kept(admin: Admin) -> dict[str, bytes]:
    """Return every file beside ``build/``, in which there are only things that can be made again."""
    files = (path for path in admin.root.parent.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files if not path.is_relative_to(admin.root / "build")}


@pytest.mark.slow
class TestAnyRoute:
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(paths(), st.sampled_from(METHODS), QUERIES, BODIES, HEADERS)
    @example(path="/", method="GET", query={}, body=b"", headers={"Accept-Encoding": "*"})
    def test_stranger(self, desk, path, method, query, body, headers):
        """
        Who did not sign in gets an answer that is no server error, changes no file, and never sees the desk.
        """
        before = kept(desk)
        stranger = desk.app.test_client()
        answer = stranger.open(path, method=method, query_string=query, data=body, headers=headers)
        body = gzip.decompress(answer.data) if answer.content_encoding == "gzip" else answer.data
        answer.close()

        assert answer.status_code < 500
        assert kept(desk) == before
        assert (
            not (path.startswith("/admin") and answer.status_code == 200) or path == OPEN_TO_ALL or method == "OPTIONS"
        )
        assert b"$argon2" not in body

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(paths(), st.sampled_from(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]), QUERIES, HEADERS)
    def test_admin_looks(self, desk, path, method, query, headers):
        """
        Whatever the admin looks at, nothing changes: only forms change anything.
        """
        before = kept(desk)
        headers.pop("Cookie", None)
        answer = desk.client.open(path, method=method, query_string=query, headers=headers)
        answer.close()

        assert answer.status_code < 500
        assert kept(desk) == before
