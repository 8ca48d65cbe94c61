"""Functions inside functions that create variables move out, with what they read of the outer one as parameters.

def network(x, units):                        def layer(h, i, units):
    def layer(h, i):                              return dense(h, units, "layer_%d" % i)
        return dense(h, units, "layer_%d" % i)
    return layer(layer(x, 0), 1)              def network(x, units):
                                                  return layer(layer(x, 0, units=units), 1, units=units)
"""

from __future__ import annotations

import ast
import builtins

from migrate.lift.normal.closure_text import Inner, call_edits, definition, lines_of
from migrate.lift.normal.number_steps import COMPREHENSIONS
from migrate.lift.normal.own_attributes import OwnAttributes, reads_attribute
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource, loads
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

# What constructors of layers call their own.
_OF_LAYERS = frozenset({"self", "name", "kwargs", "args", "keras", "compat_scope"})


def moved_out(
    source: LiftSource,
    outer: FunctionNode,
    creators: Creators,
    taken: set[str],
    own: OwnAttributes | None = None,
) -> tuple[list[Edit], list[str]]:
    """Edits that move inner functions out, and the names of those that create variables.

    Args:
      taken: names that functions moved out before have.
      own: of a method, its object, which they may ask for what it holds.
    """
    inner = _candidates(source, outer)
    chosen = _chosen(source, outer, inner, creators, own)
    if chosen is None or not chosen:
        return [], []
    names = {n: _free_name(source, outer, n, taken) for n in chosen}
    creating = [names[n] for n in chosen if creators.inside(source, chosen[n].node)]
    creators.also |= set(creating)
    edits = []
    header = min([outer.lineno, *(d.lineno for d in outer.decorator_list)])
    at = source.positions.line_start(header)
    parts = [definition(source, one, chosen, names) for one in chosen.values()]
    edits.append(Edit(at, at, ("".join(parts),)))
    gone = [lines_of(source, one.node) for one in chosen.values()]
    edits += [Edit(a, b, ("",)) for a, b in gone]
    for name, one in chosen.items():
        for call, around in one.calls:
            if not any(f is other.node for f in around for other in chosen.values()):
                edits += call_edits(source, call, names[name], one.given)
    return edits, creating


def _candidates(source: LiftSource, outer: FunctionNode) -> dict[str, Inner]:
    """The functions that stand in the outer one and are only called."""
    defined: dict[str, list[FunctionNode]] = {}
    for node in own_nodes(outer.body):
        if isinstance(node, ast.FunctionDef):
            defined.setdefault(node.name, []).append(node)
    stored = {n.id for n in own_nodes(outer.body) if isinstance(n, ast.Name) and _stored(n)}
    stored |= {a.arg for a in walk(outer.args) if isinstance(a, ast.arg)}
    alone = _alone(outer)
    found = {
        name: Inner(nodes[0])
        for name, nodes in defined.items()
        if len(nodes) == 1 and name not in stored and _is_plain(nodes[0])
        and id(nodes[0]) not in alone
    }  # fmt: skip
    values: set[str] = set()

    def visit(node: ast.AST, around: tuple[FunctionNode, ...], shadowed: frozenset[str]) -> None:
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            for default in (*node.args.defaults, *node.args.kw_defaults):
                if default is not None:
                    visit(default, around, shadowed)
            body: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else [*node.body]
            if isinstance(node, ast.FunctionDef):
                around = (*around, node)
            for inner in body:
                visit(inner, around, shadowed | local_names(node))
            return
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in found and node.func.id not in shadowed:
                found[node.func.id].calls.append((node, around))
                for part in ast.iter_child_nodes(node):
                    if part is not node.func:
                        visit(part, around, shadowed)
                return
        if isinstance(node, ast.Name) and node.id in found and node.id not in shadowed:
            values.add(node.id)
        for part in ast.iter_child_nodes(node):
            visit(part, around, shadowed)

    for statement in outer.body:
        visit(statement, (), frozenset())
    return {name: one for name, one in found.items() if name not in values}


