"""Classes that make layers in their constructors, or in methods those call, with all that they inherit from.

A model object of a graph program: its constructor makes the layers, in a scope of the object's name, applies them, and
may set up what trains them. Each class of such a family becomes a layer that holds the others; what it computes stays.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.classes.parts import self_attribute
from migrate.lift.families.family import Family, Member, inheriting, whole_family
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope, Site, Sites, collect
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

_ASKS = ("tf.get_variable_scope", "tf.VariableScope")
_DRIVES = frozenset(["placeholder", "session", "gradients", "optimizer", "queue", "iterator"])
_NOT_GRAPHS = "enable_eager_execution"


def holders(
    sources: Mapping[str, LiftSource], graph: TreeGraph, known: Collection[Key]
) -> list[Family]:
    """The families of which methods call constructors in `known`, the constructors of other families."""
    found: dict[Key, Family] = {}
    seen: set[Key] = set()
    below = inheriting(graph) if known else {}
    for key in sorted(graph.creating - set(known)) if known else ():
        owner = (key[0], key[1].rpartition(".")[0])
        if owner not in graph.classes or key[0] not in sources or graph.is_test(owner):
            continue
        if not any(target in known for _, target in graph.callees(key)):
            continue
        family = whole_family(sources, graph, owner, below)
        if family is not None and family.first.key not in seen:
            seen.add(family.first.key)
            family.holds = True
            found[family.first.key] = family
    return list(found.values())


def check_holder(
    sources: Mapping[str, LiftSource], tree: TreeTimes, family: Family, known: Collection[Key]
) -> None:
    """Finds where a family makes its layers.

    Raises:
      Refused: it makes them otherwise than in the constructor, or anything else that has variables.
    """
    if any(_NOT_GRAPHS in source.text for source in sources.values()):
        line = family.first.node.lineno
        raise Refused("TF320", "what its constructor computes is computed once in eager mode", line)
    reached = _Reached(sources, tree, family, known)
    reached.run()
    if not any(map(reached.drives, reached.methods)):
        member, method, _ = reached.made[0]
        text = f"`{member.key[1]}` computes with its layers when it is made, which is done once"
        raise Refused("TF320", text, method.lineno)
    family.scopes = reached.scopes
    family.scoped = reached.scoped


class _Reached:
    """What runs when an object is made.

    Attributes:
      methods: (class, method) of every one that runs.
      made: where layers are made.
      scopes: the scopes around that.
      scoped: whether they stand in scopes of the object's name.
    """

    def __init__(
        self,
        sources: Mapping[str, LiftSource],
        tree: TreeTimes,
        family: Family,
        known: Collection[Key],
    ) -> None:
        self._sources = sources
        self._tree = tree
        self._family = family
        self._known = known
        self._own = {
            (m.key[0], f"{m.key[1]}.{f.name}") for m in family.members.values() for f in m.methods
        }
        self._seen: set[tuple[int, bool]] = set()
        self._where: dict[int, set[bool]] = {}  # method -> whether it runs in the object's scope
        self._sites: dict[int, Sites] = {}
        self._inside = {id(n) for m in family.members.values() for n in walk(m.node)}
        self.methods: list[tuple[Member, FunctionNode]] = []
        self.made: list[tuple[Member, FunctionNode, Site]] = []
        self.scopes: list[tuple[Member, Scope]] = []
        self.scoped = False

    def run(self) -> None:
        for member in self._family.members.values():
            if member.init is not None:
                self._visit(member, member.init, False)
        running = {id(method) for _, method in self.methods}
        for member in self._family.members.values():
            for method in member.methods:
                if id(method) not in running:
                    self._none_in(member, method)
        ways = {self._is_inside(member, method, site) for member, method, site in self.made}
        if len(ways) != 1:
            line = self._family.first.node.lineno
            text = (
                "makes no layer in its constructor"
                if not ways
                else "makes layers in several scopes"
            )
            raise Refused("TF320", text, line)
        self.scoped = ways == {True}
        makers = {method.name for _, method, _ in self.made} - {"__init__"}
        for name in sorted(self._callers_of(makers)):
            self._only_called_here(name)

    # ------------------------------------------------------------ what runs
    def _visit(self, member: Member, method: FunctionNode, scoped: bool) -> None:
        """A method that runs when an object is made, and those that it calls."""
        if (id(method), scoped) in self._seen:
            return
        self._seen.add((id(method), scoped))
        if not any(m is method for _, m in self.methods):
            self.methods.append((member, method))
        sites = self._collected(member, method)
        later = {
            id(n)
            for part in walk(method)
            if isinstance(part, (ast.Lambda, ast.FunctionDef)) and part is not method
            for n in walk(part)
        }
        for site in sites.sites:
            if id(site.node) in later or not _is_held(method, site, self._family.attributes()):
                text = f"`{ast.unparse(site.node.func)}(...)` is not held by the object"
                raise Refused("TF320", text, site.node.lineno)
            self.made.append((member, method, site))
        self._where.setdefault(id(method), set()).add(scoped)
        for statement, inside in self._statements(member, method.body, scoped):
            self._look(member, statement, inside)

    def _collected(self, member: Member, method: FunctionNode) -> Sites:
        """The layers that a method makes."""
        if id(method) not in self._sites:
            sites = collect(member.source, self._tree, method.body, stays=True)
            inherited = [s for s in sites.sites if self._is_own(s)]
            sites.sites[:] = [s for s in sites.sites if s not in inherited]
            for site in sites.sites:
                if site.callee not in self._known:
                    text = f"`{ast.unparse(site.node.func)}` creates variables, and is no layer of its own"
                    raise Refused("TF320", text, site.node.lineno)
            if sites.inner or sites.switches or sites.settings:
                raise Refused("TF320", f"`{method.name}` does more with scopes", method.lineno)
            self._sites[id(method)] = sites
        return self._sites[id(method)]

    def _is_own(self, site: Site) -> bool:
        """Whether a call runs another method of the family."""
        func = site.node.func
        above = isinstance(func, ast.Attribute) and (
            isinstance(func.value, ast.Call) or func.attr == "__init__"
        )
        return site.callee in self._own and (above or bool(self_attribute(func)))

    def _statements(
        self, member: Member, body: list[ast.stmt], scoped: bool
    ) -> Iterator[tuple[ast.AST, bool]]:
        """Each piece that runs, and whether it stands in the object's scope."""
        for node in body:
            if isinstance(node, ast.With):
                inside = scoped
                for item in node.items:
                    yield item.context_expr, scoped
                    if member.source.called(item.context_expr) == "tf.variable_scope":
                        inside = inside or self._makes(member, node.body)
                        if inside and not scoped:
                            self._note_scope(member, node)
                yield from self._statements(member, node.body, inside)
                continue
            blocks = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
            if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Try)) or not any(blocks):
                yield node, scoped
                continue
            yield from ((n, scoped) for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr))
            for block in blocks:
                yield from self._statements(member, block, scoped)

    def _makes(self, member: Member, body: list[ast.stmt]) -> bool:
        """Whether a block makes layers, itself or through methods of the object."""
        waiting: list[tuple[LiftSource, ast.AST]] = [(member.source, s) for s in body]
        seen: set[str] = set()
        while waiting:
            source, node = waiting.pop()
            for part in walk(node):
                if not isinstance(part, ast.Call):
                    continue
                if self._tree.callee(source, part) in self._known:
                    return True
                name = self_attribute(part.func)
                if name and name not in seen:
                    seen.add(name)
                    waiting += [(m.source, s) for m, f in self._named(name) for s in f.body]
        return False

    def _named(self, name: str) -> list[tuple[Member, FunctionNode]]:
        """Every method of that name: which of them runs depends on the object."""
        members = self._family.members.values()
        return [(m, f) for m in members for f in m.methods if f.name == name]

    def _note_scope(self, member: Member, node: ast.With) -> None:
        if any(scope.node is node for _, scope in self.scopes):
            return
        method = next(m for m in member.methods if any(n is node for n in walk(m)))
        scope = next(s for s in self._collected(member, method).scopes if s.node is node)
        shown, line = ast.unparse(scope.item), node.lineno
        if scope.default is not None or scope.name is None or scope.same:
            raise Refused("TF307", "the scope's name is counted", line)
        plain = scope.reuse is None or (
            isinstance(scope.reuse, ast.Constant) and not scope.reuse.value
        )
        alone = len(node.items) == 1 and scope.item.optional_vars is None and not scope.keywords
        if not alone or not plain or any(k.arg == "auxiliary_name_scope" for k in _given(scope)):
            raise Refused("TF306", f"`with {shown}`", line)
        if self_attribute(scope.name) != "name":
            raise Refused("TF302", f"scope name `{ast.unparse(scope.name)}`", line)
        self.scopes.append((member, scope))

    def _is_inside(self, member: Member, method: FunctionNode, site: Site) -> bool:
        own = any(scope.node is s.node for _, scope in self.scopes for s in site.scopes)
        around = self._where[id(method)]
        if len(around) > 1 or any(
            s.kind != "variable_scope" or not any(s.node is k.node for _, k in self.scopes)
            for s in site.scopes
        ):
            text = f"`{ast.unparse(site.node.func)}` is made in several scopes"
            raise Refused("TF320", text, site.node.lineno)
        return own or True in around

    # ------------------------------------------------------------ what it does
    def _look(self, member: Member, statement: ast.AST, scoped: bool) -> None:
        """What runs in the object's scope must not ask for it, nor make variables that nobody sees."""
        source, tree = member.source, self._tree
        for part in _run(statement):
            if not isinstance(part, ast.Call):
                continue
            symbol = source.called(part)
            if symbol in _ASKS:
                raise Refused("TF306", f"`{symbol}()` is used", part.lineno)
            name = self_attribute(part.func)
            methods = self._named(name or _above(part.func))
            for other, method in methods:
                self._visit(other, method, scoped)
            if not scoped or methods or symbol:
                continue
            callee = tree.callee(source, part)
            if callee in self._known or callee in tree.graph.functions:
                continue
            func = part.func
            held = bool(name) or (
                isinstance(func, ast.Name) and source.symbols.is_local_value(func)
            )
            if held or isinstance(func, (ast.Call, ast.Subscript)):
                text = f"`{ast.unparse(func)}`, called in the object's scope, may create variables"
                raise Refused("TF305", text, part.lineno)

    def drives(self, place: tuple[Member, FunctionNode]) -> bool:
        """Whether a method shows that the program builds a graph."""
        member, method = place
        function = self._tree.graph.functions.get((member.key[0], f"{member.key[1]}.{method.name}"))
        return function is not None and bool(_DRIVES & set(function.driver))

    def _none_in(self, member: Member, method: FunctionNode) -> None:
        """Methods for later make nothing."""
        key = (member.key[0], f"{member.key[1]}.{method.name}")
        if key in self._tree.graph.creating:
            text = f"`{member.key[1]}.{method.name}` creates variables, and is not part of the constructor"
            raise Refused("TF320", text, method.lineno)

    def _callers_of(self, makers: set[str]) -> set[str]:
        """The methods that lead to those that make layers."""
        found = set(makers)
        while True:
            more = {
                method.name
                for _, method in self.methods
                for part in walk(method)
                if isinstance(part, ast.Call) and self_attribute(part.func) in found
            } - {*found, "__init__"}
            if not more:
                return found
            found |= more

    def _only_called_here(self, name: str) -> None:
        """Such a method is called by the object itself, while it is made."""
        running = {id(n) for _, method in self.methods for n in walk(method)}
        for source in self._sources.values():
            if name in source.looked_up:
                raise Refused("TF305", f"`{name}` is looked up by a string", 0)
            calls = {id(n.func) for n in walk(source.tree) if isinstance(n, ast.Call)}
            others = of_other_classes(source, self._inside)
            for node in source.attributes.get(name, ()):
                if id(node) in others:
                    continue
                own = id(node) in self._inside and (self_attribute(node) or _above(node))
                if not own or id(node) not in calls or id(node) not in running:
                    text = f"`{ast.unparse(node)}` may make layers when the object is made already"
                    raise Refused("TF320", text, node.lineno if id(node) in self._inside else 0)


