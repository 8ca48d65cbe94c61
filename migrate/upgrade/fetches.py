"""Which expressions hold what a session returned: arrays and scalars of NumPy, or containers of them."""

from __future__ import annotations

import ast
import re

from migrate.nodes import walk
from migrate.resolve import ModuleSymbols

VALUE = "value"  # an array or scalar
VALUES = "values"  # a container of them
# What was worked out from such a value, or comes out of a function that returns one: good enough to know that
# NumPy's scalars are printed, not to know that there is an array to take an element out of.
DERIVED = "derived"
DERIVED_VALUES = "derived values"
CONTAINERS = (VALUES, DERIVED_VALUES)

_SESSION = re.compile(r"(?:\w*_)?sess(?:ion)?\d*_?", re.IGNORECASE)
_SESSIONS = frozenset(
    {
        *("tf.Session", "tf.InteractiveSession", "tf.get_default_session"),
        *("tf.train.MonitoredTrainingSession", "tf.train.MonitoredSession"),
        *("tf.train.SingularMonitoredSession",),
    }
)
_SESSION_METHODS = frozenset({"test_session", "cached_session", "session", "managed_session"})
# What gives several tensors.
_LISTS = frozenset(
    {
        *(
            "tf.trainable_variables",
            "tf.global_variables",
            "tf.local_variables",
            "tf.all_variables",
        ),
        *("tf.get_collection", "tf.get_collection_ref", "tf.gradients", "tf.unstack", "tf.split"),
        *("tf.tuple", "tf.nn.moments", "tf.losses.get_losses", "tf.model_variables"),
        *("tf.losses.get_regularization_losses", "tf.train.batch", "tf.while_loop"),
    }
)
_LIST_ATTRIBUTES = frozenset({"variables", "weights", "trainable_weights", "trainable_variables"})
_TO_CONTAINER = frozenset({"list", "tuple", "set", "sorted", "zip", "dict", "reversed", "map"})
_TO_PYTHON = frozenset(
    {"float", "int", "bool", "str", "len", "repr", "type", "isinstance", "range", "print", "id"}
)
_PLAIN_METHODS = frozenset({"tolist", "item", "decode", "format", "join", "tobytes"})
_DISPLAYS = (ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.DictComp, ast.Set)


