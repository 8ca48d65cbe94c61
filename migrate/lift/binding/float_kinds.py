"""Of what types an expression's tensors are: float32, that of a parameter, or nobody knows.

h = tf.nn.relu(x)                 that of x
w = tf.get_variable("w", [3, 3])  float32
h = tf.matmul(h, w)               float32, and x must have been: TF1 multiplies nothing else with w
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from migrate.lift.source.bodies import bind
from migrate.lift.source.operation_rules import type_rules
from migrate.lift.source.source import parameters
from migrate.model.tree import Key

if TYPE_CHECKING:
    from migrate.lift.binding.float_flow import FloatFlow, Summary

# "float32", "?", "=x" for that of the parameter `x`, "~x" for that of an item of it; empty: no floats
Kind = frozenset[str]
Kinds: TypeAlias = "Kind | tuple[Kinds, ...]"  # of a tuple, one by one
FLOAT: Kind = frozenset(["float32"])
UNKNOWN: Kind = frozenset(["?"])
PLAIN: Kind = frozenset()
_DIVIDES = frozenset(["tf.divide", "tf.div", "tf.truediv", "tf.realdiv"])
_NO_TENSORS = frozenset(["shape", "dtype", "name", "op", "ndims"])


@dataclass
class State:
    """What is known where the run of a function has got to.

    Attributes:
      names: the kinds of the local names.
      proven: the parameters that must be float32 for it to have come so far.
    """

    names: dict[str, Kinds]
    proven: frozenset[str] = frozenset()

    def copy(self) -> State:
        return State(dict(self.names), self.proven)


def flat(kinds: Kinds) -> Kind:
    if isinstance(kinds, frozenset):
        return kinds
    return frozenset().union(*(flat(k) for k in kinds))


def item_of(kind: Kind) -> Kind:
    """Of one of several tensors, which a parameter may be a list of."""
    return frozenset(k.replace("=", "~", 1) if k[0] == "=" else k for k in kind)


def parameter_of(kind: Kind) -> frozenset[str]:
    """The parameter that a tensor is, or has the type of: one or none."""
    return frozenset(k[1:] for k in kind if k[0] == "=") if len(kind) == 1 else frozenset()


def joined(one: Kinds, other: Kinds) -> Kinds:
    """What is of the one kind or the other."""
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return tuple(joined(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one | other
    return flat(one) | flat(other) | UNKNOWN


@dataclass(eq=False)
class Expressions:
    """Finds the kinds of the expressions of one function.

    Attributes:
      at: by id of an expression, what it may be.
      recording: what is found goes there.
    """

    flow: FloatFlow
    key: Key
    at: dict[int, Kinds] = field(default_factory=dict)
    recording: bool = True

    def __post_init__(self) -> None:
        self.source = self.flow.tree.sources[self.key[0]]
        self._targets = {id(call): target for call, target in self.flow.tree.calls(self.key)}

    def kinds(self, node: ast.expr, state: State) -> Kinds:
        found = self._kinds(node, state)
        if self.recording:
            known = self.at.get(id(node))
            self.at[id(node)] = found if known is None else joined(known, found)
        return found

    def _kinds(self, node: ast.expr, state: State) -> Kinds:
        if isinstance(node, (ast.Constant, ast.JoinedStr)):
            return PLAIN
        if isinstance(node, ast.Name):
            return state.names.get(node.id, UNKNOWN)
        if isinstance(node, (ast.Tuple, ast.List)):
            if any(isinstance(e, ast.Starred) for e in node.elts):
                return UNKNOWN
            return tuple(self.kinds(e, state) for e in node.elts)
        if isinstance(node, ast.BinOp):
            sides = [self.kinds(node.left, state), self.kinds(node.right, state)]
            if any(isinstance(s, tuple) for s in sides):
                return flat(sides[0]) | flat(sides[1]) | UNKNOWN
            return self.same(state, sides, isinstance(node.op, ast.Div), [node.left, node.right])
        if isinstance(node, ast.UnaryOp):
            return self.kinds(node.operand, state)
        if isinstance(node, ast.Compare):
            for part in (node.left, *node.comparators):
                self.kinds(part, state)
            return PLAIN
        if isinstance(node, ast.IfExp):
            self.kinds(node.test, state)
            return joined(*(self.kinds(n, state.copy()) for n in (node.body, node.orelse)))
        if isinstance(node, ast.Subscript):
            return self._item(node, state)
        if isinstance(node, ast.Attribute):
            held = self.kinds(node.value, state)
            return PLAIN if node.attr in _NO_TENSORS else held if node.attr == "T" else UNKNOWN
        if isinstance(node, ast.Call):
            return self._call(node, state)
        if isinstance(node, ast.NamedExpr):
            found = self.kinds(node.value, state)
            state.names[node.target.id] = found
            return found
        return UNKNOWN

    def _item(self, node: ast.Subscript, state: State) -> Kinds:
        held = self.kinds(node.value, state)
        if isinstance(held, frozenset):
            return held if isinstance(node.slice, ast.Tuple) else item_of(held)
        place = node.slice.value if isinstance(node.slice, ast.Constant) else None
        return held[place] if type(place) is int and place < len(held) else flat(held)

    def same(self, state: State, kinds: list[Kinds], divides: bool, nodes: list[ast.expr]) -> Kinds:
        """The one type that operands must have, of which Python's numbers take it on."""
        kinds = [flat(k) for k in kinds]
        if FLOAT in kinds:
            state.proven |= frozenset().union(*(parameter_of(flat(k)) for k in kinds))
            return FLOAT
        if divides and not any(
            isinstance(n, ast.Constant) and isinstance(n.value, float) for n in nodes
        ):
            return UNKNOWN  # whole numbers divided are a float64
        return frozenset().union(*map(flat, kinds))

    def _call(self, node: ast.Call, state: State) -> Kinds:
        if any(isinstance(a, ast.Starred) for a in node.args):
            return UNKNOWN
        places = [self.kinds(a, state) for a in node.args]
        named = {k.arg: self.kinds(k.value, state) for k in node.keywords if k.arg is not None}
        symbol = self.source.called(node)
        target = self._targets.get(id(node))
        if target is not None:
            known = dict(zip(map(id, node.args), places, strict=True))
            known |= {id(k.value): named[k.arg] for k in node.keywords if k.arg is not None}
            return self._of_tree(node, target, state, known)
        if symbol in type_rules().keep:
            first = {k: v for k, v in named.items() if k in type_rules().first}
            kinds = places[0] if places else next(iter(first.values()), UNKNOWN)
            return flat(kinds)
        if symbol in type_rules().same:
            indices, names = type_rules().same[symbol]
            given = [places[i] for i in indices if i < len(places)]
            given += [v for k, v in named.items() if k in names]
            return self.same(state, given, symbol in _DIVIDES, node.args)
        if symbol in type_rules().whole:
            return PLAIN
        if symbol in type_rules().told or symbol in type_rules().must_tell:
            return self._typed(node, symbol)
        if symbol == "tf.to_float":
            return FLOAT
        if symbol in ("tf.constant", "tf.Variable", "tf.placeholder_with_default"):
            return self._of_value(node, places)
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("get_shape", "as_list"):
            self.kinds(node.func.value, state)
            return PLAIN
        plain = isinstance(node.func, ast.Name) and node.func.id in type_rules().plain
        whole = plain and not symbol and not any(map(flat, places))
        return PLAIN if whole else UNKNOWN

    def _typed(self, node: ast.Call, symbol: str) -> Kind:
        """Of the type that a call is told."""
        place = type_rules().told.get(symbol, type_rules().must_tell.get(symbol, 0))
        said = next((k.value for k in node.keywords if k.arg == "dtype"), None)
        said = said or (node.args[place] if place < len(node.args) else None)
        if any(k.arg is None for k in node.keywords):
            return UNKNOWN
        if symbol == "tf.get_variable" and not self.flow.plain_variables:
            return UNKNOWN
        if said is None or (isinstance(said, ast.Constant) and said.value is None):
            if symbol in type_rules().must_tell or (
                symbol == "tf.get_variable" and _of_first_value(node)
            ):
                return UNKNOWN
            return FLOAT
        if symbol == "tf.get_variable" and _of_first_value(node):
            return FLOAT if self.source.symbol(said) == "tf.float32" else UNKNOWN
        if self.flow.tree.dtypes.is_float32(self.key, said):
            return FLOAT
        return PLAIN if self.source.symbol(said) in type_rules().whole_types else UNKNOWN

    def _of_value(self, node: ast.Call, places: list[Kinds]) -> Kind:
        """``tf.constant(0.1)``, and what is told its type beside it."""
        said = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "dtype")]
        if self.source.called(node) == "tf.Variable":
            said = [k.value for k in node.keywords if k.arg == "dtype"]
        if said and self.source.called(node) != "tf.placeholder_with_default":
            return FLOAT if self.source.symbol(said[0]) == "tf.float32" else UNKNOWN
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant):
            return FLOAT if isinstance(first.value, float) else PLAIN
        return FLOAT if places and flat(places[0]) == FLOAT else UNKNOWN

    def _of_tree(self, node: ast.Call, target: Key, state: State, known: dict[int, Kinds]) -> Kinds:
        """What a function of the tree gives for these arguments."""
        function = self.flow.tree.functions[target]
        summary: Summary | None = self.flow.of(target)
        if summary is None or any(k.arg is None for k in node.keywords):
            return UNKNOWN
        given = bind(node, function, target)
        kinds: dict[str, Kinds] = {}
        for argument, default, _ in parameters(function):
            value = given.get(argument.arg, default)
            if argument.arg in given and value is not None:
                kinds[argument.arg] = known[id(value)]
            else:
                kinds[argument.arg] = PLAIN if isinstance(value, ast.Constant) else UNKNOWN
        for name in summary.proven:
            state.proven |= parameter_of(flat(kinds.get(name, UNKNOWN)))
            kinds[name] = FLOAT
        return _with(summary.returned, kinds)


def _with(kinds: Kinds, given: dict[str, Kinds]) -> Kinds:
    """What a function returns, with the kinds of its arguments for those of its parameters."""
    if isinstance(kinds, tuple):
        return tuple(_with(k, given) for k in kinds)
    if len(kinds) == 1 and next(iter(kinds)).startswith("="):
        return given.get(next(iter(kinds))[1:], UNKNOWN)
    parts = []
    for kind in kinds:
        found = flat(given.get(kind[1:], UNKNOWN)) if kind[0] in "=~" else frozenset([kind])
        parts.append(item_of(found) if kind[0] == "~" else found)
    return frozenset().union(*parts)


def _of_first_value(node: ast.Call) -> bool:
    """Whether a variable takes its type of its first value: it is given one instead of a shape."""
    names = {k.arg for k in node.keywords}
    return "initializer" in names and len(node.args) < 2 and "shape" not in names
