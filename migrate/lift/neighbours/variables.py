"""`tf.Variable`s of functions that stay: the layer that hosts them may, where TF1 gives them the names they get there.

with tf.variable_scope("block"):        with compat_scope.hosting(self, "norm", scope="block"):
    y = norm(x)  # stays                    y = norm(x)

`hosting` opens the name scope that is called like the variable scope. In TF1 that is so as long as nothing had the name before:
the function is called in no name scope with a number, is the first there that makes what it makes, and runs once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import repeat

from migrate.lift.checks.counted_variables import runs_again
from migrate.lift.checks.scoped_turns import turns_apart
from migrate.lift.checks.taken_names import levels_named, taken_before
from migrate.lift.neighbours.counts import texts_given
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.model.naming import FunctionNames, NamedVariable
from migrate.model.tree import Key

_VARIABLE = "tf.Variable"


def makes_variables(view: View, keys: Collection[Key]) -> bool:
    """Whether one of these functions makes such variables itself."""
    functions = view.tree.graph.functions
    made = (c for key in keys if key in functions for c in functions[key].creations)
    return any(c.symbol == _VARIABLE for c in made)


def not_named_there(view: View, site: Site, key: Key) -> str:
    """Why the names of what a call makes may be others where the layer hosts it; "" for nothing."""
    mine, theirs = view.names, view.all_names.get(key)
    if mine is None or theirs is None or not mine.complete or not theirs.complete:
        return "makes a `tf.Variable` of which not all names are known"
    alone, here = _variables(theirs), _of_call(mine, site, key)
    given = {f"{{{name}}}": text for name, text in texts_given(view, site).items() if text}
    names = [_with_texts(v.name, given) for v in alone]
    if len(alone) != len(here) or not all(map(_is_below, names, here, repeat(key))):
        return "makes a `tf.Variable`, which TF1 numbers"
    made = {level: site.node.lineno for v in here for level in levels_named(v)}
    taken = taken_before(view.tree, view.key, view.body, made, {id(site.node)})
    if taken is not None:
        return f"makes a `tf.Variable` after an operation called `{taken[0]}`"
    again = site.loops and not turns_apart(view, view.key, view.body, site.node)
    if again or runs_again(view):
        return "makes a `tf.Variable`, which has another name in each call"
    return ""


def _variables(names: FunctionNames) -> list[NamedVariable]:
    return [v for v in names.runs if v.creation.symbol == _VARIABLE]


def _of_call(names: FunctionNames, site: Site, key: Key) -> list[NamedVariable]:
    """What one call of a function makes, as its caller names it."""
    place = (site.node.lineno, site.node.col_offset)
    made = [v for v in _variables(names) if (v.line, v.col) == place]
    return [v for v in made if any(one == key for one, _ in v.within[1:2])]


def _with_texts(name: str, given: Mapping[str, str]) -> str:
    """A name with the texts that a call gives for parameters."""
    for parameter, text in given.items():
        name = name.replace(parameter, text)
    return name


def _is_below(name: str, here: NamedVariable, key: Key) -> bool:
    """Whether a variable has the name that the function gives it on its own, below the scope of the call."""
    run = next(number for one, number in here.within[1:] if one == key)
    same = here.name == name or here.name.endswith(f"/{name}")
    return same and "{" not in name and run not in here.apart
