"""Whatever is sent to the admin pages, they answer, and touch nothing but the library.

SHUWU_FUZZ=3000 tries as many requests and as many uploads.
"""

import io
import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.admin_browser import Admin
from tests.web.small_library import make_library
from webapp.settings import load_settings
from webapp.store.library import Library
from webapp.web.site.site import the_site

pytestmark = pytest.mark.usefixtures("one_worker")

NAMES = st.one_of(
    st.text(max_size=60), st.sampled_from(["../x.txt", "a/b.txt", "a.md", "index.md", "con.txt", ".x", "a.jpg"])
)
BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(str.encode),
    st.text(max_size=100).map(lambda text: text.encode("gb18030", "replace")),
    st.text(max_size=100).map(
        lambda text: f"---\ntitle: {text}\nslug: ../{text}\n---\n{text}".encode("utf-8", "replace")
    ),
    st.sampled_from([b"PK\x03\x04", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"<html><script>x</script>", b"\xff\xfe\x00"]),
)
FIELDS = st.dictionaries(
    st.sampled_from(
        "title body date tags section new_section publish publish_date expiry_date stamp name caption missing version "  # noqa: SIM905 (the list would fill a page)
        "place group source author q status page".split()
    ),
    st.one_of(
        st.text(max_size=80), st.sampled_from(["now", "later", "draft", "../..", "leaf.png", "0", "-1", "9" * 30])
    ),
    max_size=8,
)
SLUGS = st.sampled_from(["spring-tea", "drying", "phone-fraud", "nothing", "..", "%2e%2e%2f", "春"])
PATHS = st.one_of(
    st.sampled_from(
        ["", "trash", "searches", "freeze", "freeze/site.zip", "trash/back", "trash/delete", "trash/empty"]
    ),
    st.sampled_from(["searches/forget", "drop"]),
    st.tuples(
        SLUGS,
        st.sampled_from(
            ",preview,publish,delete,cleaning,history,pictures,pictures/caption,pictures/cover,pictures/leave-out,"  # noqa: SIM905 (the same)
            "pictures/show,pictures/left,pictures/up".split(",")
        ),
    ).map(lambda parts: f"articles/{parts[0]}/{parts[1]}"),
)
OURS = {"content", "trash", "build", "addresses.txt"}
EXAMPLES = int(os.environ.get("SHUWU_FUZZ", "100"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Admin:
    """An admin who is signed in, in a folder with something beside the library that must stay as it is."""
    place = tmp_path_factory.mktemp("fuzz")
    root = place / "library"
    make_library(root)
    (place / "beside.txt").write_text("beside", encoding="utf-8")
    admin = Admin(root)
    admin.sign_in()
    return admin


def untouchable(admin: Admin) -> dict[str, bytes]:
    """Return every file that no admin page may change."""
    place = admin.root.parent
    files = (path for path in place.rglob("*") if path.is_file())
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in files
        if not (path.is_relative_to(admin.root) and path.relative_to(admin.root).parts[0] in OURS)
        and path.name != ".unfound-searches.json"
    }


def refill(admin: Admin) -> None:
    """Put back the three articles, so that there is something to change."""
    shutil.rmtree(admin.root / "content")
    make_library(admin.root)
    the_site(admin.app).library.refresh()


@pytest.mark.slow
class TestFuzz:
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(PATHS, FIELDS, st.booleans())
    def test_any_request(self, desk, path, fields, is_post):
        """
        No request is a server error, and none changes anything outside the library's articles.
        """
        if not (desk.root / "content/farming/spring-tea").is_dir():
            refill(desk)
        before = untouchable(desk)
        answer = (
            desk.post(path, follow=False, **fields)
            if is_post
            else desk.client.get(f"/admin/{path}", query_string=fields)
        )
        answer.close()

        assert answer.status_code < 500
        assert untouchable(desk) == before

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(NAMES, BYTES), max_size=3), st.text(max_size=20))
    def test_any_upload(self, desk, files, section):
        """
        Whatever is dropped is added whole or refused, stays inside the library, and leaves nothing half written.
        """
        before = untouchable(desk)
        sent = [(io.BytesIO(data), name) for name, data in files]
        answer = desk.post("drop", files=sent, new_section=section)

        assert answer.status_code == 200
        assert untouchable(desk) == before
        assert list((desk.root / "build/uploads").glob("*")) == []
        assert list((desk.root / "content").glob(".*")) == []

    def test_the_library_is_still_good(self, desk):
        """
        After all that the library can be read, and no article lies half written in it.
        """
        snapshot = Library(load_settings(desk.root, environ={})).current()
        folders = {path.parent for path in (desk.root / "content").rglob("original.*") if ".history" not in path.parts}

        assert snapshot.articles
        assert all((folder / "index.md").is_file() for folder in folders)
