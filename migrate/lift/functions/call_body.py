"""The body of ``call``: the function's own statements, with what makes variables taken out."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.cells.cells import (
    is_cell,
    made_values,
    makes_cells,
    state_text,
    state_uses,
    value_text,
)
from migrate.lift.classes.objects import object_call, object_calls
from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.called_values import HOSTING
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import assigned_name
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.jumps import counter, jumps
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.source import LiftSource
from migrate.lift.source.view import View
from migrate.lift.text.constructors import call_text
from migrate.lift.text.naming import attribute_name
from migrate.lift.text.own_classes import function_names
from migrate.lift.text.render import INDENT, Render
from migrate.model.values import called


@dataclass(eq=False)
class CallBody:
    """Rewrites the statements of one function for ``call``.

    Attributes:
      moved: statements that the slices have copied.
      config: the text for each parameter of the constructor that is read here.
      config_used: the parameters that are.
    """

    view: View
    own: OwnScope
    attributes: list[Attribute]
    moved: set[int]
    config: dict[str, str]
    config_used: set[str] = field(default_factory=set)
    _elements: dict[tuple[int, int], str] = field(default_factory=dict)
    _inside: list[tuple[ast.Name, Site]] = field(default_factory=list)  # weights in inner functions
    _op_names: set[int] = field(default_factory=set)  # what is only read to name an op
    _lines: dict[int, int] = field(default_factory=dict)
    _replaced_loops: set[int] = field(default_factory=set)  # their iterable is not read any more

    def lines(self, level: int, body: list[ast.stmt], first_line: int) -> list[str]:
        self._render = Render(self.view.source)
        self._states: dict[int, tuple[ast.expr, str]] = dict(self._state_uses())
        self._render.dropped |= {id(s) for s in self.view.found.switches} | self.view.gone
        values = self.view.called_values
        self._render.wrapped |= {id(one.statement): HOSTING for one in values}
        self._drop_weights()
        self._drop_tries()
        self._names()
        self._loops()
        self._drop_dead()
        self._cells()
        self._sites()
        self._functions()
        self._scopes()
        self._weights()
        start = self._config()
        out = [INDENT * level + line for line in start]
        rest = self._render.block(body, level, first_line)
        while rest and not rest[0].strip():
            del rest[0]
        out += rest
        if not any(line.strip() and not line.strip().startswith("#") for line in out):
            out.append(f"{INDENT * level}return None")
        return out

    # ------------------------------------------------------------ what goes
    def _drop_weights(self) -> None:
        """``w = tf.get_variable(...)`` goes when every use of ``w`` can say ``self.w``."""
        self._direct: dict[str, str] = {}
        for attribute in self.attributes:
            site = attribute.sites[0]
            name = assigned_name(site)
            simple = (
                len(attribute.sites) == 1
                and not attribute.loops
                and site.kind in ("weight", "class", "cell", "object")
            )
            if site.inside is not None and site.kind == "weight" and name:
                self._drop_inside(site, name)
                continue
            if simple and name and len(self.view.assignments(name)) == 1:
                if name not in self.view.param_names:
                    self._direct[name] = f"self.{attribute.name}"
                    self._render.dropped.add(id(site.statement))

    def _drop_inside(self, site: Site, name: str) -> None:
        """The same for what an inner function calls by a name of its own, which is bound once there."""
        assert site.inside is not None
        found = [n for s in site.inside.body for n in ast.walk(s) if isinstance(n, ast.Name)]
        found = [n for n in found if n.id == name]
        uses = [n for n in found if isinstance(n.ctx, ast.Load)]
        hidden = [n for s in site.inside.body for n in ast.walk(s) if isinstance(n, ast.Lambda)]
        if len(found) == len(uses) + 1 and not any(name in local_names(n) for n in hidden):
            self._inside += [(use, site) for use in uses]
            self._render.dropped.add(id(site.statement))

    def _drop_tries(self) -> None:
        """A `try` of which nothing is left goes."""
        for node in ast.walk(self.view.node):
            if isinstance(node, ast.Try) and all(id(s) in self._render.dropped for s in node.body):
                self._render.dropped.add(id(node))

    def _drop_dead(self) -> None:
        """Statements that were only needed to make variables."""
        tried = {id(s): t for t in self._tries() for s in ast.walk(t) if s is not t}
        candidates = [
            n
            for n in ast.walk(self.view.node)
            if isinstance(n, ast.stmt) and id(n) in self.moved and id(n) not in tried
        ]
        changed = True
        while changed:
            changed = self._drop_whole(list(tried.values()))
            alive = self._alive(self.view.body)
            for node in candidates:
                if id(node) in self._render.dropped or any(
                    node in (s.statement, s.host) for s in self.view.sites
                ):
                    continue
                if isinstance(node, ast.FunctionDef) and node.name not in alive:
                    self._render.dropped.add(id(node))
                    changed = True
                names = _assigned(node)
                if names is None or self._needed_after(names, alive, node):
                    continue
                if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr)):
                    self._render.dropped.add(id(node))
                    changed = True
        self._drop_groups([n for n in candidates if id(n) not in self._render.dropped])

    def _tries(self) -> list[ast.Try]:
        return [n for n in own_nodes(self.view.body) if isinstance(n, ast.Try)]

    def _drop_whole(self, tried: list[ast.Try]) -> bool:
        """Drops loops and `try` statements of which nothing but what the slices have is left; whether there was one."""
        loops = [n for n in own_nodes(self.view.body) if isinstance(n, (ast.For, ast.While))]
        alive = self._alive(self.view.body)
        for node in (*tried, *loops):
            parts = [n for n in own_nodes([node]) if isinstance(n, ast.stmt) and n is not node]
            ends = (ast.Raise, ast.Pass) if isinstance(node, ast.Try) else (*_JUMPS, ast.Pass)
            plain = [n for n in parts if not isinstance(n, (*_COMPOUND, *ends))]
            if id(node) in self._render.dropped or not any(id(n) in self.moved for n in plain):
                continue
            if any(id(n) not in self.moved or _assigned(n) is None for n in plain):
                continue
            if any(s.made_in in parts for s in self.view.sites):
                continue
            names = set().union(*(_assigned(n) or set() for n in plain))
            targets = [n.target for n in (node, *parts) if isinstance(n, ast.For)]
            names |= {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
            inside = {id(n) for n in ast.walk(node)}
            if _acts(node) or any(alive.get(name, set()) - inside for name in names):
                continue
            self._render.dropped |= {id(node), *(id(n) for n in parts)}
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
            inside = {id(n) for statement in group for n in ast.walk(statement)}
            if not self._alive(self.view.body).get(name, set()) - inside:
                self._render.dropped |= {id(s) for s in group}

    def _needed_after(self, names: set[str], alive: dict[str, set[int]], node: ast.stmt) -> bool:
        """Whether ``call`` reads one of the names between this assignment and the next one of its block."""
        own = {id(n) for n in ast.walk(node)}
        until = self._next_assignment(names, node)
        for name in names & alive.keys():
            for place in alive[name] - own:
                line = self._lines[place]
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

    def _alive(self, body: list[ast.stmt]) -> dict[str, set[int]]:
        """Names that ``call`` still reads, with the nodes that do."""
        found: dict[str, set[int]] = {}
        sites = {id(s.node): s for s in self.view.sites}
        stack: list[ast.AST] = list(body)
        while stack:
            node = stack.pop()
            if id(node) in self._render.dropped or id(node) in self._op_names:
                continue
            if id(node) in sites:
                stack.extend(self._call_arguments(sites[id(node)]))
                continue
            if id(node) in self._states:
                stack.extend(node.args[:1] if isinstance(node, ast.Call) else ())
                continue
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.setdefault(node.id, set()).add(id(node))
                self._lines[id(node)] = node.lineno
            if isinstance(node, ast.With):
                stack.extend(self._with_parts(node))
                continue
            if isinstance(node, (ast.If, ast.For)) and self._is_empty([node]):
                continue
            if isinstance(node, ast.For) and id(node) in self._replaced_loops:
                stack.extend(node.body)
                continue
            stack.extend(ast.iter_child_nodes(node))
        return found

    def _is_empty(self, body: list[ast.stmt]) -> bool:
        """Whether nothing is left of statements."""
        for node in body:
            if id(node) in self._render.dropped:
                continue
            if not isinstance(node, (ast.If, ast.For)):
                return False
            if not self._is_empty(node.body) or not self._is_empty(node.orelse):
                return False
        return True

    def _with_parts(self, node: ast.With) -> list[ast.AST]:
        parts: list[ast.AST] = list(node.body)
        read = {id(s.item) for s in self.view.found.settings}
        for item in node.items:
            if id(item) in read:
                continue
            scope = next((s for s in self.view.scopes if s.item is item), None)
            if scope is None:
                parts.append(item.context_expr)
            elif not self._goes(scope):
                parts += [p for p in (scope.name, scope.default) if p is not None]
        return parts

    def _call_arguments(self, site: Site) -> list[ast.AST]:
        """The arguments of a site that stay in the call."""
        kept: list[ast.AST] = []

        def note(node: ast.expr) -> str:
            kept.append(node)
            return "_"

        call_text(self.view, site, "_", note)
        return kept

    # ------------------------------------------------------------ loops
    def _loops(self) -> None:
        """How each turn of a loop finds its own sublayers: by index, or in step with the list."""
        loops: dict[int, ast.For] = {}
        for attribute in self.attributes:
            for loop in attribute.loops:
                loops[id(loop)] = loop
        taken = set(self.view.times.names) | {a.name for a in self.attributes}
        for loop in sorted(loops.values(), key=lambda n: (n.lineno, n.col_offset)):
            lists = [a for a in self.attributes if loop in a.loops]
            index = counter(loop)
            alive = self._alive(loop.body)
            targets = {n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)}
            used = bool(targets & set(alive))
            if index is not None and (used or not _counts(loop) or jumps(loop)):
                for attribute in lists:
                    outer = self._container(attribute, loop)
                    self._elements[id(attribute), id(loop)] = f"{outer}[{index}]"
                continue
            names, containers = [], []
            for attribute in lists:
                containers.append(self._container(attribute, loop))
                depth = attribute.loops.index(loop)
                name = attribute.name
                if loop is not attribute.loops[-1]:
                    name += f"_row_{depth + 1}" if depth else "_row"
                if name in self.view.times.names or name in self.view.param_names:
                    name = attribute_name(f"{attribute.name}_layer", taken)
                    taken.add(name)
                self._elements[id(attribute), id(loop)] = name
                names.append(name)
            if not used:
                self._replaced_loops.add(id(loop))
            if used:
                names.append(_in_parentheses(self.view.source.segment(loop.target), loop.target))
                self._pending = loop
                containers.append(self._render.expr(loop.iter))
            text = ", ".join(containers)
            over = text if len(containers) == 1 else f"zip({text})"
            self._render.headers[id(loop)] = f"for {', '.join(names)} in {over}"

    def _container(self, attribute: Attribute, loop: ast.For) -> str:
        depth = attribute.loops.index(loop)
        if depth == 0:
            return f"self.{attribute.name}"
        return self._elements[id(attribute), id(attribute.loops[depth - 1])]

    def _reference(self, attribute: Attribute) -> str:
        if not attribute.loops:
            return f"self.{attribute.name}"
        return self._elements[id(attribute), id(attribute.loops[-1])]

    # ------------------------------------------------------------ cells
    def _state_uses(self) -> Iterator[tuple[int, tuple[ast.expr, str]]]:
        """What asks for the state of a cell that a layer has: its id, the cell's name, and the cell's place."""
        for use, place in state_uses(self.view, self.attributes):
            found = state_text(self.view, use, place, lambda n: "")
            if found is not None:
                yield id(found[0]), (use, place)

    def _cells(self) -> None:
        """No cell may be left in the call: it would make variables in each."""
        stack: list[ast.AST] = list(self.view.body)
        sites = {id(s.node): s for s in self.view.sites}
        while stack:
            node = stack.pop()
            if id(node) in self._render.dropped:
                continue
            if id(node) in sites:
                stack.extend(self._call_arguments(sites[id(node)]))
                continue
            if isinstance(node, ast.Call) and makes_cells(self.view, node):
                text = f"the cell of `{ast.unparse(node)}` is not only given to what runs it"
                raise Refused("TF316", text, node.lineno)
            if isinstance(node, ast.Call) and is_cell(self.view, node):
                symbol = self.view.source.called(node)
                raise Refused("TF316", f"`{symbol}` is not only given to what runs it", node.lineno)
            stack.extend(ast.iter_child_nodes(node))

    # ------------------------------------------------------------ sites and scopes
    def _sites(self) -> None:
        of_site = {id(s.node): a for a in self.attributes for s in a.sites}
        for site in self.view.sites:
            reference = self._reference(of_site[id(site.node)])
            self._render.replaced[id(site.node)] = ""  # so that nested ones are made first
        self._render.replaced.clear()
        self._names()
        objects = {id(call): (call, lifted) for call, lifted in object_calls(self.view)}
        calls = [call for call, _ in objects.values()]
        inside = [n for n in ast.walk(self.view.node) if isinstance(n, ast.expr)]
        states = {id(node): node for node in inside if id(node) in self._states}
        values = {id(n): n for n in made_values(self.view)}
        nodes: list[ast.expr] = [
            *(s.node for s in self.view.sites),
            *calls,
            *states.values(),
            *values.values(),
        ]
        for node in sorted(nodes, key=_end):
            if id(node) in states:
                found = state_text(self.view, *self._states[id(node)], self._render.expr)
                self._render.replaced[id(node)] = found[1] if found is not None else ""
                continue
            if id(node) in values:
                text = value_text(self.view, values[id(node)], self._render.expr)
                self._render.replaced[id(node)] = text
                continue
            if id(node) in objects:
                given = (*objects[id(node)], self._render.expr)
                self._render.replaced[id(node)] = object_call(self.view, *given)
                continue
            site = next(s for s in self.view.sites if s.node is node)
            reference = self._reference(of_site[id(site.node)])
            text = call_text(self.view, site, reference, self._render.expr)
            if site.kind == "weight":
                text = self.view.target.weight_value(text, self._plain_use(site.node))
            self._render.replaced[id(site.node)] = text

    def _functions(self) -> None:
        """Functions of TensorFlow that lifted code has its own of."""
        own = function_names(self.view.source, self.view.table)
        for node in ast.walk(self.view.node) if own else ():
            if id(node) in own:
                self._render.replaced[id(node)] = own[id(node)]

    def _names(self) -> None:
        for name, text in self.config.items():
            if self.view.assignments(name):
                continue
            for use in self.view.uses(name):
                self._render.replaced[id(use)] = text
        for name, text in self._direct.items():
            for use in self.view.uses(name):
                shown = text
                attribute = next(a for a in self.attributes if f"self.{a.name}" == text)
                if attribute.is_weight:
                    shown = self.view.target.weight_value(text, self._plain_use(use))
                self._render.replaced[id(use)] = shown

        of_site = {id(s.node): a for a in self.attributes for s in a.sites}
        for use, site in self._inside:
            text = self._reference(of_site[id(site.node)])
            self._render.replaced[id(use)] = self.view.target.weight_value(
                text, self._plain_use(use)
            )

    def _plain_use(self, node: ast.AST) -> bool:
        return takes_plain_variable(self.view.source, node, self.view.parents)

    def _scopes(self) -> None:
        """Inner scopes give names to sublayers; the function's own is the layer."""
        for scope in self.view.scopes:
            self._name_ops(scope)
        settings = self.view.found.settings
        read = {id(s.item) for s in settings}
        around = [s.node for s in self.view.scopes] + [s.node for s in settings]
        for node in {id(node): node for node in around}.values():
            scopes = [s for s in self.view.scopes if s.node is node]
            for scope in scopes:
                if scope.alias and self._alias_used(scope):
                    raise Refused("TF306", f"the scope `{scope.alias}` is used", node.lineno)
            items = []
            for item in node.items:
                if id(item) in read:
                    continue
                found = next((s for s in scopes if s.item is item), None)
                if found is None:
                    items.append(self._render._item(item))
                elif self._goes(found):
                    continue
                elif found.kind == "variable_scope":
                    items.append(self.view.target.scope(found, self._render.expr))
                else:
                    items.append(_op_scope(found, self._render.expr))
            if items:
                self._render.headers[id(node)] = f"with {', '.join(items)}"
            else:
                self._render.unwrapped.add(id(node))

    def _goes(self, scope: Scope) -> bool:
        """The function's own scope is the layer; inner ones may only matter where sublayers are made."""
        named = scope.kind == "variable_scope" and not self.view.target.scopes_in_call
        return scope is self.own.scope or scope.same or named

    def _name_ops(self, scope: Scope) -> None:
        """Ops that are named after the scope they stand in: ``tf.nn.relu(x, name=scope.name)``."""
        if scope is self.own.scope:
            shown = "self.name"
        elif isinstance(scope.name, ast.Constant):
            shown = self._render.expr(scope.name)
        else:
            return
        rebound = any(
            s.alias == scope.alias and _within(s.node, scope.node) for s in self.view.scopes
        )
        if not scope.alias or rebound:
            return
        for part in ast.walk(scope.node):
            if not isinstance(part, ast.Attribute) or part.attr != "name":
                continue
            given = self.view.parents.get(id(part))
            call = self.view.parents.get(id(given))
            if (
                isinstance(part.value, ast.Name)
                and part.value.id == scope.alias
                and isinstance(given, ast.keyword)
                and given.arg == "name"
                and isinstance(call, ast.Call)
                and called(self.view.source.called(call)).kind == "tensor"
            ):
                self._render.replaced[id(part)] = shown
                self._op_names.add(id(part))

    def _alias_used(self, scope: Scope) -> bool:
        alive = self._alive(self.view.body).get(scope.alias, set())
        return bool(alive)

    def _weights(self) -> None:
        """Assignments of weights that stay: ``w = self.w`` in branches and loops."""

    def _config(self) -> list[str]:
        """Lines that give back parameters which the body assigns; notes which parameters are read."""
        out = []
        alive = self._alive(self.view.body)
        for name, text in self.config.items():
            if name in alive:
                self.config_used.add(name)
                if self.view.assignments(name):
                    out.append(f"{name} = {text}")
        return out


