"""Reading the arguments that layers share: tuples, paddings, formats, activations, initializers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

__all__ = [
    "channel_axis",
    "conv_output_length",
    "convert_data_format",
    "deconv_output_length",
    "get_activation",
    "get_constraint",
    "get_initializer",
    "get_regularizer",
    "known_channels",
    "normalize_data_format",
    "normalize_padding",
    "normalize_tuple",
]


def normalize_tuple(value: Any, n: int, name: str) -> tuple[int, ...]:
    """An int repeated, or a sequence, as a tuple of `n` ints.

    Raises: ValueError with TF 1.15's wording (keras/utils/conv_utils.py, `normalize_tuple`).
    """
    if isinstance(value, int):
        return (value,) * n
    complaint = f"The `{name}` argument must be a tuple of {n} integers. Received: {value}"
    try:
        values = tuple(value)
    except TypeError:
        raise ValueError(complaint) from None
    if len(values) != n:
        raise ValueError(complaint)
    for single in values:
        try:
            int(single)
        except (ValueError, TypeError):
            raise ValueError(
                f"{complaint} including element {single} of type {type(single)}"
            ) from None
    return tuple(int(v) for v in values)


def normalize_data_format(value: str | None) -> str:
    """`channels_first` or `channels_last` in lower case; None is `channels_last`."""
    data_format = (value or "channels_last").lower()
    if data_format not in ("channels_first", "channels_last"):
        raise ValueError(
            'The `data_format` argument must be one of "channels_first", "channels_last". '
            f"Received: {value}"
        )
    return data_format


def normalize_padding(value: str) -> str:
    """`valid`, `same` or `causal` in lower case."""
    padding = value.lower()
    if padding not in ("valid", "same", "causal"):
        raise ValueError(
            'The `padding` argument must be a list/tuple or one of "valid", "same" '
            f'(or "causal", only for `Conv1D). Received: {padding}'
        )
    return padding


def convert_data_format(data_format: str, ndim: int) -> str:
    """`channels_last` of rank 4 -> `NHWC`, and so on for ranks 3 to 5."""
    spatial = {3: "W", 4: "HW", 5: "DHW"}.get(ndim)
    if spatial is None:
        raise ValueError("Input rank not supported:", ndim)
    return f"NC{spatial}" if data_format == "channels_first" else f"N{spatial}C"


def channel_axis(data_format: str) -> int:
    """1 for `channels_first`, else -1."""
    return 1 if data_format == "channels_first" else -1


def known_channels(input_shape: tf.TensorShape, axis: int) -> int:
    """The static channel count. Raises: ValueError if it is not known."""
    channels = tf.compat.dimension_value(input_shape[axis])
    if channels is None:
        raise ValueError("The channel dimension of the inputs should be defined. Found `None`.")
    return int(channels)


def conv_output_length(
    length: int | None, kernel: int, padding: str, stride: int, dilation: int = 1
) -> int | None:
    """Length of one spatial axis after a convolution or a pooling."""
    if length is None:
        return None
    if padding == "valid":
        length -= (kernel - 1) * dilation
    return (length + stride - 1) // stride


def deconv_output_length(length: Any, kernel: int, padding: str, stride: int) -> Any:
    """Length (int or scalar tensor) of one spatial axis after a transposed convolution."""
    if length is None:
        return None
    if padding == "valid":
        return length * stride + max(kernel - stride, 0)
    return length * stride


def get_activation(activation: Any) -> Callable[[Any], Any] | None:
    """A callable as it is, a name such as `relu` as TensorFlow's function, None as None."""
    if activation is None or callable(activation):
        return activation  # type: ignore[no-any-return]
    if activation == "linear":
        return None
    named = {
        "elu": tf.nn.elu,
        "exponential": tf.exp,
        "hard_sigmoid": lambda x: tf.clip_by_value(0.2 * x + 0.5, 0.0, 1.0),
        "relu": tf.nn.relu,
        "selu": tf.nn.selu,
        "sigmoid": tf.nn.sigmoid,
        "softmax": tf.nn.softmax,
        "softplus": tf.nn.softplus,
        "softsign": tf.nn.softsign,
        "tanh": tf.nn.tanh,
    }
    if activation not in named:
        raise ValueError(f"Unknown activation function:{activation}")
    function: Callable[[Any], Any] = named[activation]
    return function


