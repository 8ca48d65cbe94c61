"""Classes that inherit a call which opens their scope are written with that call, and without the class above them.

class Network(object):                                     class Critic(object):
    def __init__(self, name):                                  def __init__(self, name):
        self.name = name                                           self.name = name
        self.reuse = False                                         self.reuse = False

    def __call__(self, x):                                     def __call__(self, x):
        with tf.variable_scope(self.name, reuse=self.reuse):       with tf.variable_scope(self.name, reuse=self.reuse):
            y = self.build_graph(x)                                    y = tf.layers.dense(x, 1)
        self.reuse = True                                          self.reuse = True
        return y                                                   return y

class Critic(Network):
    def build_graph(self, x):
        return tf.layers.dense(x, 1)
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from migrate.lift.classes.parts import self_attribute
from migrate.lift.normal.inlined_methods import Inlined, Unfit, body_lines, indented, with_method
from migrate.lift.normal.repeats import Repeats
from migrate.lift.source.source import FunctionNode, LiftSource, parameters, stores
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


@dataclass(frozen=True)
class ClassOfMethods:
    """A class that is nothing but a docstring and methods."""

    source: LiftSource
    node: ast.ClassDef
    methods: Mapping[str, FunctionNode]


def base_calls(
    sources: Mapping[str, LiftSource], graph: TreeGraph, elsewhere: Collection[Key]
) -> list[Repeats]:
    """The classes of a tree that inherit such a call.

    Args:
      elsewhere: the functions that other modules use.
    """
    found = []
    for module, name in sorted(graph.classes):
        source = sources.get(module)
        if source is None or any(k[0] == module and k[1].split(".")[0] == name for k in elsewhere):
            continue
        below = [k for k in sorted(graph.classes) if (module, name) in graph.bases(k)]
        methods = [(m, f"{c}.{f}") for m, c in below for f in _names(sources, m, c)]
        makes = [key in graph.creating for key in methods if not key[1].endswith(".__init__")]
        whole = [(module, f"{name}.__init__"), *(k for k in methods if k[1].endswith(".__init__"))]
        if any(key in graph.creating for key in whole):
            continue  # families are made of these
        last = not any(k in below for each in graph.classes for k in graph.bases(each))
        if not below or not any(makes) or any(key[0] != module for key in below) or not last:
            continue
        try:
            base = class_of_methods(source, name)
            edits = _written(sources, base, [class_of_methods(source, c) for _, c in below])
        except Unfit:
            continue
        keys = frozenset((module, c) for _, c in below)
        found.append(Repeats(keys, {module: tuple(edits)}, whole=True))
    return found


def _names(sources: Mapping[str, LiftSource], module: str, name: str) -> Iterator[str]:
    source = sources.get(module)
    for qualname in source.functions if source is not None else ():
        owner, _, method = qualname.rpartition(".")
        if owner == name:
            yield method


def class_of_methods(source: LiftSource, name: str) -> ClassOfMethods:
    node = next(
        (n for n in source.tree.body if isinstance(n, ast.ClassDef) and n.name == name), None
    )
    if node is None or node.decorator_list or node.keywords or source.definitions[name] > 1:
        raise Unfit
    if source.skips.file or source.skips.covers(node.lineno) or len(node.bases) > 1:
        raise Unfit
    methods: dict[str, FunctionNode] = {}
    for place, statement in enumerate(node.body):
        if isinstance(statement, ast.FunctionDef):
            if statement.decorator_list or statement.name in methods or not _plain(statement):
                raise Unfit
            methods[statement.name] = statement
        elif place or ast.get_docstring(node) is None:
            if not isinstance(statement, ast.Pass):
                raise Unfit
    return ClassOfMethods(source, node, methods)


def _plain(node: FunctionNode) -> bool:
    args = node.args
    if args.vararg or args.kwarg or args.posonlyargs or not args.args or args.args[0].arg != "self":
        return False
    return node.body[0].lineno > node.lineno


def _written(
    sources: Mapping[str, LiftSource], base: ClassOfMethods, below: list[ClassOfMethods]
) -> list[Edit]:
    """The edits that write the classes below one, which goes."""
    name = base.node.name
    call = base.methods.get("__call__")
    bases = [b for b in base.node.bases if not (isinstance(b, ast.Name) and b.id == "object")]
    if call is None or bases or not _only_base(sources, base, below):
        raise Unfit
    source, edits = base.source, []
    for one in below:
        if len(one.node.bases) != 1 or "__call__" in one.methods:
            raise Unfit
        calls = [p for p in walk(call) if isinstance(p, ast.Call)]
        called = {self_attribute(p.func) for p in calls} & one.methods.keys()
        if len(called) != 1:
            raise Unfit
        hook = called.pop()
        if not only_called(sources, call, hook):
            raise Unfit
        edits += _class(base, one, hook)
    if f"{name}" in source.looked_up:
        raise Unfit
    start = source.positions.line_start(base.node.lineno)
    end = source.positions.end(base.node)
    rest = source.text[end:]
    end += len(rest) - len(rest.lstrip("\r\n"))
    return [*edits, Edit(start, end, ("",))]


def only_called(sources: Mapping[str, LiftSource], call: FunctionNode, hook: str) -> bool:
    """Whether nothing but the inherited call speaks of a method."""
    inside = {id(n) for n in walk(call)}
    uses = [n for source in sources.values() for n in source.attributes.get(hook, ())]
    looked_up = any(hook in source.looked_up for source in sources.values())
    return not looked_up and all(id(n) in inside for n in uses)


def _only_base(
    sources: Mapping[str, LiftSource], base: ClassOfMethods, below: list[ClassOfMethods]
) -> bool:
    """Whether the class is spoken of only by those below it."""
    key = (base.source.module, base.node.name)
    inside = {id(n) for one in below for n in walk(one.node)} | {id(n) for n in walk(base.node)}
    for source in sources.values():
        if any(id(n) not in inside for n in source.targeted.get(key, ())):
            return False
        if source is not base.source:
            for node in source.symbols.nodes:
                if isinstance(node, ast.ImportFrom) and key[1] in {a.name for a in node.names}:
                    return False
    return not any(source.attributes.get(base.node.name) for source in sources.values())


def _class(base: ClassOfMethods, one: ClassOfMethods, hook: str) -> list[Edit]:
    """The edits of one class: its constructor, its call, and what else it inherits."""
    source, positions = one.source, one.source.positions
    first = positions.start(one.node.bases[0])
    edits = [Edit(first, positions.end(one.node.bases[0]), ("object",))]
    pad = indented(source, next(iter(one.methods.values())))
    init, above = one.methods.get("__init__"), base.methods.get("__init__")
    if above is not None and init is None:
        at = positions.line_start(_first_line(next(iter(one.methods.values()))))
        edits.append(Edit(at, at, (_copied(base.source, above, pad) + "\n\n",)))
    elif above is not None and init is not None:
        edits.append(_constructor(base, above, one, init))
    elif init is not None and any(_super(n) for n in walk(init)):
        raise Unfit
    if any(_super(p) for n, m in one.methods.items() for p in walk(m) if n != "__init__"):
        raise Unfit
    method = one.methods[hook]
    text = with_method(Inlined(base.source, base.methods["__call__"], source, method, hook), pad)
    start, end = positions.line_start(method.lineno), positions.end(method)
    others = [
        _copied(base.source, m, pad)
        for n, m in base.methods.items()
        if n not in ("__init__", "__call__", hook) and n not in one.methods
    ]
    edits.append(Edit(start, end, ("\n\n".join([text, *others]),)))
    return edits


def _first_line(node: FunctionNode) -> int:
    return min([node.lineno, *(d.lineno for d in node.decorator_list)])


def _copied(source: LiftSource, node: FunctionNode, pad: str) -> str:
    """A method as another class has it."""
    start = source.positions.line_start(node.lineno)
    lines = source.text[start : source.positions.end(node)].split("\n")
    own = indented(source, node)
    if own != pad:
        raise Unfit
    return "\n".join(lines)


def _super(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )


def _constructor(
    base: ClassOfMethods, above: FunctionNode, one: ClassOfMethods, init: FunctionNode
) -> Edit:
    """The constructor with that of the class above in the place of its call."""
    source, positions = one.source, one.source.positions
    found = [s for s in init.body if isinstance(s, ast.Expr) and _calls_above(s.value, base, one)]
    if len(found) != 1 or sum(_super(n) for n in walk(init)) > 1:
        raise Unfit
    call = found[0].value
    assert isinstance(call, ast.Call)
    explicit = isinstance(call.func, ast.Attribute) and not _super(call.func.value)
    values = call.args[1:] if explicit else call.args
    if any(isinstance(a, ast.Starred) for a in values) or any(k.arg is None for k in call.keywords):
        raise Unfit
    taken = parameters(above)[1:]
    names = [a.arg for a, _, _ in taken]
    given: dict[str, str] = {}
    for (argument, _, keyword), value in zip(taken, values, strict=False):
        if keyword:
            raise Unfit
        given[argument.arg] = _simple(source, value)
    given |= {str(k.arg): _simple(source, k.value) for k in call.keywords}
    for argument, default, _ in taken:
        if argument.arg not in given:
            if not isinstance(default, ast.Constant):
                raise Unfit
            given[argument.arg] = base.source.segment(default)
    if set(given) != set(names):
        raise Unfit
    own = {a.arg for a, _, _ in parameters(init)} | stores(ast.Module([*init.body], []))
    local = stores(ast.Module([*above.body], []))
    if local & (own | set(names)):
        raise Unfit
    pad = indented(source, found[0])
    changed = {n: v for n, v in given.items() if n != v}
    lines = body_lines(base.source, above, changed, pad)
    start = positions.line_start(found[0].lineno)
    return Edit(start, positions.end(found[0]), ("\n".join(lines),))


def _calls_above(node: ast.expr, base: ClassOfMethods, one: ClassOfMethods) -> bool:
    text = ast.unparse(node)
    starts = (f"super({one.node.name}, self).__init__(", "super().__init__(")
    return text.startswith((*starts, f"{base.node.name}.__init__(self"))


def _simple(source: LiftSource, node: ast.expr) -> str:
    """An argument that means the same wherever it is written."""
    if not isinstance(node, (ast.Name, ast.Constant)):
        raise Unfit
    return source.segment(node)
