"""What TF1's operations do to the types of tensors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def _below(prefix: str, names: str) -> frozenset[str]:
    return frozenset(f"{prefix}.{name}" for name in names.split())


# Operations whose result has the type of their first argument.
KEEP_TYPE = (
    _below(
        "tf",
        "identity stop_gradient reshape transpose squeeze expand_dims tile pad reverse slice"
        " strided_slice split unstack unpack gather gather_nd tanh sigmoid exp log log1p square sqrt"
        " rsqrt abs negative sin cos erf floor ceil round reduce_mean reduce_sum reduce_max reduce_min"
        " reduce_prod reduce_logsumexp cumsum ones_like zeros_like clip_by_value norm batch_to_space"
        " space_to_batch depth_to_space space_to_depth matrix_inverse matrix_transpose Print"
        " random_shuffle random_crop boolean_mask reverse_sequence nn.relu nn.relu6 nn.elu nn.selu"
        " nn.crelu nn.leaky_relu nn.softplus nn.softsign nn.tanh nn.sigmoid nn.softmax nn.log_softmax"
        " nn.dropout nn.l2_loss nn.l2_normalize nn.lrn nn.local_response_normalization nn.max_pool"
        " nn.avg_pool nn.moments nn.embedding_lookup math.reduce_mean math.reduce_sum math.square"
        " math.sqrt math.log math.exp math.tanh math.sigmoid",
    )
    | _below(
        "tf.layers",
        "dense conv1d conv2d conv3d conv2d_transpose separable_conv2d batch_normalization dropout"
        " flatten max_pooling1d max_pooling2d average_pooling1d average_pooling2d",
    )
    | frozenset(
        f"tf.contrib.{name}"
        for layer in [
            "fully_connected",
            "linear",
            "relu",
            "conv2d",
            "convolution2d",
            "conv2d_transpose",
            "convolution2d_transpose",
            "separable_conv2d",
            "batch_norm",
            "layer_norm",
            "instance_norm",
            "dropout",
            "flatten",
            "max_pool2d",
            "avg_pool2d",
            "softmax",
            "bias_add",
        ]
        for name in (f"layers.{layer}", f"slim.{layer}")
    )
)
# Operations whose arguments are all of one type, which their result has: the places and the names of these arguments.
_TWO = (0, 1)
SAME_TYPE: Mapping[str, tuple[tuple[int, ...], frozenset[str]]] = {
    **{
        name: (_TWO, frozenset("abxy"))
        for name in _below(
            "tf",
            "matmul batch_matmul add subtract sub multiply mul divide div truediv realdiv floordiv"
            " maximum minimum pow mod squared_difference tensordot math.add math.multiply",
        )
    },
    **{
        name: (_TWO, frozenset(("input", "value", "filter", "filters", "bias", "x")))
        for name in _below(
            "tf.nn",
            "conv1d conv2d conv3d conv2d_transpose depthwise_conv2d atrous_conv2d convolution"
            " bias_add depthwise_conv2d_native dilation2d",
        )
    },
    **{
        name: ((0, 1, 2), frozenset(("x", "weights", "biases", "input")))
        for name in ("tf.nn.xw_plus_b", "tf.nn.relu_layer")
    },
    "tf.nn.separable_conv2d": (
        (0, 1, 2),
        frozenset(("input", "depthwise_filter", "pointwise_filter")),
    ),
    "tf.nn.batch_normalization": (
        (0, 1, 2, 3, 4),
        frozenset(("x", "mean", "variance", "offset", "scale")),
    ),
    "tf.where": ((1, 2), frozenset("xy")),
    "tf.add_n": ((0,), frozenset(["inputs"])),
    **dict.fromkeys(
        ("tf.concat", "tf.stack", "tf.pack", "tf.parallel_stack"), (_TWO, frozenset(["values"]))
    ),
    "tf.einsum": ((1, 2, 3), frozenset()),
}
# Operations whose result is no floating point number.
WHOLE = _below(
    "tf",
    "shape size rank argmax argmin arg_max arg_min equal not_equal less less_equal greater"
    " greater_equal logical_and logical_or logical_not logical_xor reduce_any reduce_all to_int32"
    " to_int64 is_nan is_inf is_finite shape_n",
)
# What makes tensors of a type that it is told, by the place of that argument, and of float32 if it is not told.
OF_DTYPE: Mapping[str, int] = {
    **dict.fromkeys(_below("tf", "zeros ones"), 1),
    **dict.fromkeys(_below("tf", "random_normal truncated_normal random_uniform"), 3),
    "tf.get_variable": 2,
}
MUST_SAY = {"tf.placeholder": 0, "tf.cast": 1, "tf.dtypes.cast": 1, "tf.saturate_cast": 1}
# Functions of Python that give numbers, texts or lists of such.
PLAIN_CALLS: Iterable[str] = frozenset(("int", "len", "range", "str", "bool", "isinstance", "list"))
