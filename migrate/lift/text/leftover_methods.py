"""Private methods whose part of a graph became a layer, and which nothing calls any more: they go."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress

from migrate.lift.source.source import LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits


def without_leftover_methods(
    sources: Mapping[str, LiftSource],
    edits: Mapping[str, list[Edit]],
    rewritten: Collection[int],
) -> set[str]:
    """Takes the methods away, in ``edits``; returns the modules that had some.

    Args:
      rewritten: the ids of the calls that make a layer and call it now.
    """
    found = [
        (name, cls, method)
        for name, source in sources.items()
        if name in edits
        for cls, method in _only_calling(source, rewritten)
    ]
    if not found:
        return set()
    spoken = _Spoken(sources, edits)
    touched = set()
    for name, cls, method in found:
        if not spoken.of(name, cls, method.name):
            _take_away(sources[name], edits[name], method)
            touched.add(name)
    return touched


def _only_calling(
    source: LiftSource, rewritten: Collection[int]
) -> Iterator[tuple[ast.ClassDef, ast.FunctionDef]]:
    """The private methods that do nothing but one of the calls, in classes that only the tree knows."""
    if any(_looks_up_computed(node) for node in walk(source.tree)):
        return
    own = {node.name for node in source.tree.body if isinstance(node, ast.ClassDef)}
    for cls in source.tree.body:
        if not isinstance(cls, ast.ClassDef) or len(cls.body) < 2:
            continue
        if any(not isinstance(b, ast.Name) or b.id not in own | {"object"} for b in cls.bases):
            continue  # it may be what a class of another package calls
        for node in cls.body:
            if not isinstance(node, ast.FunctionDef) or node.decorator_list:
                continue
            private = node.name.startswith("_") and not node.name.startswith("__")
            last = node.body[-1]
            alone = node.body[:-1] == [s for s in node.body[:1] if _is_docstring(s)]
            value = last.value if isinstance(last, (ast.Return, ast.Expr)) else None
            # What is said above it would go with it.
            private = private and not source.positions.lines.line(node.lineno - 1).strip()
            if private and alone and isinstance(value, ast.Call) and id(value) in rewritten:
                yield cls, node


def _looks_up_computed(node: ast.AST) -> bool:
    """``getattr(self, "_build_%s" % kind)``"""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    plain = len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
    return node.func.id == "getattr" and not plain


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class _Spoken:
    """The attributes and strings that the modules speak of after the edits.

    What a class without bases says of its own method, ``self._build_net()``, is about no other class that has none.
    """

    def __init__(
        self, sources: Mapping[str, LiftSource], edits: Mapping[str, Iterable[Edit]]
    ) -> None:
        self._anywhere: set[str] = set()
        self._own: set[tuple[str, str, str]] = set()
        self._bases: set[str] = set()
        for name, source in sources.items():
            tree = source.tree
            if name in edits:
                with suppress(SyntaxError):  # reported when the text is written
                    tree = ast.parse(apply_edits(source.text, list(edits[name])).text)
            own: set[int] = set()
            for cls in (n for n in tree.body if isinstance(n, ast.ClassDef)):
                if _is_alone(cls):
                    for part in _of_itself(cls):
                        own.add(id(part))
                        self._own.add((name, cls.name, part.attr))
            for node in walk(tree):
                if isinstance(node, ast.ClassDef):
                    self._bases |= {ast.unparse(b).rpartition(".")[2] for b in node.bases}
                if isinstance(node, ast.Attribute) and id(node) not in own:
                    self._anywhere.add(node.attr)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    self._anywhere.add(node.value)

    def of(self, module: str, cls: ast.ClassDef, method: str) -> bool:
        if method in self._anywhere or (module, cls.name, method) in self._own:
            return True
        alone = _is_alone(cls) and cls.name not in self._bases
        return not alone and any(method == name for _, _, name in self._own)


def _is_alone(cls: ast.ClassDef) -> bool:
    return all(isinstance(b, ast.Name) and b.id == "object" for b in cls.bases)


def _of_itself(cls: ast.ClassDef) -> Iterator[ast.Attribute]:
    """``self.method`` where the class has that method."""
    methods = {n.name for n in cls.body if isinstance(n, ast.FunctionDef)}
    for node in walk(cls):
        if isinstance(node, ast.Attribute) and node.attr in methods:
            if isinstance(node.value, ast.Name) and node.value.id == "self":
                yield node


def _take_away(source: LiftSource, edits: list[Edit], method: ast.FunctionDef) -> None:
    lines = source.positions.lines
    first, last = method.lineno, method.end_lineno or method.lineno
    while first > 1 and not lines.line(first - 1).strip():
        first -= 1
    start, end = source.positions.line_start(first), source.positions.line_start(last + 1)
    edits[:] = [e for e in edits if not (start <= e.start and e.end <= end)]
    edits.append(Edit(start, end, ("",)))
