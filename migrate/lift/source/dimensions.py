"""The last dimension of tensors that are computed on the way: what made them says it, ``tf.layers.dense(x, units)``.

Of a list of tensors it is that of all of them. What functions of the tree return is followed into them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping

from migrate.lift.binding.fixed_values import is_fixed, never_runs
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.callers_words import in_words_of_call
from migrate.lift.source.flattened import FLATTEN, flattened, is_flat_otherwise
from migrate.lift.source.last_assignment import Place, end, last_assignment, start
from migrate.lift.source.measured import measured_last
from migrate.lift.source.operation_rules import shape_rules
from migrate.lift.source.operations import KNOWN, of_operation
from migrate.lift.source.possible_values import GIVEN, possible_values
from migrate.lift.source.sites import Sites
from migrate.lift.source.source import parameters
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.plan.times import Time

Text = Callable[[ast.expr], str]
Found = tuple[str, int]  # the dimension, and the rank where it is known, else 0
Slot = (
    int | str | None
)  # an item of what a function returns: of a tuple or a dictionary; None for all of it
_DEPTH = 12
_TURNED = ("transpose_a", "transpose_b", "adjoint_a", "adjoint_b", "b", "axes")
_MAX_CALLS = 8
_TENSORS = ("inputs", "input", "value", "features", "x", "tensor", "logits", "images")
_LAST, _SIZE = "tf1_last_of_", "tf1_size_of_"  # stand before the name of a parameter
_OF_PARAMETER = re.compile(rf"{_LAST}\w+|\w+\[-1\]")
# Where a layer has its number of units, and its rank.
_UNITS = {
    "tf.layers.dense": ("units", 0),
    "tf.layers.conv2d": ("filters", 4),
    "tf.layers.conv1d": ("filters", 3),
    "tf.layers.conv2d_transpose": ("filters", 4),
    "tf.layers.separable_conv2d": ("filters", 4),
    "tf.contrib.layers.fully_connected": ("num_outputs", 0),
    "tf.contrib.layers.conv2d": ("num_outputs", 4),
}


class Dimensions:
    """Follows the names of one function to what made them.

    Args:
      parameter: the last dimension of a parameter of the function.
      size: how many numbers each example of a parameter has.
      calls: how many functions this one stands in.
      settings: parameters with the constants that they are.
      side_by_side: the last dimensions of the tensors in a list that is a parameter, added up; None where it may be no list.
    """

    def __init__(
        self,
        view: View,
        parameter: Callable[[ast.Name], str],
        size: Callable[[ast.Name], str],
        text: Text,
        calls: int = 0,
        settings: Mapping[str, object] | None = None,
        side_by_side: Callable[[ast.Name], str | None] = lambda _: None,
    ) -> None:
        self._view = view
        self._parameter = parameter
        self._size = size
        self._text = text
        self._calls = calls
        self._settings = settings or {}
        self._side_by_side = side_by_side
        self._supposed: dict[tuple[str, frozenset[int]], Found | None] = {}

    def last(self, node: ast.expr, at: Place, depth: int = 0) -> Found | None:
        """The last dimension of a tensor as it is at a place; None where that cannot be told."""
        if depth > _DEPTH:
            return None
        if isinstance(node, ast.Name):
            return self._of_name(node, at, depth)
        if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.MatMult):
            adds = isinstance(node.op, (ast.Add, ast.Sub))
            return self._of_operands([node.left, node.right], at, depth, adds)
        if isinstance(node, ast.Call):
            return self._of_call(node, at, depth)
        if isinstance(node, ast.Subscript):
            return self._of_item(node, at, depth)
        return None

    def returned(self, slot: Slot) -> Found | None:
        """The last dimension of what the function returns, or of an item of it."""
        body = [n for n in own_nodes(self._view.body) if isinstance(n, ast.Return)]
        values = [n.value for n in body if not never_runs(self._view, self._settings, n)]
        if not values or None in values:
            return None
        found = [self._of_slot(v, slot) for v in values if v is not None]
        return _same(found)

    def _of_slot(self, value: ast.expr, slot: Slot) -> Found | None:
        at = value.lineno, value.col_offset
        if isinstance(value, ast.Dict):
            keys = [k.value if isinstance(k, ast.Constant) else None for k in value.keys]
            if isinstance(slot, str) and keys.count(slot) == 1 and None not in keys:
                return self.last(value.values[keys.index(slot)], at)
            return None
        if isinstance(value, ast.Tuple):
            if isinstance(slot, int) and -len(value.elts) <= slot < len(value.elts):
                return self.last(value.elts[slot], at)
            return None
        if isinstance(value, ast.Call) and slot is not None and not self._view.source.called(value):
            return self._of_function(value, at, 0, slot)
        return self.last(value, at) if not isinstance(slot, str) else None

    def _of_item(self, node: ast.Subscript, at: Place, depth: int) -> Found | None:
        """Of an item that a function gave, of a list, and of the first ones of a tensor."""
        made = self._made(node.value, at)
        try:
            slot = ast.literal_eval(node.slice)
        except ValueError:
            slot = None
        if made is not None and isinstance(slot, (int, str)):
            return self._of_function(made, at, depth, slot)
        if isinstance(slot, int):
            if isinstance(node.value, ast.Name) and node.value.id in self._view.param_names:
                return None  # it may be a list of tensors
            found = self.last(node.value, at, depth + 1)
            return (found[0], 0) if found is not None else None
        if isinstance(node.slice, ast.Tuple) and _is_whole(node.slice.elts[-1]):
            if all(isinstance(e, (ast.Slice, ast.Constant)) for e in node.slice.elts):
                if not any(
                    isinstance(e, ast.Constant) and e.value is None for e in node.slice.elts
                ):
                    found = self.last(node.value, at, depth + 1)
                    return (found[0], 0) if found is not None else None
        return None

    def _made(self, node: ast.expr, at: Place) -> ast.Call | None:
        """The call of a function of the tree that made the value of a name."""
        value: ast.expr | None = node
        if isinstance(node, ast.Name):
            assigned = self._view.assignments(node.id)
            last = assigned[0] if len(assigned) == 1 else None
            if not isinstance(last, ast.Assign) or not isinstance(last.targets[0], ast.Name):
                return None
            if node.id in {*self._view.param_names, *self._view.changed} or end(last) > at:
                return None
            value = last.value
        if isinstance(value, ast.Call) and not self._view.source.called(value):
            return value
        return None

    def _of_name(self, node: ast.Name, at: Place, depth: int) -> Found | None:
        assigned = self._view.assignments(node.id)
        if not assigned and node.id in self._view.param_names:
            return self._given(node)
        last = last_assignment(self._view, node.id, at)
        return self._of_ways(node, at, depth) if last is None else self._assigned(node, last, depth)

    def _of_ways(self, node: ast.Name, at: Place, depth: int) -> Found | None:
        """Of a name that has one of several values, which must agree in it.

        What a loop computes from what it computed in the turn before has the dimension with which it began, if each turn keeps it.
        """
        values = possible_values(self._view, node.id, at)
        if values is None:
            return None
        if is_flat_otherwise(self._view, node.id, values, at):
            return self._size(node), 2
        way = (node.id, frozenset(map(id, values)))
        if way in self._supposed:
            return self._supposed[way]
        self._supposed[way] = None
        found = [self._value(node, v, depth) for v in values]
        first = _same([f for f in found if f is not None])
        if first is not None and None in found:
            self._supposed[way] = first
            found = [self._value(node, v, depth) for v in values]
        del self._supposed[way]
        return _same(found)

    def _value(self, node: ast.Name, value: ast.stmt | None, depth: int) -> Found | None:
        return self._given(node) if value is GIVEN else self._assigned(node, value, depth)

    def _given(self, node: ast.Name) -> Found | None:
        """Of a parameter; the state of a cell says itself how wide it is."""
        widths = self._view.widths.get(node.id)
        if widths is None:
            return self._parameter(node), 0
        return (widths[0], 2) if len(widths) == 1 else None

    def _assigned(self, node: ast.Name, last: ast.stmt, depth: int) -> Found | None:
        """Of the value that a statement gives a name."""
        if isinstance(last, ast.AugAssign) and isinstance(last.target, ast.Name):
            return self._of_changed(node, last, depth)
        if isinstance(last, ast.For) and isinstance(last.target, ast.Name):
            inside = any(part is node for s in last.body for part in walk(s))
            found = self.last(last.iter, start(last), depth + 1) if inside else None
            return (found[0], 0) if found is not None else None
        if not isinstance(last, ast.Assign) or len(last.targets) != 1:
            return None
        target = last.targets[0]
        if isinstance(target, ast.Tuple) and isinstance(last.value, ast.Name):
            names = [e.id if isinstance(e, ast.Name) else "" for e in target.elts]
            parts = self._view.widths.get(last.value.id, ())
            given = not self._view.assignments(last.value.id)
            if names.count(node.id) != 1 or len(parts) != len(names) or not given:
                return None
            return parts[names.index(node.id)], 2
        if isinstance(target, ast.Tuple) and isinstance(last.value, ast.Call):
            names = [e.id if isinstance(e, ast.Name) else "" for e in target.elts]
            symbol = self._view.source.called(last.value)
            if names.count(node.id) != 1 or (symbol and symbol not in KNOWN):
                return None
            if symbol:
                index = names.index(node.id)
                return self._of_operation(symbol, last.value, start(last), depth, index)
            return self._of_function(last.value, start(last), depth, names.index(node.id))
        if not isinstance(target, ast.Name):
            return None
        if isinstance(last.value, ast.List):
            alone = len(self._view.assignments(node.id)) == 1
            return self._of_list(node.id, last.value, depth) if alone else None
        return self.last(last.value, start(last), depth + 1)

    def _of_changed(self, node: ast.Name, last: ast.AugAssign, depth: int) -> Found | None:
        """Of ``h += y``, where `h` may have been one wide."""
        found = self._of_name(node, start(last), depth + 1)
        if found is None or isinstance(last.op, ast.MatMult):
            return None
        other = self.last(last.value, start(last), depth + 1)
        if self._view.time(last.value) is not Time.CALL or (
            other is not None and other[0] == found[0]
        ):
            return found
        adds = isinstance(last.op, (ast.Add, ast.Sub))
        return None if self._may_be_one(found[0], adds) else found

    def _of_list(self, name: str, made: ast.List, depth: int) -> Found | None:
        """Of a list that only grows: of everything that is put into it."""
        items = [(e, (made.lineno, made.col_offset)) for e in made.elts]
        for use in self._view.uses(name):
            above = self._view.parents.get(id(use))
            if not isinstance(above, ast.Attribute):
                if not self._only_reads(above):
                    return None  # something else may be put into it
                continue
            call = self._view.parents.get(id(above))
            if above.attr != "append" or not isinstance(call, ast.Call) or len(call.args) != 1:
                return None
            items.append((call.args[0], (call.lineno, call.col_offset)))
        found = [self.last(e, at, depth + 1) for e, at in items]
        return _same(found)

    def _only_reads(self, above: ast.AST | None) -> bool:
        """Whether what a list stands in takes an item of it, goes through it, or returns it."""
        if isinstance(above, ast.Subscript):
            return isinstance(above.ctx, ast.Load)
        if isinstance(above, (ast.Dict, ast.Tuple)):
            above = self._view.parents.get(id(above))
            return isinstance(above, ast.Return)
        return isinstance(above, (ast.For, ast.comprehension, ast.Return))

    def _of_operands(
        self, nodes: list[ast.expr], at: Place, depth: int, adds: bool = False
    ) -> Found | None:
        """Of what is computed item by item; of a tensor of ones it would be that of the other one."""
        tensors = [n for n in nodes if self._view.time(n) is Time.CALL]
        found = [self.last(n, at, depth + 1) for n in tensors]
        known = [f for f in found if f is not None]
        if adds:
            known = self._widest(known)
        if not known or any(f[0] != known[0][0] for f in known):
            return None
        if len(known) < len(found) and self._may_be_one(known[0][0], adds):
            return None
        return known[0][0], max(rank for _, rank in known)

    def _widest(self, known: list[Found]) -> list[Found]:
        """Of what is added up: a parameter is as wide as what is said of another part, or one wide."""
        said = [f for f in known if not _OF_PARAMETER.fullmatch(f[0])]
        differ = any(f[0] != known[0][0] for f in known)
        return said if differ and said and not self._may_be_one(said[0][0], True) else known

    def _may_be_one(self, text: str, adds: bool) -> bool:
        """Whether a width may be 1, which the other operand widens: gates are, what is added up has one width.

        Args:
          adds: it is a sum; of its width the tree must not say that it is 1.
        """
        if text.isdigit():
            return int(text) <= 1
        if not adds:
            return True
        view, text = self._view, text.removeprefix("self.")
        function = view.tree.function(view.key)
        name = text.partition("[")[0]  # of a list, whichever item it is
        given: list[ast.expr | None] = [d for a, d, _ in view.params if a.arg == name]
        if function is not None and given:
            calls = [c for s in view.tree.sources.values() for c in s.targeted_calls]
            mine = [c.node for c in calls if c.target == view.key]
            given += [bind(call, function, view.key).get(name) for call in mine]
        if name != text:
            given = [n for v in given if v is not None for n in walk(v)]  # type: ignore[misc]
        return any(isinstance(v, ast.Constant) and v.value == 1 for v in given)

    def _of_call(self, node: ast.Call, at: Place, depth: int) -> Found | None:
        source = self._view.source
        symbol = source.called(node)
        given = {k.arg: k.value for k in node.keywords if k.arg}
        named = next((given[n] for n in _TENSORS if n in given), None)
        first = node.args[0] if node.args else named
        if not symbol:
            return self._of_function(node, at, depth, None)
        if symbol in FLATTEN and first is not None:
            return self._flat(first, at, depth)
        if symbol in KNOWN:
            return self._of_operation(symbol, node, at, depth)
        moved = "pool" in symbol and len(node.args) > 4
        if moved or not _channels_last(given.get("data_format")) or first is None:
            return None
        if (
            symbol in shape_rules().keep
            or symbol in shape_rules().keep_last
            or symbol == "tf.nn.bias_add"
        ):
            return self.last(first, at, depth + 1)
        if symbol in shape_rules().elementwise:
            adds = symbol in ("tf.add", "tf.subtract")
            operands = node.args[:2] if len(node.args) > 1 else []
            return self._of_operands(operands, at, depth, adds)
        if symbol in ("tf.matmul", "tf.tensordot", "tf.nn.conv2d"):
            plain = len(node.args) <= (2 if symbol == "tf.matmul" else 5)
            if not plain or any(k in given for k in _TURNED):
                return None
            if symbol == "tf.tensordot" and ast.unparse(node.args[-1]) != "1":
                return None
            other = (
                node.args[1] if len(node.args) > 1 else given.get("filter", given.get("filters"))
            )
            found = self._of_weight(other, depth) if other is not None else None
            if found is None and symbol == "tf.matmul" and other is not None:
                wide = self.last(other, at, depth + 1)  # of a tensor
                return None if wide is None else (wide[0], 0)
            if found is None:
                return None
            return found[0], {"tf.matmul": found[1], "tf.nn.conv2d": 4}.get(symbol, 0)
        if symbol == "tf.reshape" and len(node.args) > 1:
            flat = flattened(self._view, node)
            if flat is not None:
                return self._flat(flat, at, depth)
            return self._item(node.args[1], depth)
        if symbol in _UNITS:
            name, rank = _UNITS[symbol]
            arguments = self._view.table.arguments(self._view.tree.rules, symbol, node)
            units = arguments.get(name)
            last = _channels_last(arguments.get("data_format"))
            if units is None or not last or not is_fixed(self._view, units, items=True):
                return None
            given_rank = self.last(first, at, depth + 1) if not rank else None
            return self._text(units), given_rank[1] if given_rank is not None else rank
        return None

    def _flat(self, node: ast.expr, at: Place, depth: int) -> Found | None:
        """How many numbers each example of a tensor has: the width of what is flattened."""
        if depth > _DEPTH:
            return None
        if isinstance(node, ast.Name):
            values = possible_values(self._view, node.id, at)
            if values == [GIVEN]:
                return self._size(node), 2
            last = values[0] if values is not None and len(values) == 1 else None
            if isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name):
                return self._flat(last.value, start(last), depth + 1)
        if isinstance(node, ast.Call) and node.args:
            if self._view.source.called(node) in (*shape_rules().keep, *FLATTEN):
                return self._flat(node.args[0], at, depth + 1)
        found = self.last(node, at, depth + 1)
        return found if found is not None and found[1] == 2 else None

    def _of_operation(
        self, symbol: str, node: ast.Call, at: Place, depth: int, item: int | None = None
    ) -> Found | None:
        def last(argument: ast.expr) -> Found | None:
            return self.last(argument, at, depth + 1)

        def weight(argument: ast.expr) -> Found | None:
            return self._of_weight(argument, depth)

        def listed(argument: ast.expr) -> Found | None:
            given = isinstance(argument, ast.Name) and not self._view.assignments(argument.id)
            text = self._side_by_side(argument) if given else None  # type: ignore[arg-type]
            return (text, 0) if text else None

        return of_operation(symbol, node, last, weight, item, listed)

    def _item(self, shape: ast.expr, depth: int = 0) -> Found | None:
        """The last item of a shape that is written out, or put together of parts."""
        if isinstance(shape, ast.BinOp) and isinstance(shape.op, ast.Add):
            found = self._item(shape.right, depth)
            return (found[0], 0) if found is not None else None
        if not isinstance(shape, (ast.List, ast.Tuple)) or not shape.elts:
            return None
        item = shape.elts[-1]
        tensor = measured_last(self._view, item)
        if tensor is not None and depth < _DEPTH:
            found = self.last(tensor, (tensor.lineno, tensor.col_offset), depth + 1)
            return (found[0], len(shape.elts)) if found is not None else None
        if not is_fixed(self._view, item) or self._may_be_open(item):
            return None
        return self._text(item), len(shape.elts)

    def _may_be_open(self, item: ast.expr) -> bool:
        """Whether an item of a shape is -1, or a name that may stand for that."""
        values: list[ast.expr | None] = [item]
        if isinstance(item, ast.Name):
            values += [d for a, d, _ in self._view.params if a.arg == item.id]
            values += [getattr(s, "value", None) for s in self._view.assignments(item.id)]
        return any(isinstance(v, ast.UnaryOp) and isinstance(v.op, ast.USub) for v in values)

    def _of_weight(self, node: ast.expr, depth: int) -> Found | None:
        """Of a name that is a variable and nothing else."""
        if not isinstance(node, ast.Name) or node.id in self._view.param_names:
            return None
        assigned = self._view.assignments(node.id)
        value = (
            assigned[0].value
            if len(assigned) == 1 and isinstance(assigned[0], ast.Assign)
            else None
        )
        if not isinstance(value, ast.Call) or self._view.source.called(value) != "tf.get_variable":
            return None
        given = {k.arg: k.value for k in value.keywords if k.arg}
        shape = value.args[1] if len(value.args) > 1 else given.get("shape")
        return self._item(shape) if shape is not None else None

    def _of_function(self, node: ast.Call, at: Place, depth: int, slot: Slot) -> Found | None:
        """Of what a function of the tree returns, in the words of its caller."""
        view = self._view
        key = view.tree.callee(view.source, node)
        function = view.tree.function(key) if key is not None else None
        if key is None or function is None or self._calls >= _MAX_CALLS or function.decorator_list:
            return None
        if any(isinstance(a, ast.Starred) for a in node.args):
            return None
        if any(k.arg is None for k in node.keywords) or ".<locals>." in key[1]:
            return None
        given = bind(node, function, key)
        times = {n: view.time(a) for n, a in given.items()}
        values = {a.arg: given.get(a.arg, d) for a, d, _ in parameters(function)}
        settings = {n: v.value for n, v in values.items() if isinstance(v, ast.Constant)}
        found = _inside(view, key, times, settings, self._calls + 1).returned(slot)
        if found is None:
            return None
        widths: dict[str, ast.expr] = {}
        for name in {n.id for n in walk(ast.parse(found[0])) if isinstance(n, ast.Name)}:
            if not name.startswith((_LAST, _SIZE)):
                continue
            argument = given.get(name.removeprefix(_LAST).removeprefix(_SIZE))
            of_it = self.last if name.startswith(_LAST) else self._flat
            one = of_it(argument, at, depth + 1) if argument is not None else None
            if one is None or name == found[0]:
                return one if name.startswith(_LAST) or one is None else (one[0], 2)
            widths[name] = ast.parse(one[0], mode="eval").body
        defaults = {a.arg: d for a, d, _ in parameters(function)}
        text = in_words_of_call(view, found[0], given, defaults, widths, self._text)
        return None if text is None else (text, found[1])


def _inside(
    view: View,
    key: Key,
    times: Mapping[str, Time],
    settings: Mapping[str, object],
    calls: int,
) -> Dimensions:
    """The dimensions of a function that is called with arguments of these times, some of them constants."""
    tree, function = view.tree, view.tree.function(key)
    assert function is not None
    params = {a.arg: Time.CONFIG for a, _, _ in parameters(function)}
    params |= tree.params[key] if key in tree.graph.creating else {}
    params |= {n: t for n, t in times.items() if n in params and t > params[n]}
    inner = View(
        *(tree.sources[key[0]], key, function, function.body, tree, view.table),
        *(tree.within(key, params), Sites(), {}, None, view.lifted, view.target),
    )
    return Dimensions(
        *(inner, lambda name: f"{_LAST}{name.id}", lambda name: f"{_SIZE}{name.id}"),
        *(ast.unparse, calls, settings),
    )


def _same(found: Iterable[Found | None]) -> Found | None:
    """What several places agree in."""
    all_of_them = list(found)
    first = all_of_them[0] if all_of_them else None
    if first is None or any(f is None or f[0] != first[0] for f in all_of_them):
        return None
    ranks = {f[1] for f in all_of_them if f is not None}
    return first[0], ranks.pop() if len(ranks) == 1 else 0


def _channels_last(data_format: ast.expr | None) -> bool:
    """Whether a layer has its channels in the last dimension, going by what it is given."""
    values = ("NHWC", "NWC", "NDHWC", "channels_last")
    return data_format is None or (
        isinstance(data_format, ast.Constant) and data_format.value in values
    )


def _is_whole(node: ast.expr) -> bool:
    return isinstance(node, ast.Slice) and node.lower is node.upper is node.step is None
