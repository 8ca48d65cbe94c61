"""Functions that make cells by way of a name: a parameter that may say which function makes them.

def stack(depth, make=None):
    if make is None:
        make = gru
    return tf.nn.rnn_cell.MultiRNNCell([make() for _ in range(depth)])
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key
from migrate.nodes import walk

_DEPTH = 8
_ASKS = ("isinstance", "issubclass", "super")
_CELLS = ("tf.nn.rnn_cell.", "tf.contrib.rnn.")


def chosen(source: LiftSource, tree: TreeTimes, node: FunctionNode) -> dict[str, frozenset[Key]]:
    """The names that a function calls and that hold functions of the tree, with those that it assigns to them."""
    called = {
        n.func.id
        for n in own_nodes(node.body)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    bound: dict[str, list[ast.expr | None]] = {}
    for part in own_nodes(node.body):
        if isinstance(part, ast.Assign) and len(part.targets) == 1:
            target = part.targets[0]
            if isinstance(target, ast.Name):
                bound.setdefault(target.id, []).append(part.value)
    stores = [n.id for n in own_nodes(node.body) if isinstance(n, ast.Name) and _stored(n)]
    found: dict[str, frozenset[Key]] = {}
    for name in called & bound.keys():
        values = [_function(source, tree, value) for value in bound[name]]
        if stores.count(name) == len(values) and all(value is not None for value in values):
            found[name] = frozenset(value for value in values if value is not None)
    return found


def _stored(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _function(source: LiftSource, tree: TreeTimes, node: ast.expr | None) -> Key | None:
    """The function of the tree that a name stands for."""
    target = None
    if isinstance(node, (ast.Name, ast.Attribute)):
        target = source.symbols.target(node)
    key = None if target is None else tree.resolved(target)
    return key if key is not None and tree.function(key) is not None else None


def only_chosen(sources: Mapping[str, LiftSource], tree: TreeTimes, key: Key) -> bool:
    """Whether a function is used as a value by functions only that choose it to make their cells."""
    for source in sources.values():
        called = {id(n.func) for n in source.symbols.nodes if isinstance(n, ast.Call)}
        allowed = {
            id(part.value)
            for maker, names in tree.chosen.items()
            if maker[0] == source.module and any(key in keys for keys in names.values())
            for part in own_nodes(source.functions[maker[1]].body)
            if isinstance(part, ast.Assign)
        }
        for target, nodes in source.targeted.items():
            if tree.resolved(target) == key and any(id(n) not in called | allowed for n in nodes):
                return False
    return True


def check_chosen(
    sources: Mapping[str, LiftSource], tree: TreeTimes, key: Key, lifted: Collection[Key]
) -> None:
    """Refuses a function that may be given what makes cells as TF1 had them.

    Args:
      lifted: the functions that make the cells of layers.

    Raises:
      Refused: it may be.
    """
    node = tree.function(key)
    assert node is not None
    for name, keys in tree.chosen.get(key, {}).items():
        for other in sorted(keys - set(lifted)):
            text = f"calls `{other[1]}`, which stays on the shim"
            raise Refused("TF314", text, node.lineno, other)
        for where, value in _given(tree, key, name, 0):
            source = sources[where[0]]
            made = _function(source, tree, value)
            if made is not None and made not in lifted:
                text = f"`{name}` may be `{made[1]}`, which stays on the shim"
                raise Refused("TF305", text, node.lineno)
            if made is None and not _is_none(value):
                other_maker = _another(sources, tree, lifted)
                if other_maker:
                    text = f"`{name}` (`{ast.unparse(value)}` in `{where[1]}`) may be {other_maker}"
                    raise Refused("TF305", text, node.lineno)


def _given(tree: TreeTimes, key: Key, name: str, depth: int) -> Iterator[tuple[Key, ast.expr]]:
    """What the tree gives for a parameter, through parameters of the same value."""
    node = tree.function(key)
    assert node is not None
    for argument, default, _ in parameters(node):
        if argument.arg == name and default is not None:
            yield key, default
    for caller, call in tree.calls_of(key):
        yield from ((caller, k.value) for k in call.keywords if k.arg is None)
        value = bind(call, node, key).get(name)
        function = tree.function(caller)
        own = {a.arg for a, _, _ in parameters(function)} if function is not None else set()
        if isinstance(value, ast.Name) and value.id in own and depth < _DEPTH:
            yield from _given(tree, caller, value.id, depth + 1)
        elif value is not None:
            yield caller, value


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _another(sources: Mapping[str, LiftSource], tree: TreeTimes, lifted: Collection[Key]) -> str:
    """What else the tree has as a value that may make cells of TF1's."""
    if tree.cell_values is None:
        known: dict[Key, bool] = {}
        values = [v for source in sources.values() for v in _held(source, tree, known)]
        tree.cell_values = tuple(dict.fromkeys(values))
    return next((text for text, key in tree.cell_values if key not in lifted), "")


