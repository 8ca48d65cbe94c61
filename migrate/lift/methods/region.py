"""The statements of a method that make layers, amid others that feed, train or only set attributes.

Those statements become a function; the method keeps the rest, gives the function what it reads and keeps what it sets.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from migrate.lift.checks.hazards import READS
from migrate.lift.methods.method_class import MethodClass, attribute_of, receiver
from migrate.lift.methods.moved_first import moved_first
from migrate.lift.normal.cores.core_blocks import (
    BLOCKS,
    counts_steps,
    drives,
    last_use,
    summaries,
)
from migrate.lift.normal.cores.core_parts import hands_itself
from migrate.lift.normal.cores.cores import bound_first
from migrate.lift.normal.cores.events import events, stored_names, sure_names
from migrate.lift.plans import Refused
from migrate.lift.source.fed_names import fed_names
from migrate.lift.source.source import FunctionNode
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk


@dataclass(frozen=True, eq=False)
class Region:
    """A run of statements of a method.

    Attributes:
      before: what surely runs before them, to its end.
      given: the names of the method that they read as they were before.
      kept: the names that they set and that are read after them.
      first: the statements among them that the method keeps, and runs before them.
    """

    statements: list[ast.stmt]
    before: list[ast.stmt]
    given: tuple[str, ...]
    kept: tuple[str, ...]
    first: tuple[ast.stmt, ...] = ()

    @property
    def start(self) -> ast.stmt:
        """The first statement that is replaced."""
        return min((*self.statements, *self.first), key=lambda s: s.lineno)

    @property
    def end(self) -> ast.stmt:
        return max((*self.statements, *self.first), key=lambda s: s.lineno)


def passed_on(cls: MethodClass, graph: TreeGraph, node: FunctionNode) -> Key | None:
    """The method of the same object that a method leaves everything to; None where it makes more itself."""
    me = receiver(node)
    made = [n for s in node.body for n in walk(s) if isinstance(n, ast.Call)
            and _creates(cls, graph, n, me)]  # fmt: skip
    if len(made) != 1:
        return None
    scoped = any(isinstance(n, ast.With) for n in walk(node))
    kinds = (ast.Expr, ast.Assign) if scoped else (ast.Expr, ast.Assign, ast.Return)
    statements = [n for n in walk(node) if isinstance(n, kinds) and n.value is made[0]]
    found = cls.method(attribute_of(made[0].func, me))
    return found[0] if found is not None and statements else None


def find_region(
    cls: MethodClass,
    graph: TreeGraph,
    node: FunctionNode,
    drive: Callable[[Key], bool],
    wrapped: bool = False,
) -> Region:
    """The only run of statements of a method that makes layers, from the first to the last that does.

    Args:
      drive: whether a method of the class belongs to the program around the model.
      wrapped: its decorators only call it, whatever its body.

    Raises:
      Refused: there is none, or something among them must stay in the method.
    """
    me, line = receiver(node), node.lineno
    if not me:
        raise Refused("TF317", f"`{node.name}` is a static method", line)
    for decorator in () if wrapped else node.decorator_list:
        if not (isinstance(decorator, ast.Name) and decorator.id == "property"):
            shown = ast.unparse(decorator)
            raise Refused("TF317", f"`{node.name}` is decorated with `{shown}`", line)
    body: list[ast.stmt] = node.body
    before, after = list[ast.stmt](), list[ast.AST]()
    while True:
        making = [i for i, s in enumerate(body) if _makes(cls, graph, s, me)]
        if not making:
            raise Refused("TF317", f"`{node.name}` makes no layers", line)
        last = last_use(
            *(cls.source, graph, body, making),
            lambda s: _stays(cls, s, me, drive) is None,
        )
        run = body[making[0] : last + 1]
        first = moved_first(cls.source, run, me)
        run = [s for s in run if s not in first]
        gives = None if after or body[last + 1 :] else final_return(run[-1])
        odd = next((o for s in run if (o := _stays(cls, s, me, drive, gives)) is not None), None)
        if odd is None:
            break
        if len(run) > 1 or first or not isinstance(run[0], ast.With):
            shown = ast.unparse(odd).partition("\n")[0]
            raise Refused("TF317", f"`{shown}` stands among what makes layers", odd.lineno)
        before += body[: making[0]]
        after[:0] = body[last + 1 :]
        body = run[0].body
    before += [*body[: making[0]], *first]
    after[:0] = body[last + 1 :]
    if hands_itself(cls.node):
        for call in (n for s in run for n in walk(s) if isinstance(n, ast.Call)):
            if isinstance(call.func, ast.Attribute) and attribute_of(call.func.value, me):
                text = f"`{ast.unparse(call.func)}` may change the object, which was given away"
                raise Refused("TF317", text, call.lineno)
    found = _flow(node, run, before, after, me, fed_names(cls.source).keys())
    return replace(found, first=tuple(first))


def final_return(statement: ast.stmt) -> ast.Return | None:
    """The `return` that a statement ends with."""
    while isinstance(statement, ast.With):
        statement = statement.body[-1]
    return statement if isinstance(statement, ast.Return) else None


def _creates(cls: MethodClass, graph: TreeGraph, call: ast.Call, me: str) -> bool:
    """Whether a call makes variables."""
    if counts_steps(cls.source, call):
        return False
    rule = graph.rules.get(cls.source.called(call))
    if rule is not None and rule.creates:
        return True
    method = cls.method(attribute_of(call.func, me))
    if method is not None:
        return method[0] in graph.creating
    target = cls.source.symbols.target(call.func)
    return target is not None and graph.resolve(target) in graph.creating


def _makes(cls: MethodClass, graph: TreeGraph, statement: ast.stmt, me: str) -> bool:
    calls = (n for n in walk(statement) if isinstance(n, ast.Call))
    return any(_creates(cls, graph, call, me) for call in calls)


def _stays(
    cls: MethodClass,
    statement: ast.stmt,
    me: str,
    drive: Callable[[Key], bool],
    gives: ast.Return | None = None,
) -> ast.stmt | ast.expr | None:
    """What must stay in the method, of a statement.

    Args:
      gives: the `return` that ends both the statements and the method.
    """
    shown = summaries(cls.source, statement)
    for part in walk(statement):
        if isinstance(part, BLOCKS) and part is not gives:
            return part if isinstance(part, (ast.stmt, ast.expr)) else statement
        if isinstance(part, ast.Assign) and _keeps_scope(cls, part, me):
            return part
        if isinstance(part, ast.Call):
            if id(part) in shown:
                continue
            method = cls.method(attribute_of(part.func, me))
            looks = drives(cls.source, part) or counts_steps(cls.source, part)
            looks = looks or cls.source.called(part) in READS
            if looks or (method is not None and drive(method[0])):
                return part
    return None


def _keeps_scope(cls: MethodClass, statement: ast.Assign, me: str) -> bool:
    """``self.scope = tf.get_variable_scope().name``, also of the scope itself."""
    value: ast.expr = statement.value
    while isinstance(value, ast.Attribute):
        value = value.value
    scope = cls.source.called(value) == "tf.get_variable_scope"
    return scope and all(attribute_of(t, me) for t in statement.targets)


def _flow(
    node: FunctionNode,
    run: list[ast.stmt],
    before: list[ast.stmt],
    after: list[ast.AST],
    me: str,
    fed: Collection[str],
) -> Region:
    """What goes into the statements and what comes out.

    Args:
      fed: the module's placeholders, which go in like what the method has.

    Raises:
      Refused: that is not certain.
    """
    args = node.args
    sure = {a.arg for a in [*args.posonlyargs, *args.args, *args.kwonlyargs]}
    sure |= {a.arg for a in (args.vararg, args.kwarg) if a} | sure_names(before, me)
    inside = {id(n) for s in run for n in walk(s)}
    maybe = {name for part, name in _bound(node) if id(part) not in inside} - sure
    given, stored = dict[str, None](), set[str]()
    for index, statement in enumerate(run):
        bound = sure_names(run[:index], me)
        for kind, name, certain in events([statement], me, True):
            if kind == "name" and name not in bound:
                if name in maybe:
                    raise Refused("TF317", f"`{name}` is not always there", statement.lineno)
                if name in sure or (name in fed and name not in stored):
                    given.setdefault(name)
            elif kind == "sets name":
                stored.add(name)
                bound |= {name} if certain else set()
    if me in stored:
        raise Refused("TF317", f"`{me}` is set", run[0].lineno)
    inner = (ast.FunctionDef, ast.Lambda)
    rest = [*after, *(n for s in before for n in walk(s) if isinstance(n, inner))]
    read = {n.id for s in rest for n in walk(s) if isinstance(n, ast.Name)}
    stored_here = dict.fromkeys(n for s in run for n in stored_names(s))
    functions: list[ast.AST] = [n for s in before for n in walk(s) if isinstance(n, inner)]
    kept = [n for n in stored_here if n in read and not bound_first(n, after, functions)]
    certain_names = sure_names(run, me)
    for name in kept:
        if name not in certain_names and name not in given:
            if name not in sure:
                raise Refused("TF317", f"`{name}` may be set or not", run[0].lineno)
            given.setdefault(name)
    return Region(run, before, tuple(given), tuple(kept))


def _bound(node: FunctionNode) -> Iterator[tuple[ast.AST, str]]:
    """Every place of a method that binds a name, with the name."""
    for part in walk(node):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            yield part, part.id
        elif isinstance(part, (ast.FunctionDef, ast.ClassDef)) and part is not node:
            yield part, part.name
        elif isinstance(part, ast.alias):
            yield part, (part.asname or part.name).partition(".")[0]
        elif isinstance(part, ast.ExceptHandler) and part.name:
            yield part, part.name
