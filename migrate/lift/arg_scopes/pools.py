"""Pooling over what the size of the input says: it has no weights, and is a function of its input.

net = slim.avg_pool2d(net, net.get_shape()[1:3], padding="VALID", scope="pool")
net = tf.nn.avg_pool(net, net.get_shape()[1:3], 2, "VALID")
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.arg_scopes.extents import Extent, Use
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import LiftSource
from migrate.lift.text.own_classes import tensorflow_name
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

POOLS = {
    "tf.contrib.layers.avg_pool2d": "avg_pool",
    "tf.contrib.layers.max_pool2d": "max_pool",
}
# TF 1.15, contrib/layers/python/layers/layers.py
_PARAMETERS = ("inputs", "kernel_size", "stride", "padding", "data_format", "outputs_collections")
_IGNORED = ("scope", "data_format", "outputs_collections")


def is_pool(use: Use) -> bool:
    return use.operation in POOLS and use.layer is None


def pooled(each: Extent, use: Use, given: Mapping[str, ast.expr]) -> Edit | None:
    """The call of the function in place of the layer; None where the layer is as good.

    Args:
      given: what scopes give it.
    """
    source, call = each.source, use.node
    name = tensorflow_name(source)
    found = dict(zip(_PARAMETERS, call.args, strict=False))
    found |= {k.arg: k.value for k in call.keywords if k.arg}
    starred = any(isinstance(a, ast.Starred) for a in call.args) or len(call.args) > 6
    if starred or not name or any(k.arg is None for k in call.keywords):
        return None
    shown = {n: source.segment(v) for n, v in found.items()}
    shown |= {n: ast.unparse(v) for n, v in given.items() if n not in found}
    if not {"inputs", "kernel_size"} <= found.keys() or found.keys() - {*_PARAMETERS, "scope"}:
        return None
    if not _is_of_shape(each, found["kernel_size"]):
        return None
    plain = shown.get("data_format", "None") in ("None", "'NHWC'", '"NHWC"')
    if not plain or shown.get("outputs_collections", "None") != "None":
        return None
    if any(isinstance(n, ast.Call) and _is_layer(each, n) for a in found.values() for n in walk(a)):
        return None
    stride, padding = shown.get("stride", "2"), shown.get("padding", '"VALID"')
    args = ", ".join([shown["inputs"], shown["kernel_size"], stride, padding])
    start, end = source.positions.start(call), source.positions.end(call)
    return Edit(start, end, (f"{name}.nn.{POOLS[use.operation]}({args})",))


def _is_layer(each: Extent, node: ast.Call) -> bool:
    return any(use.node is node for use in each.uses)


def _is_of_shape(each: Extent, node: ast.expr, depth: int = 0) -> bool:
    """Whether an expression reads the shape of a tensor, or may."""
    for part in walk(node):
        if isinstance(part, ast.Attribute) and part.attr in ("shape", "get_shape"):
            return True
        if isinstance(part, ast.Name) and depth < 3:
            if any(_is_of_shape(each, v, depth + 1) for v in _values(each, part.id)):
                return True
    return depth > 0 and isinstance(node, ast.Call) and bool(each.source.symbols.target(node.func))


def _values(each: Extent, name: str) -> list[ast.expr]:
    found = []
    for node in own_nodes(each.body):
        if isinstance(node, ast.Assign):
            names = {n.id for t in node.targets for n in walk(t) if isinstance(n, ast.Name)}
            if name in names:
                found.append(node.value)
    return found


def any_pool(source: LiftSource) -> bool:
    """Whether a module pools by such layers at all."""
    return any(s.endswith(("avg_pool2d", "max_pool2d")) for s in source.called_symbols)
