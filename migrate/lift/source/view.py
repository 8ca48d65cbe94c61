"""One function as lifting sees it: its syntax, its creation sites and the times of its names."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from migrate.lift.binding.changes import changed_names
from migrate.lift.binding.demand import around, asked_for, closure, constructor_arguments, needed
from migrate.lift.binding.function_times import FunctionTimes
from migrate.lift.binding.times import TreeTimes
from migrate.lift.functions.called_values import CalledValue, called_values
from migrate.lift.plans import Lifted
from migrate.lift.source.bodies import local_names, own_nodes, targeted_names
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.sites import Scope, Site, Sites
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.text.targets import Target
from migrate.model.naming import FunctionNames
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.plan.times import Time

if TYPE_CHECKING:
    from migrate.lift.neighbours.neighbours import Neighbour


@dataclass(eq=False)
class View:
    """Everything the parts of one lift share.

    Attributes:
      gone: ids of statements that a layer does without.
      neighbours: id of a call -> the function that stays which it calls, and whose variables the layer hosts.
      getters: it is called in scopes with a custom getter, which asks for its variables.
      demanded: parameters that decide about variables, of every function of the tree.
      names: the TF1 names of this function's variables.
      lifted: the functions lifted so far.
      target: what it is written in.
      free: the names of enclosing functions that it reads.
      all_names: the TF1 names of every scoped function, as they are when it is called first.
      differs: TF1 counts other names for it where it is called.
      told: (layer, by id, and default name) -> the constructor's parameter by which callers tell the name, for that reason.
      any_dtype: a weight need not be a float32.
      widths: of the state of an RNN cell, for each of its tensors: the last dimension; by the name of the parameter.
    """

    source: LiftSource
    key: Key
    node: FunctionNode
    body: list[ast.stmt]
    tree: TreeTimes
    table: LayerTable
    times: FunctionTimes
    found: Sites
    demanded: Mapping[Key, frozenset[str]]
    names: FunctionNames | None
    lifted: Mapping[Key, Lifted]
    target: Target
    free: tuple[str, ...] = ()
    all_names: Mapping[Key, FunctionNames] = field(default_factory=dict)
    any_dtype: bool = False
    differs: bool = False
    told: Mapping[tuple[int, str], str] = field(default_factory=dict)
    widths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    neighbours: Mapping[int, Neighbour] = field(default_factory=dict)
    getters: bool = False
    parents: dict[int, ast.AST] = field(init=False)
    params: list[tuple[ast.arg, ast.expr | None, bool]] = field(init=False)

    def __post_init__(self) -> None:
        self.params = parameters(self.node)
        self.params += [(ast.arg(arg=name), None, True) for name in self.free]
        self.parents = {
            id(child): parent
            for parent in walk(self.node)
            for child in ast.iter_child_nodes(parent)
        }

    @cached_property
    def demand(self) -> frozenset[str]:
        """The names that constructors need: of weights and layers, and of lifted functions as they are now."""
        config = {
            key: frozenset(one.names("config")) | frozenset(one.names("name")) | one.named_by
            for key, one in self.lifted.items()
        }
        names: set[str] = set()
        for site in self.sites:
            given = [*constructor_arguments(self.source, self.tree, self.table, site, config)]
            names |= {name for part in given for name in asked_for(part, self.body)}
            for part in (*given, *around(site)):
                names |= needed(self.source, self.tree, part)
        return frozenset(closure(self.source, self.tree, self.body, names))

    @cached_property
    def called_values(self) -> list[CalledValue]:
        """The calls of functions that it is given, which may create variables."""
        return called_values(self)

    def lifted_as(self, site: Site) -> Lifted | None:
        """What the function that a site calls became; None when it calls none or that stays."""
        return self.lifted.get(site.callee) if site.callee is not None else None

    @property
    def leaves_values(self) -> bool:
        """Whether first values that it was not told are for the scopes around to say."""
        return self.key in self.tree.without_values

    @cached_property
    def changed(self) -> set[str]:
        """The names of which the function changes what they hold."""
        return changed_names(self.tree, self.key, self.body)

    @property
    def sites(self) -> list[Site]:
        return self.found.sites

    @property
    def scopes(self) -> list[Scope]:
        return self.found.scopes

    @property
    def param_names(self) -> list[str]:
        return [a.arg for a, _, _ in self.params]

    def time(self, node: ast.AST | None) -> Time:
        return self.times.of(node)

    def body_before(self, node: ast.stmt) -> list[ast.stmt]:
        """The statements that always run before a statement: earlier ones of the blocks around it."""
        found: list[ast.stmt] = []
        inner: ast.AST = node
        while True:
            outer = self.parents.get(id(inner), self.node)
            for block in (getattr(outer, "body", []), getattr(outer, "orelse", [])):
                if isinstance(block, list) and inner in block:
                    found = block[: block.index(inner)] + found
            if outer is self.node:
                return found
            inner = outer

    def uses(self, name: str) -> list[ast.Name]:
        """The places that read a name of the function, also in functions defined inside it."""
        found: list[ast.Name] = []
        stack: list[ast.AST] = [*reversed(self.body)]
        while stack:
            part = stack.pop()
            if isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Load):
                found.append(part)
            if isinstance(part, (ast.FunctionDef, ast.Lambda)) and name in local_names(part):
                defaults = [*part.args.defaults, *(d for d in part.args.kw_defaults if d)]
                stack.extend(defaults)
                continue
            if isinstance(part, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
                targets = {
                    n.id for g in part.generators for n in walk(g.target) if isinstance(n, ast.Name)
                }
                if name in targets:
                    stack.append(part.generators[0].iter)
                    continue
            stack.extend(list(ast.iter_child_nodes(part))[::-1])
        return found

    def assignments(self, name: str) -> list[ast.stmt]:
        """The statements that bind a name in the function itself."""
        return list(self._assignments.get(name, ()))

    @cached_property
    def _assignments(self) -> dict[str, list[ast.stmt]]:
        """The same for every name."""
        found: dict[str, list[ast.stmt]] = {}
        for node in own_nodes(self.body):
            targets: list[ast.AST] = []
            if isinstance(node, ast.Assign):
                targets = list(node.targets)
            elif isinstance(node, ast.With):
                targets = [i.optional_vars for i in node.items if i.optional_vars]
            elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.For)):
                targets = [node.target]
            names = [name for target in targets for name in targeted_names(target)]
            if isinstance(node, ast.FunctionDef):
                names = [node.name]
            for name in dict.fromkeys(names):
                found.setdefault(name, []).append(node)  # type: ignore[arg-type]
        return found


def free_names(source: LiftSource, qualname: str, node: FunctionNode) -> tuple[str, ...]:
    """The names of enclosing functions that a function defined inside them reads."""
    outside: set[str] = set()
    outer = qualname
    while ".<locals>." in outer:
        outer = outer.rpartition(".<locals>.")[0]
        function = source.functions.get(outer)
        if function is None:
            break
        outside |= local_names(function)
        outside |= {n.name for n in own_nodes(function.body) if isinstance(n, ast.FunctionDef)}
    read: dict[str, None] = {}
    for statement in node.body:
        for part in walk(statement):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
                read[part.id] = None
    own = local_names(node) | {
        n.name for n in own_nodes(node.body) if isinstance(n, ast.FunctionDef)
    }
    return tuple(name for name in read if name in outside and name not in own)
