"""Objects of the tree's classes that a core asks for attributes: it takes those attributes instead of the object."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk


def held_objects(source: LiftSource, graph: TreeGraph, node: ast.ClassDef) -> set[str]:
    """The attributes that hold objects of classes of the tree, and nothing else."""
    found: dict[str, bool] = {}
    for part in (n for n in walk(node) if isinstance(n, ast.Assign)):
        for target in part.targets:
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                value = part.value
                made = source.symbols.target(value.func) if isinstance(value, ast.Call) else None
                found[target.attr] = found.get(target.attr, True) and made in graph.classes
    return {name for name, known in found.items() if known}


def hooks(source: LiftSource, graph: TreeGraph, node: ast.ClassDef) -> set[str]:
    """The attributes of a class, or of those it inherits from, that are methods or computed: properties, descriptors."""
    found: set[str] = set()
    waiting, seen = [(source.module, node.name)], set[Key]()
    while waiting:
        key = waiting.pop()
        if key in seen or key not in graph.classes:
            continue
        seen.add(key)
        found |= set(graph.classes[key].methods)
        waiting += graph.bases(key)
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
            found |= {t.id for t in statement.targets if isinstance(t, ast.Name)}
    return found


def hands_itself(node: ast.ClassDef) -> bool:
    """Whether an object gives itself to others, which may then read what its methods set."""
    for part in node.body:
        if not isinstance(part, ast.FunctionDef) or not part.args.args:
            continue
        me = part.args.args[0].arg
        fine, given = _asked_of_late(part, me), list[ast.Name]()
        for n in walk(part):
            if isinstance(n, ast.Attribute):
                fine.add(id(n.value))
            elif isinstance(n, ast.Name) and n.id == me:
                given.append(n)
            elif isinstance(n, ast.Call) and isinstance(n.func, ast.Name):
                fine |= {id(a) for a in n.args if n.func.id in ("super", "isinstance")}
            elif isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute):
                fine |= {id(a) for a in n.args[:1] if n.func.attr == "__init__"}
        if any(id(n) not in fine for n in given):
            return True
    return False


def _asked_of_late(method: ast.FunctionDef, me: str) -> set[int]:
    """Where a method asks for what it sets itself when it first runs: ``if not hasattr(self, "n"): self.n = 0``."""
    found = set[int]()
    for node in walk(method):
        if not isinstance(node, ast.If) or not isinstance(node.test, ast.UnaryOp):
            continue
        asked, first = node.test.operand, node.body[0]
        if not isinstance(asked, ast.Call) or not isinstance(node.test.op, ast.Not):
            continue
        written = [ast.unparse(a) for a in (asked.func, *asked.args)]
        targets = first.targets if isinstance(first, ast.Assign) else []
        names = [t.attr for t in targets if isinstance(t, ast.Attribute)]
        if written[:2] == ["hasattr", me] and any(written[2:] == [repr(n)] for n in names):
            found.add(id(asked.args[0]))
    return found


def parts_read(statements: list[ast.stmt], me: str, objects: set[str]) -> dict[str, list[str]]:
    """Of objects that the statements only read attributes of, however they run: those attributes."""
    found: dict[str, dict[str, None]] = {}
    other: set[str] = set()
    sure = {id(n) for s in _unconditional(statements) for n in _always(s)}
    parents = {id(c): p for s in statements for p in walk(s) for c in ast.iter_child_nodes(p)}
    nodes = [n for s in statements for n in walk(s) if isinstance(n, ast.Attribute)]
    for part in sorted(nodes, key=lambda n: (n.lineno, n.col_offset)):
        if not isinstance(part.value, ast.Name) or part.value.id != me or part.attr not in objects:
            continue
        whole = parents.get(id(part))
        above = parents.get(id(whole))
        plain = isinstance(whole, ast.Attribute) and isinstance(whole.ctx, ast.Load)
        if (
            not plain
            or id(part) not in sure
            or (isinstance(above, ast.Call) and above.func is whole)
        ):
            other.add(part.attr)
        elif isinstance(whole, ast.Attribute):
            found.setdefault(part.attr, {})[whole.attr] = None
    return {name: list(parts) for name, parts in found.items() if name not in other}


def _always(node: ast.AST) -> Iterator[ast.AST]:
    """What of an expression or statement is evaluated however it comes out."""
    yield node
    inner: list[ast.AST] = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.IfExp):
        inner = [node.test]
    elif isinstance(node, ast.BoolOp):
        inner = [node.values[0]]
    elif isinstance(node, (ast.Lambda, ast.FunctionDef, ast.ClassDef, ast.comprehension)):
        inner = []
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        inner = [node.generators[0].iter]
    elif isinstance(node, ast.Assert):
        inner = [node.test]
    for child in inner:
        yield from _always(child)


def _unconditional(statements: list[ast.stmt]) -> Iterator[ast.AST]:
    """What runs however the statements run."""
    for node in statements:
        if isinstance(node, ast.With):
            yield from (item.context_expr for item in node.items)
            yield from _unconditional(node.body)
        elif isinstance(node, ast.If):
            yield node.test
        elif isinstance(node, ast.For):
            yield node.iter
        elif not isinstance(node, ast.While):
            yield node


def part_of(node: ast.AST, me: str) -> tuple[str, str]:
    """``("x", "y")`` for ``self.x.y``."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
        inner = node.value.value
        if isinstance(inner, ast.Name) and inner.id == me:
            return node.value.attr, node.attr
    return "", ""
