"""What TF1's operations make of the last dimension of a tensor, where their arguments are written out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

Found = tuple[str, int]  # the dimension, and the rank where it is known, else 0
Last = Callable[[ast.expr], Found | None]  # the last dimension of an argument
_CONV = ("input", "filter", "strides", "padding", "use_cudnn_on_gpu", "data_format", "dilations")
# The parameters of the operations that are known here.
_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "tf.pad": ("tensor", "paddings", "mode", "name", "constant_values"),
    "tf.concat": ("values", "axis", "name"),
    "tf.transpose": ("a", "perm", "name"),
    "tf.expand_dims": ("input", "axis", "name", "dim"),
    "tf.squeeze": ("input", "axis", "name", "squeeze_dims"),
    "tf.reduce_mean": ("input_tensor", "axis", "keepdims", "name", "reduction_indices", "keep_dims"),
    "tf.split": ("value", "num_or_size_splits", "axis", "num", "name"),
    "tf.nn.embedding_lookup": ("params", "ids"),
    "tf.nn.atrous_conv2d": ("value", "filters", "rate", "padding"),
    "tf.nn.separable_conv2d": ("input", "depthwise_filter", "pointwise_filter"),
}  # fmt: skip
_LIKE = {
    **{f"tf.reduce_{name}": "tf.reduce_mean" for name in ("max", "min", "sum")},
}
KNOWN = frozenset([*_PARAMETERS, *_LIKE])


def of_operation(
    symbol: str,
    node: ast.Call,
    last: Last,
    weight: Last,
    item: int | None = None,
    listed: Last = lambda _: None,
) -> Found | None:
    """The last dimension of what an operation gives; None where that cannot be told.

    Args:
      symbol: one of `KNOWN`.
      weight: the last dimension of an argument that is a variable.
      item: which one of several tensors it gives, None when that is not said.
      listed: the last dimensions of a list's tensors, added up.
    """
    symbol = _LIKE.get(symbol, symbol)
    given: dict[str, ast.expr] = dict(zip(_PARAMETERS[symbol], node.args, strict=False))
    given |= {k.arg: k.value for k in node.keywords if k.arg}
    if any(isinstance(a, ast.Starred) for a in node.args) or any(
        k.arg is None for k in node.keywords
    ):
        return None
    if (item is not None) is not (symbol == "tf.split"):
        return None
    first = given.get(_PARAMETERS[symbol][0])
    if first is None:
        return None
    if symbol == "tf.concat":
        if isinstance(first, ast.Name) and _value(given.get("axis")) == -1:
            return listed(first)
        return _concat(first, given.get("axis"), last)
    if symbol == "tf.nn.embedding_lookup":
        found = weight(first)
        return (found[0], 0) if found is not None and found[1] == 2 and len(given) == 2 else None
    if symbol in ("tf.nn.atrous_conv2d", "tf.nn.separable_conv2d"):
        kernel = given.get(_PARAMETERS[symbol][1 + symbol.endswith("separable_conv2d")])
        found = weight(kernel) if kernel is not None and "data_format" not in given else None
        return (found[0], 4) if found is not None else None
    found = last(first)
    if symbol == "tf.expand_dims" and _axes(given) == (-1,):
        return "1", found[1] + 1 if found is not None and found[1] else 0
    return _of_one(symbol, given, found) if found is not None else None


def _of_one(symbol: str, given: Mapping[str, ast.expr], found: Found) -> Found | None:
    text, rank = found
    if symbol == "tf.pad":
        pairs = _literal(given.get("paddings"), ast.List, ast.Tuple)
        plain = bool(pairs) and _value(pairs[-1]) in ([0, 0], (0, 0))
        return (text, len(pairs)) if plain else None
    if symbol == "tf.transpose":
        order = _value(given.get("perm"))
        if not isinstance(order, (list, tuple)) or not order or order[-1] != len(order) - 1:
            return None
        return text, len(order)
    axes = _axes(given)
    if symbol == "tf.expand_dims" and axes == (0,):
        return text, rank + 1 if rank else 0
    if symbol == "tf.split":
        parts = _value(given.get("num_or_size_splits"))
        if axes is None or len(axes) != 1 or type(parts) is not int:
            return None
        if axes[0] in (-1, rank - 1):
            return f"{_operand(text)} // {parts}", rank
        return found if 0 <= axes[0] < rank - 1 else None
    if axes is None or not all(0 <= a < rank + (symbol == "tf.expand_dims") for a in axes):
        return None
    if symbol == "tf.expand_dims":
        return (text, rank + 1) if len(axes) == 1 and axes[0] < rank else None
    if rank - 1 in axes:
        return None
    kept = given.get("keepdims", given.get("keep_dims"))
    if symbol == "tf.reduce_mean" and kept is not None:
        if _value(kept) not in (True, False):
            return None
        return found if _value(kept) else (text, rank - len(set(axes)))
    return text, rank - len(set(axes))


def _concat(values: ast.expr, axis: ast.expr | None, last: Last) -> Found | None:
    """Side by side the dimensions add up; along another axis they are equal."""
    place = _value(axis)
    parts = _literal(values, ast.List, ast.Tuple)
    found = [last(p) for p in parts]
    if type(place) is not int or not parts or any(isinstance(p, ast.Starred) for p in parts):
        return None
    rank = max((f[1] for f in found if f is not None), default=0)
    if place == -1 or (rank and place == rank - 1):
        if None in found:
            return None
        return _sum([f[0] for f in found if f is not None]), rank
    if 0 <= place < rank - 1:
        return next(((f[0], rank) for f in found if f is not None), None)
    return None


def _sum(texts: list[str]) -> str:
    if all(t.isdigit() for t in texts):
        return str(sum(map(int, texts)))
    if len(texts) > 1 and len(set(texts)) == 1:
        return f"{len(texts)} * {_operand(texts[0])}"
    return " + ".join(texts)


def _operand(text: str) -> str:
    """An expression as part of a product."""
    plain = isinstance(ast.parse(text, mode="eval").body, (ast.Name, ast.Attribute, ast.Subscript, ast.Constant))  # fmt: skip
    return text if plain else f"({text})"


def _axes(given: Mapping[str, ast.expr]) -> tuple[int, ...] | None:
    names = ("axis", "dim", "squeeze_dims", "reduction_indices")
    value = _value(next((given[n] for n in names if n in given), None))
    axes = tuple(value) if isinstance(value, (list, tuple)) else (value,)
    return axes if all(type(a) is int for a in axes) else None


def _literal(node: ast.expr | None, *kinds: type[ast.expr]) -> list[ast.expr]:
    return list(getattr(node, "elts", [])) if isinstance(node, kinds) else []


def _value(node: ast.expr | None) -> object:
    """What an expression is that is written out; None for any other."""
    try:
        return ast.literal_eval(node) if node is not None else None
    except ValueError:
        return None
