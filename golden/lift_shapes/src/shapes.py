import numpy as np
import tensorflow as tf

KERNEL = (3, 3)


def shape_list(x):
    """The static dimensions where they are known, else the dynamic ones."""
    static = x.shape.as_list()
    dynamic = tf.shape(x)
    return [dynamic[i] if dim is None else dim for i, dim in enumerate(static)]


def last_dim(x):
    return x.get_shape().as_list()[-1]


def conv(x, filters, size=2, scope="conv"):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [size, size, int(x.get_shape()[3]), filters])
        return tf.nn.conv2d(x, w, strides=[1, 1, 1, 1], padding="SAME")


def bias(x, scope):
    with tf.variable_scope(scope):
        b = tf.get_variable("b", x.get_shape()[-1:])
        return x + b


def flat_dense(x, units, scope="flat"):
    with tf.variable_scope(scope):
        shape = x.get_shape().as_list()
        dim = int(np.prod(shape[1:]))
        flat = tf.reshape(x, [-1, dim])
        w = tf.get_variable("w", shape=[dim, units], dtype=tf.float32)
        return tf.matmul(flat, w)


def positions(x):
    """Adds one vector per position."""
    with tf.variable_scope("positions"):
        batch, height, width, channels = shape_list(x)
        table = tf.get_variable("table", [height * width, channels])
        rows = tf.reshape(x, [batch, height * width, channels]) + table
        return tf.reshape(rows, [batch, height, width, channels])


def per_channel(x):
    with tf.variable_scope("per_channel"):
        (_, _, _, depth) = x.get_shape().as_list()
        hidden = depth // 2
        squeezed = tf.reduce_mean(x, [1, 2])
        w0 = tf.get_variable("w0", [depth, hidden])
        small = tf.nn.relu(tf.matmul(squeezed, w0))
        # The second map starts from the width of what the first one made.
        w1 = tf.get_variable("w1", [last_dim(small), depth])
        gates = tf.sigmoid(tf.matmul(small, w1))
        return x * gates[:, None, None, :]


def bilinear(a, b, scope="bilinear"):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [a.shape[1].value, b.shape.as_list()[1]])
        return tf.reduce_sum(tf.matmul(a, w) * b, axis=1)


def like(x, scope="like"):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", KERNEL + (last_dim(x), 2))
        offset = tf.get_variable("offset", [w.get_shape().as_list()[3]])
        return tf.nn.conv2d(x, w, [1, 2, 2, 1], "SAME") + offset


def forward(images):
    h = conv(images, 4)
    h = bias(h, "conv_bias")
    h = positions(h)
    h = per_channel(h)
    small = like(h)
    return bilinear(flat_dense(h, 3), flat_dense(small, 2, scope="flat_small"))
