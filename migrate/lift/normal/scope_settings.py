"""What a scope hands down to the variables that its own lines make is written where they are made.

with tf.variable_scope("head", initializer=tf.ones_initializer()):      with tf.variable_scope("head"):
    w = tf.get_variable("w", [4, 2])                                        w = tf.get_variable("w", [4, 2], initializer=
                                                                                                tf.ones_initializer())

Only where all that creates variables below is TensorFlow's own, so that nobody else takes it from the scope.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_HANDED = ("initializer", "regularizer")
_GET = ("name", "shape", "dtype", "initializer", "regularizer")
_KERNELS = ("dense", "conv1d", "conv2d", "conv3d", "conv2d_transpose", "conv3d_transpose")
# What TF1's layers take from the scope where nobody gives it, by what the scope hands down.
_TAKEN: dict[str, dict[str, tuple[str, ...]]] = {
    **{
        f"tf.layers.{name}": {
            "initializer": ("kernel_initializer",),
            "regularizer": ("kernel_regularizer", "bias_regularizer"),
        }
        for name in _KERNELS
    },
    "tf.layers.separable_conv2d": {
        "initializer": ("depthwise_initializer", "pointwise_initializer")
    },
    "tf.layers.batch_normalization": {"initializer": ()},
    "tf.get_variable": {"initializer": ("initializer",), "regularizer": ("regularizer",)},
}
_REST = re.compile(r"(?:\s|,|#[^\n]*\n)*\)")  # what may stand behind the last argument
_METHODS = frozenset(
    ["get_shape", "as_list", "append", "extend", "format", "set_shape", "reuse_variables"]
)


def settings_written(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that write what a scope of a function hands down; empty when there is none that can be."""
    scopes = [n for n in own_nodes(node.body) if isinstance(n, ast.With)]
    for part in sorted(scopes, key=lambda n: n.lineno, reverse=True):  # the innermost first
        for item in part.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and source.called(call) == "tf.variable_scope":
                given = [k for k in call.keywords if k.arg in _HANDED and not _is_none(k.value)]
                if given and _is_only_named(part, item):
                    return list(_edits(source, node, part, call, given[0], creators))
    return []


def _edits(
    source: LiftSource,
    node: FunctionNode,
    part: ast.With,
    call: ast.Call,
    given: ast.keyword,
    creators: Creators,
) -> Iterator[Edit]:
    kind = str(given.arg)
    told = _told(source, part, kind, creators)
    stored = {n.id for n in walk(part) if isinstance(n, ast.Name) and _is_store(n)}
    if told is None or not _is_plain(source, given.value, stored) or _asks(source, node, kind):
        return
    found = [_without(source, call, given)]
    value = source.segment(given.value)
    for made, names in told:
        found.append(_with(source, made, "".join(f", {name}={value}" for name in names)))
    if all(found):
        yield from (edit for edit in found if edit is not None)


def _told(
    source: LiftSource, part: ast.With, kind: str, creators: Creators
) -> list[tuple[ast.Call, list[str]]] | None:
    """The calls below that take a setting from the scope, by which arguments; None where it is not known who does."""
    found = []
    for node in (n for s in part.body for n in walk(s)):
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            return None
        if not isinstance(node, ast.Call):
            continue
        symbol = source.called(node)
        if symbol == "tf.variable_scope" and not _hands_nothing(node):
            return None
        if symbol in _TAKEN:
            names = _TAKEN[symbol].get(kind)
            known = _given(node, _GET if symbol == "tf.get_variable" else ("inputs",))
            if names is None or known is None or (kind == "regularizer" and known & {*names}):
                return None
            left = [name for name in names if name not in known]
            found += [(node, left)] if left else []
        elif not _is_harmless(source, node, kind, creators):
            return None
    return found


def _given(call: ast.Call, positional: tuple[str, ...]) -> set[str] | None:
    """The names of the arguments of a call; None where they are not known."""
    if any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None for k in call.keywords
    ):
        return None
    named = {str(k.arg) for k in call.keywords if not _is_none(k.value)}
    if any(_is_none(k.value) and str(k.arg).endswith(_HANDED) for k in call.keywords):
        return None  # as if it was not there, but a second one must not be
    if positional == _GET:
        return named | set(_GET[: len(call.args)]) if len(call.args) <= len(_GET) else None
    return named if len(call.args) <= 8 else None


