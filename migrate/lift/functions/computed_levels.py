"""Weights with levels in their names that the code computes, ``"conv_%d" % i``: Keras calls such a weight ``"conv_%d>w" % i``.

The levels are inner scopes, or written in the weight's own name: ``name + "/w"`` becomes ``name + ">w"``.
``tf1_separator`` of the class says what stands for TF1's ``/``, which Keras has no names with.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import site_name
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.view import View
from migrate.lift.text.scope_levels import writes_slash
from migrate.nodes import walk
from migrate.plan.times import Time

SEPARATOR = ">"  # which TensorFlow takes in names, and nobody writes
DECLARED = f'tf1_separator = "{SEPARATOR}"  # for "/" in the names of weights'

Text = Callable[[ast.expr], str]


def naming_scopes(site: Site, own: OwnScope) -> list[Scope]:
    """The scopes around a weight below the function's own that TF1 names it by."""
    free = site.symbol == "tf.Variable"  # which follows the name scopes, too
    return [
        s
        for s in site.scopes
        if s is not own.scope and not s.same and (free or s.kind == "variable_scope")
    ]


def has_computed_level(view: View, site: Site, own: OwnScope) -> bool:
    """Whether the name of a weight has levels of which the code computes one."""
    if site.kind != "weight" or not view.target.scopes_in_call:
        return False
    name = site_name(view, site)
    around = naming_scopes(site, own)
    computed = any(not isinstance(s.name, ast.Constant) for s in around)
    computed = computed or has_own_levels(name)
    return computed and all(s.name is not None for s in around) and name is not None


def has_own_levels(name: ast.expr | None) -> bool:
    """Whether a name that the code computes has a `/` written in it."""
    return name is not None and not isinstance(name, ast.Constant) and writes_slash(name)


