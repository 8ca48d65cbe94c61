import numpy as np
import tensorflow as tf
from migrate import compat_scope


def reductions(x):
    return [
        tf.reduce_sum(x, 1, True),
        tf.reduce_mean(x, [1, 2], keepdims=True),
        tf.reduce_max(x, axis=[2]),
        tf.reduce_logsumexp(x, axis=-1, keepdims=False),
        tf.reduce_prod(x, axis=1, keepdims=True),
        tf.math.count_nonzero(x > 0, axis=1, keepdims=True),
        tf.argmax(x, axis=1),
        tf.argmin(x, 2),
        tf.norm(x, axis=2, keepdims=True),
        tf.cumsum(x, axis=1, exclusive=True, reverse=True),
    ]


def arithmetic(x):
    i = tf.cast(x * 10, tf.int32)
    return {
        "div": tf.compat.v1.div(i, 3),
        "floordiv": tf.math.floordiv(i, 3),
        "mod": tf.math.mod(tf.abs(i), 3),
        "log": tf.math.log1p(tf.abs(x)) + tf.math.log(tf.abs(x) + 1.0) + tf.math.log_sigmoid(x) + tf.sigmoid(x),
        "casts": tf.cast(tf.cast(x * 3, tf.int64), tf.float32) + tf.cast(tf.cast(x, tf.float64), tf.float32),
        "misc": tf.math.rsqrt(tf.abs(x) + 1) + tf.math.lgamma(x + 3) + tf.math.erf(x) + tf.math.reciprocal(x + 2) + tf.math.ceil(x),
        "isnan": tf.math.is_nan(x),
        "l2": tf.nn.l2_normalize(x, dim=1),
        "softmax": tf.nn.softmax(x, axis=1),
        "log_softmax": tf.nn.log_softmax(x, -1),
        "complex": tf.math.real(tf.complex(x, x)) + tf.math.imag(tf.math.conj(tf.complex(x, x))),
        "squared_difference": tf.math.squared_difference(x, 1.0),
        "invert": tf.math.invert_permutation([2, 0, 1]),
    }


def shapes(x, lengths):
    rows = tf.greater(lengths, 1)
    first = x[:, 0]
    return [
        tf.squeeze(tf.expand_dims(x, axis=0), axis=[0]),
        tf.concat(values=[x, x], axis=2),
        tf.split(x, 2, 1),
        tf.split(value=x, num_or_size_splits=[1, 2], axis=2),
        tf.reverse_sequence(x, lengths, seq_axis=1, batch_axis=0),
        tf.compat.v1.where(rows, first, -first),
        tf.where(lengths > 0),
        tf.linalg.band_part(x, -1, 0),
        tf.linalg.matrix_transpose(x),
        tf.linalg.tensor_diag([1.0, 2.0]),
        tf.linalg.diag(first),
        tf.gather_nd(x, [[0, 1], [1, 0]]),
        tf.compat.v1.batch_to_space_nd(tf.space_to_batch_nd(x[..., tf.newaxis], [2], [[0, 0]]), [2], [[0, 0]]),
        tf.sequence_mask(lengths, 4, dtype=tf.float32),
        tf.unique_with_counts(lengths)[2],
        tf.tile(tf.expand_dims(lengths, -1), multiples=[1, 2]),
    ]


def segments(x, ids):
    data = tf.reshape(x, [-1])[:5]
    ordered = tf.constant([0, 0, 1, 1, 2])
    return [
        tf.math.segment_sum(data, ordered),
        tf.math.unsorted_segment_sum(data, ids, 3),
        tf.math.unsorted_segment_max(data, ids, num_segments=3),
        tf.compat.v1.sparse_to_dense([1, 3], [5], [2.0, 4.0]),
        tf.sparse.to_dense(tf.SparseTensor([[0, 1]], [1.0], [2, 2])),
        tf.compat.v1.bincount(ids, minlength=3),
        tf.compat.v1.nn.embedding_lookup(tf.reshape(data, [5, 1]), ids),
        tf.dynamic_partition(data, ids, 3),
        tf.one_hot(ids, 3),
        tf.nn.top_k(data, 2).indices,
    ]


