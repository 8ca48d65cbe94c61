"""Bodies of methods that stand in another one: which may, and their lines under other names."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource, stores
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits
from migrate.rewrite.positions import Positions


def check_inlined(method: FunctionNode, last: ast.stmt, returns: bool) -> ast.Return | None:
    """Finds the statement with which a method gives its value; only such a one can stand in place of its call.

    Args:
      last: its last statement.
      returns: what it gives is what the caller gives.

    Raises:
      Refused: it is another one.
    """
    args = method.args
    if method.decorator_list or args.vararg or args.kwarg or args.posonlyargs:
        text = f"`{method.name}` is decorated, or takes `*` arguments"
        raise Refused("TF320", text, method.lineno)
    if not args.args or args.args[0].arg != "self" or is_abstract(method):
        raise Refused("TF320", f"`{method.name}` has no body", method.lineno)
    while isinstance(last, ast.With):
        last = last.body[-1]
    odd = (ast.Yield, ast.YieldFrom, ast.FunctionDef, ast.Lambda, ast.Global, ast.Nonlocal)
    for part in walk(method):
        if isinstance(part, odd) and part is not method:
            text = f"`{type(part).__name__.lower()}` in `{method.name}`"
            raise Refused("TF320", text, getattr(part, "lineno", method.lineno))
        if isinstance(part, ast.Return) and part is not last and not returns:
            raise Refused("TF320", f"`{method.name}` returns in several places", part.lineno)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "\n" in part.value:
            if part is not getattr(method.body[0], "value", None):
                raise Refused("TF320", "a string of several lines", part.lineno)
    return last if isinstance(last, ast.Return) else None


def is_abstract(method: FunctionNode) -> bool:
    """Whether a method only says that another class has it."""
    if any(ast.unparse(d).endswith("abstractmethod") for d in method.decorator_list):
        return True
    body = [s for s in method.body if not is_text(s)]
    return not body or (len(body) == 1 and isinstance(body[0], (ast.Raise, ast.Pass)))


def given_back(method: FunctionNode, last: ast.Return | None) -> ast.stmt | None:
    """The first statement that sets the name whose value a method gives: one that always runs; None where there is none."""
    name = last.value.id if last is not None and isinstance(last.value, ast.Name) else ""
    for statement in method.body:
        if name in stores(statement):
            plain = isinstance(statement, ast.Assign) and len(statement.targets) == 1
            return statement if plain and ast.unparse(statement.targets[0]) == name else None  # type: ignore[attr-defined]
    return None


def is_above(call: ast.Call, lineage: Sequence[ast.ClassDef]) -> bool:
    """``Base.__init__(self, name)``."""
    func = call.func
    named = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
    own = bool(call.args) and ast.unparse(call.args[0]) == "self"
    return named and own and func.value.id in {c.name for c in lineage}  # type: ignore[attr-defined]


def is_dotted(node: ast.expr) -> bool:
    """``tf.nn.relu``."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def with_names(text: str, renamed: Mapping[str, str]) -> str:
    """Statements with other names."""
    width = len(text) - len(text.lstrip())
    plain = dedented(text, width)
    positions = Positions(plain)
    edits = [
        Edit(positions.start(n), positions.end(n), (renamed[n.id],))
        for n in walk(ast.parse(plain))
        if isinstance(n, ast.Name) and n.id in renamed
    ]
    edits.sort(key=lambda e: e.start)
    return indented(apply_edits(plain, tuple(edits)).text, text[:width])


def free_name(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def is_alone(method: FunctionNode, statement: ast.stmt) -> bool:
    """Whether a statement is all that a block holds."""
    return any(getattr(n, "body", None) == [statement] for n in walk(method))


def whole_lines(source: LiftSource, statement: ast.stmt) -> tuple[int, int]:
    """The lines of a statement, with the comment behind it.

    Raises:
      Refused: another one shares them.
    """
    positions, text = source.positions, source.text
    start = positions.line_start(statement.lineno)
    end = positions.line_start((statement.end_lineno or statement.lineno) + 1)
    behind = text[positions.end(statement) : end].strip()
    if text[start : positions.start(statement)].strip() or (behind and behind[0] != "#"):
        name = f"`{ast.unparse(statement)}` shares its line"
        raise Refused("TF320", name, statement.lineno)
    return start, end


def is_inside(one: Edit, other: Edit) -> bool:
    return other.start <= one.start and one.end <= other.end


def docstring_of(node: ast.ClassDef) -> ast.stmt | None:
    return node.body[0] if is_text(node.body[0]) else None


def is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def dedented(text: str, width: int) -> str:
    """Lines with so much less before them."""
    lines = text.split("\n")
    return "\n".join(n[width:] if not n[:width].strip() else n for n in lines)


def indented(text: str, indent: str) -> str:
    return "\n".join(indent + line if line.strip() else "" for line in text.split("\n"))


def attributes_of(node: ast.ClassDef) -> set[str]:
    """What a class has: its methods and attributes, and all that is set on ``self``."""
    found = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
    for part in walk(node):
        if isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load):
            found.add(part.attr)
    return found | {n for s in node.body if isinstance(s, ast.Assign) for n in stores(s)}
