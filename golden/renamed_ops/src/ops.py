import numpy as np
import tensorflow as tf


def reductions(x):
    return [
        tf.reduce_sum(x, 1, True),
        tf.reduce_mean(x, [1, 2], keep_dims=True),
        tf.reduce_max(x, reduction_indices=[2]),
        tf.reduce_logsumexp(x, axis=-1, keep_dims=False),
        tf.reduce_prod(x, reduction_indices=1, keep_dims=True),
        tf.count_nonzero(x > 0, axis=1, keep_dims=True),
        tf.argmax(x, dimension=1),
        tf.arg_min(x, 2),
        tf.norm(x, axis=2, keep_dims=True),
        tf.cumsum(x, axis=1, exclusive=True, reverse=True),
    ]


def arithmetic(x):
    i = tf.to_int32(x * 10)
    return {
        "div": tf.div(i, 3),
        "floordiv": tf.floordiv(i, 3),
        "mod": tf.mod(tf.abs(i), 3),
        "log": tf.log1p(tf.abs(x)) + tf.log(tf.abs(x) + 1.0) + tf.log_sigmoid(x) + tf.sigmoid(x),
        "casts": tf.to_float(tf.to_int64(x * 3)) + tf.cast(tf.to_double(x), tf.float32),
        "misc": tf.rsqrt(tf.abs(x) + 1) + tf.lgamma(x + 3) + tf.erf(x) + tf.reciprocal(x + 2) + tf.ceil(x),
        "isnan": tf.is_nan(x),
        "l2": tf.nn.l2_normalize(x, dim=1),
        "softmax": tf.nn.softmax(x, dim=1),
        "log_softmax": tf.nn.log_softmax(x, -1),
        "complex": tf.real(tf.complex(x, x)) + tf.imag(tf.conj(tf.complex(x, x))),
        "squared_difference": tf.squared_difference(x, 1.0),
        "invert": tf.invert_permutation([2, 0, 1]),
    }


def shapes(x, lengths):
    rows = tf.greater(lengths, 1)
    first = x[:, 0]
    return [
        tf.squeeze(tf.expand_dims(x, dim=0), squeeze_dims=[0]),
        tf.concat(values=[x, x], axis=2),
        tf.split(x, 2, 1),
        tf.split(value=x, num_or_size_splits=[1, 2], axis=2),
        tf.reverse_sequence(x, lengths, seq_dim=1, batch_dim=0),
        tf.where(rows, first, -first),
        tf.where(lengths > 0),
        tf.matrix_band_part(x, -1, 0),
        tf.matrix_transpose(x),
        tf.diag([1.0, 2.0]),
        tf.matrix_diag(first),
        tf.gather_nd(x, [[0, 1], [1, 0]]),
        tf.batch_to_space_nd(tf.space_to_batch_nd(x[..., tf.newaxis], [2], [[0, 0]]), [2], [[0, 0]]),
        tf.sequence_mask(lengths, 4, dtype=tf.float32),
        tf.unique_with_counts(lengths)[2],
        tf.tile(tf.expand_dims(lengths, -1), multiples=[1, 2]),
    ]


def segments(x, ids):
    data = tf.reshape(x, [-1])[:5]
    ordered = tf.constant([0, 0, 1, 1, 2])
    return [
        tf.segment_sum(data, ordered),
        tf.unsorted_segment_sum(data, ids, 3),
        tf.unsorted_segment_max(data, ids, num_segments=3),
        tf.sparse_to_dense([1, 3], [5], [2.0, 4.0]),
        tf.sparse_tensor_to_dense(tf.SparseTensor([[0, 1]], [1.0], [2, 2])),
        tf.bincount(ids, minlength=3),
        tf.nn.embedding_lookup(tf.reshape(data, [5, 1]), ids),
        tf.dynamic_partition(data, ids, 3),
        tf.one_hot(ids, 3),
        tf.nn.top_k(data, 2).indices,
    ]


def images(image):
    kernel = tf.constant(np.linspace(-1, 1, 36).reshape(3, 3, 2, 2), tf.float32)
    depthwise = tf.constant(np.linspace(-1, 1, 18).reshape(3, 3, 2, 1), tf.float32)
    pointwise = tf.constant(np.linspace(-1, 1, 4).reshape(1, 1, 2, 2), tf.float32)
    return {
        "bilinear": tf.image.resize_bilinear(image, [7, 7]),
        "aligned": tf.image.resize_bilinear(image, [7, 7], align_corners=True),
        "nearest": tf.image.resize_nearest_neighbor(image, (6, 6)),
        "images": tf.image.resize_images(image, [6, 5]),
        "bicubic": tf.image.resize_bicubic(image, [6, 5]),
        "conv": tf.nn.conv2d(image, kernel, [1, 2, 2, 1], "SAME"),
        "filter": tf.nn.conv2d(input=image, filter=kernel, strides=[1, 1, 1, 1], padding="VALID"),
        "atrous": tf.nn.atrous_conv2d(image, kernel, rate=2, padding="SAME"),
        "depthwise": tf.nn.depthwise_conv2d(image, depthwise, [1, 1, 1, 1], "SAME", rate=[2, 2]),
        "separable": tf.nn.separable_conv2d(image, depthwise, pointwise, [1, 1, 1, 1], "SAME"),
        "transpose": tf.nn.conv2d_transpose(image, kernel, [1, 8, 8, 2], [1, 2, 2, 1]),
        "avg_pool": tf.nn.avg_pool(value=image, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="VALID"),
        "max_pool": tf.nn.max_pool(image, [1, 3, 3, 1], [1, 1, 1, 1], "SAME"),
        "pool": tf.nn.pool(image, [2, 2], "AVG", "SAME"),
        "patches": tf.extract_image_patches(image, ksizes=[1, 2, 2, 1], strides=[1, 2, 2, 1], rates=[1, 1, 1, 1],
                                            padding="VALID"),
        "depth": tf.depth_to_space(tf.space_to_depth(image, block_size=2), block_size=2),
        "lrn": tf.nn.lrn(image, 1, bias=1.0, alpha=0.1, beta=0.5),
        "moments": tf.nn.moments(image, [0, 1, 2], keep_dims=False),
        "fused": tf.nn.fused_batch_norm(image, [1.0, 2.0], [0.0, 0.5], mean=[0.1, 0.2], variance=[1.0, 2.0],
                                        is_training=False)[0],
    }


def losses(x):
    labels = tf.nn.softmax(x + 1.0)
    return [
        tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=x),
        tf.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=x, dim=-1),
        tf.nn.sigmoid_cross_entropy_with_logits(logits=x, labels=labels),
        tf.nn.weighted_cross_entropy_with_logits(targets=labels, logits=x, pos_weight=2.0),
        tf.nn.in_top_k(x[0], [0, 1, 2, 0], 2),
        tf.nn.l2_loss(x),
        tf.nn.xw_plus_b(x[0], tf.ones([3, 2]), tf.ones([2])),
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
