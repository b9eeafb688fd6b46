"""What ``shuwu.toml`` may say."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from webapp import settings as settings_module
from webapp.errors import SettingsError
from webapp.settings import load_settings


@pytest.fixture
def fault(tmp_path):
    """Returns what is said of a ``url`` in shuwu.toml that cannot be used."""

    def load(url: str) -> str:
        (tmp_path / "shuwu.toml").write_text(f"url = '{url}'\n", encoding="utf-8")
        with pytest.raises(SettingsError) as caught:
            load_settings(tmp_path, environ={})
        return str(caught.value)

    return load


class TestUrl:
    @pytest.mark.parametrize(
        "url", ["example.org", "example.org/books", "//example.org", "www.example.org:8080", "localhost:8000"]
    )
    def test_no_scheme(self, fault, url):
        """
        An address without https:// is named as the cause, with the address as it should be.
        """
        assert f"shuwu.toml: 'url' reads {url!r}, which does not begin with https:// or http://." in fault(url)
        assert f'Write the address of the home page: url = "https://{url.lstrip("/")}"' in fault(url)

    @pytest.mark.parametrize("url", ["ftp://example.org/books", "file:///books", "https:example.org", "https//x.org"])
    def test_other_scheme(self, fault, url):
        """
        An address that a browser reaches otherwise, or that is mistyped, is named too.
        """
        assert "does not begin with https:// or http://" in fault(url)

    @pytest.mark.parametrize("url", ["https://example.org/my books", 'https://example.org/"', "https://a.org\\books"])
    def test_odd_character(self, fault, url):
        """
        A character that no address has would break every page's head.
        """
        assert "has a character that no address has" in fault(url)

    @pytest.mark.parametrize("url", ["https://example.org/?lib=1", "https://example.org/#books"])
    def test_behind_a_question_mark(self, fault, url):
        """
        No page can stand behind a query or a fragment.
        """
        assert "goes on behind a ? or #" in fault(url)
        assert 'url = "https://example.org/"' in fault(url)

    @pytest.mark.parametrize("url", ["https://", "https:///books", "https://:80/", "https://example.org:99999/"])
    def test_no_host(self, fault, url):
        """
        An address needs a host, and a port that there is.
        """
        assert "names no host" in fault(url) or "cannot be read" in fault(url)

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "https://example.org",
            "http://10.0.0.1:8080/books/",
            "HTTPS://example.org/a-b_c/",
            "https://书屋.中国/村/",
        ],
    )
    def test_good_address(self, tmp_path, url):
        """
        An address of a site is taken as it is, and so is none.
        """
        (tmp_path / "shuwu.toml").write_text(f'url = " {url} "\n', encoding="utf-8")

        assert load_settings(tmp_path, environ={}).url == url

    def test_variable(self, tmp_path):
        """
        The variable is looked at like the file, and named.
        """
        (tmp_path / "shuwu.toml").touch()

        with pytest.raises(SettingsError, match=r"SHUWU_URL: 'url' reads 'example.org'"):
            load_settings(tmp_path, environ={"SHUWU_URL": "example.org"})


class TestTimezone:
    @pytest.fixture
    def load(self, tmp_path):
        """Returns the settings that a shuwu.toml of one line makes."""

        def load(line: str):
            (tmp_path / "shuwu.toml").write_text(line, encoding="utf-8")
            return load_settings(tmp_path, environ={})

        return load

    @pytest.fixture(autouse=True)
    def _machine(self, monkeypatch):
        monkeypatch.setattr(settings_module, "machine_zone", lambda: UTC)

    @pytest.mark.parametrize(
        ("line", "zone"),
        [
            ("", ZoneInfo("Asia/Shanghai")),
            ("language = 'en'", UTC),
            ("timezone = 'Asia/Urumqi'", ZoneInfo("Asia/Urumqi")),
            ("language = 'en'\ntimezone = ' America/Chicago '", ZoneInfo("America/Chicago")),
            ("timezone = ''", ZoneInfo("Asia/Shanghai")),
        ],
    )
    def test_zone(self, load, line, zone):
        """
        The setting names the zone; without it a Chinese library has China's, another one the machine's.
        """
        assert load(line).zone == zone

    @pytest.mark.parametrize(
        ("name", "remedy"),
        [
            ("Shanghai", 'Write "Asia/Shanghai".'),
            ("asia/shanghai", 'Write "Asia/Shanghai".'),
            ("Asia/Shangai", 'Write "Asia/Shanghai".'),
            ("new york", 'Write "America/New_York".'),
            ("北京", 'as "Asia/Shanghai"'),
            ("+08:00", 'as "Asia/Shanghai"'),
            ("UTC+8", 'as "Asia/Shanghai"'),
            ("GMT+8", 'as "Asia/Shanghai"'),
            ("CST", 'as "Asia/Shanghai"'),
            ("utc", 'Write "UTC".'),
            ("../etc/passwd", 'as "Asia/Shanghai"'),
            ("localtime", 'as "Asia/Shanghai"'),
        ],
    )
    def test_no_zone(self, load, name, remedy):
        """
        A name that is none is refused, with the one that was meant, or what such a name looks like.
        """
        with pytest.raises(SettingsError) as caught:
            load(f"timezone = '{name}'")

        assert f"'timezone' reads {name!r}, and there is no such time zone." in str(caught.value)
        assert remedy in str(caught.value)

    def test_no_text(self, load):
        """
        A number is no zone.
        """
        with pytest.raises(SettingsError, match="Write a text in quotes"):
            load("timezone = 8")
