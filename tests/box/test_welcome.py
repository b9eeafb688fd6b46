"""Phones that join the network of a box, where every name leads to it."""

import os
from pathlib import Path

import pytest

from tests.box.conftest import ask, serving
from webapp.box.probes import PATHS, ROOTS
from webapp.box.welcomed_phones import WelcomedPhones

SUCCESS = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
PHONES = [
    ("connectivitycheck.gstatic.com", "/generate_204", 204, b""),
    ("www.google.com", "/gen_204", 204, b""),
    ("connect.rom.miui.com", "/generate_204", 204, b""),
    ("connectivitycheck.platform.hicloud.com", "/generate_204", 204, b""),
    ("conn1.oppomobile.com", "/generate_204", 204, b""),
    ("wifi.vivo.com.cn", "/generate_204", 204, b""),
    ("captive.apple.com", "/hotspot-detect.html", 200, SUCCESS),
    ("captive.apple.com", "/", 200, SUCCESS),
    ("www.apple.com", "/library/test/success.html", 200, SUCCESS),
    ("www.msftconnecttest.com", "/connecttest.txt", 200, b"Microsoft Connect Test"),
    ("www.msftncsi.com", "/ncsi.txt", 200, b"Microsoft NCSI"),
    ("detectportal.firefox.com", "/success.txt?ipv4", 200, b"success\n"),
    ("nmcheck.gnome.org", "/check_network_status.txt", 200, b"NetworkManager is online\n"),
    ("connectivity-check.ubuntu.com", "/", 204, b""),
    ("networkcheck.kde.org", "/", 200, b"OK\n"),
]
KINDLE = ("spectrum.s3.amazonaws.com", "/kindle-wifi/wifistub.html", b"81ce4465-7167-4dcb-835b-dcc9e44c112a")


@pytest.fixture(scope="module")
def named(site: Path):
    """The port of a box that readers reach as village.lan."""
    with serving(site, "--name", "village.lan") as port:
        yield port


def places(port: int, host: str, *paths: str, phone: str = "127.0.0.9") -> set[tuple[int, str | None]]:
    """Return how the box answers *host* for *paths*: the statuses, and where they lead."""
    answers = [ask(port, path, phone=phone, Host=host)[0] for path in paths]
    return {(answer.status, answer.headers["Location"]) for answer in answers}


@pytest.mark.slow
class TestPhone:
    def test_before_and_after(self, port):
        """
        A phone that asks whether it is online is led to the welcome page, at the box's own address; once its reader has
        pressed the button there, it hears what it hopes for, and nothing of either may be kept. Others are not meant.
        """
        phone = "127.0.0.2"
        before = [ask(port, path, phone=phone, Host=host)[0] for host, path, *_ in PHONES]
        page, content = ask(port, "/welcome.html", phone=phone)
        pressed, _ = ask(port, "/welcome.html", "POST", phone, Content_Length="0")
        after = [ask(port, path, phone=phone, Host=host) for host, path, *_ in PHONES]
        other, _ = ask(port, "/generate_204", phone="127.0.0.3", Host="connectivitycheck.gstatic.com")

        assert {each.status for each in before} == {302}
        assert {each.headers["Location"] for each in before} == {f"http://127.0.0.1:{port}/welcome.html"}
        assert page.status == 200
        assert f"http://127.0.0.1:{port}/".encode() in content
        assert (pressed.status, pressed.headers["Location"]) == (303, "/")
        assert [(each.status, body) for each, body in after] == [(status, body) for *_, status, body in PHONES]
        assert {each.headers["Cache-Control"] for each in [*before, page, pressed]} == {"no-store"}
        assert {each.headers["Cache-Control"] for each, _ in after} == {"no-store"}
        assert KINDLE[2] in ask(port, KINDLE[1], phone=phone, Host=KINDLE[0])[1]
        assert other.status == 302

    def test_reading(self, port):
        """
        Whoever comes to the box's own address reads without being asked anything.
        """
        assert places(port, f"127.0.0.1:{port}", "/", "/farming/index.html") == {(200, None)}
        assert places(port, "village", "/", "/farming/index.html") == {(200, None)}

    def test_odd_host(self, port):
        """
        What a request names as its host is shown as text.
        """
        _, content = ask(port, "/welcome.html", Host="<b>village</b>")

        assert b"http://&lt;b&gt;village&lt;/b&gt;/" in content

    def test_windows_opens_a_browser(self, port):
        """
        What a computer opens when it has found a portal leads to the welcome, and later to the library.
        """
        phone = "127.0.0.4"
        welcomed = places(port, "www.msftconnecttest.com", "/redirect", phone=phone)
        ask(port, "/welcome.html", "POST", phone, Content_Length="0")

        assert welcomed == {(302, f"http://127.0.0.1:{port}/welcome.html")}
        assert places(port, "www.msftconnecttest.com", "/redirect", phone=phone) == {(302, f"http://127.0.0.1:{port}/")}


