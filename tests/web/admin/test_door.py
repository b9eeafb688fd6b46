"""Who may see the admin pages, and what they accept."""

import os
import stat
import time
from pathlib import Path

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.web.admin_browser import PASSWORD, Admin
from webapp.app import create_app
from webapp.errors import PasswordTooShort
from webapp.settings import load_settings
from webapp.web.admin.access import body_limit
from webapp.web.admin.password import PASSWORD_FILE, is_right, password_hash, set_password
from webapp.web.admin.session import MAX_IDLE_SECONDS
from webapp.web.site.rate_limit import MOST_OF_ALL, MOST_OF_ONE, PERIOD_SECONDS, RateLimiter

PAGES = ("", "trash", "searches", "remarks", "freeze", "articles/spring-tea/", "articles/spring-tea/pictures")
CHANGES = (
    "articles/spring-tea/supersede",
    "drop",
    "articles/spring-tea/",
    "articles/spring-tea/preview",
    "articles/spring-tea/publish",
    "articles/spring-tea/delete",
    "articles/spring-tea/cleaning",
    "articles/spring-tea/history",
    "articles/spring-tea/pictures",
    "articles/spring-tea/pictures/cover",
    "trash/back",
    "trash/delete",
    "trash/empty",
    "searches/forget",
    "remarks/delete",
    "freeze",
)


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((root / "content").rglob("*")) if path.is_file()}


class TestNoPassword:
    @pytest.mark.parametrize("page", [*PAGES, "sign-in"])
    def test_no_pages(self, root, page):
        """
        Without a password no admin page exists.
        """
        client = create_app(load_settings(root, environ={}), with_admin=True).test_client()

        assert client.get(f"/admin/{page}").status_code == 404

    @pytest.mark.parametrize("change", [*CHANGES, "sign-in", "sign-out"])
    def test_no_changes(self, root, change):
        """
        Without a password nothing can be changed.
        """
        client = create_app(load_settings(root, environ={}), with_admin=True).test_client()

        assert client.post(f"/admin/{change}").status_code == 404

    def test_password_taken_away(self, admin):
        """
        Who deletes the file of the password closes the pages, also to those who are signed in.
        """
        (admin.root / PASSWORD_FILE).unlink()

        assert admin.get("").status_code == 404

    def test_not_frozen(self, root):
        """
        The app that is frozen has no admin pages, whatever password there is.
        """
        set_password(root, PASSWORD)
        app = create_app(load_settings(root, environ={}))

        assert [rule for rule in app.url_map.iter_rules() if "admin" in rule.endpoint] == []


class TestPassword:
    def test_hash_only(self, tmp_path):
        """
        The file holds an Argon2id hash, for its owner's eyes.
        """
        path = set_password(tmp_path, PASSWORD)

        assert path.read_text().startswith("$argon2id$")
        assert PASSWORD not in path.read_text()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name == "nt"

    def test_right_and_wrong(self, tmp_path):
        """
        The password is right, and no other.
        """
        set_password(tmp_path, PASSWORD)

        assert is_right(password_hash(tmp_path), PASSWORD)
        assert not is_right(password_hash(tmp_path), PASSWORD + " ")
        assert not is_right("nonsense", PASSWORD)

    def test_too_short(self, tmp_path):
        """
        A short password is refused, and the one before stays.
        """
        with pytest.raises(PasswordTooShort):
            set_password(tmp_path, "1234567")

        assert password_hash(tmp_path) == ""

    @pytest.mark.parametrize(
        "path",
        [
            PASSWORD_FILE,
            f"media/{PASSWORD_FILE}",
            f"shards/{PASSWORD_FILE}",
            f"shards/../../{PASSWORD_FILE}",
            f"assets/x/{PASSWORD_FILE}",
        ],
    )
    def test_not_served(self, admin, path):
        """
        No address leads to the file of the password.
        """
        assert admin.client.get(f"/{path}", follow_redirects=True).status_code == 404


