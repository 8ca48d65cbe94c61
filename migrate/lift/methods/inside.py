"""Functions inside a method that read what the method sets: they may read a name of the method's function instead.

self.table = tf.get_variable("table", [words, 8])         table = tf.get_variable("table", [words, 8])
look = lambda ids: tf.gather(self.table, ids)             look = lambda ids: tf.gather(table, ids)
"""

from __future__ import annotations

import ast

from migrate.lift.methods.method_class import Store
from migrate.lift.methods.reader import Reading
from migrate.lift.source.attribute_stores import AttributeStores
from migrate.nodes import walk


def set_once(reading: Reading, name: str, known: AttributeStores) -> bool:
    """Whether only one statement sets an attribute, but for a constructor that says that it is not there yet."""
    stores = reading.cls.stores.get(name, ())
    none = [s for s in stores if s.method is reading.cls.init and _is_none(s.value)]
    if reading.node is reading.cls.init:
        none = []
    rest = [s for s in stores if s not in none]
    places = known.times_set(reading.cls, name) - len(none)
    return places == len(rest) == 1 and rest[0].method is reading.node and not _in_loop(rest[0])


def stays_inside(reading: Reading, node: ast.AST) -> bool:
    """Whether the functions around a place are only called in the method, by itself or by TensorFlow."""
    above: ast.AST | None = node
    while above is not None and above is not reading.node:
        if isinstance(above, (ast.FunctionDef, ast.Lambda)) and not _only_called(reading, above):
            return False
        above = reading.parents.get(id(above))
    return True


def _only_called(reading: Reading, function: ast.FunctionDef | ast.Lambda) -> bool:
    name = function.name if isinstance(function, ast.FunctionDef) else ""
    above = reading.parents.get(id(function))
    if isinstance(function, ast.Lambda):
        if not isinstance(above, ast.Assign):
            return _is_given(reading, function)
        target = above.targets[0]
        name = target.id if len(above.targets) == 1 and isinstance(target, ast.Name) else ""
    uses = [n for n in walk(reading.node) if isinstance(n, ast.Name) and n.id == name]
    calls = {id(n.func) for n in walk(reading.node) if isinstance(n, ast.Call)}
    return bool(name) and all(
        id(n) in calls or not isinstance(n.ctx, ast.Load) or _is_given(reading, n) for n in uses
    )


def _is_given(reading: Reading, node: ast.AST) -> bool:
    """Whether a value is an argument of TensorFlow's."""
    above = reading.parents.get(id(node))
    if isinstance(above, ast.keyword):
        above = reading.parents.get(id(above))
    return isinstance(above, ast.Call) and bool(reading.cls.source.called(above))


def _is_none(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _in_loop(store: Store) -> bool:
    loops = (n for n in walk(store.method) if isinstance(n, (ast.For, ast.While)))
    return any(part is store.statement for loop in loops for part in walk(loop))
