"""What the decorators of functions that stay do when these are called: a layer may host what only calls them.

@register("mlp")                          @scoped                                    @gin.configurable
def mlp(x):  # is kept in a dict           def head(x):  # is called in a scope        def norm(x, decay=0.9):  # may get another default

Whoever calls the function calls what its decorators have made of it, in a layer as well.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from migrate.lift.source.bodies import bind
from migrate.lift.source.source import loads, parameters, stores
from migrate.lift.source.view import View
from migrate.lift.source.wrappers import Wrapper, wrappers_of
from migrate.model.tree import Key
from migrate.nodes import walk

# They give the function other arguments than the call, where that gives none.
_GIVE_DEFAULTS = frozenset(["gin.configurable", "gin.tf.configurable"])
_PLAIN = frozenset(["staticmethod"])


@dataclass(frozen=True)
class Decorated:
    """What is done when a function is called.

    Attributes:
      unknown: the decorator of which that is not known; "" for none.
      defaults: what the call does not give may be something else than the function's default.
    """

    wrappers: tuple[Wrapper, ...] = ()
    unknown: str = ""
    defaults: bool = False


def decorated(view: View, key: Key) -> Decorated:
    """Reads the decorators of a function."""
    source, node = view.tree.sources.get(key[0]), view.tree.function(key)
    wrappers: list[Wrapper] = []
    defaults = False
    for one in node.decorator_list if node is not None and source is not None else ():
        assert source is not None
        func = one.func if isinstance(one, ast.Call) else one
        if source.symbol(func).endswith(".add_arg_scope") or (
            source.symbols.outside(func) in _GIVE_DEFAULTS
        ):
            defaults = True
        elif isinstance(one, ast.Name) and one.id in _PLAIN:
            continue
        else:
            found = wrappers_of(view.tree.sources, view.tree.graph, source, one)
            if found is None:
                return Decorated(unknown=ast.unparse(one))
            wrappers += found
    return Decorated(tuple(wrappers), "", defaults)


def scoped_anew(view: View, keys: Collection[Key]) -> bool:
    """Whether decorators open scopes around functions, so that what these make has other levels than their texts say."""
    made = (decorated(view, one) for one in keys if one in view.tree.graph.creating)
    return any(wrapper.scoped for found in made for wrapper in found.wrappers)


def names_anew(view: View, keys: Collection[Key], key: Key, call: ast.Call) -> bool:
    """Whether functions may name what they make in another way, because decorators give them other arguments.

    Args:
      keys: all that runs.
      key: the function that `call`, in the function of the view, calls.
    """
    for one in keys:
        found = decorated(view, one) if one in view.tree.graph.creating else Decorated()
        naming = _naming(view, one) if found.wrappers or found.defaults else frozenset()
        if naming and not all(wrapper.same for wrapper in found.wrappers):
            return True
        if naming and found.defaults:
            calls = [c for other in keys for c, target in view.tree.calls(other) if target == one]
            calls += [call] if one == key else []
            if not all(naming <= _given(view, c, one) for c in calls):
                return True
    return False


def _naming(view: View, key: Key) -> frozenset[str]:
    """The parameters of a function that name what it makes, or say whether that is shared; not those that say how much."""
    node, function = view.tree.function(key), view.tree.graph.functions.get(key)
    if node is None or function is None:
        return frozenset()
    said = [e for one in function.entries for e in (one.name, one.default_name)]
    said += [one.name for one in function.creations]
    for call, target in view.tree.graph.callees(key):
        bound = view.tree.graph.bind(call, view.tree.graph.functions[target])
        said += [e for name, e in bound.items() if "name" in name or "scope" in name]
    found = {n for e in said if e is not None for n in loads(ast.parse(e.text, mode="eval"))}
    made = [n for n in walk(node) if isinstance(n, (ast.Assign, ast.AnnAssign, ast.AugAssign))]
    for _ in made:
        found |= {
            name
            for one in made
            if one.value is not None and found & stores(one)
            for name in loads(one.value)
        }
    names = {a.arg for a, _, _ in parameters(node)}
    return frozenset(n for n in names if n in found or "reuse" in n)


def _given(view: View, call: ast.Call, key: Key) -> frozenset[str]:
    node = view.tree.function(key)
    starred = any(isinstance(a, ast.Starred) for a in call.args)
    if node is None or starred:
        return frozenset()
    required = {a.arg for a, default, _ in parameters(node) if default is None}
    return frozenset(bind(call, node, key)) | required


def only_kept(view: View, key: Key) -> bool:
    """Whether the decorators of a function leave it as it is: they note it somewhere, when it is defined."""
    found = decorated(view, key)
    return not (found.wrappers or found.unknown or found.defaults)


def calls_in(view: View, wrapper: Wrapper) -> Iterator[Key]:
    """The functions of the tree that a wrapper calls beside the one that it decorates."""
    source = view.tree.sources[wrapper.key[0]]
    for part in (p for s in wrapper.node.body for p in walk(s)):
        callee = view.tree.callee(source, part) if isinstance(part, ast.Call) else None
        if callee is not None and view.tree.function(callee) is not None:
            yield callee
