"""What a function must fulfil to be lifted, and what its class must before it is written."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection

from migrate.lift.cells.cells import check_cells
from migrate.lift.checks.compared_shapes import check_compared
from migrate.lift.checks.float_inputs import check_float_inputs
from migrate.lift.checks.helper_effects import check_helpers
from migrate.lift.checks.hidden_calls import check_hidden
from migrate.lift.classes.objects import check_objects
from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.called_values import check_values
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.fed_names import fed_names
from migrate.lift.source.settings import check_names
from migrate.lift.source.sites import Site
from migrate.lift.source.strange_calls import check_strange
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.outcomes import called_name


def check_made(found: list[Attribute], lines: list[str], view: View) -> None:
    """Every attribute must be made somewhere: an own mistake would otherwise only show when it runs."""
    text = "\n".join(lines)
    for attribute in found:
        if f"self.{attribute.name} = " not in text:
            line = attribute.sites[0].node.lineno
            raise Refused("TF313", f"no place was found to make `{attribute.name}`", line)


def _check_fed(view: View) -> None:
    """A layer takes what is fed as an input: it is no part of what makes it.

    Raises:
      Refused: the function reads a placeholder of its module.
    """
    fed = fed_names(view.source)
    local = local_names(view.node) if fed else frozenset[str]()
    for part in walk(view.node) if fed else ():
        if isinstance(part, ast.Name) and part.id in fed and part.id not in local:
            text = f"reads the placeholder `{part.id}` of the module (line {fed[part.id]})"
            raise Refused("TF310", text, part.lineno)


def gate(view: View) -> None:
    node = view.node
    line = node.lineno
    if node.args.vararg:
        raise Refused("TF310", f"takes `*{node.args.vararg.arg}`", line)
    if not view.sites and not view.called_values:
        raise Refused("TF305", "creates variables through a value that is called", line)
    for part in walk(node):
        if isinstance(part, (ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal, ast.Await)):
            raise Refused("TF310", f"`{type(part).__name__.lower()}`", line)
    for site in view.sites:
        at = site.node.lineno
        if site.kind == "other":
            raise Refused("TF316", f"`{site.symbol}` has no counterpart in a layer", at)
        if site.callee is not None and site.callee not in view.lifted:
            raise Refused("TF314", _beside(view, site), at, site.callee)
        if site.callee is not None and any(p.free for p in view.lifted[site.callee].parameters):
            text = f"calls `{site.callee[1]}`, which reads names of the function around it"
            raise Refused("TF314", text, at)
        if site.callee is not None and view.lifted[site.callee].decorated:
            raise Refused("TF314", f"calls `{site.callee[1]}`, which is decorated", at)
        if site.callee is not None and view.lifted[site.callee].hosts:
            text = f"calls `{site.callee[1]}`, which hosts what it is given"
            raise Refused("TF314", text, at)
    _check_fed(view)
    check_strange(view)
    check_compared(view)
    check_float_inputs(view)
    function = view.tree.graph.functions[view.key]
    hosted = {(view.key[0], f"{view.key[1]}.<locals>.{name}") for name in view.found.hosted}
    for module, qualname, at in function.values:
        target = view.tree.graph.resolve((module, qualname))
        if target in hosted or (target is not None and _is_only_given(view, target)):
            continue
        if target is not None and target in view.tree.graph.creating:
            raise Refused("TF305", f"uses `{qualname}` as a value, which creates variables", at)
    _check_constructor_names(view)
    check_objects(view)
    check_cells(view)
    check_names(view)
    if function.driver:
        raise Refused("TF318", f"drives the program ({function.driver[0]})", line)
    check_values(view)
    check_hidden(view)
    check_helpers(view)


def _is_only_given(view: View, key: Key) -> bool:
    """Whether a function is only used as a value where it is given to one that the layer hosts, which calls it."""
    symbols, graph = view.source.symbols, view.tree.graph
    calls = [n for n in walk(view.node) if isinstance(n, ast.Call)]
    known = {id(call.func) for call in calls}
    for call in calls:
        if id(call) in view.neighbours:
            known |= {id(given) for given in (*call.args, *(k.value for k in call.keywords))}
    return all(
        id(node) in known
        for node in walk(view.node)
        if isinstance(node, (ast.Name, ast.Attribute))
        and (target := symbols.target(node)) is not None
        and graph.resolve(target) == key
    )


def _beside(view: View, site: Site) -> str:
    """What to say of a call of what stays on the shim."""
    assert site.callee is not None
    if site.callee in view.tree.constructing:
        return (
            f"makes an object of `{called_name(site.callee[1])}`, whose constructor makes variables"
        )
    name = called_name(site.callee[1]) + ("(...)" if site.kind == "object" else "")
    return f"calls `{name}`, which stays on the shim"


def _check_constructor_names(view: View) -> None:
    """What a function calls `name` must be its own: constructors call the layer's name so."""
    module = view.source.symbols.module_scope.names
    for name in ("name", "kwargs", "self"):
        if name in module and name not in view.param_names and not view.assignments(name):
            uses = view.uses(name)
            if uses:
                text = f"`{name}` of the module is what constructors of layers call their own"
                raise Refused("TF313", text, uses[0].lineno)


