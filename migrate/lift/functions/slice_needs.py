"""The names that what is made in a slice needs: in its constructor, and in the loops, branches and scopes around it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from migrate.lift.binding.demand import closure, needed
from migrate.lift.binding.purity import check_pure
from migrate.lift.cells.cells import inner_maker
from migrate.lift.functions.computed_levels import has_computed_level, level_name
from migrate.lift.functions.loop_headers import loop_header
from migrate.lift.functions.roles import OwnScope
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.source import loads
from migrate.lift.source.view import View
from migrate.lift.text.constructors import constructor
from migrate.lift.text.weight_collections import check_collections, own_collections
from migrate.plan.times import Time


@dataclass(eq=False)
class SliceNeeds:
    """Finds them.

    Attributes:
      layer_names: names for layers that TF1 names, by site.
      config: text for a parameter of the constructor.
      plain: the text of an expression with shapes taken out, so that only names whose values are needed remain.
    """

    view: View
    own: OwnScope
    layer_names: dict[int, str]
    config: dict[str, str]
    plain: Callable[[ast.expr], str]

    def of_site(self, site: Site, loops: tuple[ast.For, ...]) -> set[str]:
        """The names in the constructor of a site, and in the loops and branches around it.

        Args:
          loops: those that make one in each turn; the turns of others share it.
        """
        text = constructor(self.view, site, self.name_of(site, self.plain), self.plain, True)
        found = loads(ast.parse(text, mode="eval")) if text else set()
        collections = own_collections(self.view, site)
        if collections is not None:
            check_collections(self.view, collections)
            found |= needed(self.view.source, self.view.tree, collections)
        found -= {"self", "keras"}
        for loop in loops:
            check_pure(self.view.source, self.view.tree, loop.iter)
            header = loop_header(self.view, loop, self.plain)
            found |= needed(self.view.source, self.view.tree, ast.parse(f"{header}: pass").body[0])
        for branch, _ in site.arms:
            if self.view.time(branch.test) is Time.CALL:
                text = f"test `{ast.unparse(branch.test)}`"
                raise Refused("TF311", f"{text} of a branch that creates variables", branch.lineno)
            check_pure(self.view.source, self.view.tree, branch.test)
            found |= needed(self.view.source, self.view.tree, branch.test)
        levels = has_computed_level(self.view, site, self.own)
        for scope in site.scopes:
            if self.stays(scope) and (levels or self.view.target.in_slices(scope, site)):
                name = scope.name if scope.name is not None else scope.default
                found |= self._named_by(name, scope) if name is not None else set()
        return found & self.local_names()

    def name_of(self, site: Site, text: Callable[[ast.expr], str]) -> str | None:
        """The source of a name other than that of the call."""
        if has_computed_level(self.view, site, self.own):
            return level_name(self.view, site, self.own, text)
        return self.layer_names.get(id(site.node))

    def _named_by(self, name: ast.expr, scope: Scope) -> set[str]:
        """The names in the name of a scope, which a constructor must know.

        Raises:
          Refused: a parameter of the call decides about it.
        """
        found = needed(self.view.source, self.view.tree, name)
        behind = closure(self.view.source, self.view.tree, self.view.body, found)
        if behind & set(self.view.param_names) - self.config.keys():
            raise Refused("TF302", f"scope name `{ast.unparse(name)}`", scope.node.lineno)
        return found

    def local_names(self) -> set[str]:
        inner = {n.name for n in own_nodes(self.view.body) if inner_maker(self.view, n)}  # type: ignore[attr-defined]
        return self.given() | set(self.view.times.names) | inner

    def given(self) -> set[str]:
        """The parameters, that for ``**`` among them."""
        rest = self.view.node.args.kwarg
        return {*self.view.param_names, *([rest.arg] if rest is not None else ())}

    def stays(self, scope: Scope) -> bool:
        return scope is not self.own.scope and not scope.same