def images(image):
    kernel = tf.constant(np.linspace(-1, 1, 36).reshape(3, 3, 2, 2), tf.float32)
    depthwise = tf.constant(np.linspace(-1, 1, 18).reshape(3, 3, 2, 1), tf.float32)
    pointwise = tf.constant(np.linspace(-1, 1, 4).reshape(1, 1, 2, 2), tf.float32)
    return {
        "bilinear": tf.compat.v1.image.resize_bilinear(image, [7, 7]),
        "aligned": tf.compat.v1.image.resize_bilinear(image, [7, 7], align_corners=True),
        "nearest": tf.compat.v1.image.resize_nearest_neighbor(image, (6, 6)),
        "images": tf.compat.v1.image.resize_images(image, [6, 5]),
        "bicubic": tf.compat.v1.image.resize_bicubic(image, [6, 5]),
        "conv": tf.nn.conv2d(image, kernel, [1, 2, 2, 1], "SAME"),
        "filter": tf.nn.conv2d(input=image, filters=kernel, strides=[1, 1, 1, 1], padding="VALID"),
        "atrous": tf.nn.atrous_conv2d(image, kernel, rate=2, padding="SAME"),
        "depthwise": tf.nn.depthwise_conv2d(image, depthwise, [1, 1, 1, 1], "SAME", dilations=[2, 2]),
        "separable": tf.nn.separable_conv2d(image, depthwise, pointwise, [1, 1, 1, 1], "SAME"),
        "transpose": compat_scope.nn.conv2d_transpose(image, kernel, [1, 8, 8, 2], [1, 2, 2, 1]),
        "avg_pool": tf.nn.avg_pool2d(input=image, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="VALID"),
        "max_pool": tf.nn.max_pool2d(image, [1, 3, 3, 1], [1, 1, 1, 1], "SAME"),
        "pool": tf.nn.pool(image, [2, 2], "AVG", padding="SAME"),
        "patches": tf.image.extract_patches(image, sizes=[1, 2, 2, 1], strides=[1, 2, 2, 1], rates=[1, 1, 1, 1],
                                            padding="VALID"),
        "depth": tf.nn.depth_to_space(tf.nn.space_to_depth(image, block_size=2), block_size=2),
        "lrn": tf.nn.lrn(image, 1, bias=1.0, alpha=0.1, beta=0.5),
        "moments": tf.nn.moments(image, [0, 1, 2], keepdims=False),
        "fused": tf.compat.v1.nn.fused_batch_norm(image, [1.0, 2.0], [0.0, 0.5], mean=[0.1, 0.2], variance=[1.0, 2.0],
                                        is_training=False)[0],
    }


def losses(x):
    labels = tf.nn.softmax(x + 1.0)
    return [
        tf.compat.v1.nn.softmax_cross_entropy_with_logits(labels=labels, logits=x),
        tf.compat.v1.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=x, dim=-1),
        tf.nn.sigmoid_cross_entropy_with_logits(logits=x, labels=labels),
        tf.nn.weighted_cross_entropy_with_logits(labels=labels, logits=x, pos_weight=2.0),
        tf.nn.in_top_k(predictions=x[0], targets=[0, 1, 2, 0], k=2),
        tf.nn.l2_loss(x),
        tf.compat.v1.nn.xw_plus_b(x[0], tf.ones([3, 2]), tf.ones([2])),
    ]


def everything(x, image, ids, lengths):
    return {
        "reductions": reductions(x),
        "arithmetic": arithmetic(x),
        "shapes": shapes(x, lengths),
        "segments": segments(x, ids),
        "images": images(image),
        "losses": losses(x),
    }
