"""`tf.Variable`s of a function that opens no scope and is called again: its callers tell the names that TF1 counts.

def affine(x, n):                       class Affine(keras.layers.Layer):
    w = tf.Variable(tf.zeros([3, n]))       def __init__(self, n, *, w_name="Variable", name=None, **kwargs): ...
    return tf.matmul(x, w)
x = affine(affine(x, 3), 3)             self.affine = Affine(3); self.affine_2 = Affine(3, w_name="Variable_1")
"""

from __future__ import annotations

from dataclasses import dataclass

from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import assigned_name
from migrate.lift.plans import Lifted, Refused
from migrate.lift.source.bodies import local_names
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.lift.text.naming import snake
from migrate.model.naming import FunctionNames, NamedVariable
from migrate.model.tree import Key

_VARIABLE = "tf.Variable"


@dataclass(frozen=True)
class ToldWeight:
    """A `tf.Variable` whose name is told.

    Attributes:
      parameter: the constructor's parameter that gives the name.
      default: its name when the function runs on its own.
    """

    site: Site
    parameter: str
    default: str


def told_weights(view: View, own: OwnScope) -> tuple[ToldWeight, ...]:
    """The weights of a function whose names its callers tell, in order; none when that cannot be.

    All that it makes are such weights, each of them once.
    """
    if not view.differs or own.scope is not None or view.names is None:
        return ()
    if not view.target.tells_weights or not _is_called_by_layers(view):
        return ()
    made = [v for v in view.names.variables if v.creation.symbol == _VARIABLE]
    plain = not (view.scopes or view.called_values or view.names.shared) and view.names.complete
    if not plain or len(made) != len(view.names.variables) or len(made) != len(view.sites):
        return ()
    found: list[ToldWeight] = []
    taken = {*local_names(view.node), *view.free, *view.source.names}
    for site in view.sites:
        if site.kind != "weight" or site.symbol != _VARIABLE or site.loops or site.arms:
            return ()
        variable = next((v for v in made if (v.line, v.col) == _place(site)), None)
        name = snake(assigned_name(site)).lower()
        parameter = f"{name}_name"
        if site.inside or variable is None or not name or parameter in taken:
            return ()
        if not _is_plain(variable.name):
            return ()
        taken.add(parameter)
        found.append(ToldWeight(site, parameter, variable.name))
    return tuple(found) if [t.default for t in found] == [v.name for v in made] else ()


def weights_told(view: View, site: Site, lifted: Lifted) -> list[str]:
    """What a call tells the constructor of a layer about the names that TF1 counts for its weights.

    Raises:
      Refused: they cannot be told.
    """
    if not lifted.told_weights:
        return []
    made = _made_by(view.names, site) if view.names is not None else []
    levels = [v.name.rpartition("/")[2] for v in made]
    certain = view.names is not None and view.names.complete and not site.loops
    certain = certain and not view.tree.graph.functions[view.key].opaque_calls
    if not certain or len(levels) != len(lifted.told_weights) or not all(map(_is_plain, levels)):
        text = f"the names TF1 counts for what `{lifted.key[1]}` makes"
        raise Refused("TF307", text, site.node.lineno)
    told = zip(lifted.told_weights, levels, strict=True)
    return [f'{parameter}="{level}"' for (default, parameter), level in told if level != default]


def _made_by(names: FunctionNames, site: Site) -> list[NamedVariable]:
    """The `tf.Variable`s of a call, as its caller names them, in order."""
    return [
        v
        for v in names.variables
        if (v.line, v.col) == _place(site) and any(key == site.callee for key, _ in v.within[1:])
    ]


def _place(site: Site) -> tuple[int, int]:
    return site.node.lineno, site.node.col_offset


def _is_plain(name: str) -> bool:
    return name.isidentifier()


def _is_called_by_layers(view: View) -> bool:
    """Whether all that call a function may become layers, which tell it its names."""
    callers: tuple[Key, ...] = tuple(view.tree.graph.callers.get(view.key, ()))
    return bool(callers) and all(
        c in view.all_names and c in view.tree.graph.creating for c in callers
    )
