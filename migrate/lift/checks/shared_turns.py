"""What one turn of a loop makes may be what another place makes: under AUTO_REUSE TF1 shares them by their names.

with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
    for i in range(depth):
        x = tf.layers.dense(x, 8, name="fc_%d" % i)
    x = tf.layers.dense(x, 8, name="fc_0")  # the layer of the first turn
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Sequence

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.name_patterns import Anything, Pattern, may_be_equal, pattern
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import naming_argument, site_name
from migrate.lift.functions.site_paths import exclusive
from migrate.lift.functions.site_turns import reuse_expressions
from migrate.lift.neighbours.effects import shares_by_itself
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.model.reach import above

_COUNTED = Anything()  # a number that TF1 counts


def check_shared_turns(view: View, own: OwnScope, found: Sequence[Attribute]) -> None:
    """Two attributes, of which one is a list, must not share variables in some of its turns.

    Raises:
      Refused: they may, as the code lets TF1 share variables there.
    """
    if not any(one.sites[0].loops for one in found):
        return
    levels = {id(one): _levels(view, own, one.sites[0]) for one in found}
    for one, other in itertools.combinations(found, 2):
        a, b = one.sites[0], other.sites[0]
        if not (a.loops or b.loops) or exclusive(a, b):
            continue
        mine, theirs = levels[id(one)], levels[id(other)]
        if not mine or not theirs or not _may_meet(mine, theirs, a, b):
            continue
        if any(one[-1][-1] is _COUNTED for one in (mine, theirs)) and _stand_together(a, b):
            continue
        if _may_share(view, [*one.sites, *other.sites]):
            first, later = sorted([a, b], key=lambda s: s.node.lineno)
            text = (
                f"`{ast.unparse(later.node.func)}` may share what `{ast.unparse(first.node.func)}` "
                f"makes in line {first.node.lineno}, in one turn of a loop"
            )
            raise Refused("TF303", text, later.node.lineno)


def _levels(view: View, own: OwnScope, site: Site) -> list[Pattern]:
    """The levels of the name of what a site makes, below the function's own scope; none where TF1 numbers it there.

    TF1 numbers from the first on in a scope that is opened again.
    """
    if site.kind == "weight" and site.symbol == "tf.Variable":
        return []  # which no other one shares
    lifted = view.lifted_as(site)
    name = site_name(view, site)
    if name is None and lifted is not None and lifted.transparent:
        name = naming_argument(view, site, whole=True)
    if name is None and lifted is not None and not lifted.counted and lifted.name_default:
        name = ast.Constant(lifted.name_default)
    scopes = [s for s in site.scopes if s is not own.scope and not s.same]
    named = [s.name for s in scopes if s.kind == "variable_scope"]
    levels: list[Pattern] = []
    for one in (*named, name):
        if one is None:
            return [*levels, _numbered(view, site)] if levels else []
        levels.append(pattern(one, site.loops, view))
    return levels


def _numbered(view: View, site: Site) -> Pattern:
    """What TF1 calls what has no name: ``dense``, ``dense_1``."""
    rule = view.tree.rules.get(site.symbol)
    default = rule.default_name if rule is not None and site.kind == "layer" else ""
    return (default, _COUNTED) if default else (_COUNTED,)


def _stand_together(a: Site, b: Site) -> bool:
    """Whether both stand in the same scope, which the function opens for them together: TF1 goes on counting there."""
    scopes = [[s for s in site.scopes if s.kind == "variable_scope"][-1:] for site in (a, b)]
    return bool(scopes[0]) and scopes[0] == scopes[1]


def _may_meet(mine: Sequence[Pattern], theirs: Sequence[Pattern], a: Site, b: Site) -> bool:
    """Whether two paths may be one, or one of them lie below the other."""
    shorter, longer = sorted([(mine, a), (theirs, b)], key=lambda one: len(one[0]))
    if len(shorter[0]) < len(longer[0]) and shorter[1].kind == "weight":
        return False
    return all(map(may_be_equal, shorter[0], longer[0]))


def _may_share(view: View, sites: Sequence[Site]) -> bool:
    """Whether the code, or a scope that the function is called in, lets TF1 share there what it has not made again by then."""
    last = max(s.node.lineno for s in sites)
    if any(s.lineno <= last for s in view.found.switches):
        return True
    said = [r for s in sites for r in reuse_expressions(view, s) if r is not None]
    if any(_lets_share(view, one) for one in said):
        return True
    return any(shares_by_itself(view.tree.graph, key) for key in above(view.tree.graph, view.key))


def _lets_share(view: View, reuse: ast.expr) -> bool:
    if isinstance(reuse, ast.Constant):
        return bool(reuse.value)
    if isinstance(reuse, ast.Name) and reuse.id in view.param_names:
        default = next((d for a, d, _ in view.params if a.arg == reuse.id), None)
        given = default is not None and view.source.symbol(default).endswith("AUTO_REUSE")
        return given or bool(view.assignments(reuse.id))
    return True
