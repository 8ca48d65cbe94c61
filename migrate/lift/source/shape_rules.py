"""What TF1's operations do to shapes."""

from __future__ import annotations

# Operations whose result has the shape of their first argument.
KEEP_SHAPE = frozenset(
    f"tf.{name}"
    for name in (
        *(
            "identity",
            "convert_to_tensor",
            "cast",
            "to_float",
            "to_int32",
            "nn.relu",
            "tanh",
            "sigmoid",
        ),
        *(
            "nn.tanh",
            "nn.sigmoid",
            "nn.dropout",
            "nn.elu",
            "nn.softmax",
            "nn.leaky_relu",
            "stop_gradient",
        ),
        *(
            "exp",
            "log",
            "square",
            "abs",
            "sqrt",
            "negative",
            "layers.dropout",
            "contrib.layers.dropout",
        ),
        *(
            "nn.selu",
            "nn.relu6",
            "nn.softplus",
            "to_double",
            "clip_by_value",
            "ones_like",
            "zeros_like",
        ),
    )
)
# Operations that keep the last dimension of their first argument.
KEEP_LAST = frozenset(
    f"tf.{name}"
    for name in (
        *("nn.max_pool", "nn.avg_pool", "layers.max_pooling2d", "layers.average_pooling2d"),
        *("layers.batch_normalization", "contrib.layers.batch_norm", "contrib.layers.layer_norm"),
        *("contrib.layers.instance_norm", "nn.l2_normalize", "nn.lrn", "reverse"),
        *("nn.bias_add", "contrib.layers.bias_add"),
    )
)
# Operations on two tensors, item by item.
ELEMENTWISE = frozenset(
    f"tf.{name}" for name in ("add", "subtract", "multiply", "divide", "maximum", "minimum")
)
