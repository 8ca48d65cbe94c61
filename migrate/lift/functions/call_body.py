"""The body of ``call``: the function's own statements, with what makes variables taken out."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
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
from migrate.lift.functions.call_reads import CallReads
from migrate.lift.functions.dead_statements import DeadStatements
from migrate.lift.functions.plain_variables import is_changed_in_place, takes_plain_variable
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import assigned_name
from migrate.lift.functions.turn_elements import TurnElements
from migrate.lift.neighbours.hosted_order import hosted_scopes, hosting_header, made_again
from migrate.lift.neighbours.reuse import untold
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import blocks, local_names, own_nodes
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.source import stores
from migrate.lift.source.view import View
from migrate.lift.text.constructors import call_text
from migrate.lift.text.own_classes import function_names, tensorflow_name
from migrate.lift.text.render import INDENT, Render
from migrate.model.values import called
from migrate.nodes import walk


@dataclass(eq=False)
class CallBody:
    """Rewrites the statements of one function for ``call``.

    Attributes:
      moved: statements that the slices have copied.
      config: the text for each parameter of the constructor that is read here.
      called: the parameters of ``call``.
      hosting: id of a statement -> what ``tf1_order`` calls what it creates and the layer hosts.
      config_used: the parameters that are.
    """

    view: View
    own: OwnScope
    attributes: list[Attribute]
    moved: set[int]
    config: dict[str, str]
    called: Collection[str]
    hosting: Mapping[int, str] = field(default_factory=dict)
    config_used: set[str] = field(default_factory=set)
    _inside: list[tuple[ast.Name, Site]] = field(default_factory=list)  # weights in inner functions

    def lines(self, level: int, body: list[ast.stmt], first_line: int) -> list[str]:
        self._render = Render(self.view.source)
        self._reads = CallReads(self.view, self.own, self._render, dict(self._state_uses()))
        self._turns = TurnElements(self.view, self._render, self._reads, self.attributes)
        dead = DeadStatements(self.view, self._render, self._reads, self.moved)
        self._render.switches |= {id(s) for s in self.view.found.switches}
        self._render.dropped |= self._render.switches | self.view.gone
        self._drop_weights()
        dead.drop_tries()
        self._names()
        dead.drop()  # what only said names of sublayers reads no turn's values
        self._turns.find()
        dead.drop()
        self._cells()
        self._sites()
        self._drop_deleted()
        self._functions()
        self._scopes()
        self._hosted()
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
        found = [n for s in site.inside.body for n in walk(s) if isinstance(n, ast.Name)]
        found = [n for n in found if n.id == name]
        uses = [n for n in found if isinstance(n.ctx, ast.Load)]
        hidden = [n for s in site.inside.body for n in walk(s) if isinstance(n, ast.Lambda)]
        if len(found) == len(uses) + 1 and not any(name in local_names(n) for n in hidden):
            self._inside += [(use, site) for use in uses]
            self._render.dropped.add(id(site.statement))

    def _drop_deleted(self) -> None:
        """``del units  # unused`` goes where the name does: with what the constructor took, or what made it."""
        own = list(own_nodes(self.view.body))
        bound = {p for p in self.called if p not in self._direct}
        for node in (n for n in own if self._stays(n)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                bound.add(node.id)
            elif isinstance(node, ast.FunctionDef):
                bound.add(node.name)
        for node in own:
            if not isinstance(node, ast.Delete):
                continue
            kept = [t for t in node.targets if not isinstance(t, ast.Name) or t.id in bound]
            if not kept:
                self._render.dropped.add(id(node))
            elif len(kept) < len(node.targets):
                text = ", ".join(self._render.expr(t) for t in kept)
                self._render.replaced[id(node)] = f"del {text}"

    def _stays(self, node: ast.AST | None) -> bool:
        """Whether no statement around a node goes."""
        while node is not None and node is not self.view.node:
            if id(node) in self._render.dropped:
                return False
            node = self.view.parents.get(id(node))
        return True

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
                stack.extend(self._reads.arguments(sites[id(node)]))
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
            reference = self._turns.reference(of_site[id(site.node)])
            self._render.replaced[id(site.node)] = ""  # so that nested ones are made first
        self._render.replaced.clear()
        self._names()
        objects = {id(call): (call, lifted) for call, lifted in object_calls(self.view)}
        calls = [call for call, _ in objects.values()]
        inside = [n for n in walk(self.view.node) if isinstance(n, ast.expr)]
        states = {id(node): node for node in inside if id(node) in self._reads.states}
        values = {id(n): n for n in made_values(self.view)}
        nodes: list[ast.expr] = [
            *(s.node for s in self.view.sites),
            *calls,
            *states.values(),
            *values.values(),
        ]
        for node in sorted(nodes, key=_end):
            if id(node) in states:
                found = state_text(self.view, *self._reads.states[id(node)], self._render.expr)
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
            reference = self._turns.reference(of_site[id(site.node)])
            text = call_text(self.view, site, reference, self._render.expr)
            if site.kind == "weight":
                text = self._weight(site, text)
            self._render.replaced[id(site.node)] = text

    def _weight(self, site: Site, text: str) -> str:
        """A weight where TF1 code made the variable."""
        name, root = assigned_name(site), tensorflow_name(self.view.source)
        if name and root and is_changed_in_place(self.view.body, name):
            return f"{root}.convert_to_tensor({text})"
        return self.view.target.weight_value(text, self._plain_use(site.node))

    def _functions(self) -> None:
        """Functions of TensorFlow that lifted code has its own of."""
        own = function_names(self.view.source, self.view.table)
        for node in walk(self.view.node) if own else ():
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
            text = self._turns.reference(of_site[id(site.node)])
            self._render.replaced[id(use)] = self.view.target.weight_value(
                text, self._plain_use(use)
            )
        for one in self.view.neighbours.values():
            for (
                argument,
                site,
            ) in one.weights:  # which names something after it: no value has that name
                text = self._turns.reference(of_site[id(site.node)])
                self._render.replaced[id(argument)] = text

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
                elif self._reads.goes(found):
                    continue
                elif found.kind == "variable_scope":
                    items.append(self.view.target.scope(found, self._render.expr))
                else:
                    items.append(_op_scope(found, self._render.expr))
            if items:
                self._render.headers[id(node)] = f"with {', '.join(items)}"
            else:
                self._render.unwrapped.add(id(node))

    def _hosted(self) -> None:
        """What the layer hosts stands in blocks that say so."""
        again = {
            self.hosting.get(id(one.statement), "")
            for one in self.view.called_values
            if made_again(self.own, one)
        }
        for one in sorted(self.view.called_values, key=lambda one: one.place):
            scopes = hosted_scopes(self.view, self.own, one)
            part = self.hosting.get(id(one.statement), "")
            header = hosting_header(part, scopes, part in again, self._render.expr)
            if isinstance(one.statement, ast.With):
                items = [header, *map(self._render._item, one.statement.items)]
                self._render.headers[id(one.statement)] = ", ".join(items)
            else:
                self._render.wrapped[id(one.statement)] = header
            known = one.neighbour
            if known is not None and known.handed and known.site.callee is not None:
                told = known.site.callee, known.handed
                text = untold(self.view, one.node, *told, self._render.expr)
                self._render.replaced[id(one.node)] = text

    def _name_ops(self, scope: Scope) -> None:
        """Ops that are named after the scope they stand in: ``tf.nn.relu(x, name=scope.name)``."""
        if scope is self.own.scope:
            shown = "self.name"
        elif isinstance(scope.name, ast.Constant):
            shown = self._render.expr(scope.name)
        else:
            return
        others = [s for s in self.view.scopes if s is not scope and s.alias == scope.alias]
        if not scope.alias or any(_within(s.node, scope.node) for s in others):
            return
        named = (scope.node, *self._behind(scope))
        for part in (n for statement in named for n in walk(statement)):
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
                self._reads.op_names.add(id(part))

    def _behind(self, scope: Scope) -> Iterator[ast.stmt]:
        """The statements that follow a scope while its alias stands for it: to the next that binds the name."""
        last: ast.stmt = scope.node
        while isinstance(last, ast.With):
            block = next(b for b in blocks(self.view.node) if last in b)
            for statement in block[block.index(last) + 1 :]:
                if scope.alias in stores(statement):
                    return
                yield statement
            above = self.view.parents.get(id(last))
            last = above if isinstance(above, ast.stmt) else ast.Pass()

    def _alias_used(self, scope: Scope) -> bool:
        alive = self._reads.of(self.view.body).get(scope.alias, set())
        return bool(alive)

    def _config(self) -> list[str]:
        """Lines that give back parameters which the body assigns; notes which parameters are read."""
        out = []
        alive = self._reads.of(self.view.body)
        for name, text in self.config.items():
            if name in alive:
                self.config_used.add(name)
                if self.view.assignments(name):
                    out.append(f"{name} = {text}")
        return out


def _end(node: ast.expr) -> tuple[int, int]:
    """What is inside another ends before it."""
    return node.end_lineno or 0, node.end_col_offset or 0


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


def _within(node: ast.AST, outer: ast.With) -> bool:
    return any(node is part for statement in outer.body for part in walk(statement))
