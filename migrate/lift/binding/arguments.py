"""What callers give for the parameters of a function, as far as the tree shows it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.lift.binding.value_origins import values_of
from migrate.lift.methods.method_class import attribute_of, receiver
from migrate.lift.source.bodies import bind
from migrate.lift.source.method_families import methods_run
from migrate.lift.source.source import parameters
from migrate.model.tree import Key
from migrate.model.values import called
from migrate.nodes import walk
from migrate.plan.times import Time

if TYPE_CHECKING:
    from migrate.lift.binding.times import TreeTimes

_NUMBERS = frozenset(
    ["abs", "bool", "dict", "float", "int", "len", "list", "max", "min", "pow", "range", "round"]
    + ["sorted", "str", "sum", "tuple"]
)
_MAX_DEPTH = 6


class Arguments:
    """Questions about the arguments of every known call, through parameters that are handed on."""

    def __init__(self, tree: TreeTimes) -> None:
        self._tree = tree

    def is_config(self, key: Key, name: str, depth: int = 0) -> bool:
        """Whether every caller fills a parameter with something that is plainly no tensor."""
        if self._tree.all_calls_of(key) is None:
            return False
        values = self._tree.given(key, name)
        for caller, given in values:
            if isinstance(given, ast.Name) and given.id in self._tree.params.get(caller, {}):
                if depth > 4 or not self.is_config(caller, given.id, depth + 1):
                    return False
            elif self._is_reference(caller, given):
                continue
            elif (
                not _plain(given)
                or self._tree.within(caller).of(given) is Time.CALL
                or not self._holds_config(caller, given, depth)
            ):
                return False
        return bool(values)

    def _holds_config(self, where: Key, node: ast.expr, depth: int) -> bool:
        """Whether the attribute of an object, if it is one, is only set to what is plainly no tensor."""
        return all(self._is_setting(k, v, depth) for k, v in self.held(where, node))

    def _is_setting(self, where: Key, value: ast.expr | None, depth: int) -> bool:
        function = self._tree.functions.get(where)
        if value is None or function is None or depth > 4:
            return False
        defaults = {a.arg: d for a, d, _ in parameters(function)}
        local = self._tree.within(where).names.keys() - defaults.keys()
        for part in walk(value):
            if isinstance(part, ast.Name) and part.id in defaults and part.id != receiver(function):
                default = defaults[part.id]
                fixed = default is not None and (
                    self._is_reference(where, default)
                    or not any(
                        isinstance(n, (ast.Name, ast.Call)) or _is_none(n) for n in walk(default)
                    )
                )
                if not fixed and not self.is_config(where, part.id, depth + 1):
                    return False
            elif isinstance(part, ast.Name) and part.id in local:
                return False
            elif isinstance(part, ast.Attribute):
                if not self._holds_config(where, part, depth + 1):
                    return False
            elif isinstance(part, ast.Call) and not self._gives_number(where, part):
                return False
        return True

    def _is_reference(self, where: Key, node: ast.expr) -> bool:
        """Whether an expression names a function or class of TensorFlow or of the tree."""
        source = self._tree.sources[where[0]]
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return False
        return bool(source.symbol(node)) or source.symbols.target(node) is not None

    def _gives_number(self, where: Key, node: ast.Call) -> bool:
        """Whether a call gives no tensor: of Python's functions of numbers and lists, or what makes an initializer."""
        source = self._tree.sources[where[0]]
        symbol = source.called(node)
        if symbol:
            return called(symbol).kind == "other"
        return isinstance(node.func, ast.Name) and node.func.id in _NUMBERS

    def shape_kinds(self, key: Key, name: str, depth: int = 0) -> set[str]:
        """What callers give for a shape: ``list``, ``number`` or "" for what cannot be told."""
        node = self._tree.functions[key]
        if self._tree.all_calls_of(key) is None:
            return {""}
        given = [(key, d) for a, d, _ in parameters(node) if a.arg == name and d is not None]
        given += self._tree.given(key, name)
        kinds: set[str] = set()
        for where, value in given:
            if isinstance(value, (ast.List, ast.Tuple)) or _is_shape(value):
                kinds.add("list")
            elif isinstance(value, ast.Name) and self._handed_on(where, value.id) and depth < 4:
                kinds |= self.shape_kinds(where, value.id, depth + 1)
            else:
                number = isinstance(value, ast.Constant) and isinstance(value.value, int)
                kinds.add("number" if number else "")
        return kinds or {""}

    def never_given(self, key: Key, name: str) -> ast.expr | None:
        """The default of a parameter that nobody who is known gives anything else."""
        node = self._tree.functions[key]
        default = next((d for a, d, _ in parameters(node) if a.arg == name), None)
        if default is None or not self._handed_on(key, name):
            return None
        calls = self._tree.all_calls_of(key)
        for _, call in calls or ():
            starred = any(isinstance(a, ast.Starred) for a in call.args)
            if starred or _passes_on(call) or name in bind(call, node, key):
                return None
        return default if calls is not None else None

    def _handed_on(self, key: Key, name: str) -> bool:
        """Whether a name of a function is a parameter that nothing else is assigned to."""
        node = self._tree.functions.get(key)
        if node is None or name not in {a.arg for a, _, _ in parameters(node)}:
            return False
        return not any(
            isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load)
            for n in walk(node)
        )

    def texts_given(self, key: Key, name: str, depth: int = 0) -> set[str]:
        """The texts that callers give for a parameter, as far as they are written out."""
        node = self._tree.functions.get(key)
        if node is None or depth > _MAX_DEPTH:
            return set()
        given = [(key, d) for a, d, _ in parameters(node) if a.arg == name and d is not None]
        given += self._tree.given(key, name)
        texts: set[str] = set()
        for where, value in given:
            inner = self._tree.functions.get(where)
            names = {a.arg for a, _, _ in parameters(inner)} if inner is not None else set()
            for part in walk(value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    texts.add(part.value)
                elif isinstance(part, ast.Name) and part.id in names and where != key:
                    texts |= self.texts_given(where, part.id, depth + 1)
        return texts

    def calls_no_creator(self, key: Key, name: str, depth: int = 0, known: bool = False) -> bool:
        """Whether what callers give for a parameter that is called creates no variables.

        Args:
          known: only what callers give that the tree knows.
        """
        node = self._tree.functions[key]
        calls = self._tree.all_calls_of(key)
        if not known and (calls is None or any(_passes_on(call) for _, call in calls)):
            return False
        if not known and key in self._tree.values:  # what else is it given?
            return False
        given = [(key, d) for a, d, _ in parameters(node) if a.arg == name and d is not None]
        given += self._tree.given(key, name)
        return all(self._creates_nothing(where, value, depth, known) for where, value in given)

    def creates_nothing(self, where: Key, node: ast.expr) -> bool:
        """Whether all that an expression of a function is known to be creates no variables where it is called.

        What callers give of whom the tree says nothing is taken for what the default is.
        """
        return self._creates_nothing(where, node, 0, known=True)

    def _creates_nothing(self, where: Key, node: ast.expr, depth: int, known: bool = False) -> bool:
        source = self._tree.sources[where[0]]
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.IfExp):
            return all(
                self._creates_nothing(where, n, depth, known) for n in (node.body, node.orelse)
            )
        if isinstance(node, ast.Name) and self._handed_on(where, node.id):
            return depth < _MAX_DEPTH and self.calls_no_creator(where, node.id, depth + 1, known)
        if isinstance(node, ast.Lambda):
            calls = [n for n in walk(node.body) if isinstance(n, ast.Call)]
            symbols = [source.called(n) for n in calls]
            return all(symbols) and all(self._tree.rules.get(s) is None for s in symbols)
        if isinstance(node, (ast.Name, ast.Attribute)):
            symbol = source.symbol(node)
            if symbol:
                return self._tree.rules.get(symbol) is None
            held = self.held(where, node)
            if held:
                return all(
                    v is not None and self._creates_nothing(k, v, depth, known) for k, v in held
                )
            target = source.symbols.target(node)
            key = (self._tree.graph.resolve(target) or target) if target else None
            if key is not None:
                return key in self._tree.functions and key not in self._tree.graph.creating
            if isinstance(node, ast.Attribute) and self._is_of_object(where, node):
                return self._methods_create_nothing(where, node.attr)
        values = [self._as_given(where, node, k, v) for k, v in values_of(self._tree, where, node)]
        return (
            depth < _MAX_DEPTH
            and bool(values)
            and all(
                v is not None and self._creates_nothing(k, v, depth + 1, known) for k, v in values
            )
        )

    def _as_given(
        self, where: Key, node: ast.expr, key: Key, value: ast.expr | None
    ) -> tuple[Key, ast.expr | None]:
        """What a call gives back: of a parameter, what it is given there; None where that is not known."""
        called_here = isinstance(node, ast.Call) and isinstance(value, ast.Name)
        if not called_here or not self._handed_on(key, value.id):  # type: ignore[union-attr]
            return key, value
        assert isinstance(node, ast.Call) and isinstance(value, ast.Name)
        function = self._tree.functions[key]
        if _passes_on(node) or any(isinstance(a, ast.Starred) for a in node.args):
            return where, None
        given = bind(node, function, key).get(value.id)
        if given is not None:
            return where, given
        return key, next((d for a, d, _ in parameters(function) if a.arg == value.id), None)

    def _is_of_object(self, where: Key, node: ast.Attribute) -> bool:
        """Whether an attribute is one of the object whose method asks for it."""
        source = self._tree.sources[where[0]]
        method = source.functions.get(where[1])
        return method is not None and attribute_of(node, receiver(method)) == node.attr

    def _methods_create_nothing(self, where: Key, name: str) -> bool:
        """Whether an object has a method of that name, and none of them creates variables, of whatever class it is."""
        tree, owner = self._tree, where[1].rpartition(".")[0]
        for source in tree.sources.values():
            stored = (not isinstance(n.ctx, ast.Load) for n in source.attributes.get(name, ()))
            if any(stored) or name in source.looked_up:
                return False
        found = methods_run(tree.sources, tree.graph, (where[0], owner), name)
        return bool(found) and not any(one.key in tree.graph.creating for one in found or ())

    def held(self, where: Key, node: ast.expr) -> list[tuple[Key, ast.expr | None]]:
        """What the attribute of an object is set to, with the methods that set it."""
        owner, function = (where[0], where[1].rpartition(".")[0]), self._tree.functions.get(where)
        cls = next((c for c in self._tree.delegating if c.key == owner), None)
        if cls is None or function is None:
            return []
        stores = cls.stores.get(attribute_of(node, receiver(function)), [])
        return [(cls.key_of(store.method), store.value) for store in stores]

    def given_numbers(self, key: Key, name: str, depth: int = 0) -> bool:
        """Whether all that a parameter may be is a number that the tree writes out or a setting, or None."""
        node = self._tree.functions[key]
        if not self._handed_on(key, name) or depth > _MAX_DEPTH:
            return False
        calls = self._tree.all_calls_of(key)
        if calls is None or any(_passes_on(call) for _, call in calls):
            return False
        given = [(key, d) for a, d, _ in parameters(node) if a.arg == name and d is not None]
        given += self._tree.given(key, name)
        return any(not _is_none(v) for _, v in given) and all(
            self._is_given_number(where, value, depth) for where, value in given
        )

    def _is_given_number(self, where: Key, node: ast.expr, depth: int) -> bool:
        if isinstance(node, ast.UnaryOp):
            return self._is_given_number(where, node.operand, depth)
        if isinstance(node, ast.Constant):
            return node.value is None or type(node.value) in (int, float)
        if isinstance(node, ast.Name) and self._handed_on(where, node.id):
            return self.given_numbers(where, node.id, depth + 1)
        held = self._tree.dtypes.constant(
            self._tree.sources[where[0]], self._tree.functions.get(where), node
        )
        if held is not None:
            return self._is_given_number((held[0], ""), held[1], depth)
        if not isinstance(node, ast.Attribute) or self._tree.within(where).of(node) is Time.CALL:
            return False
        return _plain(node) and self._holds_config(where, node, depth)


def _passes_on(call: ast.Call) -> bool:
    """Whether a call gives a mapping, in which anything may be (``**settings``)."""
    return any(k.arg is None for k in call.keywords)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _plain(node: ast.expr) -> bool:
    """Made of literals and attributes: no call, nothing taken out of a container."""
    return not any(isinstance(n, (ast.Call, ast.Subscript, ast.Name)) for n in walk(node)) or (
        isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    )


def _is_shape(node: ast.expr) -> bool:
    """``x.shape``, and a slice of something."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Slice)
    return isinstance(node, ast.Attribute) and node.attr == "shape"
