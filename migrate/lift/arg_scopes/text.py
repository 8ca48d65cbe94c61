"""The text of functions without their ``arg_scope``s: calls say themselves what these gave them."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from migrate.lift.arg_scopes.extents import Extent, Scope, Use
from migrate.lift.arg_scopes.flow import Flow, normalizers
from migrate.lift.arg_scopes.pools import is_pool, pooled
from migrate.lift.arg_scopes.reading import own_operation, written_dict
from migrate.lift.arg_scopes.values import Unknown
from migrate.lift.source.bodies import local_names
from migrate.lift.source.decorators import is_add_arg_scope
from migrate.lift.source.layer_table import entries
from migrate.lift.source.settings import operation
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, OverlapError, apply_edits


@dataclass(frozen=True)
class Group:
    """Functions whose scopes are written out together.

    Attributes:
      edits: by module.
    """

    functions: frozenset[Key]
    edits: Mapping[str, tuple[Edit, ...]]


def written_out(found: Flow) -> list[Group]:
    """The groups for which it is worth it: something is given to a function of the tree, or by one.

    So it is where a layer pools over what the size of its input says.
    """
    groups = []
    together = found.groups()
    inside = {key for pair in found.joined for key in pair} | found.troubles.keys()
    alone = [frozenset([key]) for key in found.extents if key not in inside]
    for functions in [*together, *alone]:
        extents = [found.extents[key] for key in sorted(functions)]
        wide = any(key in found.entry for key in functions)
        wide = wide or any(_reaches(found, scope) for e in extents for scope in e.scopes)
        edits: dict[str, list[Edit]] = {}
        try:
            if not wide and not any(_Text(found, e).pools() for e in extents):
                continue
            for each in extents:
                edits.setdefault(each.key[0], []).extend(_Text(found, each).edits())
            for module, own in edits.items():
                ast.parse(apply_edits(found.reader.sources[module].text, own).text)
        except (Unknown, SyntaxError, OverlapError, tokenize.TokenError):
            continue
        groups.append(Group(functions, {m: tuple(e) for m, e in edits.items()}))
    return groups


def _reaches(found: Flow, scope: Scope) -> bool:
    """Whether a scope is made by a function of the tree, is a named one, or gives something to a function of the tree."""
    call = scope.item.context_expr if scope.item is not None else None
    written = isinstance(call, ast.Call) and isinstance(call.args[0], (ast.List, ast.Tuple))
    own = {own_operation(key) for key in found.extents}
    return not written or any(one in own for one, _ in scope.given)


class _Text:
    def __init__(self, found: Flow, each: Extent) -> None:
        self._found = found
        self._each = each
        self._source = each.source
        self._hidden = set() if each.node is None else local_names(each.node)

    def edits(self) -> list[Edit]:
        made: list[Edit] = []
        pools = self.pools()
        made += pools.values()
        for use in self._each.uses:
            given = [*self._written(use), *self._handed(use)]
            if given and id(use.node) not in pools:
                made.append(_with_arguments(self._source, use.node, given))
        scopes = [s for s in self._each.scopes if not s.unknown]
        made += without(self._source, scopes)
        made += self._names(scopes)
        if self._each.node is not None:
            made += self._signature()
            for decorator in self._each.node.decorator_list:
                if is_add_arg_scope(self._source, decorator):
                    made.append(_lines_of(self._source, decorator))
        return made

    def _names(self, scopes: list[Scope]) -> list[Edit]:
        """Statements that only made scopes which go."""
        named = {id(s.around.named): s.around.named for s in scopes if s.around is not None}
        found = []
        for statement in filter(None, named.values()):
            assert isinstance(statement, ast.Assign)
            target = statement.targets[0]
            assert isinstance(target, ast.Name)
            uses = [n for s in self._each.body for n in walk(s) if isinstance(n, ast.Name)]
            items = [s.item.context_expr for s in scopes if s.item is not None]
            inside = {id(n) for item in items for n in walk(item)}
            left = [n for n in uses if n.id == target.id and id(n) not in inside]
            alone = any(len(b) == 1 and b[0] is statement for b in _blocks(self._each.body))
            if left == [target] and not alone:
                found.append(_lines_of(self._source, statement))
        return found

    # ------------------------------------------------------------ calls
    def pools(self) -> dict[int, Edit]:
        """The calls of pooling layers that become functions."""
        if self._each.node is not None and self._source.skips.covers(self._each.node.lineno):
            return {}
        uses = [use for use in self._each.uses if is_pool(use) and not self._is_unknown(use)]
        found = {id(use.node): pooled(self._each, use, self._given(use)) for use in uses}
        return {node: edit for node, edit in found.items() if edit is not None}

    def _is_unknown(self, use: Use) -> bool:
        return use.scope is not None and bool(use.scope.unknown)

    def _written(self, use: Use) -> list[str]:
        return [f"{name}={self._shown(value)}" for name, value in self._given(use).items()]

    def _given(self, use: Use) -> dict[str, ast.expr]:
        """What scopes give the operation that is called."""
        env = self._found.inside(self._each.key, use.scope)
        written = {k.arg: k.value for k in use.node.keywords if k.arg}
        given = {
            name: self._spelled(value.expanded)
            for (one, name), value in env.items()
            if one == use.operation and name not in written
        }
        parameters = self._normalizer(use, written, given)
        if parameters is not None and "normalizer_params" in written:
            raise Unknown("`normalizer_params` of the call")
        if parameters is not None:
            given["normalizer_params"] = parameters
        return given

    def _normalizer(
        self, use: Use, written: Mapping[str, ast.expr], given: Mapping[str, ast.expr]
    ) -> ast.expr | None:
        """What a layer hands to its normalizer, with what scopes give to that; None when they give nothing."""
        node = written.get("normalizer_fn")
        env = self._found.inside(self._each.key, use.scope)
        known = normalizers(self._found.table, use.operation)
        if node is None:
            value = env.get((use.operation, "normalizer_fn"))
            if value is None:
                return None
            symbol = self._found.reader.references.symbol(value.expanded)
            none = isinstance(value.expanded, ast.Constant)
        else:
            symbol = self._source.symbol(node)
            none = isinstance(node, ast.Constant)
        one = operation(symbol) if symbol else ""
        for each in [one] if one else known:
            more = {name: v for (o, name), v in env.items() if o == each}
            if none or not more:
                continue
            if not one:
                raise Unknown("`normalizer_fn`")
            params = written.get("normalizer_params")
            if params is not None:
                params = written_dict(
                    self._source, params, self._each.body, self._found.reader.sources
                )
            else:
                params = given.get("normalizer_params", ast.Constant(None))
            pairs = entries(params)
            if pairs is None:
                raise Unknown("`normalizer_params`")
            keys = {key for key, _ in pairs}
            pairs += [(n, self._spelled(v.expanded)) for n, v in more.items() if n not in keys]
            return ast.Dict([ast.Constant(k) for k, _ in pairs], [v for _, v in pairs])
        return None

    def _handed(self, use: Use) -> list[str]:
        """What the function that is called gets as new parameters."""
        if use.callee is None or use.callee not in self._found.entry:
            return []
        sites = self._found.sites[use.callee]
        at = next(i for i, (_, other) in enumerate(sites) if other is use)
        found = []
        for handed in self._found.entry[use.callee].handed.values():
            given = handed.given[at]
            if given is not None:
                found.append(f"{handed.name}={self._shown(self._spelled(given))}")
        return found

    def _shown(self, node: ast.expr) -> str:
        """The text of an expression with the quotes that the module has."""
        text = ast.unparse(node)
        strings = [n.value for n in walk(node) if isinstance(n, ast.Constant)]
        odd = any(isinstance(s, str) and set(s) & set("'\"\\\n") for s in strings)
        own = self._source.text
        return text if odd or own.count("'") > own.count('"') else text.replace("'", '"')

    def _spelled(self, node: ast.expr) -> ast.expr:
        spelled = self._found.reader.references.spelled(node, self._source, self._hidden)
        if spelled is None:
            raise Unknown("has no name in the module")
        return spelled

    # ------------------------------------------------------------ the definition
    def _signature(self) -> list[Edit]:
        """The new parameters: those without a default before those with one, unless calls count on places."""
        key, node = self._each.key, self._each.node
        merged = self._found.entry.get(key)
        if merged is None or node is None or not merged.handed:
            return []
        needed = [h.name for h in merged.handed.values() if h.default is None]
        rest = [
            f"{h.name}={self._shown(self._spelled(h.default))}"
            for h in merged.handed.values()
            if h.default is not None
        ]
        plain = [*node.args.posonlyargs, *node.args.args]
        first = len(plain) - len(node.args.defaults)
        bound = 1 if self._is_method() else 0
        calls = [use.call for _, use in self._found.sites[key]]
        counted = max(len(c.args) + bound if c is not None else sys.maxsize for c in calls)
        starred = node.args.vararg is not None or bool(node.args.kwonlyargs)
        edits: list[Edit] = []
        if needed and (not node.args.defaults or counted > first or starred):
            star = bool(node.args.defaults) and not starred
            rest = [*(["*"] if star else []), *needed, *rest]
        elif needed:
            text = "".join(f"{name}, " for name in needed)
            at = self._source.positions.start(plain[first])
            edits.append(Edit(at, at, (text,)))
        return [*edits, *self._appended(rest)]

    def _is_method(self) -> bool:
        return self._found.reader.graph.functions[self._each.key].kind == "method"

    def _appended(self, names: list[str]) -> list[Edit]:
        node, positions, text = self._each.node, self._source.positions, self._source.text
        if not names or node is None:
            return []
        args = node.args
        shown = ", ".join(names)
        if args.kwarg is not None:
            start = text.rindex("**", 0, positions.start(args.kwarg))
            return [Edit(start, start, (f"{shown}, ",))]
        given = [*args.posonlyargs, *args.args, *args.kwonlyargs]
        given += [args.vararg] if args.vararg is not None else []
        ends = [positions.end(a) for a in given]
        ends += [positions.end(d) for d in (*args.defaults, *args.kw_defaults) if d is not None]
        if not ends:
            at = text.index("(", text.index(node.name, positions.start(node) + len("def"))) + 1
            return [Edit(at, at, (shown,))]
        return [Edit(max(ends), max(ends), (f", {shown}",))]


def _with_arguments(source: LiftSource, call: ast.Call, given: list[str]) -> Edit:
    """More arguments at the end of a call, before what it hands on by ``**``."""
    handed = next((k for k in call.keywords if k.arg is None), None)
    if handed is not None:
        start = source.text.rindex("**", 0, source.positions.start(handed.value))
        return Edit(start, start, (f"{', '.join(given)}, ",))
    at = source.positions.end(call) - 1
    parts: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    if any(isinstance(a, ast.GeneratorExp) for a in call.args):
        raise Unknown("a generator as the argument")
    last = max((source.positions.end(a) for a in parts), default=0)
    between = "".join(line.partition("#")[0] for line in source.text[last:at].split("\n"))
    separator = ", " if parts and "," not in between else " " if parts else ""
    if parts and "," not in between and not between.strip(") \t\n\\"):
        # right behind the last argument, and what closes it
        at = last + (between.rindex(")") + 1 if ")" in between else 0)
        if "#" in source.text[last:at]:
            at = source.positions.end(call) - 1
    return Edit(at, at, (separator + ", ".join(given),))


def _lines_of(source: LiftSource, node: ast.expr | ast.stmt) -> Edit:
    """Takes a decorator or a statement away with its lines."""
    start = source.positions.line_start(node.lineno)
    end = source.positions.line_start((node.end_lineno or node.lineno) + 1)
    before = source.text[start : source.positions.start(node)]
    after = source.text[source.positions.end(node) : end]
    if before.strip(" \t@") or after.partition("#")[0].strip():
        raise Unknown("several statements in a line")
    return Edit(start, end, ("",))


def _blocks(body: list[ast.stmt]) -> Iterable[list[ast.stmt]]:
    """A body and the blocks in it."""
    yield body
    for node in body:
        for part in walk(node):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(part, name, None)
                if isinstance(block, list) and block:
                    yield block


# ------------------------------------------------------------ scopes that go
def without(source: LiftSource, scopes: Iterable[Scope]) -> list[Edit]:
    """Takes scopes away, and what stands in them to the left."""
    by_node: dict[int, list[Scope]] = {}
    for scope in scopes:
        by_node.setdefault(id(scope.node), []).append(scope)
    edits: list[Edit] = []
    shifts: dict[int, list[tuple[int, int]]] = {}  # line -> columns that go
    for group in by_node.values():
        node = group[0].node
        assert node is not None
        gone = [s.item for s in group]
        left = [item for item in node.items if item not in gone]
        if left:
            edits.append(_other_items(source, node, left))
        else:
            edits.append(_header(source, node))
            for line, columns in _shifted(source, node):
                shifts.setdefault(line, []).append(columns)
    for line, columns_ in shifts.items():
        at = source.positions.line_start(line)
        edits += [Edit(at + a, at + b, ("",)) for a, b in sorted(set(columns_))]
    return edits


def _body_start(source: LiftSource, node: ast.With) -> int:
    """Where the line after the colon of a ``with`` begins."""
    last = node.items[-1]
    at = source.positions.end(last.optional_vars or last.context_expr)
    line = source.positions.lines.line_col(source.text.index(":", at))[0]
    if node.body[0].lineno == line:
        raise Unknown("a `with` in one line")
    return source.positions.line_start(line + 1)


def _header(source: LiftSource, node: ast.With) -> Edit:
    """Takes the first lines of a ``with`` away, but for the comments in them."""
    start, end = source.positions.line_start(node.lineno), _body_start(source, node)
    text = source.text[start:end]
    pad = text[: len(text) - len(text.lstrip())]
    tokens = tokenize.generate_tokens(io.StringIO(text.strip()).readline)
    comments = [t.string for t in tokens if t.type == tokenize.COMMENT] if "#" in text else []
    return Edit(start, end, ("".join(f"{pad}{c}\n" for c in comments),))


def _other_items(source: LiftSource, node: ast.With, left: list[ast.withitem]) -> Edit:
    """``with a, b:`` with some items only."""
    _body_start(source, node)
    shown = []
    for item in left:
        end = source.positions.end(item.optional_vars or item.context_expr)
        shown.append(source.text[source.positions.start(item.context_expr) : end])
    start = source.positions.start(node)
    last = node.items[-1]
    end = source.positions.end(last.optional_vars or last.context_expr)
    return Edit(start, source.text.index(":", end), (f"with {', '.join(shown)}",))


def _shifted(source: LiftSource, node: ast.With) -> Iterable[tuple[int, tuple[int, int]]]:
    """The lines of a body, with the columns that are its own indent."""
    lines = source.positions.lines
    text = lines.line(node.body[0].lineno)
    inner = text[: len(text) - len(text.lstrip())]
    outer = len(lines.line(node.lineno)) - len(lines.line(node.lineno).lstrip())
    fixed: set[int] = set()  # lines that begin inside a string
    for part in walk(node):
        if isinstance(part, (ast.Constant, ast.JoinedStr)):
            fixed |= set(range(part.lineno + 1, (part.end_lineno or part.lineno) + 1))
    first = lines.line_col(_body_start(source, node))[0]
    for number in range(first, (node.end_lineno or node.lineno) + 1):
        line = lines.line(number)
        if number in fixed:
            continue
        if line.startswith(inner) or not line[:outer].strip():
            width = min(len(inner), len(line) - len(line.lstrip(" \t")))
            if width > outer:
                yield number, (outer, width)