def _is_harmless(source: LiftSource, node: ast.Call, kind: str, creators: Creators) -> bool:
    """Whether a call makes no variables that take something from the scope."""
    symbol = source.called(node)
    if symbol:
        rule = creators.rules.get(symbol)
        if symbol in ("tf.get_variable_scope", "tf.make_template"):
            return False
        if rule is None or not (rule.creates or rule.kind in ("cell", "runner")):
            return True
        own = kind == "initializer" and symbol.startswith(
            ("tf.contrib.layers.", "tf.contrib.slim.")
        )
        own = own and "initializer" not in rule.parameters  # which is the scope's where it is None
        return own and not any(
            k.arg is None or (_is_none(k.value) and k.arg.endswith("initializer"))
            for k in node.keywords
        )
    if source.symbols.target(node.func) is not None:
        return not creators.creates(source, node) and not _hands_on(node)
    if isinstance(node.func, ast.Name):
        return hasattr(builtins, node.func.id)
    return isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS


def _hands_on(node: ast.Call) -> bool:
    """Whether a call hands a function on, which may be called where it goes."""
    given = [*node.args, *(k.value for k in node.keywords)]
    return any(isinstance(value, ast.Lambda) for value in given)


def _hands_nothing(call: ast.Call) -> bool:
    """Whether a scope changes nothing of what those around it hand down: it is named by a string."""
    first = call.args[0] if call.args else None
    named = first is None or isinstance(first, ast.Constant | ast.JoinedStr | ast.BinOp)
    kept = ("name_or_scope", "default_name", "values", "reuse", "auxiliary_name_scope")
    return named and all(k.arg in kept for k in call.keywords)


def _is_only_named(part: ast.With, item: ast.withitem) -> bool:
    """Whether the scope as an object is not used but to share its variables from there on."""
    if item.optional_vars is None:
        return True
    if not isinstance(item.optional_vars, ast.Name):
        return False
    name = item.optional_vars.id
    reads = [n for s in part.body for n in walk(s) if isinstance(n, ast.Attribute)]
    plain = {id(n.value) for n in reads if n.attr in ("reuse_variables", "name")}
    return all(
        id(n) in plain
        for s in part.body
        for n in walk(s)
        if isinstance(n, ast.Name) and n.id == name
    )


def _asks(source: LiftSource, node: FunctionNode, kind: str) -> bool:
    """Whether a function asks a scope for such a setting."""
    return any(
        isinstance(n, ast.Attribute) and n.attr in (kind, f"set_{kind}") and not source.symbol(n)
        for n in walk(node)
        if not (isinstance(n, ast.Attribute) and ast.unparse(n.value) == "self")
    )


def _is_plain(source: LiftSource, value: ast.expr, stored: set[str]) -> bool:
    """Whether an expression comes to the same wherever it stands below: a name, or a call of TensorFlow's."""
    if any(isinstance(n, ast.Name) and n.id in stored for n in walk(value)):
        return False
    calls = [n for n in walk(value) if isinstance(n, ast.Call)]
    odd = any(isinstance(n, ast.Lambda | ast.NamedExpr) for n in walk(value))
    return not odd and all(source.called(n) for n in calls)


def _without(source: LiftSource, call: ast.Call, given: ast.keyword) -> Edit | None:
    """Takes an argument away, which is not the first."""
    positions = source.positions
    others = [*call.args, *(k.value for k in call.keywords if k is not given)]
    start, end = positions.start(given), positions.end(given.value)
    ends = [e for n in others if (e := positions.end(n)) <= start]
    return Edit(max(ends), end, ("",)) if ends else None


def _with(source: LiftSource, call: ast.Call, more: str) -> Edit | None:
    """Gives more arguments behind the last one."""
    positions = source.positions
    ends = [positions.end(n) for n in (*call.args, *(k.value for k in call.keywords))]
    rest = source.text[max(ends) : positions.end(call)] if ends else ""
    return Edit(max(ends), max(ends), (more,)) if _REST.fullmatch(rest) else None


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_store(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)
