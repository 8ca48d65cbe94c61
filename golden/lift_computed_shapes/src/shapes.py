"""Weights whose shape is that of a tensor which the function itself has computed."""
import tensorflow as tf


def leaky(x, slope=0.2):
    return tf.maximum(x, slope * x)


def gated(x, units, bottleneck):
    """Down to a bottleneck and up again, by hand."""
    with tf.variable_scope("gated"):
        hidden = leaky(tf.layers.dense(x, units, name="first"))
        down = tf.get_variable("down", [hidden.shape[-1].value, bottleneck])
        small = tf.nn.relu(tf.matmul(hidden, down))
        up = tf.get_variable("up", [small.get_shape().as_list()[1], x.shape[1].value])
        small += 0.5
        return x * tf.sigmoid(tf.matmul(small, up))


def pyramid(images, filters):
    with tf.variable_scope("pyramid"):
        kernel = tf.get_variable("kernel", [3, 3, images.shape[3].value, filters])
        maps = tf.nn.conv2d(images, kernel, [1, 1, 1, 1], "SAME")
        maps = tf.nn.max_pool(tf.nn.relu(maps), [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
        kernel_2 = tf.get_variable("kernel_2", [1, 1, maps.get_shape()[3], 2])
        flat = tf.reshape(tf.nn.conv2d(maps, kernel_2, [1, 1, 1, 1], "SAME"), [-1, 2 * 2 * 2])
        dim = flat.get_shape()[1].value
        out = tf.get_variable("out", [dim, 3], initializer=tf.random_normal_initializer(stddev=0.1))
        return tf.matmul(flat, out)


def maybe(x, deep, units):
    """Which width it is depends on a branch."""
    with tf.variable_scope("maybe"):
        h = tf.layers.dense(x, units, name="first")
        if deep:
            h = tf.layers.dense(h, 7, name="second")
        w = tf.get_variable("w", [h.shape[-1].value, 3])
        return tf.matmul(h, w)


def widening(x, depth):
    """Each turn is as wide as the one before."""
    with tf.variable_scope("widening"):
        h = tf.layers.dense(x, 3, name="first")
        for i in range(depth):
            w = tf.get_variable("w%d" % i, [h.shape[-1].value, 4 + i])
            h = tf.matmul(h, w)
        return h


def renamed(x, units):
    """The number is another one by then."""
    with tf.variable_scope("renamed"):
        h = tf.layers.dense(x, units, name="first")
        units = units + 2
        w = tf.get_variable("w", [h.shape[-1].value, units])
        return tf.matmul(h, w)


def banked(x, width, channels, scope):
    with tf.variable_scope(scope):
        return tf.layers.batch_normalization(tf.layers.conv1d(x, channels, width, padding="same"))


def bank(x, count, projections, units, scope="bank"):
    """Convolutions of several widths side by side, and back to a sum with the input."""
    with tf.variable_scope(scope):
        maps = tf.concat([banked(x, k, 3, "width_%d" % k) for k in range(1, count + 1)], axis=-1)
        maps = tf.layers.max_pooling1d(maps, pool_size=2, strides=1, padding="same")
        for i, channels in enumerate(projections[:-1]):
            maps = banked(maps, 3, channels, "projection_%d" % i)
        highway = banked(maps, 3, projections[-1], "last") + x
        if highway.shape[2] != units:
            highway = tf.layers.dense(highway, units)
        return tf.layers.dense(highway, 2, name="out")


def shrinking(x, sizes):
    """An item of a list that is another one by then."""
    with tf.variable_scope("shrinking"):
        h = tf.layers.dense(x, sizes[0], name="first")
        sizes = sizes[1:]
        w = tf.get_variable("w", [h.shape[-1].value, sizes[0]])
        return tf.matmul(h, w)


def forward(images):
    return gated(pyramid(images, 4), 5, 2)


def everything(images):
    x = forward(images)
    x = shrinking(renamed(widening(maybe(x, True, 5), 2), 3), [4, 2, 6])
    steps = tf.reshape(x, [1, 2, 2])
    return bank(steps, 3, [4, 2], 5), bank(bank(steps, 1, [3, 5, 2], 2, "plain"), 2, [2], 3, "wide")
