"""`tf.make_template` where a function makes it and calls it: as calls of what it wraps, in one scope that is shared.

net = tf.make_template("net", mlp, units=3)
a = net(x)
b = net(y)

with tf.variable_scope("net"):
    a = mlp(x, units=3)
with tf.variable_scope("net", reuse=True):
    b = mlp(y, units=3)

TF1 numbers a template's scope where that name is taken, and enters the one of the first call ever after (TF 1.15, template.py);
so the name must stand nowhere else in the tree, the calls in one scope, and the function must run once in it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping

from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.normal.first.template_functions import calls_in_its_scope, function_text
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

TEMPLATE = "tf.make_template"
_NUMBERED = re.compile(r"_\d+$")
_INNER = (
    *(ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)
_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return)


def templates(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    rules: LayerRules,
    elsewhere: Collection[Key],
) -> list[Repeats]:
    """The functions of a tree whose every template can be written as calls in a scope.

    Args:
      elsewhere: the functions that other modules use.
    """
    found = []
    for module, source in sources.items():
        if TEMPLATE not in source.called_symbols:
            continue
        for qualname, node in source.functions.items():
            reader = Templates(sources, source, node, graph, rules, elsewhere)
            one = reader.read((module, qualname))
            if one is not None:
                found.append(one)
    return found


class Templates:
    def __init__(
        self,
        sources: Mapping[str, LiftSource],
        source: LiftSource,
        node: FunctionNode,
        graph: TreeGraph,
        rules: LayerRules,
        elsewhere: Collection[Key],
    ) -> None:
        self._sources = sources
        self._elsewhere = elsewhere
        self._source = source
        self._node = node
        self._graph = graph
        self._rules = rules
        self._tf = tensorflow_name(source)
        self._parents = {id(c): n for n in walk(node) for c in ast.iter_child_nodes(n)}

    def read(self, key: Key) -> Repeats | None:
        """The function with its templates written out; None where one of them has to stay."""
        made = [n for n in own_nodes(self._node.body) if self._makes(n)]
        if not made or not self._tf or not self.runs_once(key) or self._is_skipped(key):
            return None
        edits: list[Edit] = []
        functions = [key]
        for call in made:
            assert isinstance(call, ast.Call)
            more = self._written(call)
            if more is None:
                more = self._as_function(call)
                functions += [(key[0], f"{key[1]}.<locals>.{name}") for name in self._named(call)]
            if not more:
                return None
            edits += more
        statements = [e.start for e in edits]
        if len(set(statements)) != len(statements):
            return None  # two templates in one statement
        return Repeats(frozenset(functions), {key[0]: tuple(sorted(edits, key=lambda e: e.start))})

    def _makes(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and self._source.called(node) == TEMPLATE

    def _is_skipped(self, key: Key) -> bool:
        skips = self._source.skips
        lines = range(self._node.lineno, (self._node.end_lineno or 0) + 1)
        return self._source.definitions[key[1]] > 1 or skips.file or any(map(skips.covers, lines))

    def runs_once(self, key: Key, depth: int = 0) -> bool:
        """Whether a plain function is called once at the most, in no loop, and so are those that call it."""
        source = self._sources.get(key[0])
        node = source.functions.get(key[1]) if source is not None else None
        if source is None or node is None or key in self._elsewhere:
            return False
        if "." in key[1] or depth > 8 or node.decorator_list:
            return False
        uses = [(name, n) for name, s in self._sources.items() for n in self._uses(s, key)]
        if len(uses) > 1:
            return False
        for name, use in uses:
            where = self._sources[name]
            above = {id(c): n for n in walk(where.tree) for c in ast.iter_child_nodes(n)}
            call = above.get(id(use))
            if not isinstance(call, ast.Call) or call.func is not use:
                return False
            part: ast.AST | None = call
            while part is not None and not isinstance(part, (ast.FunctionDef, ast.Module)):
                if isinstance(part, (ast.For, ast.While, *_INNER)):
                    return False
                part = above.get(id(part))
            if isinstance(part, ast.FunctionDef):
                caller = next((q for q, f in where.functions.items() if f is part), None)
                if caller is None or not self.runs_once((name, caller), depth + 1):
                    return False
        return True

    def _uses(self, source: LiftSource, key: Key) -> list[ast.expr]:
        found = source.targeted.items()
        return [n for target, nodes in found if self._graph.resolve(target) == key for n in nodes]

    # ------------------------------------------------------------ one template
    def _written(self, call: ast.Call) -> list[Edit] | None:
        statement = self._parents.get(id(call))
        plain = isinstance(statement, ast.Assign) and len(statement.targets) == 1
        if not plain or not isinstance(statement.targets[0], ast.Name):  # type: ignore[union-attr]
            return None
        assert isinstance(statement, ast.Assign)
        assert isinstance(statement.targets[0], ast.Name)
        name, given = statement.targets[0].id, self._given(call)
        if given is None or not self._is_alone(statement) or self.around(statement) is None:
            return None
        scope, function, settings = given
        edits = [self._without(statement)]
        calls = []
        for use in (n for n in walk(self._node) if isinstance(n, ast.Name) and n.id == name):
            if use is statement.targets[0]:
                continue
            one = self._call(use, statement)
            if one is None:
                return None
            calls.append(one)
        if not calls or len({self.around(s) for _, s in calls}) != 1:
            return None
        calls.sort(key=lambda one: one[1].lineno)
        plain = not any(self.may_run_again(where) for _, where in calls)
        for place, (made, where) in enumerate(calls):
            again = f", reuse={self._tf}.AUTO_REUSE" if not plain else ", reuse=True"
            opened = f'"{scope}"{again if place or not plain else ""}'
            edits.append(self._in_scope(made, where, opened, function, settings))
        return edits

    def _named(self, call: ast.Call) -> list[str]:
        """What a statement calls a template."""
        statement = self._parents.get(id(call))
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        return [t.id for t in targets if isinstance(t, ast.Name)]

    def _as_function(self, call: ast.Call) -> list[Edit] | None:
        """The edit that makes a function of a template which other functions are given."""
        statement = self._parents.get(id(call))
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return None
        target, given = statement.targets[0], self._given(call)
        if not isinstance(target, ast.Name) or given is None or not self._is_alone(statement):
            return None
        around = {self.around(statement)}
        for use in (n for n in walk(self._node) if isinstance(n, ast.Name) and n.id == target.id):
            above = self._parents.get(id(use))
            if use is target:
                continue
            if isinstance(above, ast.keyword):
                above = self._parents.get(id(above))
            if not isinstance(above, ast.Call) or use.lineno <= statement.lineno:
                return None
            if above.func is not use and not calls_in_its_scope(
                self._sources, self._graph, self._source, above, use
            ):
                return None
            part: ast.AST = above
            while not isinstance(part, ast.stmt):
                part = self._parents[id(part)]
                if isinstance(part, _INNER):
                    return None
            around.add(self.around(part))
        if len(around) != 1 or None in around:
            return None
        positions = self._source.positions
        start = positions.line_start(statement.lineno)
        end = positions.line_start(statement.lineno + 1)
        line = self._source.text[start:end]
        pad = line[: len(line) - len(line.lstrip())]
        text = function_text(
            *(self._source, self._sources, self._graph, call, target.id, f'"{given[0]}"'),
            *(self._tf, pad),
        )
        if text is None or "#" in line:
            return None
        after = self._source.text[end:]
        more = "" if after.startswith(("\n", "\r\n")) else "\n"
        return [Edit(start, end, (f"{text}\n{more}",))]

    def may_run_again(self, statement: ast.stmt) -> bool:
        """Whether a statement stands in a loop or a branch."""
        part: ast.AST | None = statement
        while part is not None and part is not self._node:
            if isinstance(part, (ast.For, ast.While, ast.If, ast.Try)):
                return True
            part = self._parents.get(id(part))
        return False

    def _given(self, call: ast.Call) -> tuple[str, str, list[str]] | None:
        """The name of the scope, the function, and what is given with each call."""
        if len(call.args) != 2 or not isinstance(call.args[0], ast.Constant):
            return None
        name, function = call.args[0].value, call.args[1]
        target = self._source.symbols.target(function)
        known = target is not None and self._graph.resolve(target) in self._graph.functions
        if not isinstance(name, str) or not name.isidentifier() or not known:
            return None
        if not isinstance(function, (ast.Name, ast.Attribute)) or _NUMBERED.search(name):
            return None
        if self.stands_elsewhere(name):
            return None
        for keyword in call.keywords:
            if keyword.arg is None or keyword.arg.endswith("_"):
                return None  # of the template itself
            if not self._stays(keyword.value):
                return None
        given = [self._source.segment(k) for k in call.keywords]
        return name, self._source.segment(function), given

    def stands_elsewhere(self, name: str) -> bool:
        """Whether a text of the tree, or a number after it, may be the same name."""
        texts = [
            node.value
            for source in self._sources.values()
            for node in source.symbols.nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        counted = {rule.default_name for s in self._rules.symbols if (rule := self._rules.get(s))}
        return sum(text == name for text in texts) > 1 or _NUMBERED.sub("", name) in counted

    def _stays(self, node: ast.expr) -> bool:
        """Whether a value is the same wherever the function asks for it."""
        if isinstance(node, ast.Constant):
            return True
        own = {a.arg for a, _, _ in parameters(self._node)}
        stored = {n.id for n in walk(self._node) if isinstance(n, ast.Name) and _is_stored(n)}
        return isinstance(node, ast.Name) and node.id in own - stored

    def _call(self, use: ast.Name, made: ast.stmt) -> tuple[ast.Call, ast.stmt] | None:
        """The call of the template and the statement that it stands in, with nothing else that makes variables."""
        call = self._parents.get(id(use))
        if not isinstance(call, ast.Call) or call.func is not use or call.lineno <= made.lineno:
            return None
        part: ast.AST = call
        while not isinstance(part, ast.stmt):
            part = self._parents[id(part)]
            if isinstance(part, (*_INNER, ast.IfExp, ast.BoolOp)):
                return None
        if not isinstance(part, _SIMPLE) or not self._is_alone(part):
            return None
        others = [n for n in walk(part) if isinstance(n, ast.Call) and n is not call]
        for other in others:
            symbol = self._source.called(other)
            if not symbol or self._rules.get(symbol) is not None:
                return None
        return call, part

    def _is_alone(self, statement: ast.stmt) -> bool:
        """Whether a statement is one line with nothing but a comment beside it."""
        if statement.lineno != statement.end_lineno:
            return False
        line = self._source.positions.lines.line(statement.lineno)
        rest = line.strip().removeprefix(self._source.segment(statement)).strip()
        return line.strip().startswith(self._source.segment(statement)) and rest[:1] in ("", "#")

    def around(self, statement: ast.stmt) -> tuple[int, ...] | None:
        """The blocks around a statement that may decide about its scope; None in an inner function."""
        found: list[int] = []
        part = self._parents.get(id(statement))
        while part is not None and part is not self._node:
            if isinstance(part, _INNER):
                return None
            if isinstance(part, ast.With):
                found.append(id(part))
            part = self._parents.get(id(part))
        return tuple(found)

    def above(self, node: ast.AST) -> ast.AST | None:
        """What a node stands in."""
        return self._parents.get(id(node))

    def statement(self, node: ast.AST) -> ast.stmt | None:
        """The statement that a node stands in; None for what runs later."""
        part: ast.AST | None = node
        while part is not None and not isinstance(part, ast.stmt):
            part = None if isinstance(part, _INNER) else self._parents.get(id(part))
        return part

    def _without(self, statement: ast.stmt) -> Edit:
        positions = self._source.positions
        start = positions.line_start(statement.lineno)
        return Edit(start, positions.line_start(statement.lineno + 1), ("",))

    def _in_scope(
        self, call: ast.Call, statement: ast.stmt, scope: str, function: str, given: list[str]
    ) -> Edit:
        positions = self._source.positions
        start = positions.start(statement)
        line = self._source.positions.lines.line(statement.lineno)
        pad = line[: len(line) - len(line.lstrip())]
        arguments = [self._source.segment(a) for a in call.args]
        arguments += [self._source.segment(k) for k in call.keywords]
        shown = f"{function}({', '.join([*arguments, *given])})"
        before = self._source.text[start : positions.start(call)]
        after = self._source.text[positions.end(call) : positions.end(statement)]
        opened = f"with {self._tf}.variable_scope({scope}):"
        text = f"{opened}\n{pad}    {before}{shown}{after}"
        return Edit(start, positions.end(statement), (text,))


def _is_stored(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)
