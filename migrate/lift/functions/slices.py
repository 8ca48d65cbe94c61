"""The part of a function that makes its weights and sublayers: for ``__init__`` and ``build``."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from itertools import takewhile

from migrate.lift.binding.changes import changed_names
from migrate.lift.binding.demand import closure, constructor_arguments, needed
from migrate.lift.binding.purity import check_pure
from migrate.lift.cells.cells import inlined, inner_maker, run_elsewhere
from migrate.lift.checks.handed_objects import check_handed
from migrate.lift.checks.second_names import changed_by_methods
from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.counted_names import with_lengths
from migrate.lift.functions.early_ends import leaves, returns_before_more
from migrate.lift.functions.list_counts import counted_lists, grown, is_length
from migrate.lift.functions.list_rows import ListRows
from migrate.lift.functions.loop_headers import loop_header
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.slice_needs import SliceNeeds
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_nodes, targeted_names
from migrate.lift.source.jumps import jumps, returns
from migrate.lift.source.shapes import Shapes
from migrate.lift.source.sites import Scope, Site, raises_again
from migrate.lift.source.source import changed_by_call, loads, stores
from migrate.lift.source.view import View
from migrate.lift.text.constructors import constructor, for_target
from migrate.lift.text.first_values import numpy_draw
from migrate.lift.text.negated import negated
from migrate.lift.text.render import INDENT, Render, def_header_end, header_end, in_one
from migrate.lift.text.weight_collections import own_collections
from migrate.nodes import walk
from migrate.plan.times import Time


@dataclass(eq=False)
class Slicer:
    """Slices for one stage.

    Attributes:
      stage: ``Time.CONFIG`` for ``__init__``, ``Time.SHAPE`` for ``build``.
      attributes: what is made in this stage.
      layer_names: names for layers that TF1 names, by site.
      config: text for a parameter of the constructor.
      moved: statements whose text is in the slice, with their comments.
    """

    view: View
    own: OwnScope
    stage: Time
    attributes: list[Attribute]
    layer_names: dict[int, str]
    config: dict[str, str]
    shapes: Shapes
    moved: set[int] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    _made: dict[int, Attribute] = field(default_factory=dict)
    _last: int = 0
    _counted: dict[str, str] = field(default_factory=dict)
    _left: set[int] = field(default_factory=set)  # loops whose `break` and the like is in the slice

    def lines(self, level: int) -> list[str]:
        """The statements of the slice."""
        given = (self.view, self.own, self.layer_names, self.config, self._expr)
        self._needs, self._rows = SliceNeeds(*given), ListRows(self.view, self.attributes)
        names: set[str] = set()
        for attribute in self.attributes:
            for site in attribute.made_at:
                self._made[id(site.node)] = attribute
                self._last = max(self._last, site.node.end_lineno or 0)
                names |= self._needs.of_site(site, attribute.loops)
        for early, tests in returns(self.view.body):
            if returns_before_more(self.view, early, self._made):
                for test in tests:
                    names |= (
                        needed(self.view.source, self.view.tree, test) & self._needs.local_names()
                    )
        self.wanted = closure(self.view.source, self.view.tree, self.view.body, names)
        # What is read of such a list has an expression of its own.
        self.wanted -= {n for n in self.wanted if self.shapes.listed(n) is not None}
        self._check_counting()
        self._counted = self._lengths()
        self._render = Render(self.view.source, translate=self._translate)
        out: list[str] = []
        if self.stage is not Time.CONFIG:
            for name in self.config:
                # What the function changes is a name of its own.
                if name in self.wanted and self.view.assignments(name):
                    out.append(f"{INDENT * level}{name} = {self.config[name]}")
        return out + self._block(
            self.view.body, level, def_header_end(self.view.source, self.view.node)
        )

    def _check_counting(self) -> None:
        """What is made must not depend on a value that comes with the call and is changed in place.

        Raises:
          Refused: it does.
        """
        late = self.wanted & set(self.view.param_names) - self.config.keys()
        for node in own_nodes(self.view.body):
            if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                name = node.target.id
                before = (a for a in self.view.assignments(name) if a.lineno < node.lineno)
                if name in late and not any(isinstance(a, ast.Assign) for a in before):
                    text = f"`{ast.unparse(node)}` decides what is made, and `{name}` comes with each call"
                    raise Refused("TF311", text, node.lineno)

    # ------------------------------------------------------------ what it needs
    def _lengths(self) -> dict[str, str]:
        """The lists of tensors that something here needs the length of, with the numbers that count them."""
        if self.view.target.scopes_in_call:
            return {}
        asking: list[ast.AST] = [n for s in self._scopes_around() for n in (s.name, s.default) if n]
        body = own_nodes(self.view.body)
        asking += [n for n in body if isinstance(n, ast.stmt) and self._assigns_wanted(n)]
        asked = {is_length(n) for part in asking for n in walk(part)}
        return {n: c for n, c in counted_lists(self.view).items() if n in asked}

    def _scopes_around(self) -> list[Scope]:
        sites = (s for a in self.attributes for s in a.made_at)
        return [scope for s in sites for scope in s.scopes if self._needs.stays(scope)]

    def _assigns_wanted(self, node: ast.stmt) -> bool:
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = list(node.targets)
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
            targets = [node.target]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            func = node.value.func
            if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
                if func.value.id in self.wanted and func.attr in ("append", "extend", "insert"):
                    return True
        names = {name for t in targets for name in targeted_names(t)}
        return bool(names & self.wanted)

    def _only_counts(self, node: ast.AST, depth: int) -> bool:
        """Whether the numbers that count lists are all that an expression needs beside the configuration."""
        if is_length(node) in self._counted:
            return True
        if isinstance(node, ast.Name):
            if self.view.time(node) is Time.CONFIG:
                return True
            assigned = self.view.assignments(node.id)
            values = [a.value for a in assigned if isinstance(a, ast.Assign)]
            plain = len(values) == len(assigned) > 0 and depth < 5
            return plain and all(self._only_counts(v, depth + 1) for v in values)
        if isinstance(node, (ast.Constant, ast.BinOp, ast.UnaryOp)):
            inner = (n for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr))
            return all(self._only_counts(n, depth) for n in inner)
        return False

    def _count(self, node: ast.stmt, pad: str) -> list[str]:
        """What a list that only counts comes to."""
        if node.lineno > self._last and not self._in_loop(node):
            return []
        if grown(node) in self._counted:
            return [f"{pad}{self._counted[grown(node)]} += 1"]
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in self._counted and isinstance(node.value, ast.List):
                return [f"{pad}{self._counted[name]} = {len(node.value.elts)}"]
        return []

    def _translate(self, node: ast.expr) -> str | None:
        if is_length(node) in self._counted:
            return self._counted[is_length(node)]
        shown = self.shapes.translate(node, lambda n: self._expr(n))
        if shown is not None:
            if self.stage is Time.CONFIG:
                raise _NeedsShape
            return shown
        if isinstance(node, ast.Call) and self.view.source.called(node):
            return for_target(self.view, node, self._expr)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in self.config:
            if self.stage is not Time.CONFIG and self.view.assignments(node.id):
                return None
            return self.config[node.id] if node.id in self._needs.given() else None
        return None

    def _expr(self, node: ast.expr) -> str:
        return Render(self.view.source, translate=self._translate).expr(node)

    # ------------------------------------------------------------ statements
    def _block(self, body: list[ast.stmt], level: int, header: int = 0) -> list[str]:
        """The lines for a block; ``header``: the line that opens it, after which comments are the block's."""
        out: list[str] = []
        previous = header
        for node in body:
            lines = self._statement(node, level)
            if lines and previous and not self._only_layers(node):
                before = self._render.comments(previous + 1, node.lineno - 1, level)
                while not out and before[:1] == [""]:
                    before = before[1:]
                lines = before + lines
            out += lines
            previous = node.end_lineno or node.lineno
        return out

    def _only_layers(self, node: ast.stmt) -> bool:
        """Whether all a statement makes are sublayers: its comments stay with their call."""
        inside = {id(n) for n in walk(node)}
        made = [s for s in self.view.sites if id(s.node) in inside or id(s.host) in inside]
        made = [s for s in made if id(s.node) in self._made]
        return bool(made) and not any(s.kind == "weight" for s in made)

    def _statement(self, node: ast.stmt, level: int) -> list[str]:
        pad = INDENT * level
        if id(node) in self.view.gone:
            return []
        if isinstance(node, ast.With):
            return self._with(node, level)
        if isinstance(node, ast.For):
            return self._for(node, level)
        if isinstance(node, ast.While):
            return self._while(node, level)
        if isinstance(node, ast.If):
            return self._if(node, level)
        if isinstance(node, (ast.Break, ast.Continue)):
            return [pad + self._render.expr(node)] if leaves(self.view, node, self._left) else []
        if isinstance(node, ast.Try):
            return self._try(node, level)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            if node.name in self.wanted and inner_maker(self.view, node):
                self.moved.add(id(node))
                return self._render.statement(node, level)
            if node.name in self.wanted:
                text = f"`{node.name}`, which is defined inside the function"
                raise Refused("TF310", text, node.lineno)
            return []
        if getattr(node, "body", None) or isinstance(node, ast.Match):
            if stores(node) & self.wanted:
                text = f"`{type(node).__name__.lower()}` decides about variables"
                raise Refused("TF304", text, node.lineno)
        made = [s for s in self.view.sites if s.made_in is node and id(s.node) in self._made]
        self._check_arguments(node)
        self._check_deleted(node)
        out = self._count(node, pad)
        if out and not made:
            return out
        around: list[str] = []
        for site in made:
            out += self._creation(site, level, around)
        if made and not isinstance(node, (ast.Assign, ast.Expr, ast.Return, ast.AugAssign)):
            raise Refused("TF304", "creates variables in a statement like this", node.lineno)
        if not made and self._assigns_wanted(node):
            if node.lineno <= self._last or self._in_loop(node):
                self._check(node)
                self.moved.add(id(node))
                end = self._render.trailing(node.end_lineno or 0, node.end_col_offset or 0)
                out += (pad + self._expr_statement(node) + end).split("\n")
        if made:
            self.moved.add(id(node))
        if isinstance(node, ast.Return) and (
            leaves(self.view, node, self._left) or returns_before_more(self.view, node, self._made)
        ):
            out.append(f"{pad}return")
        return out

    def _check_arguments(self, node: ast.stmt) -> None:
        """What makes variables must not depend on what a statement changes through another function."""
        if node.lineno > self._last:
            return
        by = changed_by_methods(self.view.tree, self.view.key, self.view.body, node, self.wanted)
        if by:
            shown = " ".join(ast.unparse(node).split())
            raise Refused("TF319", f"`{shown}` changes `{min(by)}`", node.lineno)
        for call in (n for n in own_nodes([node]) if isinstance(n, ast.Call)):
            changed = changed_names(self.view.tree, self.view.key, [ast.Expr(call)])
            changed -= {changed_by_call(call)}
            if changed & self.wanted:
                text = f"`{ast.unparse(call)}` changes `{min(changed & self.wanted)}`"
                raise Refused("TF319", text, node.lineno)

    def _check_deleted(self, node: ast.stmt) -> None:
        """What makes variables must not depend on what a statement takes parts away from."""
        if isinstance(node, ast.Delete) and (node.lineno <= self._last or self._in_loop(node)):
            changed = changed_names(self.view.tree, self.view.key, [node])
            if changed & self.wanted:
                text = f"`{ast.unparse(node)}` changes `{min(changed & self.wanted)}`"
                raise Refused("TF319", text, node.lineno)

    def _expr_statement(self, node: ast.stmt) -> str:
        return self._render.expr(node)

    def _check(self, node: ast.stmt) -> None:
        """A statement of the slice must be known in time, and do nothing but that."""
        check_pure(self.view.source, self.view.tree, node)
        value = getattr(node, "value", None)
        if value is None:
            return
        time = self.view.time(value)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            time = max((self.view.time(a) for a in node.value.args), default=Time.CONFIG)
        if self._only_counts(value, 0):
            return
        if time is Time.CALL:
            target = ast.unparse(node).split("=")[0].strip()
            text = f"`{target}` (`{ast.unparse(value)}`) depends on the value of a tensor"
            raise Refused("TF311", text, node.lineno)
        if time > self.stage:
            raise _NeedsShape

    def _in_loop(self, node: ast.stmt) -> bool:
        above: ast.AST | None = node
        while above is not None:
            if isinstance(above, (ast.For, ast.While)):
                if above.lineno <= self._last <= (above.end_lineno or 0):
                    return True
            above = self.view.parents.get(id(above))
        return False

    # ------------------------------------------------------------ compound statements
    def _with(self, node: ast.With, level: int) -> list[str]:
        """A scope stays where the names of what is made depend on it."""
        scopes = [
            s
            for s in self.view.scopes
            if s.node is node and self._needs.stays(s) and self._matters(s)
        ]
        if not scopes:
            return self._block(node.body, level, header_end(node))
        groups = self._groups(node, scopes)
        out: list[str] = []
        previous = header_end(node)
        for named, body in groups:
            lines = self._block(body, level + 1 if named else level, previous)
            previous = body[-1].end_lineno or body[-1].lineno
            if named and any(line.strip() for line in lines):
                header = ", ".join(self.view.target.scope(s, self._expr) for s in scopes)
                out.append(f"{INDENT * level}with {header}:")
            elif named:
                lines = [line.removeprefix(INDENT) for line in lines]
            out += lines
        return out

    def _groups(self, node: ast.With, scopes: list[Scope]) -> list[tuple[bool, list[ast.stmt]]]:
        """The statements of a scope, in groups: whether it names what is made in them.

        Raises:
          Refused: it names some of what one statement makes.
        """
        groups: list[tuple[bool, list[ast.stmt]]] = []
        for statement in node.body:
            inside = {id(n) for n in walk(statement)}
            made = [s for s in self.view.sites if id(s.node) in inside and id(s.node) in self._made]
            ways = {self.view.target.in_slices(scope, s) for scope in scopes for s in made}
            if len(ways) > 1:
                shown = ast.unparse(node.items[0].context_expr)
                text = f"`{shown}` names some of what `{ast.unparse(statement)}` makes"
                raise Refused("TF306", text.partition("\n")[0], statement.lineno)
            way = ways.pop() if ways else bool(groups and groups[-1][0])
            if groups and groups[-1][0] == way:
                groups[-1][1].append(statement)
            else:
                groups.append((way, [statement]))
        return groups

    def _try(self, node: ast.Try, level: int) -> list[str]:
        """A `try` that only says more about an error, or computes what the slice needs in one way or another."""
        body = self._block(node.body, level + 1)
        handled = [self._block(handler.body, level + 1) for handler in node.handlers]
        after = [*node.orelse, *node.finalbody]
        if not any(map(_code, (body, *handled, self._block(after, level)))):
            return []
        again = raises_again(node)
        if not again and (after or not all(self._assigns_wanted(s) for s in node.body)):
            raise Refused("TF304", "a `try` statement decides about variables", node.lineno)
        out = [f"{INDENT * level}try:", *body]
        for handler, lines in zip(node.handlers, handled, strict=True):
            kind = f" {self._expr(handler.type)}" if handler.type else ""
            name = f" as {handler.name}" if handler.name else ""
            out.append(f"{INDENT * level}except{kind}{name}:")
            if again:
                lines = self._render.block(handler.body, level + 1)
            out += lines if _code(lines) else [f"{INDENT * (level + 1)}pass"]
        return out

    def _matters(self, scope: Scope) -> bool:
        return any(
            scope in site.scopes
            and id(site.node) in self._made
            and self.view.target.in_slices(scope, site)
            for site in self.view.sites
        )

    def _if(self, node: ast.If, level: int) -> list[str]:
        pad = INDENT * level
        body, orelse = self._block(node.body, level + 1), self._block(node.orelse, level + 1)
        if not _code(body) and not _code(orelse):
            return []
        made = [self._rows.filled(node, True), self._rows.filled(node, False)]
        body += self._rows.holes(made[1], made[0], level + 1)
        holes = self._rows.holes(made[0], made[1], level + 1)
        orelse += holes
        self._check_test(node)
        test = in_one(self._expr(node.test))
        if not _code(body):
            return [f"{pad}if {negated(test)}:", *orelse]
        out = [f"{pad}if {test}:", *body]
        if _code(orelse):
            nested = len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If) and not holes
            first = next(line for line in orelse if line.strip())
            if nested and first.startswith(f"{pad}{INDENT}if "):
                shifted = [line.removeprefix(INDENT) for line in orelse]
                shifted[orelse.index(first)] = f"{pad}el{first.strip()}"
                return out + shifted
            out += [f"{pad}else:", *orelse]
        return out

    def _check_test(self, node: ast.If | ast.While) -> None:
        if self.view.time(node.test) <= self.stage:
            return
        if self.view.time(node.test) is Time.CALL:
            what = "branch that creates variables" if isinstance(node, ast.If) else "loop"
            raise Refused("TF311", f"test `{ast.unparse(node.test)}` of a {what}", node.lineno)
        raise _NeedsShape

    def _for(self, node: ast.For, level: int) -> list[str]:
        pad = INDENT * level
        lists = [a for a in self.attributes if node in a.loops]
        body, orelse = self._turn(node, level)
        if not _code(body) and not _code(orelse):
            return []
        if not lists and self._shared_by_turns(node, body):
            if jumps(node) or orelse:
                text = "a loop that is left or cut short shares what it makes"
                raise Refused("TF304", text, node.lineno)
            return [line.removeprefix(INDENT) for line in body]
        if jumps(node) and any(a.loops[-1] is not node for a in lists):
            text = "a loop that is left or cut short makes lists of lists"
            raise Refused("TF304", text, node.lineno)
        opened, closed = [], []
        for attribute in lists:
            depth = attribute.loops.index(node)
            if not depth:
                opened.append(f"{pad}self.{attribute.name} = []")
            elif self._rows.is_alone_in(node, attribute.loops[depth - 1]):
                outer, row = self._rows.row(attribute, depth - 1)
                body = [line.replace(f"{outer}[-1]", row) for line in body]
                opened.append(f"{pad}{row} = []")
                closed.append(f"{pad}{outer}.append({row})")
            later = attribute.loops[depth + 1 :]
            if later and not self._rows.is_alone_in(later[0], node):
                body = self._rows.row_by_row(attribute, node, body, level + 1)
        header = loop_header(self.view, node, self._expr)
        short = None if orelse else self._rows.comprehensions(lists, node, header, body, level)
        if short is not None:
            return short
        after = [f"{pad}else:", *orelse] if _code(orelse) else []
        return [*opened, f"{pad}{header}:", *body, *after, *closed]

    def _while(self, node: ast.While, level: int) -> list[str]:
        pad = INDENT * level
        body, orelse = self._turn(node, level)
        if not _code(body) and not _code(orelse):
            return []
        self._check_test(node)
        check_pure(self.view.source, self.view.tree, node.test)
        after = [f"{pad}else:", *orelse] if _code(orelse) else []
        return [f"{pad}while {in_one(self._expr(node.test))}:", *body, *after]

    def _turn(self, node: ast.For | ast.While, level: int) -> tuple[list[str], list[str]]:
        """The body of a loop and its `else`, with what leaves the loop where there is anything in them."""
        body = self._block(node.body, level + 1)
        orelse = self._block(node.orelse, level + 1)
        if (_code(body) or _code(orelse)) and jumps(node):
            self._left.add(id(node))
            body = self._block(node.body, level + 1)
            self._left.discard(id(node))
        return body or [f"{INDENT * (level + 1)}pass"] if _code(orelse) else body, orelse

    def _shared_by_turns(self, node: ast.For, body: list[str]) -> bool:
        """Whether all that a loop makes is made once, for all of its turns."""
        inside = {id(n) for n in walk(node)}
        if not any(id(s.node) in inside and id(s.node) in self._made for s in self.view.sites):
            return False
        turn = {n.id for n in walk(node.target) if isinstance(n, ast.Name)}
        tree = ast.parse("def made(self):\n" + "\n".join(body))
        if (turn | stores(tree)) & loads(tree):
            text = "what the turns of a loop share is made with what changes in it"
            raise Refused("TF303", text, node.lineno)
        return True

    # ------------------------------------------------------------ creations
    def _creation(self, site: Site, level: int, around: list[str]) -> list[str]:
        """The lines that make an attribute; `around`: the headers of the blocks that those before them left open."""
        attribute = self._made[id(site.node)]
        arguments = tuple(
            constructor_arguments(
                *(self.view.source, self.view.tree, self.view.table, site, dict(self.view.demanded))
            )
        )
        for argument in arguments:
            drawn = numpy_draw(self.view, argument) if site.kind == "weight" else None
            parts = drawn.args + [k.value for k in drawn.keywords] if drawn else [argument]
            for part in parts:
                check_pure(self.view.source, self.view.tree, part)
        check_handed(self.view, site, arguments, self._last)
        name = self._needs.name_of(site, self._expr)
        made = constructor(self.view, site, name, self._expr, collected=True)
        made = with_lengths(made, {place: a.name for place, a in self._made.items()})
        end = ""
        if isinstance(site.statement, (ast.Assign, ast.Expr)):
            last = site.statement
            end = self._render.trailing(last.end_lineno or 0, last.end_col_offset or 0)
        if attribute.loops:
            place = f"self.{attribute.name}{'[-1]' * (len(attribute.loops) - 1)}.append({made})"
        else:
            place = f"self.{attribute.name} = {made}"
        if not attribute.is_weight:
            end = ""
        named = inlined(self.view, [site])
        out = [line for s in named for line in self._render.above(s, level)]
        scopes = run_elsewhere(self.view, site, self._needs.stays)
        headers = [f"with {self.view.target.scope(scope, self._expr)}:" for scope in scopes]
        same = takewhile(lambda pair: pair[0] == pair[1], zip(headers, around, strict=False))
        shared = 0 if out else len(list(same))
        around[:] = headers
        for depth, header in enumerate(headers):
            out += [f"{INDENT * (level + depth)}{header}"] if depth >= shared else []
        level += len(headers)
        out += (INDENT * level + place + end).split("\n")
        collections = own_collections(self.view, site)
        if collections is not None:
            made = f"self.{attribute.name}{'[-1]' * len(attribute.loops)}"
            out.append(f"{INDENT * level}{made}.tf1_collections = {self._expr(collections)}")
        return out


class _NeedsShape(Exception):
    """The slice cannot run in ``__init__``."""


NeedsShape = _NeedsShape


def _code(lines: list[str]) -> bool:
    return any(line.strip() and not line.strip().startswith("#") for line in lines)
