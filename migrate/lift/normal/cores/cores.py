"""Methods that build a model amid a program: the statements that make its layers become a function.

What stands before them (placeholders) and after them (losses, sessions) stays in the method, which calls the function with
what they read and keeps what they set. The function can then be lifted like any other.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.normal.cores.core_blocks import (
    Block,
    Blocks,
    asks_for_reuse,
    asks_objects,
    named_scopes,
)
from migrate.lift.normal.cores.core_parts import (
    hands_itself,
    held_objects,
    hooks,
    part_of,
    parts_read,
)
from migrate.lift.normal.cores.events import events, stored_names, sure_names
from migrate.lift.normal.cores.inner_objects import inner_objects
from migrate.lift.normal.cores.kept_names import kept_names
from migrate.lift.normal.regions import reads_old
from migrate.lift.source.fed_names import fed_names
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

# What Python calls when attributes are read or set.
INTERCEPTS = frozenset(
    ["__setattr__", "__getattr__", "__getattribute__", "__delattr__", "__slots__"]
)


@dataclass(eq=False)
class Core:
    """The statements of a method that become a function.

    Attributes:
      inputs: parameter -> the expression that the method gives for it.
      outputs: what the method sets -> what that is called in the function.
      names: attribute of the object -> its name in the function.
      parts: (attribute, attribute of what it holds) -> its name in the function.
      kept: statements that give an attribute what a local name of the same word holds.
    """

    statements: list[ast.stmt]
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    parts: dict[tuple[str, str], str] = field(default_factory=dict)
    kept: list[ast.Assign] = field(default_factory=list)

    @property
    def gives(self) -> bool:
        """Whether they end with what the method gives."""
        return isinstance(self.statements[-1], ast.Return)


def core_edits(
    source: LiftSource,
    graph: TreeGraph,
    node: ast.ClassDef | FunctionNode,
    method: FunctionNode,
    name: str,
    sources: Mapping[str, LiftSource],
) -> list[tuple[str, tuple[Edit, ...]]]:
    """The edits that make functions of the cores of a function or method, before it or its class, with their names.

    Args:
      node: what stands in the module: the class, or the function itself.
      name: what the only core is called, and what others begin with.
      sources: the modules of the tree.
    """
    is_class = isinstance(node, ast.ClassDef)
    me = method.args.args[0].arg if is_class else ""
    methods = hooks(source, graph, node) if isinstance(node, ast.ClassDef) else set()
    if methods & INTERCEPTS:
        return []
    objects = held_objects(source, graph, node) if isinstance(node, ast.ClassDef) else set()
    blocks = Blocks(source, graph, method, me, methods).find()
    found: list[tuple[str, tuple[Edit, ...]]] = []
    names = _names(source, blocks, name)
    for block, called in zip(blocks, names, strict=True):
        inner = inner_objects(source, graph, sources, block.statements, me) if me else set()
        core = _read(source, method, me, block, objects, inner)
        if core is None or not core.inputs or bool(core.outputs) == core.gives:
            return []
        if asks_for_reuse(block.statements) or named_scopes(method) & core.inputs.keys():
            return []
        if not isinstance(node, ast.ClassDef) or hands_itself(node):
            if any(asks_objects(source, s) for s in block.statements):
                return []
        found.append((called, _edits(source, core, node, method, called, me)))
    return found


def _names(source: LiftSource, blocks: list[Block], name: str) -> list[str]:
    """What the functions of several cores are called: as their scopes."""
    if len(blocks) == 1:
        return [name]
    found: list[str] = []
    for place, block in enumerate(blocks, 1):
        first = block.statements[0]
        called = ""
        if isinstance(first, ast.With) and isinstance(first.items[0].context_expr, ast.Call):
            scope = first.items[0].context_expr.args[:1]
            if scope and isinstance(scope[0], ast.Constant) and isinstance(scope[0].value, str):
                called = scope[0].value
        if not called.isidentifier() or not called.islower() or called in (*found, *source.names):
            called = f"{name}_{called}" if called.isidentifier() else f"{name}_{place}"
        found.append(called)
    return found


def _edits(
    source: LiftSource,
    core: Core,
    node: ast.ClassDef | FunctionNode,
    method: FunctionNode,
    name: str,
    me: str,
) -> tuple[Edit, ...]:
    positions = source.positions
    first = first_line(source, method, core.statements[0])
    start, end = positions.line_start(first), end_with_comment(source, core.statements[-1])
    inner = _indent(source, core.statements[0])
    text = _function_text(source, core, name, me, start, end)
    given = ", ".join(core.inputs.values())
    kept = "return" if core.gives else f"{', '.join(core.outputs)} ="
    call = f"{inner}{kept} {name}({given})"
    line = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    at = positions.line_start(line)
    blank = line > 2 and positions.lines.line(line - 1).strip() == ""
    if blank and positions.lines.line(line - 2).strip():
        text = f"\n{text}"
    return Edit(at, at, (text,)), Edit(start, end, (call,))


# ------------------------------------------------------------ what goes in and out
def _read(
    source: LiftSource,
    method: FunctionNode,
    me: str,
    block: Block,
    objects: set[str],
    inner_names: set[str],
) -> Core | None:
    """What the statements read and set; None when that is not certain.

    Args:
      objects: the attributes that hold objects of the tree's classes.
      inner_names: those that nothing else asks for.
    """
    statements, before, after = block.statements, block.before, block.after
    args = method.args
    known = {a.arg for a in [*args.posonlyargs, *args.args, *args.kwonlyargs]}
    known |= {a.arg for a in (args.vararg, args.kwarg) if a}
    known |= {n for s in before for n in stored_names(s)}
    known |= fed_names(source).keys() - {n for s in method.body for n in stored_names(s)}
    taken = {n.id for s in statements for n in walk(s) if isinstance(n, ast.Name)}
    taken |= set(source.symbols.module_scope.names)
    core = Core(statements)
    stored: dict[str, bool] = {}
    attributes: dict[str, bool] = {}
    parts = parts_read(statements, me, objects)
    kept = {
        attribute: one
        for attribute, one in kept_names(statements, [*before, *after], me).items()
        if not _has_comment(source, one)
    }
    for kind, name, certain in events(statements, me, True):
        if kind == "attribute" and name in parts:
            for each in parts.pop(name):
                local = f"{name}_{each}".lstrip("_")
                while local in taken:
                    local += "_"
                taken.add(local)
                core.parts[name, each] = local
                core.inputs[local] = f"{me}.{name}.{each}"
        elif kind == "attribute" and any(name == held for held, _ in core.parts):
            continue
        elif kind == "attribute":
            if name not in core.names:
                local = name.lstrip("_") or name
                while local in taken:
                    local += "_"
                taken.add(local)
                core.names[name] = local
            if name not in attributes:
                core.inputs[core.names[name]] = f"{me}.{name}"
        elif kind == "sets attribute":
            core.names.setdefault(name, "")
            if name in kept and not core.names[name]:
                core.names[name] = name
                core.kept.append(kept[name])
            if not core.names[name]:
                local = name.lstrip("_") or name
                while local in taken:
                    local += "_"
                taken.add(local)
                core.names[name] = local
            attributes[name] = attributes.get(name, False) or certain
        elif kind == "name" and name in known and not stored.get(name):
            core.inputs.setdefault(name, name)
        elif kind == "sets name":
            stored[name] = stored.get(name, False) or certain
    sure = sure_names(statements, me)
    outside = [name for name in attributes if name not in inner_names]
    if not all(f"{me}.{name}" in sure for name in outside):
        return None
    for name in outside:
        core.outputs[f"{me}.{name}"] = core.names[name]
    # Functions defined before may read what is set later, too.
    inner = (ast.FunctionDef, ast.Lambda)
    rest = [*after, *(n for s in before for n in walk(s) if isinstance(n, inner))]
    read_after = {n.id for s in rest for n in walk(s) if isinstance(n, ast.Name)}
    read_after -= {n for n in stored if bound_first(n, after, rest[len(after) :])}
    for name in stored:
        if name in read_after:
            if name not in sure and name not in core.inputs:
                return None
            core.outputs[name] = name
    core.inputs = _as_the_method(method, core.inputs)
    return None if me in stored else core


def _has_comment(source: LiftSource, node: ast.stmt) -> bool:
    """Whether a comment, or another statement, stands on the lines of a statement or right above it."""
    lines = source.positions.lines
    own = [lines.line(n) for n in range(node.lineno, (node.end_lineno or node.lineno) + 1)]
    above = lines.line(node.lineno - 1).strip() if node.lineno > 1 else ""
    return above.startswith("#") or any("#" in line or ";" in line for line in own)


def _as_the_method(method: FunctionNode, inputs: dict[str, str]) -> dict[str, str]:
    """The inputs with the method's parameters in their order, in the places where there is one of them."""
    args = method.args
    order = [a.arg for a in [*args.posonlyargs, *args.args, *args.kwonlyargs] if a.arg in inputs]
    waiting = iter(order)
    names = [next(waiting) if name in order else name for name in inputs]
    return {name: inputs[name] for name in names}


