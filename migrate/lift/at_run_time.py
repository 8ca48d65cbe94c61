"""Which settings of scopes a layer of `get_layer` follows when the program runs, as TF1's function did.

Code that stays calls a lifted layer through `get_layer`, which knows the scope that is current then. What it cannot do there
keeps the function on the shim.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrate.lift.handed_down import Setting
from migrate.lift.sites import Site, Sites
from migrate.lift.source import LiftSource
from migrate.lift.times import TreeTimes
from migrate.nodes import walk
from migrate.outcomes import Reason

_LAYERS = ("tf.layers.", "tf.contrib.layers.", "tf.contrib.slim.")


def kept_by(
    settings: Sequence[Setting], found: Sites, tree: TreeTimes, target: str, line: int
) -> Reason | None:
    """Why a function stays on the shim that is handed these settings, if it does.

    Args:
      found: what it creates.
      target: what is imported for its target, ``keras`` or nothing.
      line: where the function stands.
    """
    for setting in settings:
        if setting.name != "custom_getter" or target != "keras":
            return Reason("TF306", setting.text, 0)
        why = _getter(setting, tree.sources) or _asked_otherwise(setting, found, tree.sources)
        if why:
            return Reason("TF306", f"{setting.text}, {why[0]}", why[1] or line)
    return None


def _getter(setting: Setting, sources: Mapping[str, LiftSource]) -> tuple[str, int] | None:
    """What may be wrong with the answers of a getter."""
    shown = "" if setting.value is None else f"`{ast.unparse(setting.value)}`"
    bodies = list(_bodies(setting, sources))
    if not bodies:
        return f"and what {shown or 'it'} returns is not known", 0
    if any("cast" in name.lower() for name in _mentions(bodies)):
        return f"and {shown} may return another type", 0
    return None


def _asked_otherwise(
    setting: Setting, found: Sites, sources: Mapping[str, LiftSource]
) -> tuple[str, int] | None:
    """What of a function would be asked of a getter otherwise than TF1 did."""
    names = _mentions(_bodies(setting, sources))
    weights: list[Site] = []
    for site in found.sites:
        text, line = f"`{ast.unparse(site.node.func)}`", site.node.lineno
        if site.kind in ("class", "cell", "other"):
            return f"where {text} keeps what it returned first", line
        if site.kind == "weight":
            if site.symbol != "tf.get_variable":
                return f"which {text} does not ask", line
            if _asks_again(site, weights, found):
                return f"which {text} asks again for a variable", line
            weights.append(site)
        if site.kind != "layer":
            continue
        if not site.symbol.startswith(_LAYERS) or "rnn" in site.symbol.lower():
            return f"where {text} keeps what it returned first", line
        if any("regularizer" in name for name in _arguments(site)):
            return f"and {text} regularizes what it returned", line
        if "collections" in names and ".contrib." in site.symbol:
            return f"which {text} tells of other collections", line
    return None


def _asks_again(site: Site, before: Sequence[Site], found: Sites) -> bool:
    """Whether TF1 asked for a variable once more that a layer has already."""
    scopes = [s for s in site.scopes if s.kind == "variable_scope"]
    if any(isinstance(s.reuse, ast.Constant) and s.reuse.value for s in scopes):
        return True
    turns = {id(n) for loop in site.loops for n in walk(loop)}
    if site.loops and (found.switches or any(s.reuse and id(s.node) in turns for s in scopes)):
        return True
    arms = dict(site.arms)
    return any(
        _asked(other) == _asked(site)
        and all(arms.get(test, arm) == arm for test, arm in other.arms)
        for other in before
    )


def _asked(site: Site) -> tuple[str, ...]:
    """What tells one variable from another in a function."""
    scopes = [s for s in site.scopes if s.kind == "variable_scope"]
    given = [*site.node.args, *site.node.keywords]
    if site.callee is None:
        given = [*site.node.args[:1], *(k for k in site.node.keywords if k.arg == "name")]
    levels = [ast.unparse(s.name) if s.name is not None else str(id(s)) for s in scopes]
    return (ast.unparse(site.node.func), *levels, *map(ast.unparse, given))


def _arguments(site: Site) -> Iterator[str]:
    """The names of what a call is given, by itself or by scopes around."""
    yield from (k.arg or "" for k in site.node.keywords)
    for scope in site.settings:
        yield from scope.given


def _bodies(setting: Setting, sources: Mapping[str, LiftSource]) -> Iterator[ast.AST]:
    """The functions that a getter consists of; none if one of them is not known."""
    if setting.value is None or setting.source is None:
        return
    if isinstance(setting.value, ast.Lambda):
        yield setting.value
        return
    made = setting.value.func if isinstance(setting.value, ast.Call) else setting.value
    target = setting.source.symbols.target(made)
    if target is None or target[0] not in sources:
        return
    for qualname, node in sources[target[0]].functions.items():
        if qualname.replace(".<locals>", "") == target[1]:
            yield node


def _mentions(bodies: Iterable[ast.AST]) -> set[str]:
    """The names, attributes, keywords and texts in functions."""
    found: set[str] = set()
    for node in bodies:
        for part in walk(node):
            if isinstance(part, ast.Name):
                found.add(part.id)
            elif isinstance(part, ast.Attribute):
                found.add(part.attr)
            elif isinstance(part, ast.keyword | ast.arg):
                found.add(part.arg or "")
            elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                found.add(part.value)
    return found
