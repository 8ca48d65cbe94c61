import tensorflow as tf


def squeeze(x):
    return tf.layers.flatten(x)


def build(x, units, deep):
    with tf.variable_scope("build"):
        h = tf.reshape(x, [-1, 3, 1])
        h = squeeze(tf.nn.relu(h))
        shape = h.get_shape().as_list()
        w = tf.get_variable("w", [shape[-1], units])
        return tf.matmul(h, w)


def fully_connected(x, units):
    with tf.variable_scope("fc"):
        x = squeeze(x)
        shape = x.get_shape().as_list()
        width = shape[-1]
        w = tf.get_variable("w", [width, units])
        return tf.matmul(x, w)


def twice(x, units):
    """The second time it is another tensor."""
    with tf.variable_scope("twice"):
        w = tf.get_variable("w", [tf.contrib.layers.flatten(x).shape[1].value, 4])
        x = tf.matmul(tf.contrib.layers.flatten(x), w)
        x = tf.contrib.layers.flatten(x)
        v = tf.get_variable("v", [x.shape[1].value, units])
        return tf.matmul(x, v)


def forward(x):
    return twice(tf.reshape(fully_connected(tf.reshape(x, [-1, 3, 1]), 4), [-1, 2, 2]), 2) + build(
        x, 2, True
    )
