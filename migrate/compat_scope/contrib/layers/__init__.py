"""TF1's `tf.contrib.layers`: names, scopes and defaults (relu!) as they were."""

from __future__ import annotations

from migrate.compat_scope.contrib.layers import summaries
from migrate.compat_scope.contrib.layers.batch_norm import batch_norm
from migrate.compat_scope.contrib.layers.convolutions import (
    conv1d,
    conv2d,
    conv3d,
    convolution,
    convolution1d,
    convolution2d,
    convolution3d,
)
from migrate.compat_scope.contrib.layers.embedding import (
    bow_encoder,
    embed_sequence,
    embedding_lookup_unique,
    safe_embedding_lookup_sparse,
)
from migrate.compat_scope.contrib.layers.fully_connected import (
    bias_add,
    elu,
    fully_connected,
    linear,
    relu,
    relu6,
)
from migrate.compat_scope.contrib.layers.gdn import GDN, gdn
from migrate.compat_scope.contrib.layers.legacy import (
    legacy_fully_connected,
    legacy_linear,
    legacy_relu,
)
from migrate.compat_scope.contrib.layers.norms import (
    group_norm,
    instance_norm,
    layer_norm,
    unit_norm,
)
from migrate.compat_scope.contrib.layers.optimizers import (
    OPTIMIZER_CLS_NAMES,
    OPTIMIZER_SUMMARIES,
    optimize_loss,
)
from migrate.compat_scope.contrib.layers.pooling import (
    avg_pool2d,
    avg_pool3d,
    max_pool2d,
    max_pool3d,
)
from migrate.compat_scope.contrib.layers.shaping import (
    dense_to_sparse,
    dropout,
    flatten,
    images_to_sequence,
    maxout,
    one_hot_encoding,
    scale_gradient,
    sequence_to_images,
    softmax,
    spatial_softmax,
)
from migrate.compat_scope.contrib.layers.special_convolutions import (
    conv2d_in_plane,
    conv2d_transpose,
    conv3d_transpose,
    convolution2d_in_plane,
    convolution2d_transpose,
    convolution3d_transpose,
    separable_conv2d,
    separable_convolution2d,
)
from migrate.compat_scope.contrib.layers.stacking import repeat, stack
from migrate.compat_scope.contrib.layers.summaries import (
    summarize_activation,
    summarize_activations,
    summarize_collection,
    summarize_tensor,
    summarize_tensors,
)
from migrate.compat_scope.initializers import (
    variance_scaling_initializer,
    xavier_initializer,
    xavier_initializer_conv2d,
)
from migrate.compat_scope.regularizers import (
    apply_regularization,
    l1_l2_regularizer,
    l1_regularizer,
    l2_regularizer,
    sum_regularizer,
)

__all__ = [
    "GDN",
    "OPTIMIZER_CLS_NAMES",
    "OPTIMIZER_SUMMARIES",
    "apply_regularization",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bias_add",
    "bow_encoder",
    "conv1d",
    "conv2d",
    "conv2d_in_plane",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "convolution",
    "convolution1d",
    "convolution2d",
    "convolution2d_in_plane",
    "convolution2d_transpose",
    "convolution3d",
    "convolution3d_transpose",
    "dense_to_sparse",
    "dropout",
    "elu",
    "embed_sequence",
    "embedding_lookup_unique",
    "flatten",
    "fully_connected",
    "gdn",
    "group_norm",
    "images_to_sequence",
    "instance_norm",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "layer_norm",
    "legacy_fully_connected",
    "legacy_linear",
    "legacy_relu",
    "linear",
    "max_pool2d",
    "max_pool3d",
    "maxout",
    "one_hot_encoding",
    "optimize_loss",
    "relu",
    "relu6",
    "repeat",
    "safe_embedding_lookup_sparse",
    "scale_gradient",
    "separable_conv2d",
    "separable_convolution2d",
    "sequence_to_images",
    "softmax",
    "spatial_softmax",
    "stack",
    "sum_regularizer",
    "summaries",
    "summarize_activation",
    "summarize_activations",
    "summarize_collection",
    "summarize_tensor",
    "summarize_tensors",
    "unit_norm",
    "variance_scaling_initializer",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]
