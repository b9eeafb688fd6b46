"""Runs commands as a person types them."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from webapp.cli.main import cli


@dataclass(frozen=True)
class Outcome:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def facts(self):
        """Returns the JSON object that was printed."""
        return json.loads(self.out)


@pytest.fixture
def shuwu(library) -> Callable[..., Outcome]:
    """Runs a command on ``library``; what is no WebappError is raised."""

    def run(*arguments: object) -> Outcome:
        words = [str(argument) for argument in arguments]
        result = CliRunner(env={"SHUWU_LIBRARY": str(library.root), "SHUWU_MESSAGES": "en"}).invoke(
            cli, words, catch_exceptions=False
        )
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return run
