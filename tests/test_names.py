"""One word names one idea: whoever reads a name knows which thing is meant, wherever it stands."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

WEBAPP = Path(__file__).parents[1] / "webapp"
SHARED = {"RULE"}
"""Each module of a cleaning rule names its rule: callers write ``footer.RULE``."""


def public_names(module: ast.Module) -> Iterator[str]:
    """Yield the classes, type aliases and constants that *module* defines for others."""
    for node in module.body:
        match node:
            case ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def is_public(name: str) -> bool:
    """Tell whether *name* is a class, an alias or a constant for other modules: each begins with a capital letter."""
    return name[0].isupper()


class TestNames:
    def test_defined_once(self):
        """
        No class, type alias or public constant has the name of one in another module.
        """
        modules = defaultdict(list)
        for path in WEBAPP.rglob("*.py"):
            for name in public_names(ast.parse(path.read_text(encoding="utf-8"))):
                if is_public(name):
                    modules[name].append(str(path.relative_to(WEBAPP)))

        assert {name: paths for name, paths in modules.items() if len(set(paths)) > 1 and name not in SHARED} == {}
