"""``slim.repeat`` and ``slim.stack`` as the loops that they are.

net = slim.repeat(net, 2, slim.conv2d, 64, 3, scope="conv1")

with tf.variable_scope("conv1"):
    for i in range(2):
        net = slim.conv2d(net, 64, 3, scope="conv1_%d" % (i + 1))

(TF 1.15, contrib/layers/python/layers/layers.py: repeat, stack.)
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.settings import operation
from migrate.lift.source.source import FunctionNode, LiftSource, loads, parameters
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import children, walk
from migrate.rewrite.edits import Edit

_REPEAT, _STACK = "tf.contrib.layers.repeat", "tf.contrib.layers.stack"


@dataclass(frozen=True)
class Repeats:
    """A function that repeats layers, as loops.

    Attributes:
      functions: itself and the functions of the tree that it repeats.
      whole: it is worth it only where all of them are lifted.
      before: what some of these hold now -> the functions as they were called before.
      gone: classes of which nothing is left -> those that have it now.
    """

    functions: frozenset[Key]
    edits: Mapping[str, tuple[Edit, ...]]
    whole: bool = False
    before: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    gone: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)


def repeats(
    sources: Mapping[str, LiftSource], graph: TreeGraph, rules: LayerRules
) -> list[Repeats]:
    """The functions of a tree whose every ``slim.repeat`` and ``slim.stack`` can be written as a loop."""
    found = []
    for module, source in sources.items():
        if not {operation(s) for s in source.called_symbols} & {_REPEAT, _STACK}:
            continue
        for qualname, node in source.functions.items():
            one = _Loops(source, node, graph, rules).read((module, qualname))
            if one is not None:
                found.append(one)
    return found


class _Loops:
    def __init__(
        self, source: LiftSource, node: FunctionNode, graph: TreeGraph, rules: LayerRules
    ) -> None:
        self._source = source
        self._node = node
        self._graph = graph
        self._rules = rules
        self._tf = tensorflow_name(source)
        self._layers: set[Key] = set()
        self._numbered: dict[int, str] = {}  # calls -> what TF1 calls their scope
        self._taken = {n.id for n in walk(node) if isinstance(n, ast.Name)}
        self._taken |= {a.arg for a in walk(node) if isinstance(a, ast.arg)}

    def read(self, key: Key) -> Repeats | None:
        calls = [n for n in own_nodes(self._node.body) if self._kind(n)]
        if not calls or not self._tf or self._source.definitions[key[1]] > 1:
            return None
        if not self._number(key, [n for n in calls if isinstance(n, ast.Call)]):
            return None
        if self._source.skips.file or self._source.skips.covers(self._node.lineno):
            return None
        edits: list[Edit] = []
        for statement in own_nodes(self._node.body):
            if isinstance(statement, (ast.Assign, ast.Return)) and self._kind(statement.value):
                edit = self._loop(statement)
                if edit is None:
                    return None
                edits.append(edit)
        if len(edits) != len(calls):
            return None
        return Repeats(frozenset((key, *self._layers)), {key[0]: tuple(edits)})

    def _number(self, key: Key, calls: list[ast.Call]) -> bool:
        """Finds what TF1 calls the scopes without names; false where that cannot be told.

        It numbers them in the scope around: `Repeat`, `Repeat_1`.
        """
        unnamed = [c for c in calls if not any(k.arg == "scope" for k in c.keywords)]
        if len(unnamed) < 2 and not self._repeats_below(key):
            return True
        for scope, found in self._by_scope(unnamed).items():
            if scope is None or self._repeats_below(key):
                return False
            count: dict[str, int] = {}
            for call in found:
                rule = self._rules.get(self._kind(call))
                name = rule.default_name if rule is not None else ""
                number = count[name] = count.get(name, -1) + 1
                self._numbered[id(call)] = f"{name}_{number}" if number else name
        return True

    def _repeats_below(self, key: Key) -> bool:
        """Whether a function that is called repeats layers, too, maybe in the same scope."""
        below = {target for _, target in self._graph.callees(key)} if self._is_known(key) else set()
        symbols = [s for one in below for s, _ in self._graph.functions[one].symbols]
        return any(operation(s) in (_REPEAT, _STACK) for s in symbols)

    def _is_known(self, key: Key) -> bool:
        return key in self._graph.functions

    def _by_scope(self, calls: list[ast.Call]) -> dict[ast.With | None, list[ast.Call]]:
        """The calls by the variable scope around them; None stands for what may run several times or not at all."""
        wanted = {id(c): c for c in calls}
        found: dict[ast.With | None, list[ast.Call]] = {}

        def visit(nodes: list[ast.AST], scope: ast.With | None) -> None:
            for node in nodes:
                if id(node) in wanted:
                    found.setdefault(scope, []).append(wanted[id(node)])
                inner = scope
                if isinstance(node, ast.With):
                    named = (self._source.called(i.context_expr) for i in node.items)
                    inner = node if "tf.variable_scope" in named else scope
                elif isinstance(node, (ast.For, ast.While, ast.If, ast.Try)):
                    inner = None
                visit(children(node), inner)

        visit([*self._node.body], None)
        return found

    def _kind(self, node: ast.AST | None) -> str:
        called = operation(self._source.called(node)) if isinstance(node, ast.Call) else ""
        return called if called in (_REPEAT, _STACK) else ""

    def _loop(self, statement: ast.Assign | ast.Return) -> Edit | None:
        call = statement.value
        assert isinstance(call, ast.Call)
        if any(isinstance(a, ast.Starred) for a in call.args) or len(call.args) < 3:
            return None
        keywords = {k.arg: k.value for k in call.keywords}
        if None in keywords or "inputs" in keywords:
            return None
        target = self._target(statement, call.args[0])
        opened = self._opened(call, keywords.get("scope"))
        if target is None or opened is None:
            return None
        scope, base = opened
        given = [self._source.segment(k) for k in call.keywords if k.arg != "scope"]
        rest = call.args[3:] if self._kind(call) == _REPEAT else []
        if target in {n for a in (*rest, *(k.value for k in call.keywords)) for n in loads(a)}:
            return None  # it would change from turn to turn
        if self._kind(call) == _STACK and len(call.args) > 3:
            return None
        turns = self._turns(call)
        if turns is None:
            return None
        head, more = turns
        layer = call.args[2] if self._kind(call) == _REPEAT else call.args[1]
        index = head.partition(" ")[0].rstrip(",")
        shown = [target, *(more or [self._source.segment(a) for a in rest]), *given]
        shown.append(f'scope="{base}_%d" % ({index} + 1)')
        pad = self._pad(statement)
        first = call.args[0]
        lines = []
        if not (isinstance(first, ast.Name) and first.id == target):
            lines.append(f"{target} = {self._source.segment(first)}")
        lines.append(f"with {self._tf}.variable_scope({scope}):")
        lines.append(f"    for {head}:")
        lines.append(f"        {target} = {self._source.segment(layer)}({', '.join(shown)})")
        if isinstance(statement, ast.Return):
            lines.append(f"return {target}")
        text = f"\n{pad}".join(lines)
        positions = self._source.positions
        return Edit(positions.start(statement), positions.end(statement), (text,))

    def _target(self, statement: ast.Assign | ast.Return, first: ast.expr) -> str | None:
        """The name that holds what goes from layer to layer."""
        if isinstance(statement, ast.Return):
            if isinstance(first, ast.Name) and first.id in self._local_names():
                return first.id
            return self._fresh("outputs")
        target = statement.targets[0]
        return target.id if len(statement.targets) == 1 and isinstance(target, ast.Name) else None

    def _local_names(self) -> set[str]:
        stored = {
            n.id
            for n in own_nodes(self._node.body)
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        }
        return stored | {a.arg for a, _, _ in parameters(self._node)}

    def _opened(self, call: ast.Call, scope: ast.expr | None) -> tuple[str, str] | None:
        """The arguments of the scope, and what the layers in it are called after."""
        if isinstance(scope, ast.Constant) and isinstance(scope.value, str) and scope.value:
            if set(scope.value) & set("/%\"'\\{}"):
                return None
            return f'"{scope.value}"', scope.value
        if scope is not None and not (isinstance(scope, ast.Constant) and scope.value is None):
            return None
        kind = self._kind(call)
        layer = call.args[2] if kind == _REPEAT else call.args[1]
        target = self._source.symbols.target(layer)
        key = (self._graph.resolve(target) or target) if target is not None else None
        if key is None or key not in self._graph.functions or self._is_decorated(key):
            return None
        default = self._rules.get(kind)
        if default is None:
            return None
        number = self._numbered.get(id(call))
        opened = f'"{number}"' if number else f'None, "{default.default_name}"'
        return opened, key[1].rpartition(".")[2]

    def _is_decorated(self, key: Key) -> bool:
        """Whether a function may have another name than it is defined with."""
        return self._graph.functions[key].decorators != ()

    def _turns(self, call: ast.Call) -> tuple[str, list[str]] | None:
        """The head of the loop, and the arguments that change from turn to turn."""
        index = self._fresh("i")
        layer = call.args[2] if self._kind(call) == _REPEAT else call.args[1]
        self._know(layer)
        if self._kind(call) == _REPEAT:
            return f"{index} in range({self._source.segment(call.args[1])})", []
        listed = call.args[2]
        if not isinstance(listed, (ast.List, ast.Tuple)) or not listed.elts:
            return None
        several = [isinstance(e, (ast.List, ast.Tuple)) for e in listed.elts]
        counts = {len(e.elts) if isinstance(e, (ast.List, ast.Tuple)) else 1 for e in listed.elts}
        if len(counts) != 1 or len(set(several)) != 1:
            return None
        names = self._names(layer)[1 : 1 + counts.pop()]
        names = [self._fresh(name) for name in names]
        shown = names[0] if not several[0] else f"({', '.join(names)})"
        if not names or (several[0] and len(names) == 1):
            return None
        return f"{index}, {shown} in enumerate({self._source.segment(listed)})", names

    def _know(self, layer: ast.expr) -> None:
        target = self._source.symbols.target(layer)
        if target is not None:
            self._layers.add(self._graph.resolve(target) or target)

    def _names(self, layer: ast.expr) -> list[str]:
        """The parameters of what is stacked."""
        symbol = self._source.symbol(layer)
        rule = self._rules.get(symbol) if symbol else None
        if rule is not None:
            return list(rule.parameters)
        target = self._source.symbols.target(layer)
        key = (self._graph.resolve(target) or target) if target is not None else None
        function = self._graph.functions.get(key) if key is not None else None
        return [] if function is None else [p.name for p in function.params]

    def _fresh(self, name: str) -> str:
        while name in self._taken:
            name += "_"
        return name

    def _pad(self, statement: ast.stmt) -> str:
        return self._source.positions.indent(statement)
