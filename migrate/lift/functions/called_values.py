"""Functions that a function is given and calls, of which nobody knows what they create, and those that stay: the layer hosts that.

with tf.variable_scope(scope, reuse=reuse):          with compat_scope.hosting(self):
    latent = network(x)                                  latent = self.network(x)
    return dense(latent, n, "out")                   return self.out(latent)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.lift.plans import MIXED, Refused
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.source import parameters
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.functions.attributes import Attribute
    from migrate.lift.functions.roles import OwnScope
    from migrate.lift.neighbours.neighbours import Neighbour
    from migrate.lift.source.view import View

_STATEMENTS = (ast.Assign, ast.AugAssign, ast.Return, ast.Expr)


@dataclass(frozen=True, eq=False)
class CalledValue:
    """A call of a parameter, or of a name of the function around, that may create variables, or of a function that stays.

    Attributes:
      name: the parameter or name; "" for a function that stays.
      statement: what it stands in; None when that is no simple statement of the function itself.
      scopes: the scopes around it in the function, from the outermost.
      neighbour: the function that stays.
    """

    node: ast.Call
    name: str
    statement: ast.stmt | None
    scopes: tuple[Scope, ...]
    text: str
    neighbour: Neighbour | None = None

    def refused(self, text: str) -> Refused:
        """The call stands against a layer."""
        if self.neighbour is None:
            return Refused("TF305", text, self.node.lineno)
        return Refused("TF314", text, self.node.lineno, self.neighbour.site.callee)

    @property
    def place(self) -> tuple[int, int]:
        """Where its variables are made."""
        return self.node.end_lineno or 0, self.node.end_col_offset or 0


def called_values(view: View) -> list[CalledValue]:
    """The calls of a function whose variables a layer would have to host."""
    function = view.tree.graph.functions[view.key]
    unknown = {
        text: f"calls its parameter `{text}`, which may create variables"
        for text, _ in function.opaque_calls
        if text in view.param_names and not view.tree.arguments.calls_no_creator(view.key, text)
    }
    found = []
    for part in walk(view.node):
        if isinstance(part, ast.Call) and id(part) in view.neighbours:
            one = view.neighbours[id(part)]
            text = f"calls `{ast.unparse(part.func)}`, which stays on the shim,"
            around = one.site.scopes
            within = one.kept or part
            found.append(CalledValue(part, "", _statement(view, within), around, text, one))
            continue
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
        inside = [] if one.statement is None else list(walk(one.statement))
        plain = view.target.hosts and view.tree.graph.functions[view.key].kind == "function"
        mixed = any(id(part) in made for part in inside)
        if not plain or not inside or mixed or view.assignments(one.name):
            text = one.text
            if one.neighbour is not None:
                text = f"{text} {MIXED if mixed else 'where no layer can host it'}"
            raise one.refused(text)


def check_hosting(view: View, own: OwnScope, found: Sequence[Attribute]) -> None:
    """What is hosted must stand in a scope in which neither the layer nor it numbers what the other makes.

    What nobody knows must be made first, too.

    Raises:
      Refused: the layer would have its variables in another order, or number them in another way.
    """
    from migrate.lift.functions.order import creates
    from migrate.lift.neighbours.fresh_counts import counts_afresh
    from migrate.lift.neighbours.hosted_order import made_again

    making = [s for a in found if creates(view, a) for s in a.sites]
    for one in view.called_values:
        if one.neighbour is not None and one.neighbour.asks and made_again(own, one):
            text = f"{one.text} and sees whether variables are there, where it makes some again"
            raise one.refused(text)
        counts = one.neighbour is None or bool(one.neighbour.counted)
        inner = [s for s in one.scopes if s is not own.scope and s.kind == "variable_scope"]
        if counts and not counts_afresh(view, own, one):
            text = f"{one.text} in the scope of whoever calls this function"
            raise one.refused(text)
        if one.neighbour is not None and one.neighbour.shares:
            _check_shared(view, own, one, one.neighbour)
        if any(s.same or s.reuse or s.default or s.keywords for s in inner):
            raise one.refused(f"{one.text} in a scope of its own")
        named = len(inner) + (own.scope in one.scopes) < len(one.scopes)
        if one.neighbour is None and named and _makes_by_name_scope(view):
            text = f"{one.text} in a name scope, which `tf.Variable`s of it would be named after"
            raise one.refused(text)
        if view.found.switches:
            raise one.refused(f"{one.text}, with a switch to reuse beside it")
        _check_weights(one, [a for a in found if a.is_weight])
        if one.neighbour is not None:
            _check_given_weights(view, one, one.neighbour, found)
            _check_scopes(view, one, one.neighbour)
        for site in making:
            if one.neighbour is None:
                _check_first(view, one, site)
            else:
                _check_names(view, one, one.neighbour, site)
            _check_numbers(view, one, site)


def _makes_by_name_scope(view: View) -> bool:
    """Whether some function of the program makes variables that name scopes name."""
    functions = view.tree.graph.functions.values()
    return any(c.symbol == "tf.Variable" for f in functions for c in f.creations)


def _check_shared(view: View, own: OwnScope, one: CalledValue, known: Neighbour) -> None:
    """What it shares by itself must be shared by nothing but the calls of this layer."""
    from migrate.lift.neighbours.neighbours import shared_by_others

    if own.scope is None or own.slash or own.scope not in one.scopes:
        text = f"{one.text} and shares variables in the scope of whoever calls this function"
        raise one.refused(text)
    key = known.site.callee
    other = shared_by_others(view, key) if key is not None else ""
    if other:
        text = f"{one.text} and shares variables in `{other}`"
        raise one.refused(text)


def _check_given_weights(
    view: View, one: CalledValue, known: Neighbour, found: Sequence[Attribute]
) -> None:
    """TF1 counts the name of a weight that is made where the function has opened a scope of that name.

    A layer without a scope makes it when it is called, under the name that its text says.
    """
    around = [s for s in one.scopes if s.kind == "variable_scope"]
    for site in (s for a in found for s in a.sites if s.callee in view.lifted):
        if [s for s in site.scopes if s.kind == "variable_scope"] != around:
            continue
        if site.callee is None or not view.lifted[site.callee].transparent:
            continue
        for variable in view.names.variables if view.names else ():
            parts = variable.name.split("/")
            if variable.line == site.node.lineno and len(parts) == len(around) + 1:
                if any(are_alike(parts[-1], level) for level in known.levels):
                    text = f"{one.text} beside `{variable.name}`, which TF1 may count"
                    raise one.refused(text)


def are_alike(name: str, level: str) -> bool:
    """Whether two names, of which only the part before ``{`` is known, may be one (TF1 ignores case)."""
    first, open_first, _ = name.lower().partition("{")
    second, open_second, _ = level.lower().partition("{")
    if open_first and open_second:
        return first.startswith(second) or second.startswith(first)
    if open_first or open_second:
        known, whole = (first, second) if open_first else (second, first)
        return whole.startswith(known)
    return first == second


def _check_weights(one: CalledValue, weights: Sequence[Attribute]) -> None:
    """A layer has its own weights before it is called; of what nobody knows, TF1 may number what comes later."""
    if one.neighbour is None and weights:
        raise one.refused(f"{one.text} before or after its own weights")


def _check_first(view: View, one: CalledValue, site: Site) -> None:
    loops = {id(loop) for loop in site.loops}
    line = one.node.lineno
    if site.node.lineno <= line or any(_is_in(view, one.node, loop) for loop in loops):
        raise one.refused(f"{one.text} after its own layers")


def _check_names(view: View, one: CalledValue, known: Neighbour, site: Site) -> None:
    """What TF1 counts for the function must have no name of the layer's own."""
    from migrate.lift.functions.site_names import literal, site_name

    around = [s for s in one.scopes if s.kind == "variable_scope"]
    scopes = [s for s in site.scopes if s.kind == "variable_scope"]
    if not known.counted or site.kind == "weight" or scopes[: len(around)] != around:
        return
    name = scopes[len(around)].name if len(scopes) > len(around) else site_name(view, site)
    level = literal(name) or "{"
    if any(base == "{" or _may_be(level, base) for base in known.counted):
        text = f"{one.text} where TF1 counts what it makes, after its own layers"
        raise one.refused(text)


def _check_scopes(view: View, one: CalledValue, known: Neighbour) -> None:
    """What TF1 counts for the function must have no name of a scope that the layer opens beside it, for which TF1 counts, too."""
    from migrate.lift.functions.site_names import literal

    around = [s for s in one.scopes if s.kind == "variable_scope"]
    for scope in view.scopes if known.counted else ():
        if scope.kind != "variable_scope" or scope.same or scope in around:
            continue
        if _around(view, scope) != around:
            continue
        names = [literal(n) or "{" for n in (scope.name, scope.default) if n is not None]
        if any(base == "{" or _may_be(n, base) for base in known.counted for n in names):
            shown = ast.unparse(scope.name or scope.default or scope.item.context_expr)
            text = f"{one.text} where TF1 counts what it makes, beside the scope {shown}"
            raise one.refused(text)


def _around(view: View, scope: Scope) -> list[Scope]:
    """The variable scopes of a function that a scope stands in, from the outermost."""
    items = scope.node.items
    return [
        s
        for s in view.scopes
        if s.kind == "variable_scope"
        and s is not scope
        and (
            _stands_in(scope.node, s.node.body)
            or (s.node is scope.node and items.index(s.item) < items.index(scope.item))
        )
    ]


def _check_numbers(view: View, one: CalledValue, site: Site) -> None:
    """What the layer makes must take no numbers where what it hosts may take some, or have such names."""
    from migrate.lift.functions.counts_around import counted_by_itself, in_the_same, takes_numbers

    known = one.neighbour
    numbered = [s for s in site.scopes if s.default and s not in one.scopes]
    counted = in_the_same(site, one.scopes) and takes_numbers(view, site)
    if known is not None:
        bases = [ast.unparse(s.default).strip("'\"") for s in numbered if s.default]
        bases += counted_by_itself(view, site) if counted else []
        if not any(_may_be(level, base) for level in known.levels for base in bases):
            return
    if numbered:
        shown = ast.unparse(numbered[0].default) if numbered[0].default else ""
        raise one.refused(f"{one.text} where TF1 counts `{shown}`")
    if counted:
        text = f"{one.text} where TF1 counts `{ast.unparse(site.node.func)}`"
        raise one.refused(text)


def _may_be(level: str, base: str) -> bool:
    """Whether a scope may be called like what TF1 counts."""
    known, unknown, _ = level.lower().partition("{")
    if unknown:
        return base.lower().startswith(known.rstrip("_")) or known.startswith(base.lower())
    return re.fullmatch(rf"{re.escape(base)}(_\d+)?", level, re.IGNORECASE) is not None


def _is_in(view: View, node: ast.AST, loop: int) -> bool:
    above: ast.AST | None = node
    while above is not None and id(above) != loop:
        above = view.parents.get(id(above))
    return above is not None


def _stands_in(node: ast.AST, body: list[ast.stmt]) -> bool:
    return any(part is node for statement in body for part in walk(statement))


def _statement(view: View, node: ast.AST) -> ast.stmt | None:
    """The simple statement that a call stands in, or what stays around it, outside of inner functions and of loops that are left."""
    above: ast.AST = node
    while not isinstance(above, ast.stmt):
        if isinstance(above, ast.Lambda):
            return None
        above = view.parents[id(above)]
    if above is not node and not isinstance(above, _STATEMENTS):
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
        stored = (n for n in walk(function) if isinstance(n, ast.Name) and n.id == func.id)
        if any(not isinstance(n.ctx, ast.Load) for n in stored):
            return False  # it may be another one by then
        return view.tree.arguments.calls_no_creator((view.key[0], outer), func.id)
    return False
