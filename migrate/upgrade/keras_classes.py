"""Subclasses of Keras' layers and models that stay: what Keras 3 gives and takes otherwise.

In TF 1.15 ``add_weight`` begins with the name, ``build`` is given a TensorShape, and ``add_loss`` may say of which inputs
a loss is. Keras 3 wants the name by keyword, gives tuples of numbers, and knows no ``inputs``.
"""

from __future__ import annotations

import ast

from migrate.nodes import walk
from migrate.upgrade.calls import call_edits
from migrate.upgrade.context import Context

_BASES = ("tf.keras.layers.", "tf.contrib.keras.layers.")
_MODELS = ("tf.keras.Model", "tf.keras.models.Model", "tf.contrib.keras.models.Model")
_SHIMMED = ("tf.layers.", "tf.nn.rnn_cell.", "tf.contrib.rnn.")
_SHAPED = ("build", "compute_output_shape")
# Methods of the object, with those of which rules/keras.toml says what becomes of their arguments.
_METHODS = {"add_weight": "add_weight", "add_variable": "add_weight", "add_loss": "add_loss"}


def keras_classes(context: Context) -> list[ast.ClassDef]:
    """The module's classes that are Keras', by themselves or by their bases, and that stay."""
    if "keras" not in context.text:
        return []
    named = {c.name: c for c in context.symbols.tree.body if isinstance(c, ast.ClassDef)}
    return [
        node
        for node in context.symbols.nodes
        if isinstance(node, ast.ClassDef)
        and not context.is_native(node)
        and _is_keras(context, node, named)
    ]


def _is_keras(context: Context, node: ast.ClassDef, named: dict[str, ast.ClassDef]) -> bool:
    for base in node.bases:
        symbol = context.symbols.symbol(base) or ""
        if symbol.startswith(_BASES) or symbol in _MODELS:
            return True
        above = named.get(base.id) if isinstance(base, ast.Name) else None
        if above is not None and above.lineno < node.lineno and _is_keras(context, above, named):
            return True
    return False


def shape_parameters(context: Context) -> dict[int, tuple[str, str]]:
    """The methods, by id, that are given the shape of what a layer is called with -> the parameter for it, and what it is.

    Keras gives a "tuple", the layers and cells of `compat_scope` a "shape", as those of TF1 did.
    """
    found = {}
    kinds = [(node, "tuple") for node in keras_classes(context)]
    for node in context.symbols.nodes:
        if isinstance(node, ast.ClassDef) and len(node.bases) == 1:
            if (context.symbols.symbol(node.bases[0]) or "").startswith(_SHIMMED):
                kinds.append((node, "shape"))
    for node, kind in kinds:
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and method.name in _SHAPED:
                given = [*method.args.posonlyargs, *method.args.args]
                if len(given) > 1 and not method.decorator_list:
                    found[id(method)] = given[1].arg, kind
    return found


def upgrade_keras_classes(context: Context) -> None:
    """Changes the arguments of ``self.add_weight(...)`` and ``self.add_loss(...)``."""
    if "self.add_" not in context.text:
        return
    for node in keras_classes(context):
        own = {m.name for m in node.body if isinstance(m, ast.FunctionDef)}
        for call in walk(node):
            func = call.func if isinstance(call, ast.Call) else None
            if not isinstance(func, ast.Attribute) or ast.unparse(func.value) != "self":
                continue
            assert isinstance(call, ast.Call)
            if func.attr not in _METHODS or func.attr in own or context.skipped(call):
                continue
            if not call.args or not isinstance(call.args[0], (ast.List, ast.Tuple)):  # a shape
                _change(context, call, func)


def _change(context: Context, call: ast.Call, func: ast.Attribute) -> None:
    name = _METHODS[func.attr]
    rule = context.rules.answer(f"tf.keras.layers.Layer.{name}").call
    assert rule is not None
    end = context.positions.end(func)
    edits = call_edits(call, rule, f"self.{name}", end, context.positions)
    if edits is None:
        given = ", ".join(sorted(rule.unless & {k.arg for k in call.keywords}))
        message = f"Keras 3's `{name}` takes other arguments" + (f", no `{given}`" if given else "")
        context.report(call, "TF106", message, f"Name them as Keras 3's `{name}` does.")
        return
    for edit in edits:
        context.edit(edit)
