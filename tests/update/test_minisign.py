"""Keys and signatures, beside the public tool."""

import shutil
import subprocess
from pathlib import Path

import pytest

from webapp.errors import UpdateError
from webapp.update.minisign import PublicKey, new_secret_key, read_public_key, read_secret_key, verify

KEY = new_secret_key()
TEXT = "一份清单\n".encode()

needs_tool = pytest.mark.skipif(not shutil.which("minisign"), reason="Needs minisign: tools/install_debian.sh minisign")


def minisign(folder: Path, *words: str, given: str = "") -> str:
    command = ["minisign", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8", input=given).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "list.txt").write_bytes(TEXT)
    return tmp_path


@needs_tool
class TestBesideTheTool:
    def test_our_signature(self, folder):
        """
        The tool takes what we sign, and shows our comment.
        """
        (folder / "list.txt.minisig").write_text(KEY.sign(TEXT, "release 7"), encoding="utf-8")

        assert "Trusted comment: release 7" in minisign(folder, "-V", "-m", "list.txt", "-P", KEY.public.line)

    @pytest.mark.parametrize("algorithm", ["-H", "-l"])
    def test_its_signature(self, folder, algorithm):
        """
        We take what the tool signs, in its new form and its old one.
        """
        minisign(folder, "-G", "-W", "-p", "a.pub", "-s", "a.key")
        minisign(folder, "-S", algorithm, "-m", "list.txt", "-s", "a.key", "-t", "release 7")
        key = read_public_key("a.pub", (folder / "a.pub").read_text())

        assert verify("list", TEXT, (folder / "list.txt.minisig").read_text(), key) == "release 7"

    def test_its_key(self, folder):
        """
        We sign with a key that the tool made.
        """
        minisign(folder, "-G", "-W", "-p", "a.pub", "-s", "a.key")
        key = read_secret_key("a.key", (folder / "a.key").read_text(), "")
        (folder / "list.txt.minisig").write_text(key.sign(TEXT, "ours"))

        assert "ours" in minisign(folder, "-V", "-m", "list.txt", "-p", "a.pub")

    @pytest.mark.parametrize("password", ["", "三个字"])
    def test_our_key(self, folder, password):
        """
        The tool signs with a key that we made, with a password or without one.
        """
        (folder / "a.key").write_text(KEY.file(password))
        minisign(folder, "-S", "-m", "list.txt", "-s", "a.key", "-t", "its", given=f"{password}\n")

        assert verify("list", TEXT, (folder / "list.txt.minisig").read_text(), KEY.public) == "its"


class TestSecretKey:
    def test_password(self):
        """
        A key file with a password opens with it, and does not show the key.
        """
        text = KEY.file("三个字")

        assert read_secret_key("a.key", text, "三个字") == KEY

    def test_wrong_password(self):
        """
        Another password is refused.
        """
        with pytest.raises(UpdateError, match="the password does not open this key"):
            read_secret_key("a.key", KEY.file("三个字"), "四个字")

    @pytest.mark.parametrize("text", ["", "hello", "untrusted comment: x\nAAAA", KEY.public.file()])
    def test_no_key(self, text):
        """
        What is no key is named.
        """
        with pytest.raises(UpdateError, match=r"a\.key: this is no secret key"):
            read_secret_key("a.key", text, "")


class TestVerify:
    @pytest.mark.parametrize("bit", range(0, 8 * len(TEXT), 7))
    def test_flipped_bit(self, bit):
        """
        A text with one bit flipped is not what was signed.
        """
        flipped = bytearray(TEXT)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(UpdateError, match="the signature is bad"):
            verify("list", bytes(flipped), KEY.sign(TEXT, ""), KEY.public)

    def test_other_key(self):
        """
        A signature by another key names both.
        """
        other = new_secret_key()
        with pytest.raises(UpdateError, match=f"by the key {other.public.name}, not by {KEY.public.name}"):
            verify("list", TEXT, other.sign(TEXT, ""), KEY.public)

    def test_same_id(self):
        """
        A key that only has the same id signs nothing.
        """
        liar = PublicKey(KEY.id, new_secret_key().public.key)
        with pytest.raises(UpdateError, match="the signature is bad"):
            verify("list", TEXT, KEY.sign(TEXT, ""), liar)

    def test_comment(self):
        """
        The trusted comment is signed as well.
        """
        signature = KEY.sign(TEXT, "release 7").replace("release 7", "release 8")
        with pytest.raises(UpdateError, match="the signature is bad"):
            verify("list", TEXT, signature, KEY.public)

    @pytest.mark.parametrize("signature", ["", "a\nb\nc\nd", "a\nb\ntrusted comment: c\nd\n", "\n" * 4])
    def test_no_signature(self, signature):
        """
        What is no signature is named.
        """
        with pytest.raises(UpdateError, match="no signature of minisign"):
            verify("list", TEXT, signature, KEY.public)
