"""Whether any value of the tree that can be called as a parameter is called creates variables.

``activation(x)`` creates none where nothing that does, and takes one argument, is ever handed around: the parameter may be
what ``get_activation(config.act)`` gave, which nobody can follow.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.source.source import LiftSource
from migrate.model.graph import FunctionScopes
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.plan.drivers import drivers

Shape = tuple[int, int, frozenset[str]]

_ANY: Shape = (0, 1000, frozenset())
_CELL: Shape = (2, 3, frozenset(["inputs", "state", "scope"]))
_LAYER: Shape = (1, 1000, frozenset())


@dataclass(frozen=True)
class CreatingValues:
    """How the functions that create variables and are used as values can be called.

    Attributes:
      shapes: for each, the arguments that it needs and those that it takes by position, and the names of all.
      methods: the same of every method that creates variables, by its name.
      functions: those of the tree, with the same; of a lambda those that it calls.
      of_methods: the methods by their names, with the same.
      tensorflow: what creates them may be one of TensorFlow's own, too.
      unseen: the names of methods that create variables and run where no call of them stands: properties, operators.
    """

    shapes: frozenset[Shape]
    methods: Mapping[str, frozenset[Shape]]
    functions: frozenset[tuple[Key, Shape]] = frozenset()
    of_methods: Mapping[str, frozenset[tuple[Key, Shape]]] = field(default_factory=dict)
    tensorflow: bool = False
    unseen: frozenset[str] = frozenset()

    def may_be(self, call: ast.Call) -> bool:
        """Whether a call may run one of them."""
        return _fits(call, self.shapes)

    def may_be_method(self, name: str, call: ast.Call) -> bool:
        """Whether a call of an attribute of an object may run a method that creates variables."""
        return _fits(call, self.methods.get(name, frozenset()))

    def methods_called(self, name: str, call: ast.Call) -> set[Key]:
        """The methods that create variables which a call of an attribute may run."""
        return {k for k, shape in self.of_methods.get(name, ()) if _fits(call, (shape,))}

    def of_the_tree(self, call: ast.Call, passed: frozenset[str] | None = None) -> set[Key]:
        """The functions of the tree that create variables and that a call of an unknown value may run.

        Args:
          passed: the names that a mapping which it is given may have; None where that is not known.
        """
        if passed is None or not any(k.arg is None for k in call.keywords):
            return {key for key, shape in self.functions if _fits(call, (shape,))}
        found = set()
        for key, shape in self.functions:
            least, most, known = shape
            more = [ast.keyword(name, k.value) for k in call.keywords for name in _names(k, passed)]
            more = [k for k in more if k.arg in known or most >= _ANY[1]]
            count = len(call.args) + len({k.arg for k in more})
            if shape == _ANY or (least <= count and len(call.args) <= most):
                found.add(key)
        return found


def _names(keyword: ast.keyword, passed: frozenset[str]) -> frozenset[str]:
    return passed if keyword.arg is None else frozenset([keyword.arg])


def _fits(call: ast.Call, shapes: Collection[Shape]) -> bool:
    if any(isinstance(a, ast.Starred) for a in call.args):
        return bool(shapes)
    names = {k.arg for k in call.keywords}
    if None in names:
        return bool(shapes)
    count = len(call.args)
    for least, most, known in shapes:
        odd = names - known if most < _ANY[1] else set()
        if not odd and least <= count + len(names) and count <= most:
            return True
    return False


def creating_values(
    sources: Mapping[str, LiftSource], graph: TreeGraph, rules: LayerRules
) -> CreatingValues:
    """Looks through a tree; what only looks like such a value, by its name, counts as one."""
    names: dict[str, list[tuple[str, str]]] = {}
    for key in graph.creating - drivers(graph):  # what runs a program is no part of a model
        names.setdefault(key[1].rpartition(".")[2], []).append(key)
    shapes: set[Shape] = set()
    functions: set[tuple[Key, Shape]] = set()
    tensorflow = False
    mentioned: set[str] = set()
    passing = _passing_on(sources, graph, names)
    for source in sources.values():
        mentioned |= set(source.looked_up) & names.keys()
        called = {id(n.func) for n in walk(source.tree) if isinstance(n, ast.Call)}
        listed = _listed(source)
        for node in walk(source.tree):
            if isinstance(node, ast.Call) and _finds_any(source, node):
                mentioned |= names.keys()
            elif isinstance(node, ast.Lambda):
                calls = [n for n in walk(node.body) if isinstance(n, ast.Call)]
                if any(_creates(source, graph, rules, names, c) for c in calls):
                    shapes.add(_ANY)
                    functions |= {(k, _ANY) for c in calls for k in names.get(_last(c), ())}
                    tensorflow |= any(rules.get(source.called(c)) is not None for c in calls)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list:
                mentioned |= {node.name} & names.keys()
            elif isinstance(node, (ast.Name, ast.Attribute)) and id(node) not in called:
                if not isinstance(node.ctx, ast.Load) or id(node) in listed:
                    continue
                last = node.id if isinstance(node, ast.Name) else node.attr
                mentioned |= {last} & names.keys()
                shapes |= passing.get(last, frozenset())
                rule = rules.get(source.symbol(node))
                if rule is not None and rule.creates:
                    shapes.add(_ANY)
                    tensorflow = True
        made = _objects(source, rules)
        shapes |= made
        tensorflow |= bool(made)
    if any(name == "__call__" for name in names):
        mentioned.add("__call__")
    for name in mentioned:
        functions |= {(key, _shape(sources, key)) for key in names[name]}
    shapes |= {shape for _, shape in functions}
    methods: dict[str, frozenset[tuple[Key, Shape]]] = {}
    for name, keys in names.items():
        found = frozenset(
            (k, _shape(sources, k)) for k in keys if graph.functions[k].kind == "method"
        )
        if found:
            methods[name] = found
    for name, calling in _calling_values(sources, graph, shapes).items():
        more = frozenset((k, _shape(sources, k)) for k in calling)
        methods[name] = methods.get(name, frozenset()) | more
    every = {name: frozenset(shape for _, shape in found) for name, found in methods.items()}
    unseen = frozenset(
        name for name, keys in names.items() if any(runs_unseen(graph.functions[k]) for k in keys)
    )
    return CreatingValues(
        frozenset(shapes), every, frozenset(functions), methods, tensorflow, unseen
    )


def _calling_values(
    sources: Mapping[str, LiftSource], graph: TreeGraph, shapes: Collection[Shape]
) -> dict[str, set[Key]]:
    """The methods that call what their objects hold, which may create variables; by their names.

    def act(self, x):
        return self.network(x)
    """
    found: dict[str, set[Key]] = {}
    # By the name of a method: those that call it of their own object.
    called: dict[str, set[Key]] = {}
    stored = {name for s in sources.values() for node in s.symbols.nodes for name in _stores(node)}
    defined = {name.rpartition(".")[2] for s in sources.values() for name in s.functions}
    for key, function in graph.functions.items() if shapes else ():
        node = sources[key[0]].functions.get(key[1]) if key[0] in sources else None
        if function.kind != "method" or node is None or key in graph.creating:
            continue
        arguments = [*node.args.posonlyargs, *node.args.args]
        me = arguments[0].arg if arguments else ""
        owner = (key[0], function.owner)
        own = key[1].rpartition(".")[2]
        calls = {id(n.func): n for n in walk(node) if isinstance(n, ast.Call)}
        for part in walk(node):
            if not (isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)):
                continue
            if part.value.id != me or not isinstance(part.ctx, ast.Load):
                continue
            method = graph.method(owner, part.attr)
            if method is not None:  # called, or handed to a function that calls it
                called.setdefault(part.attr, set()).add(key)
                if id(part) not in calls and method in graph.creating:
                    found.setdefault(own, set()).add(key)
            elif id(part) in calls and part.attr in defined - stored:  # a method without variables
                called.setdefault(part.attr, set()).add(key)
            elif id(part) in calls and _is_stored(sources[key[0]], part.attr, stored):
                if _fits(calls[id(part)], shapes):
                    found.setdefault(own, set()).add(key)
    waiting = list(found)
    while waiting:
        for key in called.pop(waiting.pop(), ()):
            name = key[1].rpartition(".")[2]
            if name not in found:
                waiting.append(name)
            found.setdefault(name, set()).add(key)
    return found


def _stores(node: ast.AST) -> Iterator[str]:
    """The attributes that a piece of code sets: of objects, and of a class that it defines."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield node.attr
    elif isinstance(node, ast.ClassDef):
        targets = [t for s in node.body if isinstance(s, ast.Assign) for t in s.targets]
        yield from (t.id for t in targets if isinstance(t, ast.Name))
        single = [s.target for s in node.body if isinstance(s, ast.AnnAssign)]
        yield from (t.id for t in single if isinstance(t, ast.Name))