class TestSignIn:
    @pytest.mark.parametrize("page", PAGES)
    def test_asked_first(self, visitor, page):
        """
        Who did not sign in is asked to.
        """
        answer = visitor.get(page)

        assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/sign-in")

    @pytest.mark.parametrize("change", CHANGES)
    def test_no_change_before(self, visitor, change):
        """
        Who did not sign in changes nothing.
        """
        before = files_of(visitor.root)
        answer = visitor.post(change)

        assert answer.status_code == 403
        assert files_of(visitor.root) == before

    def test_right_password(self, visitor):
        """
        The password opens the pages.
        """
        visitor.sign_in()

        assert visitor.get("").status_code == 200

    def test_wrong_password(self, visitor):
        """
        A wrong password is said to be wrong, and opens nothing.
        """
        answer = visitor.sign_in("guess")

        assert answer.status_code == 403
        assert "密码不对" in answer.text
        assert visitor.get("").status_code == 303

    def test_cookie(self, visitor):
        """
        Scripts and other sites cannot have the cookie, and readers' pages never get it.
        """
        cookie = visitor.sign_in().headers["Set-Cookie"]

        assert "; HttpOnly" in cookie
        assert "; SameSite=Strict" in cookie
        assert "; Path=/admin" in cookie
        assert "; Secure" not in cookie

    def test_cookie_over_https(self, visitor):
        """
        A cookie that came over HTTPS never goes without it.
        """
        answer = visitor.client.get("/admin/sign-in", headers={"X-Forwarded-Proto": "https"})

        assert "; Secure" in answer.headers["Set-Cookie"]

    def test_new_session(self, visitor):
        """
        What somebody knew of the session before is worth nothing after signing in.
        """
        before = visitor.token()
        visitor.sign_in()

        assert visitor.token() != before

    def test_sign_out(self, admin):
        """
        A session that was ended stays ended, also for who copied its cookie.
        """
        cookie = admin.client.get_cookie("shuwu-admin", path="/admin")
        admin.post("sign-out")
        admin.client.set_cookie("shuwu-admin", cookie.value, path="/admin")

        assert admin.get("").status_code == 303

    def test_new_password(self, admin):
        """
        Another password ends all sessions.
        """
        set_password(admin.root, "three other words")

        assert admin.get("").status_code == 303

    def test_idle(self, admin, monkeypatch):
        """
        A session in which nothing happens for hours ends.
        """
        later = time.time() + MAX_IDLE_SECONDS + 1
        monkeypatch.setattr("webapp.web.admin.session.time.time", lambda: later)

        assert admin.get("").status_code == 303

    def test_forged_cookie(self, visitor):
        """
        A cookie that the program did not sign opens nothing.
        """
        visitor.client.set_cookie("shuwu-admin", "eyJpZCI6MX0.Zm9yZ2Vk.c2lnbmF0dXJl", path="/admin")

        assert visitor.get("").status_code == 303

    def test_not_kept(self, admin):
        """
        No browser and no proxy keeps an admin page.
        """
        headers = admin.get("").headers

        assert "no-store" in headers["Cache-Control"]
        assert "ETag" not in headers


