"""First values of a `tf.Module`'s variables that TF1 took from the scope around, or asked a custom getter for.

A module computes first values itself. Where a scope may say them when the program runs, those that TF1 was told nothing
about are left to it: ``tf.Variable(compat_scope.default_initializer(shape))``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrate.lift.checks.at_run_time import getter_bodies
from migrate.lift.checks.handed_down import Setting
from migrate.lift.source.sites import Sites
from migrate.lift.source.source import LiftSource
from migrate.lift.text import values
from migrate.nodes import walk

DEFAULT = "compat_scope.default_initializer"
_FILLED = ('"zeros"', '"ones"', "keras.initializers.Constant(")


def left_to_scopes(settings: Iterable[Setting], sources: Mapping[str, LiftSource]) -> bool:
    """Whether a scope around may say, or a getter see, what a variable begins with that was told nothing."""
    return any(
        s.name == "initializer" or (s.name == "custom_getter" and _makes_more(s, sources))
        for s in settings
    )


def drawn_twice(
    settings: Sequence[Setting], found: Sites, sources: Mapping[str, LiftSource], source: LiftSource
) -> tuple[str, int] | None:
    """What of a function would be one draw for two variables, where a getter may make two of one."""
    if not any(s.name == "custom_getter" and _makes_more(s, sources) for s in settings):
        return None
    for site in found.sites:
        given = [k.value for k in site.node.keywords if "initializer" in (k.arg or "")]
        given += site.node.args[3:4] if site.symbol == "tf.get_variable" else []
        shown = f"`{ast.unparse(site.node.func)}`"
        if ".contrib." in site.symbol:
            return f"for which {shown} draws once", site.node.lineno
        for node in given:
            text = values.initializer(source, node, ast.unparse)
            if not values.constant(node, None) and not (text or "").startswith(_FILLED):
                return f"for which {shown} draws `{ast.unparse(node)}` once", site.node.lineno
    return None


def _makes_more(setting: Setting, sources: Mapping[str, LiftSource]) -> bool:
    """Whether a getter may make several variables of one, or look at the first value."""
    bodies = list(getter_bodies(setting, sources))
    return not bodies or any(_asks_often(body) or _sees(body) for body in bodies)


def _asks_often(body: ast.AST) -> bool:
    """Whether a function may call what it is given first more than once, or hand it on."""
    if not isinstance(body, ast.FunctionDef | ast.Lambda):
        return True
    names = [a.arg for a in body.args.args if a.arg not in ("self", "cls")][:1]
    if not names:
        return bool(body.args.vararg)
    statements = body.body if isinstance(body, ast.FunctionDef) else [body.body]
    uses = [n for s in statements for n in walk(s) if isinstance(n, ast.Name) and n.id == names[0]]
    called = {id(n.func) for s in statements for n in walk(s) if isinstance(n, ast.Call)}
    return len(uses) > 1 or any(id(n) not in called for n in uses) or any(map(_repeats, statements))


def _repeats(statement: ast.AST) -> bool:
    loops = (ast.For, ast.While, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)
    return any(isinstance(n, loops) for n in walk(statement))


def _sees(body: ast.AST) -> bool:
    return "initializer" in set(_words(body))


def _words(body: ast.AST) -> Iterator[str]:
    for part in walk(body):
        if isinstance(part, ast.keyword | ast.arg):
            yield part.arg or ""
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