def _is_stored(source: LiftSource, name: str, stored: Collection[str]) -> bool:
    """Whether objects may hold something under a name: code sets it, or sets what it does not name."""
    return name in stored or "setattr" in source.text or "__dict__" in source.text


def runs_unseen(method: FunctionScopes) -> bool:
    """Whether a method may run where no call of it stands: a property, an operator."""
    name = method.qualname.rpartition(".")[2]
    hidden = name.startswith("__") and name.endswith("__") and name not in ("__init__", "__call__")
    called = ("staticmethod", "classmethod")
    decorated = any(d.text not in called for d in method.decorators)
    return method.kind == "method" and (hidden or decorated)


def _passing_on(
    sources: Mapping[str, LiftSource], graph: TreeGraph, creating: Collection[str]
) -> dict[str, frozenset[Shape]]:
    """How methods can be called that hand what they are given on (``**kwargs``), maybe to a function their object holds.

    Args:
      creating: the names of functions that create variables.
    """
    found: dict[str, frozenset[Shape]] = {}
    for module, source in sources.items():
        for qualname, node in source.functions.items():
            key, name = (module, qualname), qualname.rpartition(".")[2]
            method = "." in qualname and ".<locals>." not in qualname and name[:2] != "__"
            if not method or node.args.kwarg is None or key in graph.creating:
                continue
            calls = [n for n in walk(node) if isinstance(n, ast.Call)]
            through = [n for n in calls if any(k.arg is None for k in n.keywords)]
            me = next((a.arg for a in (*node.args.posonlyargs, *node.args.args)), "")
            if any(_may_be_held(source, call, me, creating) for call in through):
                found[name] = found.get(name, frozenset()) | {_shape(sources, key)}
    return found


