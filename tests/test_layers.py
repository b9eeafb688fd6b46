"""The arrows of docs/architecture.md, which `make lint` checks too."""

from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]


class TestLayers:
    def test_imports_point_one_way(self, monkeypatch):
        """
        No module imports one of a layer above its own, and every module stands in a layer.
        """
        monkeypatch.chdir(ROOT)

        exit_code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)

        assert exit_code == 0
