"""Whether what inner functions create (`hosted`) can be made by the constructor of the layer around them."""

from __future__ import annotations

import ast

from migrate.lift.binding.demand import constructor_arguments
from migrate.lift.functions.site_turns import reuse_expressions
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import local_names
from migrate.lift.source.source import FunctionNode, loads
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk


def check_hosted(view: View) -> None:
    """What is created in inner functions must be known outside of them, and shared by all of their calls.

    Raises:
      Refused: it is not.
    """
    config = {key: frozenset(one.names("config")) for key, one in view.lifted.items()}
    for site in view.sites:
        if site.inside is None:
            continue
        line = site.node.lineno
        said = [ast.unparse(r) for r in reuse_expressions(view, site) if r is not None]
        if site.kind not in ("function", "layer", "weight") or not any(
            r.endswith("AUTO_REUSE") for r in said
        ):
            text = f"`{ast.unparse(site.node.func)}` in `{site.inside.name}` is not shared by AUTO_REUSE"
            raise Refused("TF304", text, line)
        if _normalizes(view, site.symbol, site.callee, set()):
            text = f"`{ast.unparse(site.node.func)}`, which may update statistics, runs in a loop"
            raise Refused("TF304", text, line)
        if site.callee is not None and view.lifted[site.callee].hosting:
            text = f"`{ast.unparse(site.node.func)}`, which hosts what stays on the shim, runs in a loop"
            raise Refused("TF304", text, line)
        left = [n for n in walk(site.inside) if isinstance(n, ast.Return) and n.lineno < line]
        if site.arms or site.loops or left:
            text = f"`{site.inside.name}` creates variables in a branch or a loop"
            raise Refused("TF304", text, line)
        names: set[str] = set()
        given = constructor_arguments(view.source, view.tree, view.table, site, config)
        for part in (*given, *(s.name for s in site.scopes if s.name is not None)):
            names |= loads(part)
        for name in sorted(names & local_names(site.inside)):
            if not _is_handed_on(view, site.inside, name, 0):
                text = f"`{name}` of `{site.inside.name}`, which is defined inside the function"
                raise Refused("TF304", f"creates variables with {text}", line)


def _normalizes(view: View, symbol: str, callee: Key | None, seen: set[Key]) -> bool:
    """Whether a site makes a batch normalization: TF1's updates of its statistics ran outside of the loop, if at all."""
    if callee is None:
        return "batch_norm" in symbol.lower().replace("batchnorm", "batch_norm")
    function = view.tree.graph.functions.get(callee)
    if function is None or callee in seen:
        return False
    seen.add(callee)
    made = any(_normalizes(view, c.symbol, None, seen) for c in function.creations)
    below = [target for _, target in view.tree.graph.callees(callee)]
    return made or any(_normalizes(view, "", key, seen) for key in below)


def _is_handed_on(view: View, function: FunctionNode, name: str, depth: int) -> bool:
    """Whether a parameter of an inner function is always the outer function's own name."""
    one = view.found.hosted.get(function.name)
    args = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    stored = [n for s in function.body for n in walk(s) if isinstance(n, ast.Name)]
    rebound = any(n.id == name and not isinstance(n.ctx, ast.Load) for n in stored)
    if one is None or one.given or depth > 3 or rebound or name not in [a.arg for a in args]:
        return False
    if len(view.assignments(name)) > (0 if name in view.param_names else 1):
        return False
    place = [a.arg for a in args].index(name)
    for call, inside in one.calls:
        value = next((k.value for k in call.keywords if k.arg == name), None)
        starred = any(isinstance(a, ast.Starred) for a in call.args[: place + 1])
        if value is None and not starred and place < len(call.args):
            value = call.args[place]
        if not isinstance(value, ast.Name) or value.id != name:
            return False
        if inside is not None and name in local_names(inside):
            if not _is_handed_on(view, inside, name, depth + 1):
                return False
    return bool(one.calls)