# The modules that lifted code reads by these names.
_WRITTEN = frozenset(["keras", "compat_scope"])


def check_bound(
    text: str, known: set[str], function: ast.FunctionDef, filled: Collection[str] = ()
) -> None:
    """Every name in the class must be bound: an own mistake would otherwise only show when it runs.

    Args:
      function: what became the class.
      filled: names that the program gives the module when it runs, which no method may call its own.
    """
    tree = ast.parse(text)
    # What the function calls its own is no name of the module or of Python.
    known = (known | set(dir(builtins))) - _own_names(function) | set(filled)
    for method in tree.body[0].body:  # type: ignore[attr-defined]
        if not isinstance(method, ast.FunctionDef):
            continue
        bound = {a.arg for a in walk(method) if isinstance(a, ast.arg)}
        for node in walk(method):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                bound.add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                bound.add(node.name)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                bound |= {(a.asname or a.name).partition(".")[0] for a in node.names}
            elif isinstance(node, ast.ExceptHandler) and node.name:
                bound.add(node.name)
        imported = {
            (a.asname or a.name).partition(".")[0]
            for n in walk(method)
            if isinstance(n, (ast.Import, ast.ImportFrom))
            for a in n.names
        }
        for name in sorted(_WRITTEN & (bound - imported)):
            text = f"`{name}` of the function is what lifted code calls a module"
            raise Refused("TF313", text, _first_use(function, name))
        for name in sorted(bound.intersection(filled)):
            text = f"`{name}` of the module is what `{method.name}` calls its own"
            raise Refused("TF313", text, _first_use(function, name))
        for node in walk(method):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                if node.id not in bound and node.id not in known:
                    text = _not_known(node.id, method.name)
                    raise Refused("TF313", text, _first_use(function, node.id))


def _own_names(function: ast.FunctionDef) -> set[str]:
    """What is local to a function wherever it stands in it: not the targets of comprehensions, nor what is `global`."""
    nodes = list(own_nodes(function.body))
    inner = [n for n in nodes if isinstance(n, ast.comprehension)]
    only_inner = {id(n) for one in inner for n in walk(one.target)}
    stored = {
        n.id
        for n in nodes
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and id(n) not in only_inner
    }
    args = {a.arg for a in walk(function.args) if isinstance(a, ast.arg)}
    return (args | stored) - {x for n in nodes if isinstance(n, ast.Global) for x in n.names}


def _not_known(name: str, method: str) -> str:
    if name.startswith("tf1_"):  # a number that was left to be known when the attributes are
        return "the layer cannot count what TF1 counts for a name that is not given"
    if method in ("__init__", "build"):
        return f"`{name}` is not known where the layer makes its variables"
    return f"`{name}` is not known where the layer is called"


def _first_use(function: ast.FunctionDef, name: str) -> int:
    """The line in which a function reads a name first, or has it at all; 0 where it does not."""
    found = [n for n in walk(function) if isinstance(n, ast.Name) and n.id == name]
    found.sort(key=lambda n: (not isinstance(n.ctx, ast.Load), n.lineno))
    return found[0].lineno if found else 0