def _alone(outer: FunctionNode) -> set[int]:
    """The statements that are all there is in their block, which must not become empty."""
    parts = own_nodes(outer.body)
    blocks = [getattr(n, name, []) for n in parts for name in ("body", "orelse", "finalbody")]
    return {id(b[0]) for b in blocks if isinstance(b, list) and len(b) == 1}


def _stored(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _is_plain(node: FunctionNode) -> bool:
    if node.decorator_list:
        return False
    odd = (ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal, ast.Await)
    return not any(isinstance(part, odd) for part in walk(node))


def _chosen(
    source: LiftSource,
    outer: FunctionNode,
    inner: dict[str, Inner],
    creators: Creators,
    own_object: OwnAttributes | None,
) -> dict[str, Inner] | None:
    """Those that move: what creates variables, and what these call."""
    outside = local_names(outer) | {
        n.name for n in own_nodes(outer.body) if isinstance(n, (ast.FunctionDef, ast.ClassDef))
    }
    outside |= {
        (a.asname or a.name).partition(".")[0]
        for n in own_nodes(outer.body)
        if isinstance(n, (ast.Import, ast.ImportFrom))
        for a in n.names
    }
    read = {name: _reads(one.node, outside, own_object) for name, one in inner.items()}
    wanted = [n for n, one in inner.items() if creators.inside(source, one.node)]
    for name in wanted:  # grows as it goes
        wanted += [n for n in read[name] if n in inner and n not in wanted]
    if not wanted:
        return {}
    for name in wanted:
        if name in read[name]:
            return None  # it calls itself
    for name in wanted:
        inner[name].reads = _through(name, read, wanted)
    if own_object is not None:
        asked = dict.fromkeys(r for n in wanted for r in inner[n].reads if "." in r)
        words = own_object.words(asked, [outer, *(inner[n].node for n in wanted)])
        for name in wanted:
            inner[name].words = {r: words[r] for r in inner[name].reads if r in words}
            inner[name].asks = own_object.places(inner[name].node)
    for name in wanted:
        one = inner[name]
        own = local_names(one.node)
        defaults = [*one.node.args.defaults, *(d for d in one.node.args.kw_defaults if d)]
        if any(loads(d) & outside for d in defaults) or set(one.reads) & own:
            return None
        for call, around in one.calls:
            hidden = set().union(*(local_names(f) for f in around)) if around else set()
            hidden |= _of_comprehensions(outer, call)
            if hidden & {r.partition(".")[0] for r in one.reads}:
                return None
            if around and around[0].name not in wanted:
                return None  # a function that stays calls it
            missing = set() if around else set(one.reads) - bound_before(outer, call)
            if own_object is not None:
                missing -= {r for r in one.words if own_object.has(r, call)}
            if not all(n in read[name] and _always_reads(one.node.body, n) for n in missing):
                return None  # it may not be there, where the function does not ask for it
    return {n: inner[n] for n in inner if n in wanted}


def _always_reads(body: list[ast.stmt], name: str) -> bool:
    """Whether statements read a name whichever way they go, if a loop among them has a turn: without it they would fail."""
    for node in body:
        if isinstance(node, (ast.With, ast.For)):
            headers = (
                [i.context_expr for i in node.items] if isinstance(node, ast.With) else [node.iter]
            )
            if any(_asks(h, name) for h in headers) or _always_reads(node.body, name):
                return True
        elif isinstance(node, ast.If):
            both = node.orelse and _always_reads(node.orelse, name)
            if _asks(node.test, name) or (both and _always_reads(node.body, name)):
                return True
        elif isinstance(node, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr, ast.AnnAssign)):
            if node.value is not None and _certainly_reads(node.value, name):
                return True
            if isinstance(node, ast.Return):
                return False
    return False


def _asks(node: ast.AST, name: str) -> bool:
    return reads_attribute(node, name) if "." in name else name in loads(node)


def _certainly_reads(node: ast.AST, name: str) -> bool:
    """Whether an expression reads a name whatever is in it."""
    if isinstance(node, ast.Name):
        return node.id == name
    if isinstance(node, ast.Attribute) and ast.unparse(node) == name:
        return True
    if isinstance(node, ast.IfExp):
        return _certainly_reads(node.test, name)
    if isinstance(node, ast.BoolOp):
        return _certainly_reads(node.values[0], name)
    if isinstance(node, (ast.Lambda, *COMPREHENSIONS)):
        return False
    return any(_certainly_reads(part, name) for part in ast.iter_child_nodes(node))


