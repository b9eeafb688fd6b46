"""What holds for every command."""

import json
from inspect import cleandoc
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from webapp.cli.main import cli

README = Path(__file__).parents[2] / "README.md"
TOP = {name: cli.get_command(None, name) for name in cli.list_commands(None)}
GROUPS = {name: command for name, command in TOP.items() if isinstance(command, click.Group)}
PARTS = {f"{name} {part}": command for name, group in GROUPS.items() for part, command in group.commands.items()}
ALL = TOP | PARTS
COMMANDS = list(ALL)
ARGUMENTS = {
    "new": ["village"],
    "add": ["news.txt"],
    "search": ["茶"],
    "pull": [".", "copy"],
    "admin password": ["--password", "three dry words"],
}
ON_A_LIBRARY = [name for name in COMMANDS if name not in ("new", "pull", *GROUPS)]


class TestEveryCommand:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_help(self, name):
        """
        The help of a command says what it does and ends with an example of its use.
        """
        lines = cleandoc(ALL[name].help).splitlines()

        assert lines[0].endswith(".")
        assert lines[-1].startswith(f"Example: shuwu {name}")

    @pytest.mark.parametrize("name", COMMANDS)
    def test_readme(self, name):
        """
        The README names each command.
        """
        assert f"shuwu {name}" in README.read_text(encoding="utf-8")

    @pytest.mark.parametrize("name", ON_A_LIBRARY)
    def test_no_library(self, name, tmp_path):
        """
        A folder that is no library ends a command with 1 and one line that says what to do.
        """
        result = CliRunner().invoke(cli, [*name.split(), *ARGUMENTS.get(name, []), "--library", str(tmp_path)])

        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
        assert f"shuwu new {tmp_path}" in result.stderr

    @pytest.mark.parametrize("name", ON_A_LIBRARY)
    def test_error_as_json(self, name, tmp_path):
        """
        With ``--json`` an error is one JSON object on stderr.
        """
        result = CliRunner().invoke(
            cli, [*name.split(), *ARGUMENTS.get(name, []), "--json", "--library", str(tmp_path)]
        )

        assert result.exit_code == 1
        assert "no shuwu.toml here" in json.loads(result.stderr)["error"]

    @pytest.mark.parametrize("name", COMMANDS)
    def test_wrong_use(self, name):
        """
        An option that does not exist ends a command with 2.
        """
        assert CliRunner().invoke(cli, [*name.split(), "--no-such-option"]).exit_code == 2
