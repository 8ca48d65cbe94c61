"""Statements that were only needed to make variables, which go from ``call``."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.lift.functions.call_reads import CallReads
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.view import View
from migrate.lift.text.render import Render
from migrate.nodes import walk

_COMPOUND = (ast.If, ast.For, ast.While, ast.With, ast.Try)
_JUMPS = (ast.Break, ast.Continue)
_GIVE_VALUES = frozenset(
    ["range", "xrange", "len", "enumerate", "zip", "reversed", "isinstance", "int", "min", "max"]
    + ["abs", "sorted", "list", "tuple", "str", "float", "bool", "type"]
)


@dataclass(eq=False)
class DeadStatements:
    """Drops them from the text.

    Attributes:
      moved: statements that the slices have copied.
    """

    view: View
    render: Render
    reads: CallReads
    moved: set[int]

    def drop_tries(self) -> None:
        """A `try` of which nothing is left goes."""
        for node in walk(self.view.node):
            if isinstance(node, ast.Try) and all(id(s) in self.render.dropped for s in node.body):
                self.render.dropped.add(id(node))

    def drop(self) -> None:
        """Statements that were only needed to make variables."""
        tried = {id(s): t for t in self._tries() for s in walk(t) if s is not t}
        candidates = [
            n
            for n in walk(self.view.node)
            if isinstance(n, ast.stmt) and id(n) not in tried
            if id(n) in self.moved or self._asks_scope(n)
        ]
        changed = True
        while changed:
            changed = self._drop_whole(list(tried.values()))
            alive = self.reads.of(self.view.body)
            for node in candidates:
                if id(node) in self.render.dropped or any(
                    node in (s.statement, s.host) for s in self.view.sites
                ):
                    continue
                if isinstance(node, ast.FunctionDef) and node.name not in alive:
                    self.render.dropped.add(id(node))
                    changed = True
                names = _assigned(node)
                if names is None or self._needed_after(names, alive, node):
                    continue
                if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr)):
                    self.render.dropped.add(id(node))
                    changed = True
        self._drop_groups([n for n in candidates if id(n) not in self.render.dropped])

    def _asks_scope(self, node: ast.stmt) -> bool:
        """``dtype = scope.dtype``, which nothing but what makes variables is told."""
        aliases = {scope.alias for scope in self.view.scopes if scope.alias}
        return (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Attribute)
            and isinstance(node.value.value, ast.Name)
            and node.value.value.id in aliases
            and node.value.attr == "dtype"
        )

    def _tries(self) -> list[ast.Try]:
        return [n for n in own_nodes(self.view.body) if isinstance(n, ast.Try)]

    def _drop_whole(self, tried: list[ast.Try]) -> bool:
        """Drops loops and `try` statements of which nothing but what the slices have is left; whether there was one."""
        loops = [n for n in own_nodes(self.view.body) if isinstance(n, (ast.For, ast.While))]
        alive = self.reads.of(self.view.body)
        for node in (*tried, *loops):
            parts = [n for n in own_nodes([node]) if isinstance(n, ast.stmt) and n is not node]
            ends = (ast.Raise, ast.Pass) if isinstance(node, ast.Try) else (*_JUMPS, ast.Pass)
            plain = [n for n in parts if not isinstance(n, (*_COMPOUND, *ends))]
            if id(node) in self.render.dropped or not any(id(n) in self.moved for n in plain):
                continue
            if any(id(n) not in self.moved or _assigned(n) is None for n in plain):
                continue
            if any(s.made_in in parts for s in self.view.sites):
                continue
            names = set().union(*(_assigned(n) or set() for n in plain))
            targets = [n.target for n in (node, *parts) if isinstance(n, ast.For)]
            names |= {n.id for t in targets for n in walk(t) if isinstance(n, ast.Name)}
            inside = {id(n) for n in walk(node)}
            if _acts(node) or any(alive.get(name, set()) - inside for name in names):
                continue
            self.render.dropped |= {id(node), *(id(n) for n in parts)}
            return True
        return False

    def _drop_groups(self, candidates: list[ast.stmt]) -> None:
        """An object that is made and changed, and then only used by constructors, goes with its changes."""
        groups: dict[str, list[ast.stmt]] = {}
        for node in candidates:
            name = _root_assigned(node)
            if name is not None and not any(node in (s.statement, s.host) for s in self.view.sites):
                groups.setdefault(name, []).append(node)
        for name, group in groups.items():
            inside = {id(n) for statement in group for n in walk(statement)}
            if not self.reads.of(self.view.body).get(name, set()) - inside:
                self.render.dropped |= {id(s) for s in group}

    def _needed_after(self, names: set[str], alive: dict[str, set[int]], node: ast.stmt) -> bool:
        """Whether ``call`` reads one of the names between this assignment and the next one of its block."""
        own = {id(n) for n in walk(node)}
        until = self._next_assignment(names, node)
        for name in names & alive.keys():
            for place in alive[name] - own:
                line = self.reads.lines[place]
                if line < node.lineno and not self._in_loop(node):
                    continue  # it has run by then
                if until is None or node.lineno <= line <= until:
                    return True
        return False

    def _in_loop(self, node: ast.AST) -> bool:
        above: ast.AST | None = node
        while above is not None and above is not self.view.node:
            if isinstance(above, (ast.For, ast.While)):
                return True
            above = self.view.parents.get(id(above))
        return False

    def _next_assignment(self, names: set[str], node: ast.stmt) -> int | None:
        """The line of the next statement of the same block that binds the names anew, outside loops."""
        above: ast.AST | None = self.view.parents.get(id(node))
        while above is not None and above is not self.view.node:
            if not isinstance(above, ast.With):
                return None
            above = self.view.parents.get(id(above))
        parent = self.view.parents.get(id(node))
        block: list[ast.stmt] = getattr(parent, "body", [])
        if node not in block:
            return None
        for later in block[block.index(node) + 1 :]:
            if isinstance(later, ast.Assign) and _assigned(later) == names:
                return (
                    (later.end_lineno or later.lineno) - 0
                    if _reads(later, names)
                    else later.lineno - 1
                )
        return None


def _root_assigned(node: ast.stmt) -> str | None:
    """The one name that a statement assigns, or whose attribute or item it sets."""
    names = _assigned(node)
    if names is not None:
        return next(iter(names)) if len(names) == 1 else None
    if isinstance(node, (ast.Assign, ast.AugAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if len(targets) == 1:
            root: ast.expr = targets[0]
            while isinstance(root, (ast.Attribute, ast.Subscript)):
                root = root.value
            return root.id if isinstance(root, ast.Name) else None
    return None


def _reads(node: ast.stmt, names: set[str]) -> bool:
    return any(
        isinstance(n, ast.Name) and n.id in names and isinstance(n.ctx, ast.Load)
        for n in walk(node)
    )


def _acts(node: ast.For | ast.While | ast.Try) -> bool:
    """Whether the headers in a statement may do more than give values."""
    headers: list[ast.expr] = []
    for part in walk(node):
        if isinstance(part, (ast.If, ast.While)):
            headers.append(part.test)
        elif isinstance(part, ast.For):
            headers.append(part.iter)
        elif isinstance(part, ast.With):
            headers += [item.context_expr for item in part.items]
    calls = [n for part in headers for n in walk(part) if isinstance(n, ast.Call)]
    return any(not isinstance(c.func, ast.Name) or c.func.id not in _GIVE_VALUES for c in calls)


def _assigned(node: ast.stmt) -> set[str] | None:
    """The plain names a statement assigns or appends to; None when it does more."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
        targets = [node.target]
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        func = node.value.func
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
            return {func.value.id}
        return None
    else:
        return None
    names: set[str] = set()
    for target in targets:
        for part in walk(target):
            if isinstance(part, ast.Name):
                names.add(part.id)
            elif isinstance(part, (ast.Attribute, ast.Subscript)):
                return None
    return names
