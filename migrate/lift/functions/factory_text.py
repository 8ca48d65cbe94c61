"""The helper that a variable factory becomes: a function that takes the owner of what it makes."""

from __future__ import annotations

import ast

from migrate.lift.binding.changes import changed_names
from migrate.lift.binding.purity import check_pure
from migrate.lift.functions.class_pieces import has_regularizer
from migrate.lift.functions.factories import under_devices
from migrate.lift.plans import Lifted, Parameter, Refused
from migrate.lift.source.source import LiftSource, loads
from migrate.lift.source.view import View
from migrate.lift.text.constructors import constructor, for_target, made_by_helper
from migrate.lift.text.render import INDENT, Render
from migrate.lift.text.weight_collections import check_collections, own_collections
from migrate.nodes import walk


def says_only(source: LiftSource, statement: ast.stmt) -> bool:
    """Whether a statement prints or logs something."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or call.keywords:
        return False
    if isinstance(call.func, ast.Name):
        return call.func.id == "print" and "print" not in source.symbols.module_scope.names
    where = source.symbols.outside(call.func)
    return (where or source.called(call)).startswith(("logging.", "tf.logging."))


def _free_name(view: View) -> str:
    """A name for the parameter that names the variable."""
    free = [n for n in ("name", "variable_name") if n not in view.times.names]
    if not free:
        raise Refused("TF313", "`name` is taken", view.node.lineno)
    return free[0]


def _with_collections(view: View, made: str, collections: ast.expr, render: Render) -> str:
    """Puts before the end that the weight is in collections of its own; what stands for the call that makes it.

    Raises:
      Refused: no name is left for the weight.
    """
    statement, last = view.sites[0].statement, _end(view)
    name = "weight"
    if isinstance(statement, ast.Assign):
        assert isinstance(statement.targets[0], ast.Name)
        name = statement.targets[0].id
    elif name in view.times.names:
        raise Refused("TF313", f"`{name}` is taken", view.node.lineno)
    said = f"{name}.tf1_collections = {render.expr(collections)}"
    if statement is not last:
        render.before[id(last)] = [said]
        return made
    render.before[id(last)] = [f"{name} = {made}", said]
    return name


def _end(view: View) -> ast.stmt:
    return under_devices(view.source, view.body)[-1]


def _goes(
    view: View, name: str, render: Render, used: set[str], statements: list[ast.stmt]
) -> bool:
    """Whether a parameter that nobody gives is left without a use: that of a dtype which is always float32."""
    read = {n for s in statements if id(s) not in render.dropped for n in _read(view, s)}
    return name not in used | read and view.tree.arguments.never_given(view.key, name) is not None


def _read(view: View, statement: ast.stmt) -> set[str]:
    """What a statement that stays reads beside the making of the variable."""
    return set() if statement is view.sites[0].statement else loads(statement)


def lift_factory(view: View, name: str, takes_name: bool) -> Lifted:
    """The helper that a factory becomes.

    Args:
      name: what it is called.
      takes_name: it names its variable itself, but a caller needs another name.

    Raises:
      Refused: its variable has no counterpart.
    """
    owner = "layer" if "layer" not in view.times.names else "owner"
    site = view.sites[0]
    factory = view.tree.factories[view.key]
    named = _free_name(view) if takes_name or factory.counted else None
    render = Render(view.source)
    render.translate = lambda node: for_target(view, node, render.expr)
    if site.callee is not None:
        given = owner if view.target.owner else ""
        made = made_by_helper(view, site, named, render.expr, given)
    else:
        made = constructor(view, site, named, render.expr, collected=True)
        if view.target.owner:
            made = owner + made.removeprefix(view.target.owner)
    used = loads(ast.parse(made, mode="eval"))
    collections = own_collections(view, site)
    if collections is not None:
        check_collections(view, collections)
        used |= loads(collections)
        made = _with_collections(view, made, collections, render)
    render.replaced[id(site.node)] = made
    statements = view.body
    if isinstance(statements[0], ast.Expr) and isinstance(statements[0].value, ast.Constant):
        statements = statements[1:]
    flat = under_devices(view.source, statements)
    for statement in flat:
        if statement is site.statement or isinstance(statement, ast.Return):
            continue
        if says_only(view.source, statement):
            check_pure(view.source, view.tree, ast.Tuple(elts=statement.value.args, ctx=ast.Load()))  # type: ignore[attr-defined]
            continue
        check_pure(view.source, view.tree, statement)
        targets = {
            n.id
            for n in walk(statement)
            if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
        }
        targets |= changed_names(view.tree, view.key, [statement])
        rest = [s for s in flat if s is not statement and s is not site.statement]
        if not targets & (used | {n for s in rest for n in loads(s)}):
            render.dropped.add(id(statement))
    header = []
    starred = False
    kept = [p for p in view.params if not _goes(view, p[0].arg, render, used, flat)]
    for argument, default, keyword in kept:
        if keyword and not starred:
            header.append("*")
            starred = True
        shown = "" if default is None else f"={render.expr(default)}"
        header.append(f"{argument.arg}{shown}")
    if named is not None:
        header.append(f"{named}={factory.literal}")
    taken = [owner] if view.target.owner else []
    lines = [f"def {name}({', '.join([*taken, *header])}):"]
    docstring = view.body[0] if statements is not view.body else None
    if docstring is not None:
        lines.append(INDENT + view.source.segment(docstring))
    first = docstring.end_lineno if docstring is not None else view.node.lineno
    lines += render.block(statements, 1, first or 0)
    found = tuple(
        Parameter(a.arg, "config", None if d is None else view.source.segment(d), k)
        for a, d, k in kept
    )
    if named is not None:
        found += (Parameter(named, "name", factory.literal, starred),)
    if not lines[1:]:
        raise Refused("TF313", "nothing is left of it", view.node.lineno)
    return Lifted(
        view.key,
        name,
        found,
        None,
        True,
        text="\n".join(lines) + "\n",
        is_helper=True,
        regularized=has_regularizer(view, [made]),
    )
