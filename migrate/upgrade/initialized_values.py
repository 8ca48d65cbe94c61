"""``v.initialized_value()``: TF 2 has the method only for reference variables, in graphs; elsewhere it raises."""

from __future__ import annotations

import ast

from migrate.nodes import walk
from migrate.rewrite.edits import Edit, Quote
from migrate.upgrade.context import Context
from migrate.upgrade.names import Names
from migrate.upgrade.weights import is_weight

_METHOD = "initialized_value"
_VARIABLES = frozenset({"tf.get_variable", "tf.Variable"})
_LISTS = frozenset({"tf.trainable_variables", "tf.global_variables", "tf.local_variables"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)


def upgrade_initialized_values(context: Context, names: Names) -> None:
    """Writes the call as what gives the same value in TF 2.

    That is ``v.read_value()`` of what is a variable for certain, in code that runs eagerly, and ``tf.identity(v)`` of a weight of a layer.
    Where it gives another variable its first value the code may be called in a graph, too. In graphs another variable may be initialized with it, before or after ``v``: ``compat_scope.initialized_value(v)`` looks, as
    TF1's method did, and leaves to objects of other classes what theirs does. The method itself, as a value, gets TF404.
    """
    if f".{_METHOD}" not in context.text:
        return
    asked = [n for n in context.symbols.nodes if isinstance(n, ast.Attribute) and n.attr == _METHOD]
    calls = {id(n.func): n for n in context.symbols.nodes if isinstance(n, ast.Call)}
    for node in asked:
        if context.skipped(node) or not isinstance(node.ctx, ast.Load):
            continue
        call = calls.get(id(node))
        if call is None:
            text = f"`{ast.unparse(node)}`: variables of TensorFlow 2 raise NotImplementedError"
            context.report(
                *(node, "TF404", text),
                f"Write `lambda: compat_scope.initialized_value({ast.unparse(node.value)})`.",
            )
        elif not call.args and not call.keywords:
            context.edit(_rewritten(context, names, node, call))


def _rewritten(context: Context, names: Names, node: ast.Attribute, call: ast.Call) -> Edit:
    start, end = context.positions.start(call), context.positions.end(call)
    receiver = Quote(context.positions.start(node.value), context.positions.end(node.value))
    stores = _stores(context, node.value)
    if context.is_native(call) and stores and all(_is_weight(context, call, s) for s in stores):
        root = names.root(context.symbols.module_scope)
        return Edit(start, end, (f"{root}.identity(", receiver, ")"))
    plain = not context.graph and not _initializes(context, call)
    if plain and stores and all(_is_variable(context, s) for s in stores):
        return Edit(start, end, (receiver, ".read_value()"))
    shim = names.member("migrate", "compat_scope", context.symbols.module_scope)
    return Edit(start, end, (f"{shim}.{_METHOD}(", receiver, ")"))


def _initializes(context: Context, call: ast.Call) -> bool:
    """Whether a call stands in one that makes a variable."""
    making = (
        n
        for n in context.symbols.nodes
        if isinstance(n, ast.Call) and context.symbols.symbol(n.func) in _VARIABLES
    )
    return any(part is call for n in making for part in walk(n))


def _stores(context: Context, node: ast.expr) -> list[ast.expr]:
    """Everything that an expression may be, where that is written out; of one of a list, ``next(iter(list))``."""
    if not isinstance(node, ast.Name):
        return [node]
    around = [n for n in context.symbols.nodes if isinstance(n, (*_FUNCTIONS, *_COMPREHENSIONS))]
    inside = [n for n in around if any(part is node for part in walk(n))]
    for block in [*reversed(inside), context.symbols.tree]:
        found, known = [], True
        for part in walk(block):
            if isinstance(part, ast.arg) and part.arg == node.id:
                return []
            if isinstance(part, (ast.Assign, ast.AnnAssign)) and part.value is not None:
                targets = part.targets if isinstance(part, ast.Assign) else [part.target]
                if any(isinstance(t, ast.Name) and t.id == node.id for t in targets):
                    found.append(part.value)
            elif isinstance(part, (ast.For, ast.comprehension)):
                if isinstance(part.target, ast.Name) and part.target.id == node.id:
                    found.append(_item(part.iter))
        written = [
            p
            for p in walk(block)
            if isinstance(p, ast.Name) and p.id == node.id and not isinstance(p.ctx, ast.Load)
        ]
        known = len(written) == len(found)
        if written:
            return found if known else []
    return []


def _item(iterable: ast.expr) -> ast.expr:
    return ast.Subscript(iterable, ast.Constant(0), ast.Load())


def _is_variable(context: Context, node: ast.expr) -> bool:
    """``tf.get_variable(...)``, ``tf.Variable(...)``, or one of ``tf.trainable_variables()``."""
    if isinstance(node, ast.Call):
        return context.symbols.symbol(node.func) in _VARIABLES
    if not isinstance(node, ast.Subscript) or isinstance(node.slice, ast.Slice):
        return False
    several = node.value
    if isinstance(several, ast.Name):
        stores = _stores(context, several)
        return bool(stores) and all(_are_variables(context, s) for s in stores)
    return _are_variables(context, several)


def _are_variables(context: Context, node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and context.symbols.symbol(node.func) in _LISTS


def _is_weight(context: Context, call: ast.Call, node: ast.expr) -> bool:
    """A weight of the lifted layer that a call stands in, or what was read of it before."""
    again = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    if again and node.func.attr == _METHOD:  # type: ignore[attr-defined]
        return True
    return is_weight(context.symbols.tree, call, node)
