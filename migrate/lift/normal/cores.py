"""Methods that build a model amid a program: the statements that make its layers become a function.

What stands before them (placeholders) and after them (losses, sessions) stays in the method, which calls the function with
what they read and keeps what they set. The function can then be lifted like any other.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass, field

from migrate.lift.normal.core_parts import hands_itself, held_objects, hooks, part_of, parts_read
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import TreeGraph
from migrate.rewrite.edits import Edit

# What runs a program or is fed by it: no part of a layer.
_DRIVES = ("tf.Session", "tf.InteractiveSession", "tf.gradients", "tf.get_default_session")
_DRIVES_BELOW = ("tf.train.", "tf.summary.", "tf.placeholder", "tf.sparse_placeholder")
# What a layer does with its variables.
_OPERATIONS = frozenset(
    f"tf.{name}"
    for name in (
        *("matmul", "tensordot", "einsum", "nn.conv1d", "nn.conv2d", "nn.conv2d_transpose"),
        *("nn.bias_add", "nn.xw_plus_b", "nn.embedding_lookup", "gather"),
    )
)
# What binds names in other ways, or leaves the method.
BLOCKS: tuple[type[ast.AST], ...] = (
    *(ast.Return, ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.Lambda),
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.While, ast.Delete),
    *(ast.Import, ast.ImportFrom, ast.AnnAssign, ast.NamedExpr, ast.Starred, ast.Match),
)


# What Python calls when attributes are read or set.
_INTERCEPTS = frozenset(
    ["__setattr__", "__getattr__", "__getattribute__", "__delattr__", "__slots__"]
)
# Methods of lists, texts and shapes.
_PLAIN = frozenset(
    [
        *("append", "extend", "format", "get_shape", "as_list", "items", "keys", "values"),
        *("join", "get", "copy", "index", "startswith", "endswith", "split", "set_shape"),
    ]
)


@dataclass(eq=False)
class Core:
    """The statements of a method that become a function.

    Attributes:
      inputs: parameter -> the expression that the method gives for it.
      outputs: what the method sets -> what that is called in the function.
      names: attribute of the object -> its name in the function.
      parts: (attribute, attribute of what it holds) -> its name in the function.
    """

    statements: list[ast.stmt]
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    parts: dict[tuple[str, str], str] = field(default_factory=dict)


def core_edits(
    source: LiftSource, graph: TreeGraph, node: ast.ClassDef, method: FunctionNode, name: str
) -> tuple[Edit, ...]:
    """The edits that make a function called `name` of the core of a method, before the class; none if it has no core."""
    me = method.args.args[0].arg
    methods = hooks(source, graph, node)
    if methods & _INTERCEPTS:
        return ()
    block = _block(source, graph, method, me, methods)
    if block is None:
        return ()
    statements = block.statements
    core = _read(source, method, me, block, held_objects(source, graph, node))
    if core is None or not core.inputs or not core.outputs or _asks_for_reuse(statements):
        return ()
    if hands_itself(node) and any(_asks_objects(source, s) for s in statements):
        return ()
    positions = source.positions
    first = first_line(source, method, statements[0])
    start, end = positions.line_start(first), positions.end(statements[-1])
    inner = " " * statements[0].col_offset
    text = _function_text(source, core, name, me, start, end)
    given = ", ".join(core.inputs.values())
    call = f"{inner}{', '.join(core.outputs)} = {name}({given})"
    line = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    at = positions.line_start(line)
    blank = line > 2 and positions.lines.line(line - 1).strip() == ""
    if blank and positions.lines.line(line - 2).strip():
        text = f"\n{text}"
    return Edit(at, at, (text,)), Edit(start, end, (call,))


# ------------------------------------------------------------ which statements
@dataclass(frozen=True, eq=False)
class Block:
    """The only run of statements of a method that makes layers, and what stands before and after it."""

    statements: list[ast.stmt]
    before: list[ast.AST]
    after: list[ast.AST]


def _block(
    source: LiftSource, graph: TreeGraph, method: FunctionNode, me: str, methods: set[str]
) -> Block | None:
    """The statements of a core, in the method or in a scope that the method opens; None if there are several runs."""
    body, before, after = method.body, list[ast.AST](), list[ast.AST]()
    while True:
        statements = _run(source, graph, body, me, methods)
        making = [s for s in body if any(_made(source, graph, s))]
        if statements or len(making) != 1 or not isinstance(making[0], ast.With):
            break
        at = body.index(making[0])
        before += [*body[:at], *making[0].items]
        after[:0] = body[at + 1 :]
        body = making[0].body
    if not statements or statements == body:
        return None
    at = body.index(statements[0])
    rest = body[at + len(statements) :]
    return Block(statements, [*before, *body[:at]], [*rest, *after])


def _run(
    source: LiftSource, graph: TreeGraph, body: list[ast.stmt], me: str, methods: set[str]
) -> list[ast.stmt]:
    """The only run of statements that makes layers; none if there are several."""
    runs: list[list[ast.stmt]] = [[]]
    for statement in body:
        if _blocks(source, graph, statement, me, methods):
            runs.append([])
        else:
            runs[-1].append(statement)
    found = []
    for run in runs:
        made = [list(_made(source, graph, s)) for s in run]
        making = [i for i, each in enumerate(made) if each]
        if any(any(each) for each in made) or computes(source, run):  # variables alone are no model
            found.append(run[making[0] : making[-1] + 1])
    return found[0] if len(found) == 1 else []


def _asks_objects(source: LiftSource, statement: ast.stmt) -> bool:
    """Whether a statement calls a method of an object, or a function that is not known."""
    for part in ast.walk(statement):
        if isinstance(part, ast.Call) and not source.called(part):
            known = source.symbols.target(part.func) is not None
            builtin = isinstance(part.func, ast.Name) and hasattr(builtins, part.func.id)
            plain = isinstance(part.func, ast.Attribute) and part.func.attr in _PLAIN
            if not known and not builtin and not plain:
                return True
    return False


def computes(source: LiftSource, run: list[ast.stmt]) -> bool:
    """Whether statements that make variables do with them what layers do."""
    called = {source.called(n) for s in run for n in ast.walk(s) if isinstance(n, ast.Call)}
    made = bool(called & {"tf.Variable", "tf.get_variable"})
    return made and bool(called & _OPERATIONS)


def _made(source: LiftSource, graph: TreeGraph, statement: ast.stmt) -> Iterator[bool]:
    """For each call that makes variables, whether that is a layer or a function of the tree."""
    for part in ast.walk(statement):
        if isinstance(part, ast.Call) and not counts_steps(source, part):
            rule = graph.rules.get(source.called(part))
            target = source.symbols.target(part.func)
            if rule is not None and rule.creates:
                yield rule.kind != "variable"
            elif target is not None and graph.resolve(target) in graph.creating:
                yield True


def counts_steps(source: LiftSource, call: ast.Call) -> bool:
    """Whether a call makes a number that is no weight, as training counts its steps."""
    symbol = source.called(call)
    if symbol.endswith("get_or_create_global_step"):
        return True
    if symbol not in ("tf.Variable", "tf.get_variable"):
        return False
    given = {k.arg: k.value for k in call.keywords}
    trainable = given.get("trainable")
    fixed = isinstance(trainable, ast.Constant) and trainable.value is False
    if symbol == "tf.Variable":
        value = call.args[0] if call.args else given.get("initial_value")
        number = value.value if isinstance(value, ast.Constant) else None
        return type(number) is int or (fixed and type(number) is float)
    shape = call.args[1] if len(call.args) > 1 else given.get("shape")
    return fixed and isinstance(shape, (ast.List, ast.Tuple)) and not shape.elts


def _asks_for_reuse(statements: list[ast.stmt]) -> bool:
    """Whether `reuse`, which callers of a layer give for its scope, is more to the statements than that."""
    nodes = [n for s in statements for n in ast.walk(s)]
    fine = {id(n.value) for n in nodes if isinstance(n, ast.keyword) and n.arg == "reuse"}
    return any(isinstance(n, ast.Name) and n.id == "reuse" and id(n) not in fine for n in nodes)


def makes_objects(source: LiftSource, graph: TreeGraph, method: FunctionNode) -> bool:
    """Whether a method makes objects whose constructors make variables, which stay where they are made."""
    for part in ast.walk(method):
        target = source.symbols.target(part.func) if isinstance(part, ast.Call) else None
        if (
            target in graph.classes
            and target is not None
            and graph.resolve(target) in graph.creating
        ):
            return True
    return False


def drives(source: LiftSource, call: ast.Call) -> bool:
    """Whether a call runs a program, feeds it or asks Python about the method."""
    symbol = source.called(call)
    if symbol in _DRIVES or symbol.startswith(_DRIVES_BELOW):
        return True
    return isinstance(call.func, ast.Name) and call.func.id in ("super", "locals", "vars")


def _blocks(
    source: LiftSource, graph: TreeGraph, statement: ast.stmt, me: str, methods: set[str]
) -> bool:
    """Whether a statement must stay in the method."""
    parents = {id(c): p for p in ast.walk(statement) for c in ast.iter_child_nodes(p)}
    for part in ast.walk(statement):
        if isinstance(part, BLOCKS):
            return True
        if isinstance(part, ast.Name) and part.id == me:
            above = parents.get(id(part))
            if not isinstance(above, ast.Attribute) or above.attr in methods:
                return True
        if isinstance(part, ast.Call):
            if drives(source, part) or counts_steps(source, part):
                return True
            target = source.symbols.target(part.func)
            if target is not None and target in graph.classes:
                return graph.resolve(target) in graph.creating  # an object of a class of the tree
    return False


# ------------------------------------------------------------ what goes in and out
def _read(
    source: LiftSource,
    method: FunctionNode,
    me: str,
    block: Block,
    objects: set[str],
) -> Core | None:
    """What the statements read and set; None when that is not certain.

    Args:
      objects: the attributes that hold objects of the tree's classes.
    """
    statements, before, after = block.statements, block.before, block.after
    args = method.args
    known = {a.arg for a in [*args.posonlyargs, *args.args, *args.kwonlyargs]}
    known |= {a.arg for a in (args.vararg, args.kwarg) if a}
    known |= {n for s in before for n in stored_names(s)}
    taken = {n.id for s in statements for n in ast.walk(s) if isinstance(n, ast.Name)}
    taken |= set(source.symbols.module_scope.names)
    core = Core(statements)
    stored: dict[str, bool] = {}
    attributes: dict[str, bool] = {}
    parts = parts_read(statements, me, objects)
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
    if not all(f"{me}.{name}" in sure for name in attributes):
        return None
    for name in attributes:
        core.outputs[f"{me}.{name}"] = core.names[name]
    # Functions defined before may read what is set later, too.
    inner = (ast.FunctionDef, ast.Lambda)
    rest = [*after, *(n for s in before for n in ast.walk(s) if isinstance(n, inner))]
    read_after = {n.id for s in rest for n in ast.walk(s) if isinstance(n, ast.Name)}
    for name in stored:
        if name in read_after:
            if name not in sure and name not in core.inputs:
                return None
            core.outputs[name] = name
    return None if me in stored else core


def sure_names(statements: list[ast.stmt], me: str) -> set[str]:
    """What the statements set however they run: names, and attributes with their object."""
    found: set[str] = set()
    for statement in statements:
        if isinstance(statement, ast.With):
            found |= sure_names(statement.body, me)
        elif isinstance(statement, ast.If):
            ways = [
                sure_names(way, me)
                for way in (statement.body, statement.orelse)
                if not way or not isinstance(way[-1], ast.Raise)
            ]
            found |= set.intersection(*ways) if ways else set()
        elif isinstance(statement, (ast.Assign, ast.AugAssign)):
            for kind, name, _ in events([statement], me, True):
                if kind.startswith("sets"):
                    found.add(name if kind == "sets name" else f"{me}.{name}")
    return found


def stored_names(statement: ast.AST) -> Iterator[str]:
    for part in own_nodes([statement]):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            yield part.id


def events(statements: list[ast.stmt], me: str, certain: bool) -> Iterator[tuple[str, str, bool]]:
    """What the statements read and set, in the order in which they do; and whether they surely do."""
    for statement in statements:
        if isinstance(statement, ast.With):
            for item in statement.items:
                yield from _expression(item.context_expr, me)
                if item.optional_vars is not None:
                    yield from _targets(item.optional_vars, me, certain)
            yield from events(statement.body, me, certain)
        elif isinstance(statement, ast.If):
            yield from _expression(statement.test, me)
            yield from events(statement.body, me, False)
            yield from events(statement.orelse, me, False)
        elif isinstance(statement, ast.For):
            yield from _expression(statement.iter, me)
            yield from _targets(statement.target, me, False)
            yield from events(statement.body, me, False)
            yield from events(statement.orelse, me, False)
        elif isinstance(statement, ast.Assign):
            yield from _expression(statement.value, me)
            for target in statement.targets:
                yield from _targets(target, me, certain)
        elif isinstance(statement, ast.AugAssign):
            yield from _expression(statement.target, me)
            yield from _expression(statement.value, me)
            yield from _targets(statement.target, me, certain)
        else:
            yield from _expression(statement, me)


def _expression(node: ast.AST, me: str) -> Iterator[tuple[str, str, bool]]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            if part.value.id == me:
                yield "attribute", part.attr, True
        elif isinstance(part, ast.Name) and part.id != me:
            yield "name", part.id, True


def _targets(node: ast.expr, me: str, certain: bool) -> Iterator[tuple[str, str, bool]]:
    if isinstance(node, (ast.Tuple, ast.List)):
        for element in node.elts:
            yield from _targets(element, me, certain)
    elif isinstance(node, ast.Name):
        yield "sets name", node.id, certain
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == me:
            yield "sets attribute", node.attr, certain
        else:
            yield from _expression(node.value, me)
    else:
        yield from _expression(node, me)


# ------------------------------------------------------------ text
def first_line(source: LiftSource, method: FunctionNode, first: ast.stmt) -> int:
    """The first line of a statement, its comments included."""
    line = first.lineno
    while (
        source.positions.lines.line(line - 1).strip().startswith("#") and line - 1 > method.lineno
    ):
        line -= 1
    return line


def _function_text(source: LiftSource, core: Core, name: str, me: str, start: int, end: int) -> str:
    replaced = []
    for statement in core.statements:
        for part in ast.walk(statement):
            whole = part_of(part, me)
            if whole in core.parts:
                place = source.positions.start(part), source.positions.end(part)  # type: ignore[arg-type]
                replaced.append((*place, core.parts[whole]))
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
                if part.value.id == me and part.attr in core.names:
                    place = source.positions.start(part), source.positions.end(part)
                    replaced.append((*place, core.names[part.attr]))
    parts: list[str] = []
    at = start
    for first, last, new in sorted(replaced):
        parts += [source.text[at:first], new]
        at = last
    parts.append(source.text[at:end])
    inner = " " * core.statements[0].col_offset
    given = ", ".join(core.inputs)
    shown = ", ".join(core.outputs.values())
    body = "".join(parts)
    return f"def {name}({given}):\n{body}\n{inner}return {shown}\n\n\n"