def get_initializer(initializer: Any) -> Any:
    """An initializer as it is, a class instantiated, a name as the TF1 initializer of that name.

    TF 1.15 keras/initializers.py, `get`: `glorot_uniform` and `GlorotUniform` mean the same.
    """
    if initializer is None:
        return None
    if isinstance(initializer, type):
        return initializer()
    if isinstance(initializer, dict):  # as `get_config` gives it
        return _initializer_class(initializer["class_name"])(**initializer["config"])
    if not isinstance(initializer, str):
        return initializer
    v1 = tf.compat.v1
    named = {
        "zeros": v1.zeros_initializer,
        "ones": v1.ones_initializer,
        "constant": v1.constant_initializer,
        "glorotuniform": v1.glorot_uniform_initializer,
        "glorotnormal": v1.glorot_normal_initializer,
        "heuniform": v1.initializers.he_uniform,
        "henormal": v1.initializers.he_normal,
        "lecununiform": v1.initializers.lecun_uniform,
        "lecunnormal": v1.initializers.lecun_normal,
        "orthogonal": v1.orthogonal_initializer,
        "identity": v1.initializers.identity,
        "variancescaling": v1.variance_scaling_initializer,
        # Keras' random initializers of TF 1.15 have a scale of 0.05, tf's have 1.
        "uniform": lambda: v1.random_uniform_initializer(-0.05, 0.05),
        "randomuniform": lambda: v1.random_uniform_initializer(-0.05, 0.05),
        "normal": lambda: v1.random_normal_initializer(0.0, 0.05),
        "randomnormal": lambda: v1.random_normal_initializer(0.0, 0.05),
        "truncatednormal": lambda: v1.truncated_normal_initializer(0.0, 0.05),
    }
    key = initializer.replace("_", "").lower()
    if key not in named:
        raise ValueError(f"Unknown initializer:{initializer}")
    return named[key]()


def get_regularizer(regularizer: Any) -> Any:
    """A regularizer as it is, a name as Keras' regularizer of that name in TF 1.15 (scale 0.01).

    Raises: ValueError for another name (TF 1.15 keras/regularizers.py, `get`).
    """
    if not isinstance(regularizer, str):
        return regularizer
    scales = {"l1": (0.01, 0.0), "l2": (0.0, 0.01), "l1_l2": (0.01, 0.01), "L1L2": (0.0, 0.0)}
    if regularizer not in scales:
        raise ValueError(f"Unknown regularizer:{regularizer}")
    l1, l2 = scales[regularizer]

    def regularize(value: Any) -> Any:
        loss = tf.constant(0.0, dtype=value.dtype.base_dtype)
        if l1:
            loss += tf.reduce_sum(l1 * tf.abs(value))
        if l2:
            loss += tf.reduce_sum(l2 * tf.square(value))
        return loss

    regularize.__name__ = regularizer
    return regularize


def get_constraint(constraint: Any) -> Any:
    """A constraint as it is, a name as Keras' constraint of that name (`max_norm`, `NonNeg`, ...)."""
    if not isinstance(constraint, str):
        return constraint
    import keras

    return keras.constraints.get(constraint)


def _initializer_class(name: str) -> Any:
    """TF1's initializer of the class `name`. Raises: ValueError if there is none."""
    v1 = tf.compat.v1
    classes = (
        *(v1.zeros_initializer, v1.ones_initializer, v1.constant_initializer),
        *(v1.random_uniform_initializer, v1.random_normal_initializer),
        *(v1.truncated_normal_initializer, v1.uniform_unit_scaling_initializer),
        *(v1.variance_scaling_initializer, v1.glorot_uniform_initializer),
        *(v1.glorot_normal_initializer, v1.orthogonal_initializer, v1.initializers.identity),
    )
    for known in classes:
        if known.__name__ == name:
            return known
    raise ValueError(f"Unknown initializer: {name}")
