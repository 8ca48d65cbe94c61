"""Names that only Python 2 has, in modules whose syntax Python 3 accepts: ``xrange``, ``d.iteritems()``."""

from __future__ import annotations

import ast

from migrate.nodes import walk
from migrate.rewrite.edits import replace
from migrate.upgrade.context import Context
from migrate.upgrade.names import Names

_BUILTINS = {
    "xrange": "range",
    "unicode": "str",
    "basestring": "str",
    "raw_input": "input",
    "unichr": "chr",
    "long": "int",
}
_METHODS = {"iteritems": "items", "itervalues": "values", "iterkeys": "keys"}


def upgrade_python2_names(context: Context, names: Names) -> None:
    """Gives Python 2's built-in names and dictionary methods their Python 3 names.

    A name counts as a built-in when nothing the module can see binds it, and a method as a dictionary's when
    it is called without arguments and no class of the module defines it.
    """
    symbols = context.symbols
    if symbols.module_scope.stars:
        return  # what they bind is not all known
    own = {n.name for n in walk(symbols.tree) if isinstance(n, ast.FunctionDef)}
    said: set[str] = set()
    for node in walk(symbols.tree):
        if isinstance(node, ast.Name) and (node.id in _BUILTINS or node.id == "reduce"):
            scope = symbols.scope_of(node)
            if scope is None or scope.find(node.id) is not None:
                continue
            if isinstance(node.ctx, ast.Load) and not context.skipped(node):
                new = _BUILTINS.get(node.id) or names.member("functools", "reduce", scope)
                _rename(context, node, context.positions.start(node), node.id, new, said)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method = node.func.attr
            plain = method in _METHODS and method not in own and not (node.args or node.keywords)
            if plain and not context.skipped(node):
                start = context.positions.end(node.func) - len(method)
                _rename(context, node.func, start, method, _METHODS[method], said)


def _rename(
    context: Context, node: ast.expr, start: int, old: str, new: str, said: set[str]
) -> None:
    if old != new:
        context.edit(replace(start, start + len(old), new))
    if old not in said:
        said.add(old)
        context.report(node, "TF202", f"`{old}` is a name of Python 2: it is `{new}` now")
