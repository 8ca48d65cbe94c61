"""Functions that make nothing of their own: all that they would make is made by what they call and what stays on the shim.

def block(x):
    with tf.variable_scope("block"):      # nothing stands against a layer but that it would hold nothing: the reason is
        return scaled(x)  # stays         # that of `scaled`, or of what that calls
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from migrate.lift.neighbours.objects import class_made, methods_called
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.outcomes import Reason, beside_text

_KINDS = ("function", "object")


def as_beside(
    view: View, sites: Iterable[Site], refused: Mapping[Key, Sequence[Reason]], reason: Reason
) -> Reason:
    """The reason of a function that stays because of what it calls, said by what the user could change.

    Args:
      sites: all that makes variables in the function.
      refused: why functions stay.
      reason: what was met first; stays as it is where the function makes something of its own.
    """
    if reason.code != "TF314":
        return reason
    found = [one for site in sites for one in _with_methods(view, site)]
    for site in found:
        key = site.callee
        if key is None or site.kind not in (*_KINDS, "weight") or key in view.lifted:
            return reason
        if key in view.tree.constructing and key not in refused:
            return reason
    if not found or any(one.neighbour is None for one in view.called_values):
        return reason
    first = next((s for s in found if s.callee == reason.behind), found[0])
    keys = tuple(dict.fromkeys(s.callee for s in (first, *found) if s.callee is not None))
    return replace(
        reason, message=beside_text(keys), line=first.node.lineno, behind=keys[0], beside=keys
    )


def _with_methods(view: View, site: Site) -> list[Site]:
    """A call; for one that makes an object with the calls of its methods, and without itself where only these make something."""
    cls = class_made(view, view.key, site.node) if site.kind in _KINDS else None
    if cls is None:
        return [site]
    init, methods = view.tree.graph.method(cls, "__init__"), methods_called(view, site, cls)
    return [*([site] if init in view.tree.graph.creating or not methods else []), *methods]
