"""What a function that only chooses may give: one of several functions, by `if`s on what it is asked for.

def get_block(kind):
    if kind == "plain":
        return plain
    elif kind == "wide":
        return wide
    raise ValueError(kind)

block = get_block(config.kind)      # `plain` if `config.kind == "plain"`, ...
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migrate.lift.source.bodies import bind, local_names
from migrate.lift.source.source import FunctionNode, LiftSource, loads, parameters
from migrate.nodes import walk

_GIVEN = (ast.Name, ast.Attribute, ast.Constant)
_TESTS = (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Name, ast.Constant, ast.Attribute)
_PARTS = (*_TESTS, ast.boolop, ast.unaryop, ast.cmpop, ast.expr_context, ast.List, ast.Tuple)


@dataclass(frozen=True)
class Chosen:
    """One function that may be given.

    Attributes:
      test: what decides for it, in the words of the caller; None for the last one.
      value: the function, in the words of the caller's module; None where that fails.
      fails: by which statement, in the words of the caller.
    """

    test: ast.expr | None
    value: ast.expr | None
    fails: str = ""


def chosen_by(
    sources: Mapping[str, LiftSource], source: LiftSource, caller: FunctionNode, call: ast.Call
) -> list[Chosen] | None:
    """What a call of such a function of the tree gives, in order; None where it is none.

    The caller must have a name for all that it may give, which is none of its own. Each argument must be a name, an attribute or a constant, of which asking twice makes no difference.
    """
    target = source.symbols.target(call.func) if isinstance(call.func, ast.Name) else None
    home = sources.get(target[0]) if target is not None else None
    function = home.functions.get(target[1]) if home is not None and target is not None else None
    if home is None or target is None or function is None or "." in target[1]:
        return None
    if function.decorator_list or function.args.vararg or function.args.kwarg:
        return None
    if home.definitions[target[1]] > 1:
        return None
    given: dict[str, ast.expr] = {a.arg: d for a, d, _ in parameters(function) if d is not None}
    given |= bind(call, function, target)
    names = {a.arg for a, _, _ in parameters(function)}
    odd = any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None for k in call.keywords
    )
    if odd or given.keys() != names or not all(isinstance(v, _GIVEN) for v in given.values()):
        return None
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    arms = list(_arms(body))
    hidden = local_names(caller)
    if len(arms) < 2 or any(test is None for test, _ in arms[:-1]) or arms[-1][0] is not None:
        return None
    found = []
    for test, last in arms:
        if test is not None and not all(isinstance(p, _PARTS) for p in walk(test)):
            return None
        if test is not None and not loads(test) <= names:
            return None  # names of its own module's
        if test is not None and any(isinstance(given[n], ast.Constant) for n in loads(test)):
            return None  # `"a" == "b"` is nothing to ask
        said = None if test is None else _in_words_of_caller(test, given)
        if isinstance(last, ast.Return) and isinstance(last.value, (ast.Name, ast.Attribute)):
            value = None if loads(last.value) & names else _named_by(source, home, last.value)
            if value is None or loads(value) & hidden:
                return None
            found.append(Chosen(said, value))
        elif isinstance(last, ast.Raise) and last.exc is not None:
            others = loads(last.exc) - names
            if others & hidden or (
                home is not source and others & home.symbols.module_scope.names.keys()
            ):
                return None
            error = ast.unparse(_in_words_of_caller(last.exc, given))
            found.append(Chosen(said, None, f"raise {error}"))
        else:
            return None
    return found


def _named_by(source: LiftSource, home: LiftSource, value: ast.expr) -> ast.expr | None:
    """What a module calls a function by that another one names; None where it has no name for it."""
    if source is home:
        return value
    target = home.symbols.target(value)
    named = (source.targeted.get(target) or ()) if target is not None else ()
    return next((node for node in named if isinstance(node, ast.Name)), None)


def _arms(body: list[ast.stmt]) -> Iterator[tuple[ast.expr | None, ast.stmt | None]]:
    """The tests, and the statement that is done where one is true; (None, None) for anything else."""
    for at, statement in enumerate(body):
        if isinstance(statement, ast.If):
            one = statement.body[0] if len(statement.body) == 1 else None
            yield statement.test, one
            if statement.orelse:
                yield from _arms([*statement.orelse, *body[at + 1 :]])
                return
            continue
        yield None, statement if at + 1 == len(body) else None


class _Words(ast.NodeTransformer):
    def __init__(self, given: Mapping[str, ast.expr]) -> None:
        self._given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._given.get(node.id, node)


def _in_words_of_caller(node: ast.expr, given: Mapping[str, ast.expr]) -> ast.expr:
    copy: ast.expr = ast.parse(ast.unparse(node), mode="eval").body
    changed: ast.expr = _Words(given).visit(copy)
    return changed
