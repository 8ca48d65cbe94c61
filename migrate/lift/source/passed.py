"""Functions that reach their callers in ways by which their classes would not: through modules that are not rewritten, computed lists."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.source.source import LiftSource

Key = tuple[str, str]


def passed_through(sources: Mapping[str, LiftSource], creating: Collection[Key]) -> dict[Key, str]:
    """Function -> how some code names it, where a lifted one's class is not there.

    Args:
      sources: the modules that are rewritten.
      creating: the functions that it is about.
    """
    found: dict[Key, str] = {}
    names = {qualname for _, qualname in creating}
    for source in sources.values():
        for statement, _, key in source.from_imports:
            module = source.symbols.module_of(statement)
            if source.skips.covers(statement.lineno):
                found.setdefault(
                    key, f"is imported in `{source.module}` on a line marked `# migrate: skip`"
                )
            if module is not None and module not in sources:
                found.setdefault(key, f"is reached through `{module}`, which is not rewritten")
        for node in source.symbols.nodes:
            if not isinstance(node, ast.Attribute) or node.attr not in names:
                continue
            module = source.symbols.module_named(node.value)
            target = source.symbols.target(node) if module not in (None, *sources) else None
            if module is not None and target is not None:
                found.setdefault(target, f"is reached through `{module}`, which is not rewritten")
        if source.symbols.module_scope.stars:
            for key, nodes in source.targeted.items():
                starred = next((n.id for n in nodes if isinstance(n, ast.Name)), "")
                module = source.symbols.starred(starred) if key in creating else None
                if (
                    module is not None
                    and module in sources
                    and is_computed(sources[module], starred)
                ):
                    text = f"is taken by `*` from `{module}`, whose `__all__` is computed"
                    found.setdefault(key, text)
    return found


def listed(source: LiftSource) -> dict[str, ast.Constant]:
    """The names in the list that is a module's ``__all__``."""
    found: dict[str, ast.Constant] = {}
    for value in _lists(source):
        for part in value.elts if isinstance(value, (ast.List, ast.Tuple)) else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                found[part.value] = part
    return found


def is_computed(source: LiftSource, name: str) -> bool:
    """Whether a module has an ``__all__`` of which the text does not name something that is there."""
    return bool(_lists(source)) and name not in listed(source)


def _lists(source: LiftSource) -> list[ast.expr]:
    found = []
    for node in source.symbols.nodes:
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets):
                found.append(node.value)
    return found