def _may_be_held(source: LiftSource, call: ast.Call, me: str, creating: Collection[str]) -> bool:
    """Whether a call may run a function that an object holds: its own attribute, or one that it hands on."""

    def is_own(node: ast.AST) -> bool:
        held = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        return held and node.value.id == me  # type: ignore[attr-defined,no-any-return]

    if is_own(call.func):
        name = _last(call)
        return not any(one.rpartition(".")[2] == name for one in source.functions)
    if isinstance(call.func, ast.Attribute) and _last(call) in creating:
        return True
    return any(is_own(part) for a in call.args for part in walk(a))


def _objects(source: LiftSource, rules: LayerRules) -> set[Shape]:
    """How cells can be called that a module makes, and layer objects that it hands on."""
    found: set[Shape] = set()
    holding: set[str] = set()
    for node in walk(source.tree):
        rule = rules.get(source.called(node)) if isinstance(node, ast.Call) else None
        if rule is not None and rule.kind == "cell":
            found.add(_CELL)
        value = getattr(node, "value", None) if isinstance(node, (ast.Assign, ast.Return)) else None
        values = [value] if value is not None else []
        if isinstance(node, ast.Call) and not source.called(node):
            values += [*node.args, *(k.value for k in node.keywords)]
        for part in values:
            if not _makes_layer(source, rules, part):
                continue
            if not isinstance(node, ast.Assign):
                found.add(_LAYER)
            else:
                holding |= {n for t in node.targets if (n := _last_part(t))}
    if holding and _LAYER not in found and _hands_on(source, holding):
        found.add(_LAYER)
    return found


def _makes_layer(source: LiftSource, rules: LayerRules, node: ast.expr) -> bool:
    if isinstance(node, (ast.List, ast.Tuple)):
        return any(_makes_layer(source, rules, e) for e in node.elts)
    if isinstance(node, ast.Dict):
        return any(_makes_layer(source, rules, v) for v in node.values)
    if isinstance(node, ast.ListComp):
        return _makes_layer(source, rules, node.elt)
    rule = rules.get(source.called(node)) if isinstance(node, ast.Call) else None
    return rule is not None and rule.kind == "class"


def _hands_on(source: LiftSource, names: set[str]) -> bool:
    """Whether something of these names is an argument of a function that TensorFlow does not have."""
    for node in walk(source.tree):
        if isinstance(node, ast.Call) and not source.called(node):
            for value in (*node.args, *(k.value for k in node.keywords)):
                if _last_part(value.value if isinstance(value, ast.Subscript) else value) in names:
                    return True
    return False


def _last_part(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _finds_any(source: LiftSource, call: ast.Call) -> bool:
    """Whether a call finds functions by names that only the run knows."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "getattr" and len(call.args) > 1:
        known = isinstance(call.args[1], ast.Constant)
        return not known and source.symbols.module_named(call.args[0]) is not None
    return name in ("globals", "eval", "exec")


def _listed(source: LiftSource) -> set[int]:
    """What stands in the lists of ``arg_scope``, and what only names a module or an attribute further on."""
    found: set[int] = set()
    for node in walk(source.tree):
        if isinstance(node, ast.Attribute):
            found.add(id(node.value))
        elif isinstance(node, ast.Call) and source.called(node).endswith("arg_scope") and node.args:
            found |= {id(n) for n in walk(node.args[0])}
    return found


def _creates(
    source: LiftSource,
    graph: TreeGraph,
    rules: LayerRules,
    names: Mapping[str, list[tuple[str, str]]],
    call: ast.Call,
) -> bool:
    rule = rules.get(source.called(call))
    if rule is not None:
        return rule.creates
    return _last(call) in names


def _last(call: ast.Call) -> str:
    return _last_part(call.func)


def _shape(sources: Mapping[str, LiftSource], key: Key) -> Shape:
    source = sources.get(key[0])
    node = source.functions.get(key[1]) if source is not None else None
    if node is None or node.args.vararg or node.args.kwarg:
        return _ANY
    arguments = [*node.args.posonlyargs, *node.args.args]
    own = 1 if arguments and arguments[0].arg in ("self", "cls") else 0
    needed = len(arguments) - len(node.args.defaults) - own
    needed += sum(default is None for default in node.args.kw_defaults)
    every = [*arguments, *node.args.kwonlyargs]
    return max(needed, 0), len(arguments) - own, frozenset(a.arg for a in every)