_WANT_VARIABLES = frozenset(
    (
        "tf.assign",
        "tf.assign_add",
        "tf.assign_sub",
        "tf.scatter_update",
        "tf.scatter_add",
        "tf.scatter_sub",
        "tf.colocate_with",
    )
)


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
        for n in ast.walk(node)
    )


def _end(node: ast.expr) -> tuple[int, int]:
    """What is inside another ends before it."""
    return node.end_lineno or 0, node.end_col_offset or 0


def _in_parentheses(text: str, node: ast.expr) -> str:
    """A target among others: a tuple needs its parentheses."""
    if not isinstance(node, ast.Tuple):
        return text
    if text.startswith("(") and text.endswith(")"):
        try:
            inner = ast.parse(text[1:-1], mode="eval").body
        except SyntaxError:
            return f"({text})"
        if isinstance(inner, ast.Tuple) and len(inner.elts) == len(node.elts):
            return text
    return f"({text})"


def _op_scope(scope: Scope, text: object) -> str:
    assert callable(text)
    name, default = scope.name, scope.default
    if name is None and default is None:
        raise Refused("TF302", "a name scope without a name", scope.node.lineno)
    if name is None or default is None:
        shown = text(name if name is not None else default)
    else:
        shown = f"{text(name)} or {text(default)}"
    return f"tf.name_scope({shown})"