def _separated(node: ast.expr) -> bool:
    """Whether each `/` in a name is one of the texts that it is put together of."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _separated(node.left) and _separated(node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return isinstance(node.left, ast.Constant) and not writes_slash(node.right)
    if isinstance(node, ast.JoinedStr):
        return not any(writes_slash(v) for v in node.values if not isinstance(v, ast.Constant))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        given = [*node.args, *(k.value for k in node.keywords)]
        form = isinstance(node.func.value, ast.Constant) and node.func.attr in ("format", "join")
        return (form or not writes_slash(node.func)) and not any(map(writes_slash, given))
    return isinstance(node, ast.Constant) or not writes_slash(node)


def check_levels(view: View, site: Site, own: OwnScope) -> None:
    """The levels that are computed must be one each, known when the weight is made.

    Raises:
      Refused: one is not.
    """
    from migrate.lift.functions.counts_around import check_apart

    check_apart(view, site, own)
    parts = [(s.name, s.node.lineno) for s in naming_scopes(site, own)]
    named = [*parts, (site_name(view, site), site.node.lineno)]
    for index, (name, line) in enumerate(named):
        texts = [str(n.value) for n in walk(name) if isinstance(n, ast.Constant)] if name else []
        kind = "scope name" if index < len(parts) else "name"
        shown = f"{kind} `{ast.unparse(name)}`" if name is not None else ""
        if not isinstance(name, ast.Constant) and any("/" in text for text in texts):
            if index < len(parts) or name is None or not _separated(name):
                raise Refused("TF309", f"{shown} has a `/`", line)
        if isinstance(name, ast.Constant) and "" in str(name.value).split("/"):
            raise Refused("TF309", f"{shown} has an empty level", line)
        if any(SEPARATOR in text for text in texts):
            raise Refused("TF309", f"{shown} has a `{SEPARATOR}`", line)
        if view.time(name) is Time.CALL or _may_be_none(view, name):
            raise Refused("TF302", shown, line)


def _may_be_none(view: View, name: ast.expr | None) -> bool:
    """Whether a parameter that names a scope is None by default, or for some caller: then TF1 leaves all scopes."""
    if not isinstance(name, ast.Name) or name.id not in view.param_names:
        return False
    if view.assignments(name.id):
        return False  # ``if scope is None: scope = "pool"``
    values = [d for a, d, _ in view.params if a.arg == name.id]
    values += [value for _, value in view.tree.given(view.key, name.id)]
    return any(isinstance(v, ast.Constant) and v.value is None for v in values)


def begins(name: ast.expr | None) -> str:
    """The text that a name begins with for certain; TF1 ignores case."""
    if isinstance(name, ast.Constant):
        return str(name.value).lower()
    if isinstance(name, ast.JoinedStr):
        return begins(name.values[0]) if name.values else ""
    if isinstance(name, ast.BinOp) and isinstance(name.op, ast.Mod):
        return begins(name.left).partition("%")[0]
    if isinstance(name, ast.BinOp):
        return begins(name.left)
    if isinstance(name, ast.Call) and isinstance(name.func, ast.Attribute):
        return begins(name.func.value).partition("{")[0] if name.func.attr == "format" else ""
    return ""


def level_name(view: View, site: Site, own: OwnScope, text: Text) -> str:
    """The source of what Keras calls such a weight.

    Args:
      text: renders an expression where the weight is made.
    """
    names = [s.name for s in naming_scopes(site, own) if s.name is not None]
    own_name = site_name(view, site)
    assert own_name is not None
    pieces: list[str | ast.expr] = []
    for index, name in enumerate([*names, own_name]):
        pieces += [SEPARATOR] if index else []
        pieces += _pieces(name)
    return _joined(_merged(pieces), text)


def _pieces(name: ast.expr) -> list[str | ast.expr]:
    """The parts of a name that are put together with ``+``."""
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        return [name.value.replace("/", SEPARATOR)]
    if isinstance(name, ast.BinOp) and isinstance(name.op, ast.Add) and writes_slash(name):
        return [*_pieces(name.left), *_pieces(name.right)]
    return [name]


def _merged(pieces: Sequence[str | ast.expr]) -> list[str | ast.expr]:
    """Without two texts that follow each other."""
    found: list[str | ast.expr] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _joined(pieces: list[str | ast.expr], text: Text) -> str:
    computed = [p for p in pieces if not isinstance(p, str)]
    if len(computed) == 1:
        at = pieces.index(computed[0])
        before, after = "".join(map(str, pieces[:at])), "".join(map(str, pieces[at + 1 :]))
        whole = _in_format(computed[0], before, after, text)
        if whole is not None:
            return whole
    parts = [repr(p) if isinstance(p, str) else _term(p, text) for p in pieces]
    return " + ".join(parts)


def _term(node: ast.expr, text: Text) -> str:
    if writes_slash(node):
        whole = _in_format(node, "", "", text)
        # No other part of the name has a `/`: see `check_levels`.
        return f"({whole})" if whole is not None else text(node).replace("/", SEPARATOR)
    plain = isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.JoinedStr))
    added = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)
    return text(node) if plain or added else f"({text(node)})"


def _in_format(node: ast.expr, before: str, after: str, text: Text) -> str | None:
    """A name with more around it, where it is a format that is written out."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        form = node.left.value if isinstance(node.left, ast.Constant) else None
        if isinstance(form, str):
            form = form.replace("/", SEPARATOR)
            shown = before.replace("%", "%%") + form + after.replace("%", "%%")
            return f"{shown!r} % {_operand(node.right, text)}"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        form = node.func.value.value if isinstance(node.func.value, ast.Constant) else None
        if isinstance(form, str) and node.func.attr == "format":
            shown = _braced(before) + form.replace("/", SEPARATOR) + _braced(after)
            given = [text(a) for a in node.args]
            given += [f"{k.arg}={text(k.value)}" for k in node.keywords if k.arg]
            whole = len(given) == len(node.args) + len(node.keywords)
            return f"{shown!r}.format({', '.join(given)})" if whole else None
    return None


def _operand(node: ast.expr, text: Text) -> str:
    plain = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant, ast.Tuple)
    return text(node) if isinstance(node, plain) else f"({text(node)})"


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
