"""Builder classes, which make a model in ``__init__`` and keep its outputs: split into a function and its outputs.

The function can then be lifted like any other; the class keeps its signature, attributes and getters.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.normal.cores.core_blocks import getter_scopes, looks_around, makes_objects
from migrate.lift.normal.cores.cores import core_edits
from migrate.lift.normal.cores.events import events
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.decorators import only_wraps, opens_scope
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

# Methods that build the whole model: what they build is called after the class alone.
BUILDS = frozenset(["init", "build", "build_graph", "build_model", "build_net", "build_network"])
# Functions that are called after what they do with a model.
_RUNS = frozenset(
    ["build", "create", "define", "evaluate", "get", "main", "make", "run", "test", "train"]
)
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True)
class Split:
    """One class that is split.

    Attributes:
      cls: the class; of a function that is split, its module and "".
      function: the function that now holds the body of ``__init__``, or a core.
      method: the name of the method or function.
      line: the line that the core begins in, 0 when the whole body is split.
      outputs: the attributes that the function gives by their names, when the whole body is split.
      lines: the line of the file that each line of the function comes from, but for its first, when the whole body is split.
    """

    cls: Key
    function: Key
    edits: tuple[Edit, ...]
    method: str = "__init__"
    line: int = 0
    outputs: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def key(self) -> Key:
        """The method or function."""
        return self.cls[0], f"{self.cls[1]}.{self.method}".lstrip(".")

    @property
    def changes(self) -> list[tuple[str, Edit]]:
        """The edits, each with its module."""
        return [(self.cls[0], edit) for edit in self.edits]


def splits(source: LiftSource, graph: TreeGraph, sources: Mapping[str, LiftSource]) -> list[Split]:
    """The builder classes of a module.

    Args:
      sources: the modules of the tree.
    """
    found = []
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef):
            init = next(
                (n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"),
                None,
            )
            if init is not None and _is_builder(source, graph, node, init):
                one = _split(source, node, init)
                if one is not None:
                    found.append(one)
                continue
            found += _cores(source, graph, node, sources)
        elif isinstance(node, ast.FunctionDef):
            found += _function_cores(source, graph, node)
    taken: set[str] = set()
    kept: dict[Key, list[Split]] = {}
    for one in found:
        kept.setdefault(one.key, []).append(one)
    for key, parts in list(kept.items()):
        if taken & {one.function[1] for one in parts}:
            del kept[key]
        taken |= {one.function[1] for one in parts}
    return [one for parts in kept.values() for one in parts]


def _function_cores(source: LiftSource, graph: TreeGraph, node: FunctionNode) -> list[Split]:
    """Those of a function that builds a model amid a program, or looks at what is there then."""
    key = (source.module, node.name)
    if source.definitions[node.name] > 1 or source.skips.within(node):
        return []
    function = graph.functions.get(key)
    if function is None or node.decorator_list or key not in graph.creating:
        return []
    amid = function.driver or looks_around(source, node)
    if not amid and not getter_scopes(source, node):
        return []
    name = HUMP.sub("_", node.name).lower()
    if name.strip("_") in _RUNS:
        name = "network"
    name = f"{name}_layer" if name in source.names else name
    return _found(source, node, node, core_edits(source, graph, node, node, name, {}))


def _found(
    source: LiftSource,
    node: ast.ClassDef | FunctionNode,
    method: FunctionNode,
    edits: list[tuple[str, tuple[Edit, ...]]],
) -> list[Split]:
    if any(called in source.names for called, _ in edits):
        return []
    cls = (source.module, node.name if isinstance(node, ast.ClassDef) else "")
    return [
        Split(
            *(cls, (source.module, called), both, method.name),
            line=source.text.count("\n", 0, both[1].start) + 1,
        )
        for called, both in edits
    ]


def _cores(
    source: LiftSource, graph: TreeGraph, node: ast.ClassDef, sources: Mapping[str, LiftSource]
) -> list[Split]:
    """The method of a class that builds a model amid a program."""
    if source.definitions[node.name] > 1 or source.skips.within(node):
        return []
    found: list[Split] = []
    for method in (n for n in node.body if isinstance(n, ast.FunctionDef)):
        function = graph.functions.get((source.module, f"{node.name}.{method.name}"))
        decorated = bool(method.decorator_list)
        if function is None or (decorated and not only_wraps(source, graph, method, sources)):
            continue
        getters = bool(getter_scopes(source, method))
        looks = not function.driver and not getters and looks_around(source, method)
        if (
            not function.driver
            and not looks
            and not getters
            and (not decorated or opens_scope(source, graph, method, sources))
            and not makes_objects(source, graph, method)
        ):
            continue
        if not method.args.args or source.skips.covers(method.lineno):
            continue
        if (source.module, f"{node.name}.{method.name}") not in graph.creating:
            continue
        name = HUMP.sub("_", node.name).lower()
        if method.name.strip("_") not in BUILDS:
            name = f"{name}_{method.name.strip('_')}"
        if name in source.names:
            name += "_layer"
        edits = core_edits(source, graph, node, method, name, sources)
        if len(edits) == 1 and looks:
            continue  # the method finds that itself (`migrate.lift.methods.region`)
        found += _found(source, node, method, edits)
    return found


def _is_builder(
    source: LiftSource, graph: TreeGraph, node: ast.ClassDef, init: FunctionNode
) -> bool:
    """Whether ``__init__`` makes variables, uses ``self`` only for attributes, and drives nothing."""
    key = (source.module, f"{node.name}.__init__")
    function = graph.functions.get(key)
    if function is None or key not in graph.creating or function.driver or node.decorator_list:
        return False
    if not function.entries and not function.creations:
        return False
    layers = any(c.kind != "variable" for c in function.creations)
    if not layers and not any(target in graph.creating for _, target in graph.callees(key)):
        return False  # it only holds variables
    if [ast.unparse(b) for b in node.bases] not in ([], ["object"]) or node.keywords:
        return False
    methods = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
    others = [(source.module, f"{node.name}.{m}") for m in methods - {"__init__"}]
    if any(k in graph.creating for k in others):
        return False
    args = init.args
    if args.vararg or args.kwarg or init.decorator_list or not args.args:
        return False
    parents = {id(c): p for p in walk(init) for c in ast.iter_child_nodes(p)}
    for part in walk(init):
        if isinstance(part, ast.Name) and part.id == args.args[0].arg:
            above = parents[id(part)]
            if not isinstance(above, ast.Attribute) or above.attr in methods:
                return False
        if isinstance(part, (ast.Return, ast.Yield, ast.Global, ast.Nonlocal)):
            return False
    return source.definitions[node.name] == 1


def _split(source: LiftSource, node: ast.ClassDef, init: FunctionNode) -> Split | None:
    me = init.args.args[0].arg
    body = init.body[1:] if ast.get_docstring(init, clean=False) is not None else init.body
    if not body:
        return None
    parameters = [a.arg for a in [*init.args.posonlyargs, *init.args.args][1:]]
    keyword = [a.arg for a in init.args.kwonlyargs]
    copies = _copies(body, me, {*parameters, *keyword})
    outputs = _outputs(body, me, copies)
    if outputs is None or not _sets_first(body, me):
        return None
    name = HUMP.sub("_", node.name).lower()
    local = _local_names(source, init, outputs)
    if name in source.names or name in local.values():
        return None
    text, kept = _function_text(source, init, body, name, me, copies, local)
    inner = source.positions.indent(init.body[0])
    given = ", ".join([*parameters, *(f"{k}={k}" for k in keyword)])
    lines = [f"{me}.{attribute} = {parameter}" for attribute, parameter in copies.items()]
    lines.append(f"outputs = {name}({given})")
    lines += [f'{me}.{attribute} = outputs["{attribute}"]' for attribute in outputs]
    start = source.positions.start(body[0])
    end = source.positions.end(body[-1])
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    at = source.positions.line_start(first)
    edits = (Edit(at, at, (text,)), Edit(start, end, (f"\n{inner}".join(lines),)))
    given_back = tuple(outputs)
    key = (source.module, node.name)
    return Split(key, (source.module, name), edits, outputs=given_back, lines=kept)


def _copies(body: list[ast.stmt], me: str, parameters: set[str]) -> dict[str, str]:
    """Attributes that only hold a parameter: they are set where they were, outside the function."""
    assigned = {n.id for s in body for n in walk(s) if isinstance(n, ast.Name) and _stored(n)}
    found: dict[str, str] = {}
    for statement in body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
            if _attribute(target, me) and isinstance(value, ast.Name):
                if value.id in parameters - assigned and isinstance(target, ast.Attribute):
                    found[target.attr] = value.id
    stored = [
        n.attr
        for s in body
        for n in walk(s)
        if isinstance(n, ast.Attribute) and _attribute(n, me) and not isinstance(n.ctx, ast.Load)
    ]
    return {attribute: given for attribute, given in found.items() if stored.count(attribute) == 1}


def _sets_first(body: list[ast.stmt], me: str) -> bool:
    """Whether every attribute is set before it is read: nothing else that the object or its class holds is asked for."""
    bound: set[str] = set()
    for kind, name, certain in events(body, me, True):
        if kind == "attribute" and name not in bound:
            return False
        if kind == "sets attribute" and certain:
            bound.add(name)
    return True


def _stored(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _attribute(node: ast.AST, me: str) -> bool:
    return (
        isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == me
    )


def _outputs(body: list[ast.stmt], me: str, copies: dict[str, str]) -> list[str] | None:
    """The attributes that are set, in order; None when one may be left unset."""
    found: dict[str, bool] = {}

    def visit(statements: list[ast.stmt], certain: bool) -> None:
        for statement in statements:
            if isinstance(statement, ast.With):
                visit(statement.body, certain)
                continue
            whole = isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign))
            for part in own_nodes([statement]):
                if _attribute(part, me) and isinstance(part.ctx, ast.Store):  # type: ignore[attr-defined]
                    name = part.attr  # type: ignore[attr-defined]
                    found[name] = found.get(name, False) or (certain and whole)

    visit(body, True)
    if not all(found.values()):
        return None
    return [name for name in found if name not in copies]


def _local_names(source: LiftSource, init: FunctionNode, outputs: list[str]) -> dict[str, str]:
    """A local name for each attribute."""
    taken = {n.id for n in walk(init) if isinstance(n, ast.Name)}
    taken |= {a.arg for a in walk(init) if isinstance(a, ast.arg)}
    found = {}
    for name in outputs:
        local = name
        while local in taken or local in source.symbols.module_scope.names:
            local += "_"
        taken.add(local)
        found[name] = local
    return found


def _function_text(
    source: LiftSource,
    init: FunctionNode,
    body: list[ast.stmt],
    name: str,
    me: str,
    copies: dict[str, str],
    local: dict[str, str],
) -> tuple[str, tuple[int, ...]]:
    """The function, and the line of the file that each of its lines after the first comes from."""
    positions = source.positions
    first, last = positions.line_start(_first_line(source, init, body[0])), positions.end(body[-1])
    parts: list[str] = []
    at = first
    gone = {
        id(s)
        for s in body
        if isinstance(s, ast.Assign) and _attribute(s.targets[0], me)
        and isinstance(s.targets[0], ast.Attribute) and s.targets[0].attr in copies
    }  # fmt: skip
    replaced: list[tuple[int, int, str]] = []
    for statement in body:
        if id(statement) in gone:
            replaced.append(
                _without(source.text, positions.start(statement), positions.end(statement))
            )
            continue
        for part in walk(statement):
            if _attribute(part, me):
                assert isinstance(part, ast.Attribute)
                new = copies.get(part.attr) or local.get(part.attr)
                if new is None:
                    continue
                replaced.append((positions.start(part), positions.end(part), new))
    for start, end, new in sorted(replaced):
        parts += [source.text[at:start], new]
        at = end
    parts.append(source.text[at : max(at, last)].rstrip())
    lines = "".join(parts).split("\n")
    number = positions.lines.line_col(first)[0]
    every = range(number, number + source.text.count("\n", first, last) + 1)
    away = {
        n
        for start, end, new in replaced
        if not new
        for n in range(positions.lines.line_col(start)[0], positions.lines.line_col(end)[0])
    }
    header = source.text[positions.start(init) : positions.start(init.body[0])]
    arguments = header[header.index("(") + 1 :]
    arguments = arguments[arguments.index(me) + len(me) :].lstrip().removeprefix(",").lstrip()
    arguments = arguments[: arguments.rindex(":") + 1].rstrip()
    arguments = " ".join(line.strip() for line in arguments.split("\n"))
    inner = positions.indent(body[0])
    shown = ", ".join(f'"{a}": {n}' for a, n in local.items())
    given = f"{inner}return {{{shown}}}"
    text = "\n".join([f"def {name}({arguments}", *lines, given, "", "", ""])
    return text, tuple(n for n in every if n not in away)


def _without(text: str, start: int, end: int) -> tuple[int, int, str]:
    """The edit that takes a statement away, with its line when it is alone there."""
    line = text.rfind("\n", 0, start) + 1
    after = (text.find("\n", end) + 1) or len(text)
    if text[line:start].strip() or text[end:after].strip():
        return start, end, "pass"
    return line, after, ""


def _first_line(source: LiftSource, init: FunctionNode, first: ast.stmt) -> int:
    """The first line after the header or docstring."""
    before = init.body[0]
    if before is not first:
        return (before.end_lineno or before.lineno) + 1
    return first.lineno