def _of_comprehensions(outer: FunctionNode, call: ast.Call) -> set[str]:
    """The names that comprehensions around a call bind."""
    around = [
        n
        for n in walk(outer)
        if isinstance(n, COMPREHENSIONS) and any(part is call for part in walk(n))
    ]
    targets = [one.target for n in around for one in n.generators]
    return {n.id for target in targets for n in walk(target) if isinstance(n, ast.Name)}


def _reads(
    node: FunctionNode, outside: set[str], own_object: OwnAttributes | None = None
) -> list[str]:
    """The names of the outer function, and what is asked of its object, as ``self.units``."""
    own = local_names(node)
    found: dict[str, None] = {}
    if own_object is not None:
        outside = outside - {own_object.me}
        found |= dict.fromkeys(own_object.read_in(node))
    for statement in node.body:
        for part in walk(statement):
            if isinstance(part, ast.Name) and part.id in outside and part.id not in own:
                found[part.id] = None
    return list(found)


def _through(name: str, read: dict[str, list[str]], wanted: list[str]) -> list[str]:
    """The names that a function reads itself and through those that move with it, which are no names any more."""
    found: dict[str, None] = {}
    waiting, seen = [name], set()
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        for other in read[one]:
            if other in wanted:
                waiting.append(other)
            else:
                found[other] = None
    return list(found)


def always_bound(outer: FunctionNode, inner: FunctionNode) -> set[str]:
    """The names of a function that are bound when one inside it is called, whichever way the outer one goes."""
    return bound_before(outer, inner).union(*(_binds(s) for s in outer.body))


def bound_before(outer: FunctionNode, call: ast.AST) -> set[str]:
    """The names that are bound whenever a call in the outer function runs."""
    found = {a.arg for a in walk(outer.args) if isinstance(a, ast.arg)}
    block: list[ast.stmt] = outer.body
    while True:
        for statement in block:
            inside = any(part is call for part in walk(statement))
            if not inside:
                found |= _binds(statement)
                continue
            break
        else:
            return found
        if isinstance(statement, ast.For):
            found |= {n.id for n in walk(statement.target) if isinstance(n, ast.Name)}
        if isinstance(statement, ast.With):
            for item in statement.items:
                if isinstance(item.optional_vars, ast.Name):
                    found.add(item.optional_vars.id)
        blocks = [getattr(statement, part, []) for part in ("body", "orelse", "finalbody")]
        inner = [b for b in blocks if any(part is call for s in b for part in walk(s))]
        if not inner:
            return found
        block = inner[0]


def _binds(node: ast.stmt) -> set[str]:
    """The names that a statement binds whichever way it goes."""
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return {n.id for t in targets for n in walk(t) if isinstance(n, ast.Name) and _stored(n)}
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(a.asname or a.name).partition(".")[0] for a in node.names}
    if isinstance(node, ast.With):
        inside = [_binds(s) for s in node.body]
        return set().union(*inside)
    if isinstance(node, ast.If):
        arms = [_ends_or_binds(node.body), _ends_or_binds(node.orelse)]
        known = [arm for arm in arms if arm is not None]
        return set.intersection(*known) if known else set()
    return set()


def _ends_or_binds(body: list[ast.stmt]) -> set[str] | None:
    """What an arm binds; None when nothing runs after it."""
    if body and isinstance(body[-1], (ast.Raise, ast.Return, ast.Continue, ast.Break)):
        return None
    return set().union(*(_binds(s) for s in body)) if body else set()


def _free_name(source: LiftSource, outer: FunctionNode, name: str, taken: set[str]) -> str:
    """What an inner function is called outside: its own name, after the outer one's where that is taken."""
    same = [q for q in source.functions if q.rpartition(".")[2] == name]
    known = set(source.symbols.module_scope.names) | taken | set(dir(builtins)) | _OF_LAYERS
    if name not in known and len(same) == 1:
        return name
    found = f"{outer.name}_{name.lstrip('_')}"
    while found in known or found in source.functions:
        found += "_"
    return found