_COMPOUND = (ast.If, ast.For, ast.While, ast.With, ast.Try)
_JUMPS = (ast.Break, ast.Continue)
_GIVE_VALUES = frozenset(
    ["range", "xrange", "len", "enumerate", "zip", "reversed", "isinstance", "int", "min", "max"]
    + ["abs", "sorted", "list", "tuple", "str", "float", "bool", "type"]
)


def _acts(node: ast.For | ast.While | ast.Try) -> bool:
    """Whether the headers in a statement may do more than give values."""
    headers: list[ast.expr] = []
    for part in ast.walk(node):
        if isinstance(part, (ast.If, ast.While)):
            headers.append(part.test)
        elif isinstance(part, ast.For):
            headers.append(part.iter)
        elif isinstance(part, ast.With):
            headers += [item.context_expr for item in part.items]
    calls = [n for part in headers for n in ast.walk(part) if isinstance(n, ast.Call)]
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
        for part in ast.walk(target):
            if isinstance(part, ast.Name):
                names.add(part.id)
            elif isinstance(part, (ast.Attribute, ast.Subscript)):
                return None
    return names


def _counts(loop: ast.For) -> bool:
    """``for i in range(...)``, which a loop over the list itself can replace."""
    return isinstance(loop.target, ast.Name)


def _within(node: ast.AST, outer: ast.With) -> bool:
    return any(node is part for statement in outer.body for part in ast.walk(statement))


def takes_plain_variable(source: LiftSource, node: ast.AST, parents: Mapping[int, ast.AST]) -> bool:
    """Whether a Keras variable may stand where the TF1 variable stood: as an operand."""
    parent = parents.get(id(node))
    if isinstance(parent, (ast.BinOp, ast.UnaryOp)):
        return True
    if isinstance(parent, ast.AugAssign) and parent.value is node:
        return True
    if isinstance(parent, ast.Expr):
        return True
    if isinstance(parent, ast.keyword):
        parent = parents.get(id(parent))
    if isinstance(parent, ast.Call) and node is not parent.func:
        symbol = source.called(parent)
        return bool(symbol) and called(symbol).kind == "tensor" and symbol not in _WANT_VARIABLES
    return False