def bound_first(name: str, after: list[ast.AST], functions: list[ast.AST]) -> bool:
    """Whether a name is bound again before it is read, if it is read at all."""
    inner = [n for s in after for n in walk(s) if isinstance(n, (ast.FunctionDef, ast.Lambda))]
    inside = {n.id for s in (*functions, *inner) for n in walk(s) if isinstance(n, ast.Name)}
    statements = [s for s in after if isinstance(s, ast.stmt)]
    return name not in inside and not reads_old(statements, name)[0]


# ------------------------------------------------------------ text
def first_line(source: LiftSource, method: FunctionNode, first: ast.stmt) -> int:
    """The first line of a statement, its comments included."""
    line = first.lineno
    while (
        source.positions.lines.line(line - 1).strip().startswith("#") and line - 1 > method.lineno
    ):
        line -= 1
    return line


def end_with_comment(source: LiftSource, last: ast.stmt) -> int:
    """The end of a statement, with the comment behind it."""
    end = source.positions.end(last)
    rest = source.text[end:].partition("\n")[0]
    return end + len(rest.rstrip()) if rest.lstrip().startswith("#") else end


def _indent(source: LiftSource, node: ast.stmt) -> str:
    return source.positions.lines.line(node.lineno)[: node.col_offset]


def _function_text(source: LiftSource, core: Core, name: str, me: str, start: int, end: int) -> str:
    replaced: list[tuple[int, int, str]] = []
    for one in core.kept:
        first, behind = one.lineno, (one.end_lineno or one.lineno) + 1
        lines = source.positions.line_start(first), source.positions.line_start(behind)
        replaced.append((*lines, ""))
    gone = {id(part) for one in core.kept for part in walk(one)}
    for statement in core.statements:
        for part in walk(statement):
            whole = part_of(part, me)
            if whole in core.parts:
                place = source.positions.start(part), source.positions.end(part)  # type: ignore[arg-type]
                replaced.append((*place, core.parts[whole]))
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
                if part.value.id == me and part.attr in core.names and id(part) not in gone:
                    place = source.positions.start(part), source.positions.end(part)
                    replaced.append((*place, core.names[part.attr]))
    parts: list[str] = []
    at = start
    for first, last, new in sorted(replaced):
        parts += [source.text[at:first], new]
        at = last
    parts.append(source.text[at:end])
    inner = _indent(source, core.statements[0])
    given = ", ".join(core.inputs)
    shown = ", ".join(core.outputs.values())
    body = "".join(parts)
    closing = "" if core.gives else f"\n{inner}return {shown}"
    return f"def {name}({given}):\n{body}{closing}\n\n\n"
