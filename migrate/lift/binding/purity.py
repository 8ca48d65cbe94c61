"""Whether an expression may be evaluated at another time: in the constructor instead of in each call."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection

from migrate.lift.binding.changes import changed_parameters, is_changing, made_within
from migrate.lift.binding.plain_constructors import kept_by_constructor
from migrate.lift.binding.times import TreeTimes
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import LiftSource, parameters
from migrate.lift.source.value_classes import (
    computed_in_class,
    function_at,
    method_of,
)
from migrate.model.tree import Key
from migrate.model.values import called
from migrate.nodes import walk

_BUILTINS = frozenset(
    [
        "abs",
        "all",
        "any",
        "bool",
        "dict",
        "divmod",
        "enumerate",
        "float",
        "format",
        "frozenset",
        "getattr",
        "hasattr",
        "int",
        "isinstance",
        "len",
        "list",
        "map",
        "max",
        "min",
        "pow",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "slice",
        "sorted",
        "str",
        "sum",
        "tuple",
        "type",
        "zip",
    ]
)
_METHODS = frozenset(
    [
        "as_list",
        "capitalize",
        "copy",
        "count",
        "endswith",
        "format",
        "get",
        "get_shape",
        "index",
        "items",
        "join",
        "keys",
        "lower",
        "lstrip",
        "replace",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "startswith",
        "strip",
        "title",
        "upper",
        "values",
        "zfill",
        "tolist",
        "astype",
        "reshape",
        "as_numpy_dtype",
        "with_rank",
        "num_elements",
        "set_shape",
        "to_list",
    ]
)
# Methods that change the list they are called on, which is a name of the function itself.
_GROW = frozenset({"append", "extend", "insert"})
_CHANCE = frozenset({"random", "time", "uuid", "secrets", "datetime"})
_INITIALIZER = re.compile(r"tf\.(keras\.)?initializers\.\w+|tf\.(\w+\.)*\w+_initializer(_conv2d)?")
_DEPTH = 4


def check_pure(
    source: LiftSource, tree: TreeTimes, node: ast.AST, known: Collection[str] = ()
) -> None:
    """Refuses what may do more than give a value.

    Args:
      known: local names of functions that only give a value.

    Raises:
      Refused: it calls something of which that is not known.
    """
    call = _impure(source, tree, node, 0, known)
    if call is not None:
        text = f"`{ast.unparse(call)}` may do more than give a value"
        raise Refused("TF319", text, getattr(call, "lineno", 0))


def _impure(
    source: LiftSource, tree: TreeTimes, node: ast.AST, depth: int, known: Collection[str] = ()
) -> ast.AST | None:
    for part in walk(node):
        if isinstance(part, (ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr)):
            return part
        if isinstance(part, ast.Call) and not _is_pure(source, tree, part, depth):
            if not (isinstance(part.func, ast.Name) and part.func.id in known):
                return part
        if isinstance(part, ast.Subscript) and is_changing(source, part):
            return part
        if isinstance(part, ast.Compare) and _asks_object(source, tree, part, depth):
            return part
        if isinstance(part, ast.Name) and part.id in source.rebound:
            return part
    return None


def _is_pure(source: LiftSource, tree: TreeTimes, call: ast.Call, depth: int) -> bool:
    symbol = source.called(call)
    if symbol:
        return called(symbol).kind in ("other", "tensor", "variable", "layer", "scope")
    key = tree.callee(source, call)
    if key is not None and tree.function(key) is not None:
        known = key in tree.graph.creating or key in tree.cell_classes or tree.is_helper(key)
        known = known or _pure_function(tree, key, depth) or _pure_maker(tree, key, depth)
        known = known or _pure_constructor(tree, key, depth)
        method = isinstance(call.func, ast.Attribute) and key[1].rpartition(".")[0]
        return known or (bool(method) and _is_pure_method(source, tree, call.func, depth))  # type: ignore[arg-type]
    if key is not None:
        return key in tree.graph.classes
    func = call.func
    if isinstance(func, ast.Call) and _INITIALIZER.fullmatch(source.called(func)):
        return True  # ``tf.zeros_initializer()(shape)``
    if isinstance(func, ast.Name):
        bound = source.symbols.module_scope.names.get(func.id)
        if bound is None and _is_error(func.id):
            return True
        if depth < _DEPTH and _is_pure_lambda(source, tree, func, depth):
            return True
        return (func.id in _BUILTINS and bound is None) or bool(
            bound and bound[0].kind in ("import", "project")
        )
    if isinstance(func, ast.Attribute):
        if func.attr in _METHODS or func.attr in _GROW:
            return not _runs_method(source, tree, func, func.value, func.attr, depth)
        root: ast.expr = func
        while isinstance(root, ast.Attribute):
            if root.attr in _CHANCE:
                return False
            root = root.value
        if isinstance(root, ast.Name) and root.id not in _CHANCE:
            bound = source.symbols.module_scope.names.get(root.id)
            if bound and bound[0].kind in ("import", "project"):
                return True
        return _is_pure_method(source, tree, func, depth)
    return False


def _is_pure_lambda(source: LiftSource, tree: TreeTimes, func: ast.Name, depth: int) -> bool:
    """``depth = lambda d: max(int(d * multiplier), 8)`` of the function around, or of the module, which only gives a value."""
    where = function_at(source, func)
    function = tree.function(where) if where is not None else None
    if function is None or any(a.arg == func.id for a, _, _ in parameters(function)):
        return False
    named = (n for n in walk(function) if isinstance(n, ast.Name) and n.id == func.id)
    inside: ast.AST = function
    if all(isinstance(n.ctx, ast.Load) for n in named) and "<locals>" not in where[1]:  # type: ignore[index]
        inside = source.tree  # of the module
    nodes = [n for n in walk(inside) if isinstance(n, (ast.Name, ast.Assign))]
    stored = [
        n
        for n in nodes
        if isinstance(n, ast.Name) and n.id == func.id and not isinstance(n.ctx, ast.Load)
    ]
    made = [n for n in nodes if isinstance(n, ast.Assign) and n.targets == stored]
    if len(stored) != 1 or len(made) != 1 or not isinstance(made[0].value, ast.Lambda):
        return False
    return _impure(source, tree, made[0].value.body, depth + 1) is None


def _is_pure_method(source: LiftSource, tree: TreeTimes, func: ast.Attribute, depth: int) -> bool:
    """Whether the method of an object, of whatever class that may be, only gives a value."""
    from migrate.lift.source.attribute_values import objects_of

    where = function_at(source, func)
    classes = objects_of(tree, where, func.value, 0) if where is not None else frozenset()
    if not classes:
        return False
    keys = {cls: method_of(tree, cls, func.attr) for cls in classes}
    return all(
        key is not None and _pure_function(tree, key, depth, cls) for cls, key in keys.items()
    )


def _asks_object(source: LiftSource, tree: TreeTimes, node: ast.Compare, depth: int) -> bool:
    """Whether ``x in y`` runs a method of the tree that does more than give a value."""
    return any(
        _runs_method(source, tree, node, container, "__contains__", depth)
        for op, container in zip(node.ops, node.comparators, strict=True)
        if isinstance(op, (ast.In, ast.NotIn))
    )


def _runs_method(
    source: LiftSource, tree: TreeTimes, node: ast.expr, asked: ast.expr, name: str, depth: int
) -> bool:
    """Whether an expression is known to be an object whose method of that name does more than give a value."""
    from migrate.lift.source.attribute_values import objects_of

    where = function_at(source, node)
    classes = objects_of(tree, where, asked, 0) if where is not None else frozenset()
    classes = classes or _of_module(source, tree, asked)
    methods = {cls: method_of(tree, cls, name) for cls in classes}
    return any(
        key is not None and not _pure_function(tree, key, depth, cls)
        for cls, key in methods.items()
    )


def _of_module(source: LiftSource, tree: TreeTimes, node: ast.expr) -> frozenset[Key]:
    """The classes of the objects that modules bind to a name of theirs."""
    target = source.symbols.target(node)
    if target is None and isinstance(node, ast.Name):
        target = source.module, node.id
    home = tree.sources.get(target[0]) if target is not None else None
    if home is None or target is None:
        return frozenset()
    made = {
        home.symbols.target(s.value.func)
        for s in home.tree.body
        if isinstance(s, ast.Assign)
        and isinstance(s.value, ast.Call)
        and any(isinstance(t, ast.Name) and t.id == target[1] for t in s.targets)
    }
    return frozenset(key for key in made if key is not None and key in tree.graph.classes)


def _plain_method(tree: TreeTimes, cls: Key, function: ast.FunctionDef) -> bool:
    """Whether a method reads nothing of its object but what that was given."""
    me = function.args.args[0].arg if function.args.args else ""
    if function.decorator_list or method_of(tree, cls, "__getattr__") is not None:
        return False
    computed = computed_in_class(tree, cls)
    return not any(
        isinstance(n, ast.Attribute)
        and isinstance(n.value, ast.Name)
        and n.value.id == me
        and (n.attr in computed or method_of(tree, cls, n.attr) is not None)
        for n in walk(function)
    )


def _is_error(name: str) -> bool:
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, BaseException)


def _pure_function(tree: TreeTimes, key: Key, depth: int, cls: Key | None = None) -> bool:
    function = tree.function(key)
    named = key[1].rpartition(".<locals>.")[2]
    if function is None or depth >= _DEPTH or ("." in named and cls is None):
        return False
    source = tree.sources[key[0]]
    own = made_within(source, function)
    if changed_parameters(tree, key) or (cls and not _plain_method(tree, cls, function)):
        return False
    for part in own_nodes(function.body):
        if isinstance(part, (ast.Global, ast.Nonlocal, ast.Delete, ast.With, ast.Try)):
            return False
        if isinstance(part, (ast.Attribute, ast.Subscript)) and isinstance(part.ctx, ast.Store):
            item = isinstance(part, ast.Subscript) and isinstance(part.value, ast.Name)
            if not item or part.value.id not in own:  # type: ignore[attr-defined]
                return False
        if isinstance(part, ast.Call) and not _is_pure(source, tree, part, depth + 1):
            return False
    return True


def _pure_constructor(tree: TreeTimes, key: Key, depth: int) -> bool:
    """Whether a class only keeps what it is given: ``Settings(width=4)``."""
    values = kept_by_constructor(tree, key) if depth < _DEPTH else None
    source = tree.sources[key[0]]
    return values is not None and all(_impure(source, tree, v, depth + 1) is None for v in values)


def _pure_maker(tree: TreeTimes, key: Key, depth: int) -> bool:
    """Whether a class method only makes an object of its class and fills that: ``Config.from_dict(settings)``."""
    function, source = tree.function(key), tree.sources[key[0]]
    owner = (key[0], key[1].rpartition(".")[0])
    if function is None or owner not in tree.graph.classes or depth >= _DEPTH:
        return False
    args = function.args
    decorators = [ast.unparse(d) for d in function.decorator_list]
    if decorators != ["classmethod"] or not args.args or changed_parameters(tree, key):
        return False
    cls = args.args[0].arg
    made = {
        n.targets[0].id
        for n in function.body
        if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
        and isinstance(n.value, ast.Call) and ast.unparse(n.value.func) == cls
    }  # fmt: skip
    stored = [
        n.id
        for n in own_nodes(function.body)
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
    ]
    made = {name for name in made if stored.count(name) == 1}
    for part in own_nodes(function.body):
        if isinstance(part, (ast.Global, ast.Nonlocal, ast.Delete, ast.With, ast.Try)):
            return False
        if isinstance(part, (ast.Attribute, ast.Subscript)) and isinstance(part.ctx, ast.Store):
            root: ast.expr = part
            while isinstance(root, (ast.Attribute, ast.Subscript)):
                root = root.value
            if not isinstance(root, ast.Name) or root.id not in made:
                return False
        if isinstance(part, ast.Call) and not _is_pure(source, tree, part, depth + 1):
            own = isinstance(part.func, ast.Name) and part.func.id == cls
            called_on = isinstance(part.func, ast.Attribute) and ast.unparse(part.func.value) == cls
            inner = (key[0], f"{owner[1]}.{part.func.attr}") if called_on else None  # type: ignore[attr-defined]
            if not own and (inner is None or not _pure_maker(tree, inner, depth + 1)):
                return False
    return True
