"""Names of classes and attributes."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection

_VERBS = re.compile(r"^(_*)(?:build|create|make|get|define|construct)_(?=[a-z])")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORDS = re.compile(r"[^0-9a-zA-Z]+")
# Attributes and methods of keras.layers.Layer that an attribute of a layer must not hide.
RESERVED = frozenset(
    [
        "activity_regularizer",
        "add_loss",
        "add_metric",
        "add_weight",
        "autocast",
        "build",
        "build_from_config",
        "built",
        "call",
        "compute_dtype",
        "compute_mask",
        "compute_output_shape",
        "compute_output_spec",
        "count_params",
        "dtype",
        "dtype_policy",
        "export_spec",
        "from_config",
        "get_build_config",
        "get_config",
        "get_weights",
        "input",
        "input_dtype",
        "input_spec",
        "load_own_variables",
        "losses",
        "metrics",
        "metrics_variables",
        "name",
        "non_trainable_variables",
        "non_trainable_weights",
        "output",
        "path",
        "quantization_mode",
        "quantize",
        "save_own_variables",
        "set_weights",
        "stateless_call",
        "supports_jit",
        "supports_masking",
        "symbolic_call",
        "trainable",
        "trainable_variables",
        "trainable_weights",
        "updates",
        "variable_dtype",
        "variables",
        "weights",
        "inputs",
        "outputs",
        "layers",
        "summary",
        "compile",
        "fit",
        "evaluate",
        "predict",
        "save",
        "loss",
        "optimizer",
        "submodules",
        "name_scope",
        "with_name_scope",
    ]
)


def class_name(function: str, taken: Collection[str]) -> str:
    """A class name for a function: ``conv2d`` -> ``Conv2d``, ``_norm`` -> ``_Norm``, ``build_net`` -> ``Net``."""
    short = _VERBS.sub(r"\1", function)
    longer = camel(short) + ("Core" if camel(short).endswith("Layer") else "Layer")
    for candidate in (camel(short), camel(function), longer):
        if candidate not in taken and not keyword.iskeyword(candidate):
            return candidate
    number = 2
    while f"{longer}{number}" in taken:
        number += 1
    return f"{longer}{number}"


def with_owner(function: str, owner: str) -> str:
    """A function's name with that of its class: ``build_net`` of ``Model`` -> ``build_model_net``."""
    snaked = _HUMP.sub("_", owner.rpartition(".")[2]).lower().strip("_")
    verb = _VERBS.match(function)
    if verb is not None:
        return f"{function[: verb.end()]}{snaked}_{function[verb.end() :]}"
    bare = function.lstrip("_")
    return f"{function[: len(function) - len(bare)]}{snaked}_{bare}"


def camel(name: str) -> str:
    """A name in the style of classes: ``_layer_norm`` -> ``_LayerNorm``."""
    bare = name.lstrip("_")
    marks = name[: len(name) - len(bare)]
    words = [w for w in _WORDS.split(bare.replace("_", " ")) if w]
    return marks + "".join(w[0].upper() + w[1:] for w in words)


def attribute_name(
    wanted: str,
    taken: Collection[str],
    reserved: Collection[str] = RESERVED,
    first: int = 2,
) -> str:
    """An attribute name like ``wanted`` that hides nothing of the class it stands in and nothing taken.

    Args:
      reserved: what the class has.
      first: the number of the second one: 1 for what TF1 counts, ``dense``, ``dense_1``.
    """
    name = _WORDS.sub("_", wanted).strip("_") or "layer"
    if name[0].isdigit():
        name = f"layer_{name}"
    if name in reserved or keyword.iskeyword(name):
        name += "_"
    if name not in taken:
        return name
    number = first
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def shape_name(tensor: str) -> str:
    """The parameter of `build` with a tensor's shape: that of ``x`` is ``x_shape``, of ``input_`` ``input_shape``."""
    bare = tensor.removesuffix("_")
    marked = hasattr(builtins, bare) or keyword.iskeyword(bare)
    return f"{bare if marked else tensor}_shape"


def snake(function: str) -> str:
    """An attribute's name for a layer made of a function: ``create_generator`` -> ``generator``."""
    return _VERBS.sub(r"\1", function).lstrip("_") or function


def snake_case(name: str) -> str:
    """``ResidualBlock`` -> ``residual_block``, as TensorFlow names modules."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
