"""What the constructor of a lifted layer is given, as Keras would have to keep it."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.lift.binding.times import TreeTimes
from migrate.lift.configs.origins import Origins, origins
from migrate.lift.configs.roles import ATTRIBUTES, OF_OBJECTS, roles
from migrate.lift.configs.settings import holds_arguments, settings_class
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.source import parameters
from migrate.lift.text import values
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.resolve.lookup import chain_of


@dataclass(frozen=True)
class Kept:
    """How one argument is kept.

    Attributes:
      kind: ``plain``, ``object`` (Keras serializes it) or ``settings``.
      functions: of an object: the functions of the tree that it may be, which Keras must know by a name of their own.
      cls: of settings: their class.
    """

    kind: str
    functions: frozenset[Key] = frozenset()
    cls: Key | None = None


PLAIN = Kept("plain")


def kept(tree: TreeTimes, table: LayerTable, key: Key, name: str) -> Kept | None:
    """How the argument for a parameter is kept; None where nobody can tell."""
    found = origins(tree, key, name)
    used = roles(tree, table, key, name)
    given = [(where, node) for where, node in found.values if not values.constant(node, None)]
    classes = {settings_class(tree, where, node) for where, node in given}
    if given and None not in classes:
        cls = classes.pop()
        whole = (
            len(given) == len(found.values)
            and found.known
            and not classes
            and not used & OF_OBJECTS
        )
        whole = whole and cls is not None and holds_arguments(tree, cls)
        return Kept("settings", cls=cls) if whole and cls and _only_plain(tree, cls) else None
    functions = [_function(tree, where, node) for where, node in given]
    if used & OF_OBJECTS or any(f is not None for f in functions):
        return _object(tree, table, used, found, functions)
    if ATTRIBUTES in used or any(_is_object(tree, where, node) for where, node in given):
        return None
    return PLAIN


def _object(
    tree: TreeTimes,
    table: LayerTable,
    used: frozenset[str],
    found: Origins,
    functions: list[frozenset[Key] | None],
) -> Kept | None:
    """One that is used as Keras' own would be, and that is one of those which Keras knows, or can be told of."""
    if not found.known or not used <= OF_OBJECTS or any(f is None for f in functions):
        return None
    return Kept("object", frozenset().union(*(f for f in functions if f is not None)))


def _function(tree: TreeTimes, where: Key, node: ast.expr) -> frozenset[Key] | None:
    """Of what Keras can save and load: the functions of the tree that it is; None for anything else."""
    source = tree.sources[where[0]]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return frozenset()
    if source.called(node):
        made = values.initializer(source, node, ast.unparse)
        made = made or values.regularizer(source, node, ast.unparse)
        return frozenset() if made is not None else None
    if source.symbol(node):
        return frozenset() if values.keras_has(source, node) else None
    target = source.symbols.target(node) if chain_of(node) is not None else None
    plain = target is not None and is_plain_function(tree, target)
    return frozenset([target]) if target is not None and plain else None


def is_plain_function(tree: TreeTimes, key: Key) -> bool:
    """Whether it is a function of a module that makes no variables, and that its name always stands for."""
    function = tree.function(key)
    if function is None or function.col_offset or function.decorator_list:
        return False
    source = tree.sources[key[0]]
    bound = source.symbols.module_scope.names.get(key[1], ())
    once = source.definitions[key[1]] == 1 and len(bound) == 1
    return once and key not in tree.graph.creating


def _only_plain(tree: TreeTimes, cls: Key) -> bool:
    """Whether nobody gives an object of a class, when it is made or later, what Keras cannot keep."""
    for module, source in tree.sources.items():
        for call in source.symbols.nodes:
            if not isinstance(call, ast.Call):
                continue
            own = module == cls[0] and ast.unparse(call.func) == "cls"
            if own or settings_class(tree, (module, ""), call) == cls:
                for argument in (*call.args, *(k.value for k in call.keywords)):
                    if _is_object(tree, (module, ""), argument):
                        return False
    init = tree.function((cls[0], f"{cls[1]}.__init__"))
    if init is None:
        return True
    given = [(cls, d) for _, d, _ in parameters(init) if d is not None]
    for module, source in tree.sources.items():
        for parameter, _, _ in parameters(init):
            held = source.attribute_values.get(parameter.arg, ())
            given += [((module, name), value) for name, value in held]
    return not any(_is_object(tree, where, value) for where, value in given)


def _is_object(tree: TreeTimes, where: Key, node: ast.expr) -> bool:
    """Whether it is plainly something that Keras cannot keep: of TensorFlow, a definition of the tree, or what either makes."""
    source = tree.sources[where[0]]
    parts = list(walk(node))
    symbol = source.called(node) or source.symbol(node)
    if any(isinstance(n, ast.Lambda) for n in parts) or (symbol and ".FLAGS." not in symbol):
        return True
    target = source.symbols.target(node) if chain_of(node) is not None else None
    return target is not None and (
        target in tree.graph.classes or tree.function(target) is not None
    )
