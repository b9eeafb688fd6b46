"""The library as zip files."""

import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import make_library
from tests.pack.conftest import archive_library
from webapp.app import create_app
from webapp.errors import PackError
from webapp.freeze.site import freeze
from webapp.pack.selection import Selection
from webapp.settings import Settings
from webapp.update.names import names_fault

pytestmark = pytest.mark.slow


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unzipped(path: Path, folder: Path) -> dict[str, bytes]:
    """Return what is in the one folder of a zip file, by Debian's unzip."""
    subprocess.run(["unzip", "-q", path, "-d", folder], check=True)
    (site,) = folder.iterdir()
    return files_of(site)


class TestWholeLibrary:
    def test_is_the_release(self, library: Settings, archived, tmp_path):
        """
        The file holds the release as it is in ``build/site``, in one folder, without a file more or less.
        """
        freeze(create_app(library), library)
        (volume,) = archived().volumes

        assert unzipped(volume.path, tmp_path / "out") == files_of(library.build / "site")

    def test_library_changed(self, library: Settings, archived, tmp_path):
        """
        A library that was changed since its freeze is packed as it is now; what is published stays as it was.
        """
        freeze(create_app(library), library)
        published = files_of(library.build / "site")
        (library.content / "policy" / "new.md").write_text("---\ntitle: 新的规定\n---\n内容", encoding="utf-8")
        (volume,) = archived().volumes

        assert volume.articles == 4
        assert "policy/new.html" in unzipped(volume.path, tmp_path / "out")
        assert files_of(library.build / "site") == published

    def test_same_content_same_bytes(self, tmp_path):
        """
        The same library gives the same file, wherever and whenever it is packed.
        """
        made = [archive_library(make_library(tmp_path / name), Selection()).volumes[0].path for name in "ab"]

        assert made[0].read_bytes() == made[1].read_bytes()
        assert made[0].name == made[1].name

    def test_names(self, archived):
        """
        Every name can be written on Windows; the files are in order, and one time stands beside all of them.
        """
        (volume,) = archived().volumes
        entries = ZipFile(volume.path).infolist()
        folders = {entry.filename.partition("/")[0] for entry in entries}

        assert not names_fault([entry.filename for entry in entries])
        assert folders == {"shi-qiao-cun-shu-wu"}
        assert len({entry.date_time for entry in entries}) == 1


class TestVolumes:
    def test_by_section(self, archived):
        """
        What is larger than was allowed comes in volumes of whole sections, none larger than that.
        """
        whole = archived()
        limit = whole.as_json()["bytes"] - 1000
        volumes = archived(max_bytes=limit).volumes

        assert [volume.sections for volume in volumes] == [(("政策解读", 1),), (("农业技术", 2),)]
        assert all(volume.path.stat().st_size == volume.bytes <= limit for volume in volumes)
        assert [volume.path.name.split("-")[1:4] for volume in volumes] == [["1", "of", "2"], ["2", "of", "2"]]

    def test_section_in_pieces(self, archived):
        """
        A section that is too large by itself is divided.
        """
        section = archived(sections=("farming",)).as_json()["bytes"]
        volumes = archived(sections=("farming",), max_bytes=section - 1000).volumes

        assert [volume.sections for volume in volumes] == [(("农业技术", 1),), (("农业技术", 1),)]

    def test_stands_alone(self, archived, tmp_path):
        """
        A volume names itself by its sections, and knows nothing of articles in others.
        """
        (volume,) = archived(sections=("policy",)).volumes
        files = unzipped(volume.path, tmp_path / "out")

        assert "石桥村书屋 · 政策解读" in files["index.html"].decode()
        assert not any(name.startswith("farming/") for name in files)
        assert "鄉村的水利" not in files["index.html"].decode()

    def test_too_large_alone(self, archived):
        """
        An article that does not fit is named, with the size it takes.
        """
        with pytest.raises(PackError, match=r"a volume of .*\.md alone takes 0\.\d\d MB\. Allow 0\.\d"):
            archived(max_bytes=50_000)
        assert not list(archived().volumes[0].path.parent.glob(".*"))
