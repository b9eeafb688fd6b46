"""The layout that docs/architecture.md draws. Of its arrows `make lint` checks the same."""

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(file.parent for file in (ROOT / "webapp").rglob("__init__.py"))
TESTS = sorted({file.parent for file in (ROOT / "tests").rglob("*.py")})
MOST_MODULES = 23


class TestLayers:
    def test_imports_point_one_way(self, monkeypatch):
        """
        No module imports one of a layer above its own, and every module stands in a layer.
        """
        monkeypatch.chdir(ROOT)

        exit_code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)

        assert exit_code == 0


class TestFolders:
    @pytest.mark.parametrize("folder", [*PACKAGES, *TESTS], ids=lambda folder: str(folder.relative_to(ROOT)))
    def test_few_modules(self, folder: Path):
        """
        No folder holds more modules than a newcomer can look through.
        """
        assert len(list(folder.glob("*.py"))) <= MOST_MODULES

    @pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: str(folder.relative_to(ROOT)))
    def test_rule(self, folder: Path):
        """
        Each folder of the program states its rule in a line, and holds no code there.
        """
        rule = ast.parse((folder / "__init__.py").read_text("utf-8"))

        assert ast.get_docstring(rule)
        assert len(rule.body) == 1
