"""What ``pip install .`` brings, without make and away from the checkout."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NOT_CARRIED = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The package as pip builds it from a checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", "pip", *command], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def program(wheel, tmp_path_factory) -> Path:
    """``shuwu``, installed from the wheel beside the libraries of this Python."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    command = ["--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *command], check=True)
    [site_packages] = folder.glob("**/site-packages")
    # After the folder's own packages, so that the installed program comes before the checkout.
    (site_packages / "zz_libraries.pth").write_text(str(Path(pytest.__file__).parents[1]), encoding="utf-8")
    return python.with_name("shuwu")


def run(program: Path, *words: str, cwd: Path) -> str:
    return subprocess.run([program, *words], cwd=cwd, check=True, capture_output=True, encoding="utf-8").stdout


class TestPackage:
    def test_files(self, wheel):
        """
        The package holds every file of the program and every template, and nothing else.
        """
        here = {path for name in ("webapp", "templates") for path in (ROOT / name).rglob("*") if path.is_file()}
        wanted = {path.relative_to(ROOT) for path in here if not NOT_CARRIED & set(path.parts)}
        names = {Path("webapp" if path.parts[0] == "templates" else "", path) for path in wanted}
        held = {Path(name) for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

        assert {path.as_posix() for path in held} == {path.as_posix() for path in names}

    def test_works_anywhere(self, program, tmp_path):
        """
        The installed program makes, indexes and freezes a library in any folder.
        """
        run(program, "new", "village", cwd=tmp_path)
        run(program, "index", cwd=tmp_path / "village")
        run(program, "freeze", cwd=tmp_path / "village")
        styles = list((tmp_path / "village/build/site/assets").rglob("*.css"))

        assert (tmp_path / "village/build/site/index.html").is_file()
        assert styles != []

    def test_not_the_checkout(self, program, tmp_path):
        """
        What runs is the installed package.
        """
        python = program.with_name("python")
        where = run(python, "-c", "import webapp; print(webapp.__file__)", cwd=tmp_path)

        assert not Path(where.strip()).is_relative_to(ROOT / "webapp")
