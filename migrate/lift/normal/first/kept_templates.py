"""A template of a method that an object keeps and calls in one place, as the scope that it is.

def __init__(self, name):                                 def __init__(self, name):
    self._template = tf.make_template(name, self._build)      self.name = name
                                                              self.reuse = False

def __call__(self, x):                                    def __call__(self, x):
    return self._template(x)                                  with tf.variable_scope(self.name, reuse=self.reuse):
                                                                  self.reuse = True
                                                                  return self._build(x)

TF1 numbers a template's scope where that name is taken, and enters the one of the first call ever after (TF 1.15, template.py);
so each object must have a name of its own, and be called in one scope.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from migrate.lift.classes.parts import self_attribute
from migrate.lift.normal.classes.class_methods import (
    ClassOfMethods,
    Unfit,
    class_of_methods,
    indented,
)
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.normal.first.templates import TEMPLATE, Templates
from migrate.lift.source.bodies import bind
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


@dataclass(frozen=True)
class _Kept:
    """A template that an object keeps.

    Attributes:
      made: the statement that makes it.
      method: what it wraps.
      called: the statement that calls it.
    """

    made: ast.Assign
    method: str
    called: ast.Assign | ast.Return

    @property
    def call(self) -> ast.Call:
        assert isinstance(self.called.value, ast.Call)
        return self.called.value

    @property
    def name(self) -> ast.expr:
        assert isinstance(self.made.value, ast.Call)
        return self.made.value.args[0]


def kept_templates(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    rules: LayerRules,
    elsewhere: Collection[Key],
) -> list[Repeats]:
    """The classes of a tree with such a template.

    Args:
      elsewhere: the functions that other modules use.
    """
    found = []
    above = {base for each in graph.classes for base in graph.bases(each)}
    for module, name in sorted(graph.classes):
        source = sources.get(module)
        if source is None or TEMPLATE not in source.called_symbols or (module, name) in above:
            continue
        if any(k[0] == module and k[1].partition(".")[0] == name for k in elsewhere):
            continue
        try:
            one = class_of_methods(source, name)
            kept = _kept(sources, one)
            if _objects_are_apart(sources, graph, rules, elsewhere, one, kept):
                edits = _written(one, kept)
                found.append(Repeats(frozenset([(module, name)]), {module: tuple(edits)}))
        except Unfit:
            continue
    return found


def _kept(sources: Mapping[str, LiftSource], one: ClassOfMethods) -> _Kept:
    source, init, call = one.source, one.methods.get("__init__"), one.methods.get("__call__")
    if init is None or call is None or any(ast.unparse(b) != "object" for b in one.node.bases):
        raise Unfit
    made = [
        s for s in init.body if isinstance(s, ast.Assign) and source.called(s.value) == TEMPLATE
    ]
    if len(made) != 1 or len(made[0].targets) != 1:
        raise Unfit
    template, given = self_attribute(made[0].targets[0]), made[0].value
    assert isinstance(given, ast.Call)
    if not template or len(given.args) != 2 or given.keywords:
        raise Unfit
    method = self_attribute(given.args[1])
    called = [
        s
        for s in call.body
        if isinstance(s, (ast.Assign, ast.Return))
        and isinstance(s.value, ast.Call)
        and self_attribute(s.value.func) == template
    ]
    if method not in one.methods or len(called) != 1:
        raise Unfit
    spoken = {
        n: sum(len(s.attributes.get(n, ())) for s in sources.values()) for n in (template, method)
    }
    if spoken != {template: 2, method: 1} or any(
        {template, method} & set(s.looked_up) for s in sources.values()
    ):
        raise Unfit
    kept = _Kept(made[0], method, called[0])
    values = [*kept.call.args, *(k.value for k in kept.call.keywords)]
    if not all(isinstance(v, (ast.Name, ast.Constant, ast.Attribute)) for v in values):
        raise Unfit
    for statement in (made[0], called[0]):
        line = source.positions.lines.line(statement.lineno)
        if statement.lineno != statement.end_lineno or "#" in line:
            raise Unfit
    return kept


def _objects_are_apart(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    rules: LayerRules,
    elsewhere: Collection[Key],
    one: ClassOfMethods,
    kept: _Kept,
) -> bool:
    """Whether each object has a name that nothing else has, and is called in one scope only."""
    key = (one.source.module, one.node.name)
    init = one.methods["__init__"]
    seen: set[str] = set()
    for source in sources.values():
        for use in source.targeted.get(key, ()):
            where = next(
                (
                    (q, f)
                    for q, f in source.functions.items()
                    if f in source.tree.body and any(n is use for n in walk(f))
                ),
                None,
            )
            if where is None:
                return False
            reader = Templates(sources, source, where[1], graph, rules, elsewhere)
            name = _called_so(reader, source, (source.module, where[0]), where[1], use, init, kept)
            if not name or name in seen or reader.stands_elsewhere(name):
                return False
            seen.add(name)
    return bool(seen)


def _called_so(
    reader: Templates,
    source: LiftSource,
    key: Key,
    node: FunctionNode,
    use: ast.expr,
    init: FunctionNode,
    kept: _Kept,
) -> str:
    """The name of an object that a function makes once and calls in one scope; "" for any other."""
    call = reader.above(use)
    statement = reader.above(call) if isinstance(call, ast.Call) and call.func is use else None
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return ""
    target = statement.targets[0]
    again = not reader.runs_once(key) or reader.may_run_again(statement)
    if not isinstance(target, ast.Name) or again:
        return ""
    around = set()
    for other in (n for n in walk(node) if isinstance(n, ast.Name) and n.id == target.id):
        if other is target:
            continue
        part = reader.above(other)
        if not isinstance(part, ast.Call) or part.func is not other:
            return ""
        inner = reader.statement(part)
        if inner is None:
            return ""
        around.add(reader.around(inner))
    if len(around) != 1 or None in around:
        return ""
    assert isinstance(call, ast.Call)
    value: ast.expr | None = kept.name
    if isinstance(value, ast.Name):
        defaults = {a.arg: d for a, d, _ in parameters(init)}
        value = bind(call, init, ("", "C.__init__")).get(value.id, defaults.get(value.id))
    text = value.value if isinstance(value, ast.Constant) else None
    return text if isinstance(text, str) and text.isidentifier() else ""


def _written(one: ClassOfMethods, kept: _Kept) -> list[Edit]:
    source, init = one.source, one.methods["__init__"]
    known = {n for p in walk(one.node) if (n := self_attribute(p))} | one.methods.keys()
    noted = next((n for n in ("reuse", "built", "was_called") if n not in known), "")
    tensorflow = tensorflow_name(source)
    if not noted or not tensorflow:
        raise Unfit
    pad = indented(source, kept.made)
    lines, scope = [], source.segment(kept.name)
    if isinstance(kept.name, ast.Name):
        held = _holds(init, kept.name.id)
        if not held and "name" in known:
            raise Unfit
        if not held:
            lines.append(f"{pad}self.name = {scope}")
        scope = f"self.{held or 'name'}"
    elif not isinstance(kept.name, ast.Constant):
        raise Unfit
    lines.append(f"{pad}self.{noted} = False")
    positions = source.positions
    start, end = positions.line_start(kept.made.lineno), positions.end(kept.made)
    edits = [Edit(start, end, ("\n".join(lines),))]
    pad = indented(source, kept.called)
    func = kept.call.func
    before = source.text[positions.start(kept.called) : positions.start(func)]
    after = source.text[positions.end(func) : positions.end(kept.called)]
    notes = f"self.{noted} = True"
    lines = [f"{pad}with {tensorflow}.variable_scope({scope}, reuse=self.{noted}):"]
    if isinstance(kept.called, ast.Return):
        lines.append(f"{pad}    {notes}")
    lines.append(f"{pad}    {before}self.{kept.method}{after}")
    if not isinstance(kept.called, ast.Return):
        lines.append(f"{pad}{notes}")
    start, end = positions.line_start(kept.called.lineno), positions.end(kept.called)
    return [*edits, Edit(start, end, ("\n".join(lines),))]


def _holds(init: FunctionNode, parameter: str) -> str:
    """The attribute that holds a parameter, set once and plainly."""
    for statement in init.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            name = self_attribute(statement.targets[0])
            value = statement.value
            if name and isinstance(value, ast.Name) and value.id == parameter:
                return name
    return ""
