"""Run the program's scripts in a small engine, without a browser: they are the ones that readers get."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import quickjs

from webapp.web.site.assets import BUNDLES, STATIC, bundle

_HOST = Path(__file__).with_name("script_host.js")
_SCRIPTS = {path.stem: path for path in STATIC.rglob("*.js")}
LATER = {name: f"js/{name}.js" for name in ("suggest", "quoted", "long")}
"""The scripts that the search asks for when it needs them, by their names in the page."""


class ScriptError(AssertionError):
    """A script failed, or waits for what never comes."""


class ScriptEngine:
    """An engine of its own. *files* gives what scripts load by name, None for what is not there."""

    def __init__(self, files: Callable[[str], str | None] = lambda name: None) -> None:
        self._context = quickjs.Context()
        self._context.add_callable("fileOf", lambda name: bundle(name).decode() if name in BUNDLES else files(name))
        self._context.add_callable("decoded", _decoded)
        self._context.eval(_HOST.read_text(encoding="utf-8"))

    def run(self, *names: str, **dataset: str) -> None:
        """Run the scripts that are called *names*, in order, as of one script element with a *dataset*."""
        run = self._context.get("runScript")
        element = self._context.parse_json(json.dumps({"dataset": dataset}))
        for name in names:
            run(_SCRIPTS[name].read_text(encoding="utf-8"), element)

    def constant(self, script: str, name: str) -> Any:
        """Return the value that *name* has in the source of *script*."""
        [value] = re.findall(rf"\b{name} = (.+?)[,;](?=[ \n])", _SCRIPTS[script].read_text(encoding="utf-8"))
        return self.call(f"() => ({value})")

    def call(self, function: str, *values: Any) -> Any:
        """Return what *function* makes of *values*; of a promise, what it is fulfilled with.

        All values are such as JSON has. Raises ScriptError with the function's own error.
        """
        self._context.get("callFunction")(f"({function})", json.dumps(values))
        while self._context.execute_pending_job():
            pass
        outcome = self._context.get("outcome")
        if outcome is None:
            raise ScriptError(f"{function} never ends.")
        found = json.loads(outcome)
        if "error" in found:
            raise ScriptError(found["error"])
        return found.get("value")


def search_engine(folder: Path) -> ScriptEngine:
    """Return an engine with the scripts of the search page, for the frozen index in *folder*."""
    engine = ScriptEngine(lambda name: _text(folder / name))
    engine.run("text", "shards", "query", "ranking", "search", "snippet", shards="", **LATER)
    return engine


def multilingual_engine(folder: Path) -> ScriptEngine:
    """Return an engine with the scripts of a library in any language, for the frozen index in *folder*."""
    engine = ScriptEngine(lambda name: _text(folder / name))
    scripts = [name for name in BUNDLES["js/offline-words.js"] if name not in ("offline", "typing")]
    engine.run(*scripts, shards="", **LATER)
    return engine


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _decoded(encoding: str, digits: str) -> str:
    # As a browser does: half of a pair of units is no character.
    return bytes.fromhex(digits).decode(encoding, "replace")