class Fetches:
    """What is known of a whole module: its sessions, lists of tensors, and functions that return values."""

    def __init__(self, symbols: ModuleSymbols) -> None:
        self._symbols = symbols
        self._sessions: set[str] = set()
        self._lists: set[str] = set()
        self._returned: dict[str, str] = {}
        self._mixed: set[str] = set()  # functions that also return something else
        self._held: dict[str, str] = {}  # by attributes: self.losses
        for node in walk(symbols.tree):
            if isinstance(node, ast.withitem) and node.optional_vars is not None:
                self._binding(node.optional_vars, node.context_expr)
            elif isinstance(node, ast.Assign) and len(node.targets) == 1:
                self._binding(node.targets[0], node.value)

    def _binding(self, target: ast.expr, value: ast.expr) -> None:
        name = dotted(target)
        if name and self._makes_session(value):
            self._sessions.add(name)
        elif name and self._is_several(value):
            self._lists.add(name)

    def _makes_session(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.Call):
            return False
        if self._symbols.symbol(node.func) in _SESSIONS:
            return True
        return isinstance(node.func, ast.Attribute) and node.func.attr in _SESSION_METHODS

    def _is_several(self, node: ast.expr | None) -> bool:
        """Whether the fetches are a list, tuple or dict."""
        if isinstance(node, _DISPLAYS):
            return True
        if isinstance(node, ast.Call):
            name = dotted(node.func).rpartition(".")[2]
            symbol = self._symbols.symbol(node.func) or ""
            return symbol in _LISTS or name in ("get_next", "values") or name in _TO_CONTAINER
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            return self._is_several(node.value)
        if isinstance(node, ast.Attribute) and node.attr in _LIST_ATTRIBUTES:
            return True
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._is_several(node.left) or self._is_several(node.right)
        return node is not None and dotted(node) in self._lists

    # ------------------------------------------------------------ expressions
    def kind(self, node: ast.expr, known: dict[str, str]) -> str | None:
        """What ``node`` holds of fetched values; None for anything else."""
        if isinstance(node, ast.Name):
            return known.get(node.id)
        if isinstance(node, ast.Attribute):
            return self._held.get(dotted(node))
        if isinstance(node, ast.Subscript):
            inner = self.kind(node.value, known)
            if isinstance(node.slice, ast.Slice) or inner is None:
                return inner
            return _element(inner)
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return _container([self.kind(e, known) for e in node.elts])
        if isinstance(node, ast.Dict):
            return _container([self.kind(v, known) for v in node.values])
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            inside = dict(known)
            for generator in node.generators:
                self.iterates(generator.target, generator.iter, inside)
            parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
            return _container([self.kind(part, inside) for part in parts])
        if isinstance(node, ast.Call):
            return self._called(node, known)
        if isinstance(node, ast.BinOp):
            kinds = [self.kind(node.left, known), self.kind(node.right, known)]
            if isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
                return None  # formatting
            if any(k in CONTAINERS for k in kinds):
                return next(k for k in kinds if k in CONTAINERS)
            return DERIVED if any(kinds) else None
        if isinstance(node, ast.UnaryOp):
            return DERIVED if self.kind(node.operand, known) else None
        if isinstance(node, ast.IfExp):
            return self.kind(node.body, known) or self.kind(node.orelse, known)
        return None

    def _called(self, node: ast.Call, known: dict[str, str]) -> str | None:
        func = node.func
        name = dotted(func).rpartition(".")[2]
        if isinstance(func, ast.Attribute):
            if func.attr == "eval" and not node.args[1:]:
                return VALUE
            if func.attr == "numpy" and not node.args:
                return VALUE
            if func.attr == "run" and self._is_session(func.value):
                fetches = node.args[0] if node.args else None
                for keyword in node.keywords:
                    if keyword.arg == "fetches":
                        fetches = keyword.value
                return VALUES if self._is_several(fetches) else VALUE
            owner = self.kind(func.value, known)
            if owner is not None and func.attr not in _PLAIN_METHODS:
                return owner if owner in CONTAINERS else DERIVED
        arguments = [self.kind(a, known) for a in node.args]
        if isinstance(func, ast.Name) and name in _TO_CONTAINER:
            return DERIVED_VALUES if any(arguments) else None
        if isinstance(func, ast.Name) and name in _TO_PYTHON:
            return None
        if name in self._returned:
            kind = self._returned[name]
            certain = isinstance(func, ast.Name) and name not in self._mixed
            return kind if certain else _derived(kind)
        if isinstance(func, ast.Attribute) and func.attr in _PLAIN_METHODS:
            return None
        outside = self._symbols.symbol(func) is None and self._symbols.target(func) is None
        return DERIVED if outside and any(arguments) else None

    def _is_session(self, owner: ast.expr) -> bool:
        if self._makes_session(owner):
            return True
        name = dotted(owner)
        return name in self._sessions or bool(_SESSION.fullmatch(name.rpartition(".")[2]))

    # ------------------------------------------------------------ bindings
    def bind(self, target: ast.expr, kind: str | None, known: dict[str, str]) -> None:
        """Notes that ``target`` was assigned a value of this kind."""
        if isinstance(target, ast.Name):
            if kind:
                known[target.id] = kind
            else:
                known.pop(target.id, None)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for element in target.elts:
                self.bind(element, _element(kind) if kind else None, known)
        elif isinstance(target, ast.Attribute) and kind:
            self._held[dotted(target)] = _derived(kind)
        elif isinstance(target, ast.Subscript) and kind:
            self.add(target.value, _container([kind]), known)

    def add(self, target: ast.expr, kind: str | None, known: dict[str, str]) -> None:
        """Notes that ``target`` had a value of this kind put in or added."""
        if kind and isinstance(target, ast.Name):
            before = known.get(target.id)
            known[target.id] = kind if kind in CONTAINERS else before or _derived(kind)
        elif kind and isinstance(target, ast.Attribute):
            self._held[dotted(target)] = _derived(kind)

    def method(self, node: ast.Call, func: ast.Attribute, known: dict[str, str]) -> None:
        """Notes what ``append`` and its like put into a container."""
        if func.attr in ("append", "add", "insert", "extend", "update") and node.args:
            kind = self.kind(node.args[-1], known)
            self.add(func.value, _container([kind]), known)

    def iterates(self, target: ast.expr, iterable: ast.expr, known: dict[str, str]) -> None:
        """Binds the target of a loop over ``iterable``."""
        if isinstance(iterable, ast.Call) and isinstance(target, ast.Tuple):
            name = dotted(iterable.func)
            kinds = [self.kind(a, known) for a in iterable.args]
            if name == "zip":
                for part, kind in zip(target.elts, kinds):
                    self.bind(part, _element(kind) if kind else None, known)
                return
            if name == "enumerate" and kinds:
                self.bind(target.elts[-1], _element(kinds[0]) if kinds[0] else None, known)
                return
        kind = self.kind(iterable, known)
        self.bind(target, _element(kind) if kind else None, known)

    def returns(self, function: str, kind: str | None) -> None:
        """Notes that a function of this name returns a value of this kind."""
        before = self._returned.get(function, kind)
        if kind not in (VALUE, VALUES) or kind != before:
            self._mixed.add(function)
        if kind and self._returned.get(function) not in CONTAINERS:
            self._returned[function] = kind


def dotted(node: ast.expr) -> str:
    """``a.b.c`` for a chain of attributes, or ""."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _element(kind: str) -> str:
    return {VALUES: VALUE, DERIVED_VALUES: DERIVED}.get(kind, kind)


def _container(kinds: list[str | None]) -> str | None:
    if kinds and all(k in (VALUE, VALUES) for k in kinds):
        return VALUES
    return DERIVED_VALUES if any(kinds) else None


def _derived(kind: str) -> str:
    return {VALUE: DERIVED, VALUES: DERIVED_VALUES}.get(kind, kind)
