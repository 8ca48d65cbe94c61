"""Why a function is not lifted in another form either: that is the reason to report, if the user can find it in the code.

def network(x):
    def layer(x, n):                                     # "`layer`, which is defined inside, creates variables" is no
        return tf.layers.dense(x, int(tf.rank(x)))       # matter, since it can move out; what its size depends on is
    return layer(x, 3)
"""

from __future__ import annotations

import re
from dataclasses import replace

from migrate.lift.normal.normal import Normal
from migrate.lift.plans import TreePlan
from migrate.lift.source.source import LiftSource
from migrate.outcomes import Reason

_SHOWN = re.compile(r"`([^`]+)`")
# What speaks of expressions that are written in the code, and not of what the other form made of it.
_OF_EXPRESSIONS = frozenset(("TF306", "TF307", "TF309", "TF310", "TF316"))


def why_form(one: Normal, plan: TreePlan, source: LiftSource) -> Reason | None:
    """The reason, with its line from the first one of the function; None where only the other form speaks of it.

    Args:
      plan: what was planned with the form in place.
      source: the module without it.
    """
    found = [plan.refused[key][0] for key in one.needed if plan.refused.get(key)]
    found = [r for r in found if r.code in _OF_EXPRESSIONS]
    node = source.functions.get(one.needed[0][1])
    if not found or node is None:
        return None
    reason = found[0]
    lines = [_bare(line) for line in source.segment(node).split("\n")]
    shown = [_bare(part) for part in _SHOWN.findall(reason.message)]
    if not shown or any(part not in "".join(lines) for part in shown):
        return None
    at = next((n for n, line in enumerate(lines) if shown[0] in line), 0)
    return replace(reason, line=at)


def _bare(text: str) -> str:
    """The text without what `ast.unparse` writes in its own way."""
    return re.sub(r"[\s()]", "", text).replace('"', "'")