def _is_held(method: FunctionNode, site: Site, own: Collection[str]) -> bool:
    """Whether the object keeps a layer: an attribute holds it, or a list or dict that is one.

    Args:
      own: the attributes that objects have themselves, and not only their class.
    """
    name = next(
        (
            t.id
            for n in walk(method)
            if isinstance(n, ast.Assign) and n.value is site.node
            for t in n.targets
            if isinstance(t, ast.Name)
        ),
        None,
    )
    for node in walk(method):
        held: list[ast.expr] = []
        if isinstance(node, ast.Assign) and any(_of_object(t) in own for t in node.targets):
            held = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("append", "insert") and self_attribute(node.func.value) in own:
                held = list(node.args)
        while held:
            value = held.pop()
            if value is site.node or (name and isinstance(value, ast.Name) and value.id == name):
                return True
            if isinstance(value, (ast.List, ast.Tuple)):
                held += value.elts
            elif isinstance(value, ast.Dict):
                held += value.values
            elif isinstance(value, ast.ListComp):
                held.append(value.elt)
            elif isinstance(value, ast.IfExp):
                held += [value.body, value.orelse]
    return False


def _of_object(target: ast.expr) -> str:
    """``x`` for ``self.x`` and ``self.x[...]``."""
    return self_attribute(target.value if isinstance(target, ast.Subscript) else target)


def of_other_classes(source: LiftSource, inside: Collection[int]) -> set[int]:
    """The attributes of ``self`` in classes that are none of those whose nodes are `inside`: of other objects."""
    return {
        id(part)
        for node in source.tree.body
        if isinstance(node, ast.ClassDef) and id(node) not in inside
        for part in walk(node)
        if self_attribute(part)
    }


def _given(scope: Scope) -> list[ast.keyword]:
    call = scope.item.context_expr
    return call.keywords if isinstance(call, ast.Call) else []


def _above(func: ast.expr) -> str:
    """``m`` for ``super(...).m``, "" for anything else."""
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call):
        inner = func.value.func
        if isinstance(inner, ast.Name) and inner.id == "super" and func.attr != "__init__":
            return func.attr
    return ""


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """What runs with a statement: not what functions in it do later."""
    yield node
    if not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
        for child in ast.iter_child_nodes(node):
            yield from _run(child)