def _held(
    source: LiftSource, tree: TreeTimes, known: dict[Key, bool]
) -> Iterator[tuple[str, Key | None]]:
    """What a module has as values that may make cells, with the function it is."""
    plain: set[int] = set()
    for node in source.symbols.nodes:
        if isinstance(node, ast.Call):
            plain.add(id(node.func))
            if isinstance(node.func, ast.Name) and node.func.id in _ASKS:
                plain |= {id(n) for a in node.args for n in walk(a)}
        elif isinstance(node, ast.ClassDef):
            plain |= {id(base) for base in node.bases}
        elif isinstance(node, ast.Lambda):
            if _cells_of(source, tree, [node.body], None, known):
                yield "a `lambda` that makes cells", None
    for target, nodes in source.targeted.items():
        used = next((n for n in nodes if id(n) not in plain), None)
        if used is None:
            continue
        key = tree.resolved(target)
        if _is_cell_class(tree, target) or _returns_cells(tree, key, known):
            yield f"`{ast.unparse(used)}`", key
    for node in source.symbols.nodes:
        if isinstance(node, (ast.Name, ast.Attribute)) and id(node) not in plain:
            if isinstance(node.ctx, ast.Load) and _is_cell(tree, source.symbol(node)):
                yield f"`{ast.unparse(node)}`", None


def _is_cell(tree: TreeTimes, symbol: str) -> bool:
    """Whether a symbol makes a cell, not what a cell attends to."""
    rule = tree.rules.get(symbol) if symbol else None
    return rule is not None and rule.kind == "cell" and "memory" not in rule.parameters


def _is_cell_class(tree: TreeTimes, key: Key, depth: int = 0) -> bool:
    """Whether a class of the tree is a cell."""
    definition = tree.graph.classes.get(key)
    if definition is None or depth > _DEPTH:
        return False
    symbols = [symbol for base in definition.bases for _, symbol in base.symbols]
    if any(symbol.startswith(_CELLS) for symbol in symbols):
        return True
    return any(_is_cell_class(tree, base, depth + 1) for base in tree.graph.bases(key))


def _returns_cells(tree: TreeTimes, key: Key, known: dict[Key, bool]) -> bool:
    """Whether a function may return cells, made there or by what it calls."""
    if key not in known:
        known[key] = False  # while it is looked at
        function = tree.function(key)
        if function is not None:
            returned = [
                part.value
                for part in own_nodes(function.body)
                if isinstance(part, ast.Return) and part.value is not None
            ]
            known[key] = _cells_of(tree.sources[key[0]], tree, returned, function, known)
    return known[key]


def _cells_of(
    source: LiftSource,
    tree: TreeTimes,
    given: list[ast.expr],
    function: FunctionNode | None,
    known: dict[Key, bool],
) -> bool:
    """Whether expressions of a function may give cells."""
    values = {} if function is None else _values(function)
    waiting, seen = list(given), set[str]()
    while waiting:
        for part in walk(waiting.pop()):
            if isinstance(part, ast.Name) and part.id not in seen:
                seen.add(part.id)
                waiting += values.get(part.id, ())
            if not isinstance(part, ast.Call):
                continue
            if _is_cell(tree, source.called(part)):
                return True
            target = source.symbols.target(part.func)
            if target is not None and (
                _is_cell_class(tree, target) or _returns_cells(tree, tree.resolved(target), known)
            ):
                return True
    return False


def _values(function: FunctionNode) -> dict[str, list[ast.expr]]:
    """What a function assigns to its names, and puts into the lists that they hold."""
    found: dict[str, list[ast.expr]] = {}
    for part in own_nodes(function.body):
        if isinstance(part, ast.Assign):
            for target in part.targets:
                for name in walk(target):
                    if isinstance(name, ast.Name):
                        found.setdefault(name.id, []).append(part.value)
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            if isinstance(part.func.value, ast.Name):
                found.setdefault(part.func.value.id, []).extend(part.args)
    return found
