"""Constructor arguments in Keras' terms: initializers, regularizers, activations, dtypes."""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.lift.source import LiftSource

Text = Callable[[ast.expr], str]

_ACTIVATIONS = {
    f"tf.{prefix}{name}": name
    for name in ("relu", "tanh", "sigmoid", "softmax", "elu", "selu", "softplus", "softsign", "relu6")
    for prefix in ("", "nn.", "math.")
}
_ZEROS = ("zeros_initializer", "initializers.zeros", "keras.initializers.zeros", "keras.initializers.Zeros")
_ONES = ("ones_initializer", "initializers.ones", "keras.initializers.ones", "keras.initializers.Ones")
# TF1's name -> (Keras' class, TF1's parameters, defaults that must be written since Keras has others).
_INITIALIZERS: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "constant": ("Constant", ("value", "dtype", "verify_shape"), {"value": "0.0"}),
    "random_normal": ("RandomNormal", ("mean", "stddev", "seed", "dtype"), {"stddev": "1.0"}),
    "truncated_normal": ("TruncatedNormal", ("mean", "stddev", "seed", "dtype"), {"stddev": "1.0"}),
    "random_uniform": (
        *("RandomUniform", ("minval", "maxval", "seed", "dtype")),
        {"minval": "0.0", "maxval": "1.0"},
    ),
    "variance_scaling": ("VarianceScaling", ("scale", "mode", "distribution", "seed", "dtype"), {}),
    "glorot_uniform": ("GlorotUniform", ("seed", "dtype"), {}),
    "glorot_normal": ("GlorotNormal", ("seed", "dtype"), {}),
    "orthogonal": ("Orthogonal", ("gain", "seed", "dtype"), {}),
    "identity": ("Identity", ("gain", "dtype"), {}),
}
_DROPPED = frozenset({"dtype", "verify_shape", "partition_info"})
_REGULARIZERS = {
    "tf.contrib.layers.l2_regularizer": ("L2", "0.5 * {}"),  # TF1: scale * sum(w ** 2) / 2
    "tf.contrib.layers.l1_regularizer": ("L1", "{}"),
}


def constant(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def activation(source: LiftSource, node: ast.expr, text: Text) -> str:
    """An activation: a string where Keras has the same function by name."""
    name = _ACTIVATIONS.get(source.symbol(node)) if not isinstance(node, ast.Constant) else None
    return f'"{name}"' if name else text(node)


def initializer(source: LiftSource, node: ast.expr, text: Text) -> str | None:
    """A TF1 initializer as Keras writes it; None when it is no initializer that is known."""
    symbol = source.called(node) or source.symbol(node)
    name = symbol.removeprefix("tf.")
    name = name.removeprefix("compat.v1.")
    if name in _ZEROS:
        return '"zeros"'
    if name in _ONES:
        return '"ones"'
    if name == "contrib.layers.xavier_initializer":
        return _xavier(node, text)
    base = name.rpartition(".")[2].removesuffix("_initializer")
    if not name.endswith("_initializer") and not name.startswith(("initializers.", "keras.init")):
        return None
    found = _INITIALIZERS.get(base)
    if found is None or name.startswith("contrib"):
        return None
    return drawn(base, node, text)


def drawn(base: str, node: ast.expr, text: Text) -> str | None:
    """Keras' initializer for TF1's ``<base>_initializer`` with the arguments of a call."""
    to, parameters, written = _INITIALIZERS[base]
    given = arguments(node, parameters)
    if given is None:
        return None
    if base == "variance_scaling" and not _known_distribution(given.get("distribution")):
        return None
    if base == "random_uniform" and constant(given.get("maxval"), None):
        given.pop("maxval", None)
    shown = [f"{k}={_number(k, v, text)}" for k, v in given.items() if k not in _DROPPED]
    shown = [s.removeprefix("value=") for s in shown]
    shown += [f"{k}={v}" if k != "value" else v for k, v in written.items() if k not in given]
    return f"keras.initializers.{to}({', '.join(shown)})"


def _number(name: str, node: ast.expr, text: Text) -> str:
    if name == "distribution" and isinstance(node, ast.Constant) and node.value == "normal":
        return '"truncated_normal"'
    return text(node)


def _known_distribution(node: ast.expr | None) -> bool:
    return node is None or (
        isinstance(node, ast.Constant)
        and node.value in ("normal", "truncated_normal", "untruncated_normal", "uniform")
    )


def _xavier(node: ast.expr, text: Text) -> str | None:
    given = arguments(node, ("uniform", "seed", "dtype"))
    if given is None or not (given.get("uniform") is None or constant(given["uniform"], True)):
        return None
    seed = f"seed={text(given['seed'])}" if "seed" in given else ""
    return f"keras.initializers.GlorotUniform({seed})" if seed else '"glorot_uniform"'


def regularizer(source: LiftSource, node: ast.expr, text: Text) -> str | None:
    """A TF1 regularizer as Keras writes it; None when it is none that is known."""
    found = _REGULARIZERS.get(source.called(node))
    if found is None or not isinstance(node, ast.Call):
        return None
    given = arguments(node, ("scale", "scope"))
    if given is None or "scale" not in given:
        return None
    scale = text(given["scale"])
    if not isinstance(given["scale"], (ast.Name, ast.Constant, ast.Attribute)):
        scale = f"({scale})"
    return f"keras.regularizers.{found[0]}({found[1].format(scale)})"


def arguments(node: ast.expr, parameters: tuple[str, ...]) -> dict[str, ast.expr] | None:
    """The arguments of a call by name; None when one cannot be told. A bare name has none."""
    if not isinstance(node, ast.Call):
        return {}
    found: dict[str, ast.expr] = {}
    if len(node.args) > len(parameters):
        return None
    for name, argument in zip(parameters, node.args, strict=False):
        if isinstance(argument, ast.Starred):
            return None
        found[name] = argument
    for keyword in node.keywords:
        if keyword.arg is None or keyword.arg not in parameters:
            return None
        found[keyword.arg] = keyword.value
    return found


def dtype(source: LiftSource, node: ast.expr, text: Text) -> str | None:
    """A dtype; None for float32, which is Keras' own default."""
    symbol = source.symbol(node)
    if symbol in ("tf.float32", "tf.dtypes.float32"):
        return None
    if isinstance(node, ast.Constant) and node.value in ("float32", None):
        return None
    return text(node)