@pytest.mark.slow
class TestName:
    def test_other_names(self, named):
        """
        What is asked of any other name is led to the box's own, so that all reading is under one address.
        """
        led = (302, f"http://village.lan:{named}/welcome.html")

        assert places(named, "example.com", "/", "/farming/", "/welcome.html", "/?q=a") == {led}
        assert places(named, "captive.apple.com", "/hotspot-detect.html") == {led}

    @pytest.mark.parametrize(
        "host", ["village.lan", "VILLAGE.lan.", "village.lan:80", "127.0.0.1", "[::1]:80", "localhost"]
    )
    def test_own(self, named, host):
        """
        It answers to its name and to its number.
        """
        assert places(named, host, "/", "/farming/index.html?q=a") == {(200, None)}

    def test_told(self, named):
        """
        The welcome page says what to type.
        """
        assert f"http://village.lan:{named}/".encode() in ask(named, "/welcome.html", Host="village.lan")[1]


class TestReaders:
    def test_shared(self, tmp_path):
        """
        Who was let in by one process of the box is known to all.
        """
        WelcomedPhones(tmp_path).let_in("10.0.0.7")

        assert WelcomedPhones(tmp_path).has("10.0.0.7")
        assert WelcomedPhones(tmp_path).has("::ffff:10.0.0.7")
        assert not WelcomedPhones(tmp_path).has("10.0.0.8")

    def test_comes_back(self, tmp_path):
        """
        A phone that has not been heard for six hours is welcomed again; each time it is heard it stays for longer.
        """
        readers = WelcomedPhones(tmp_path)
        readers.let_in("10.0.0.7")
        file = tmp_path / "10.0.0.7"
        an_hour, seven = (file.stat().st_mtime - hours * 3600 for hours in (1, 7))
        os.utime(file, (an_hour, an_hour))
        assert readers.has("10.0.0.7")
        heard = file.stat().st_mtime
        os.utime(file, (seven, seven))

        assert heard > an_hour
        assert not readers.has("10.0.0.7")

    def test_many(self, tmp_path):
        """
        Of more phones than a network holds the oldest are forgotten.
        """
        for number in range(4096):
            (tmp_path / f"10.0.{number // 256}.{number % 256}").touch()
            os.utime(tmp_path / f"10.0.{number // 256}.{number % 256}", (number, number))
        WelcomedPhones(tmp_path).let_in("10.1.0.0")

        assert len(list(tmp_path.iterdir())) == 2049
        assert not (tmp_path / "10.0.0.0").exists()
        assert WelcomedPhones(tmp_path).has("10.1.0.0")


class TestProbes:
    def test_nothing_else(self):
        """
        What stands for "online" is empty with 204 and short otherwise.
        """
        answers = [*PATHS.values(), *ROOTS.values()]

        assert {(answer.status, bool(answer.body)) for answer in answers} == {
            ("204 No Content", False),
            ("200 OK", True),
        }
        assert max(len(answer.body) for answer in answers) < 120