class TestTries:
    def test_most_of_one(self, visitor):
        """
        Who was wrong too often has to wait, even with the right password.
        """
        for _ in range(MOST_OF_ONE):
            visitor.sign_in("guess")
        answer = visitor.sign_in()

        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= PERIOD_SECONDS
        assert "分钟" in answer.text

    def test_wait_ends(self):
        """
        After a while one may try again; another address never had to wait.
        """
        now = [0.0]
        tries = RateLimiter(lambda: now[0])
        for _ in range(MOST_OF_ONE):
            tries.add("192.0.2.1")

        assert tries.wait_seconds("192.0.2.1") == PERIOD_SECONDS
        assert tries.wait_seconds("192.0.2.2") == 0
        now[0] = PERIOD_SECONDS
        assert tries.wait_seconds("192.0.2.1") == 0

    def test_many_addresses(self):
        """
        Who has many addresses has no more tries than everybody together.
        """
        tries = RateLimiter(lambda: 0.0)
        for number in range(MOST_OF_ALL):
            tries.add(f"192.0.2.{number}")

        assert tries.wait_seconds("198.51.100.1") == PERIOD_SECONDS

    def test_one_network(self):
        """
        All addresses of one IPv6 network are one.
        """
        tries = RateLimiter(lambda: 0.0)
        for number in range(MOST_OF_ONE):
            tries.add(f"2001:db8::{number}")

        assert tries.wait_seconds("2001:db8::ffff") == PERIOD_SECONDS

    def test_right_password(self):
        """
        The right password makes up for the wrong ones before it.
        """
        tries = RateLimiter(lambda: 0.0)
        for _ in range(MOST_OF_ONE):
            tries.add("192.0.2.1")
        tries.forget("192.0.2.1")

        assert tries.wait_seconds("192.0.2.1") == 0


class TestForeignForms:
    @pytest.mark.parametrize("change", CHANGES)
    def test_without_token(self, admin, change):
        """
        A form that another site sends in the admin's name changes nothing.
        """
        before = files_of(admin.root)
        answer = admin.client.post(f"/admin/{change}", data={"title": "x", "name": "leaf.png"})

        assert answer.status_code == 403
        assert files_of(admin.root) == before

    def test_token_of_another(self, admin, tmp_path):
        """
        The token of another session is worth nothing.
        """
        answer = admin.client.post("/admin/articles/spring-tea/delete", data={"csrf": "0" * 32})

        assert answer.status_code == 403
        assert "spring-tea" in admin.articles()

    def test_from_another_site(self, admin):
        """
        A browser that says the form came from another site is believed.
        """
        answer = admin.client.post(
            "/admin/articles/spring-tea/delete",
            data={"csrf": admin.token()},
            headers={"Sec-Fetch-Site": "cross-site"},
        )

        assert answer.status_code == 403

    def test_every_change_is_listed(self, admin):
        """
        No address changes anything by being looked at, and the list above is whole.
        """
        adapter = admin.app.url_map.bind("localhost")
        rules = [rule for rule in admin.app.url_map.iter_rules() if rule.rule.startswith("/admin")]
        posts = {adapter.match(f"/admin/{path}", method="POST")[0] for path in (*CHANGES, "sign-in", "sign-out")}

        assert {rule.endpoint for rule in rules if "POST" in rule.methods} == posts
        with pytest.raises((NotFound, MethodNotAllowed)):
            adapter.match("/admin/trash/empty", method="GET")


class TestTooLarge:
    def test_clear_page(self, root):
        """
        More than the settings allow is answered with a page that says how much that is, and nothing is kept.
        """
        with (root / "shuwu.toml").open("a", encoding="utf-8") as settings:
            settings.write("max_upload_mb = 1\n")
        admin = Admin(root)
        admin.sign_in()
        before = files_of(root)
        length = {"CONTENT_LENGTH": "1000001"}
        answer = admin.client.post("/admin/drop", data={"csrf": admin.token()}, environ_overrides=length)

        assert answer.status_code == 413
        assert "1 MB" in answer.text
        assert files_of(root) == before

    def test_long_password(self, visitor):
        """
        Who is not signed in may send no more than a password.
        """
        assert visitor.sign_in("x" * 30_000).status_code == 413

    def test_limit_of_the_server(self, admin):
        """
        The server takes files from who is signed in only.
        """
        limit = body_limit(admin.app)
        cookie = admin.client.get_cookie("shuwu-admin", path="/admin")
        header = f"shuwu-admin={cookie.value}"

        assert limit("/admin/drop", header) == admin.settings.max_upload_mb * 1_000_000
        assert (limit("/search/", header), limit("/admin/drop", ""), limit("/admin/drop", "shuwu-admin=x")) == (0, 0, 0)
        admin.post("sign-out")
        assert limit("/admin/drop", header) == 0
