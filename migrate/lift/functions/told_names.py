"""Layers without names in a function that opens no scope and is called again: its callers tell their names, ``dense_1``.

def layer(x, n):                        class Layer(keras.layers.Layer):
    return tf.layers.dense(x, n)            def __init__(self, n, *, dense_name="dense", name=None, **kwargs): ...
x = layer(layer(x, 3), 4)               self.layer = Layer(3); self.layer_2 = Layer(4, dense_name="dense_1")
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from migrate.lift.functions.counts_around import counted_by, default_name_of
from migrate.lift.functions.roles import OwnScope
from migrate.lift.source.bodies import local_names
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View


@dataclass(frozen=True)
class Told:
    """A layer whose name is told.

    Attributes:
      base: the name that TF1 counts.
      parameter: the constructor's parameter that gives the name.
      new: the function has no such parameter.
    """

    site: Site
    base: str
    parameter: str
    new: bool


def told_names(view: View, own: OwnScope) -> tuple[Told, ...]:
    """The layers of a function whose names its callers tell; none when TF1 always counts the same ones.

    Raises:
      Refused: some of it cannot be told by one name.
    """
    if not view.differs or own.scope is not None or not _is_called_by_layers(view):
        return ()
    if not view.target.counts_on:
        return ()
    found: dict[str, Told] = {}
    for site in view.sites:
        for one in counted_by(view, site):
            lifted = view.lifted_as(site)
            known = site.kind == "layer" or (lifted is not None and one.base in dict(lifted.told))
            once = not (one.often or site.loops or site.arms or site.inside or one.base in found)
            if not known or not once:
                return ()
            given = default_name_of(view, site)
            if given:
                if _may_be_counted(view, given, one.base):
                    return ()
                shown = "scope_name" if given in ("name", "default_name", "reuse", "cls") else given
                found[one.base] = Told(site, one.base, shown, False)
                continue
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", one.base)
            parameter = f"{words.lower()}_name"
            if parameter in {*local_names(view.node), *view.free}:
                return ()
            found[one.base] = Told(site, one.base, parameter, True)
    return tuple(found.values())


def _is_called_by_layers(view: View) -> bool:
    """Whether a function that may become a layer calls this one."""
    callers = view.tree.graph.callers.get(view.key, ())
    return any(caller in view.tree.graph.creating for caller in callers)


def _may_be_counted(view: View, parameter: str, base: str) -> bool:
    """Whether someone gives a name that looks like a counted one."""
    counted = re.compile(rf"{re.escape(base)}(_\d+)?", re.IGNORECASE)
    return any(counted.fullmatch(t) for t in view.tree.arguments.texts_given(view.key, parameter))
