"""Functions that a function is given and calls, of which nobody knows what they create: the layer hosts that.

with tf.variable_scope(scope, reuse=reuse):          with compat_scope.hosting(self):
    latent = network(x)                                  latent = self.network(x)
    return dense(latent, n, "out")                   return self.out(latent)
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope
from migrate.lift.source.source import parameters

if TYPE_CHECKING:
    from migrate.lift.functions.attributes import Attribute
    from migrate.lift.functions.roles import OwnScope
    from migrate.lift.source.view import View

HOSTING = "with compat_scope.hosting(self)"
_STATEMENTS = (ast.Assign, ast.AugAssign, ast.Return, ast.Expr)


@dataclass(frozen=True, eq=False)
class CalledValue:
    """A call of a parameter, or of a name of the function around, that may create variables.

    Attributes:
      statement: what it stands in; None when that is no simple statement of the function itself.
      scopes: the scopes around it in the function, from the outermost.
    """

    node: ast.Call
    name: str
    statement: ast.stmt | None
    scopes: tuple[Scope, ...]
    text: str


def called_values(view: View) -> list[CalledValue]:
    """The calls of a function whose variables a layer would have to host."""
    function = view.tree.graph.functions[view.key]
    unknown = {
        text: f"calls its parameter `{text}`, which may create variables"
        for text, _ in function.opaque_calls
        if text in view.param_names and not view.tree.calls_no_creator(view.key, text)
    }
    found = []
    for part in ast.walk(view.node):
        if not isinstance(part, ast.Call) or not isinstance(part.func, ast.Name):
            continue
        name = part.func.id
        if name in view.free and not _known_around(view, part.func):
            unknown[name] = f"calls `{name}` of the function around it"
        if name in unknown and (name in view.free or view.tree.creating_values.may_be(part)):
            around = tuple(s for s in view.scopes if _stands_in(part, s.node.body))
            found.append(CalledValue(part, name, _statement(view, part), around, unknown[name]))
    return found


def check_values(view: View) -> None:
    """Refuses a function with such calls where a layer could not host what they create.

    Raises:
      Refused: it could not.
    """
    made = {id(s.node) for s in view.sites}
    for one in view.called_values:
        inside = [] if one.statement is None else list(ast.walk(one.statement))
        plain = view.target.hosts and view.tree.graph.functions[view.key].kind == "function"
        mixed = any(id(part) in made for part in inside)
        if not plain or not inside or mixed or view.assignments(one.name):
            raise Refused("TF305", one.text, one.node.lineno)


def check_hosting(view: View, own: OwnScope, found: Sequence[Attribute]) -> None:
    """What is hosted must be made first, in a scope in which the layer itself counts nothing.

    Raises:
      Refused: the layer would have its variables in another order, or number them in another way.
    """
    from migrate.lift.functions.counts_around import in_the_same, takes_numbers
    from migrate.lift.functions.order import creates

    making = [s for a in found if creates(view, a) for s in a.sites]
    for one in view.called_values:
        line = one.node.lineno
        inner = [s for s in one.scopes if s is not own.scope and s.kind == "variable_scope"]
        if own.scope is None or own.slash or own.scope not in one.scopes:
            text = f"{one.text} in the scope of whoever calls this function"
            raise Refused("TF305", text, line)
        if any(s.same or s.reuse or s.default or s.keywords for s in inner):
            raise Refused("TF305", f"{one.text} in a scope of its own", line)
        if view.found.switches:
            raise Refused("TF305", f"{one.text}, with a switch to reuse beside it", line)
        if any(a.is_weight for a in found):
            raise Refused("TF305", f"{one.text} before or after its own weights", line)
        for site in making:
            loops = {id(loop) for loop in site.loops}
            if site.node.lineno <= line or any(_is_in(view, one.node, loop) for loop in loops):
                raise Refused("TF305", f"{one.text} after its own layers", line)
            numbered = [s.default for s in site.scopes if s.default and s not in one.scopes]
            if numbered:
                text = f"{one.text} where TF1 counts `{ast.unparse(numbered[0])}`"
                raise Refused("TF305", text, line)
            if in_the_same(site, one.scopes) and takes_numbers(view, site):
                text = f"{one.text} where TF1 counts `{ast.unparse(site.node.func)}`"
                raise Refused("TF305", text, line)


def _is_in(view: View, node: ast.AST, loop: int) -> bool:
    above: ast.AST | None = node
    while above is not None and id(above) != loop:
        above = view.parents.get(id(above))
    return above is not None


def _stands_in(node: ast.AST, body: list[ast.stmt]) -> bool:
    return any(part is node for statement in body for part in ast.walk(statement))


def _statement(view: View, node: ast.AST) -> ast.stmt | None:
    """The simple statement that a call stands in, outside of inner functions and of loops that are left."""
    above: ast.AST = node
    while not isinstance(above, ast.stmt):
        if isinstance(above, ast.Lambda):
            return None
        above = view.parents[id(above)]
    if not isinstance(above, _STATEMENTS):
        return None
    outer = view.parents.get(id(above))
    while outer is not None and outer is not view.node:
        if not isinstance(outer, (ast.With, ast.If, ast.For)):
            return None
        outer = view.parents.get(id(outer))
    return above


def _known_around(view: View, func: ast.Name) -> bool:
    """Whether what a function around it calls by a name creates no variables."""
    if view.source.symbol(func) or view.source.symbols.target(func) is not None:
        return True
    outer = view.key[1]
    while ".<locals>." in outer:
        outer = outer.rpartition(".<locals>.")[0]
        function = view.source.functions.get(outer)
        if function is None or func.id not in {a.arg for a, _, _ in parameters(function)}:
            continue
        stored = (n for n in ast.walk(function) if isinstance(n, ast.Name) and n.id == func.id)
        if any(not isinstance(n.ctx, ast.Load) for n in stored):
            return False  # it may be another one by then
        return view.tree.calls_no_creator((view.key[0], outer), func.id)
    return False
