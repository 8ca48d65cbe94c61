"""The last level of the name of a weight, by which a function that stays names what it makes: in a layer it is the same.

def spectral(w):                                        # `w` is "net/fc/kernel:0" in TF1, "kernel" in a Keras layer
    name = w.name.split("/")[-1].split(":")[0]
    u = tf.get_variable(name + "_u", [1, 8])
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from migrate.lift.functions.plain_variables import takes_plain_variable
from migrate.lift.source.bodies import bind, bindings_of, targeted_names
from migrate.lift.source.sites import Site
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import children, walk

_PATH, _NUMBER = "path", "number"  # what a name has before its last level, and behind it: `:0`
_Parts = frozenset[str]


def named_by_level(view: View, key: Key, call: ast.Call) -> dict[str, tuple[ast.expr, Site]]:
    """The parameters of a function that get weights of the layer, and of whose names it has no more than the last level.

    Returns:
      For each the argument and the weight.
    """
    function = view.tree.function(key)
    # What a getter gives has other names, and who is called under it is not always seen.
    if function is None or any("custom_getter" in s.text for s in view.tree.sources.values()):
        return {}
    found: dict[str, tuple[ast.expr, Site]] = {}
    for name, value in bind(call, function, key).items():
        weight = _weight(view, call, value)
        level = _name(weight) if weight is not None else ""
        if weight is not None and level:
            if _Levels(view.tree.sources[key[0]], function, name, level).are_all():
                found[name] = (value, weight)
    return found


def _weight(view: View, call: ast.Call, value: ast.expr) -> Site | None:
    """The weight that a call is given."""
    site = next((s for s in view.sites if s.node is call), None)
    if site is None or site.inside is not None or not isinstance(value, ast.Name):
        return None
    if any("custom_getter" in scope.keywords for scope in view.scopes) or _in_while(view, call):
        return None
    bound = {
        id(given): given
        for target, given in bindings_of(view.body)
        if given is not None and value.id in targeted_names(target)
    }
    made = [s for s in view.sites if id(s.node) in bound and s.symbol == "tf.get_variable"]
    stored = [n for n in walk(view.node) if isinstance(n, ast.Name) and n.id == value.id]
    stored = [n for n in stored if not isinstance(n.ctx, ast.Load)]
    if len(made) != 1 or made[0].loops != site.loops or len(stored) != len(bound):
        return None
    weight = made[0]
    if weight.statement not in view.body_before(site.statement):
        return None
    first, last = _place(weight.node), _place(call)
    # The others are gone by then, come later, or are what the call gives.
    for given in bound.values():
        if first < _place(given) < last and call not in walk(given):
            return None
    return weight


def _name(weight: Site) -> str:
    """What a weight is called in its scope; "" where that is not one known level."""
    named = next((k.value for k in weight.node.keywords if k.arg == "name"), None)
    named = named or next(iter(weight.node.args), None)
    if any(k.arg in (None, "custom_getter") for k in weight.node.keywords):
        return ""
    if not isinstance(named, ast.Constant) or not isinstance(named.value, str):
        return ""
    return "" if set(named.value) & set("/:") else named.value


def _place(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _in_while(view: View, node: ast.AST) -> bool:
    above: ast.AST | None = node
    while above is not None and not isinstance(above, ast.While):
        above = view.parents.get(id(above))
    return above is not None


class _Levels:
    """What a function has of the name of a parameter, which is a weight of that level."""

    def __init__(self, source: LiftSource, function: FunctionNode, name: str, level: str) -> None:
        self._source = source
        self._function = function
        self._name = name
        self._level = level
        # The names that hold texts -> what these have beside the level.
        self._has: dict[str, _Parts] = {}
        self._held = {name}  # the weight, and all that ever have more than the level
        self._inner: list[ast.AST] = []  # what may run later
        self._parents = {id(c): p for p in walk(function) for c in ast.iter_child_nodes(p)}

    def are_all(self) -> bool:
        """Whether nothing but its last level goes anywhere."""
        return self._run(self._function.body) and all(map(self._is_idle, self._inner))

    def _run(self, body: Sequence[ast.stmt]) -> bool:
        return all(self._statement(one) for one in body)

    def _statement(self, node: ast.stmt) -> bool:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, has = node.targets[0], self._of(node.value)
            if isinstance(target, ast.Name) and target.id != self._name:
                if has is not None:
                    self._has[target.id] = has
                    self._held |= {target.id} if has else set()
                return has is not None
            return has == frozenset() and self._is_idle(target)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self._inner.append(node)
            return True
        blocks = [b for f in ("body", "orelse", "finalbody") if (b := getattr(node, f, None))]
        if not blocks:
            return all(self._of(part) == frozenset() for part in children(node))
        if not isinstance(node, (ast.If, ast.For, ast.While, ast.With)):
            self._inner.append(node)
            return True
        inner = {id(s) for b in blocks for s in b}
        heads = [part for part in children(node) if id(part) not in inner]
        while True:
            before = dict(self._has)
            if not all(self._of(part) == frozenset() for part in heads):
                return False
            for block in blocks:
                if not self._run(block):
                    return False
                for name, has in before.items():
                    self._has[name] |= has
            if self._has == before or not isinstance(node, (ast.For, ast.While)):
                return True

    def _is_idle(self, node: ast.AST) -> bool:
        """Whether nothing in it is about the parameter, or about texts that have more than the level."""
        return not any(isinstance(n, ast.Name) and n.id in self._held for n in walk(node))

    def _of(self, node: ast.AST) -> _Parts | None:
        """What an expression has of the name beside the last level; None where that goes elsewhere, or the weight itself does."""
        if isinstance(node, ast.Name):
            if node.id == self._name:
                return frozenset() if self._takes_weights(node) else None
            return self._has.get(node.id, frozenset())
        if (read := self._read(node)) is not None:
            return read
        if (cut := self._cut(node)) is not None:
            return cut
        if isinstance(node, ast.Lambda):
            self._inner.append(node)
            return frozenset()
        if self._is_itself(getattr(node, "value", None)) and isinstance(node, ast.Attribute):
            return frozenset() if node.attr == "shape" and self._takes_sizes(node) else None
        whole = all(self._of(part) == frozenset() for part in children(node))
        return frozenset() if whole else None

    def _takes_weights(self, node: ast.AST) -> bool:
        """Whether a weight is an operand there, and no more."""
        above = self._parents.get(id(node))
        if isinstance(above, ast.BinOp) and isinstance(above.op, ast.Mod):
            return False
        return takes_plain_variable(self._source, node, self._parents)

    def _takes_sizes(self, node: ast.AST) -> bool:
        """Whether the shape of a layer's weight, a tuple of numbers, is as good there as a `TensorShape`."""
        above = self._parents.get(id(node))
        if isinstance(above, ast.Subscript):
            return above.value is node and not isinstance(above.slice, ast.Slice)
        if isinstance(above, ast.Call) and ast.unparse(above.func) == "len":
            return True
        return takes_plain_variable(self._source, node, self._parents)

    def _is_itself(self, node: object) -> bool:
        return isinstance(node, ast.Name) and node.id == self._name

    def _read(self, node: ast.AST) -> _Parts | None:
        """``w.name``"""
        if isinstance(node, ast.Attribute) and node.attr == "name" and self._is_itself(node.value):
            return frozenset([_PATH, _NUMBER])
        return None

    def _cut(self, node: ast.AST) -> _Parts | None:
        """``text.split("/")[-1]``, ``text.split(":")[0]``, ``text.replace("/Average", "")``"""
        item: object = None
        if isinstance(node, ast.Subscript):
            try:
                item = ast.literal_eval(node.slice)
            except ValueError:
                return None
            node = node.value
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return None
        has = self._of(node.func.value)
        given = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if not has or len(given) != len(node.args) or node.keywords:
            return None
        how = node.func.attr
        if how == "replace" and item is None and len(given) == 2 and given[1] == "":
            return has if _PATH in has and self._is_above(given[0]) else None
        if how == "split" and given == ["/"] and item == -1:
            return has - {_PATH}
        if how in ("split", "partition") and given == [":"] and item == 0:
            return has - {_NUMBER}
        return None

    def _is_above(self, text: object) -> bool:
        """Whether a text may be part of the levels above only, and is the last level of none but these."""
        if not isinstance(text, str) or not text.startswith("/") or "/" in text[1:]:
            return False
        return bool(text[1:]) and text not in f"/{self._level}:0"
