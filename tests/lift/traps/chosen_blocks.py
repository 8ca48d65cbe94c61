import tensorflow as tf


def conv(x, channels, scope="conv"):
    with tf.variable_scope(scope):
        return tf.layers.conv1d(x, channels, 3, padding="SAME", use_bias=False)


def plain(x, channels, down=False, scope="plain"):
    with tf.variable_scope(scope):
        y = conv(tf.nn.relu(x), channels, "conv_0")
        return y if down else x + y


def wide(x, channels, down=False, scope="wide"):
    with tf.variable_scope(scope):
        y = conv(tf.nn.relu(conv(x, 2 * channels, "conv_0")), channels, "conv_1")
        return y if down else x + y


class Net(object):
    """Which block it is, is decided once and the same for all calls, which give their arguments in different ways."""

    def __init__(self, depth):
        self.depth = depth

    def network(self, x, reuse=False):
        with tf.variable_scope("network", reuse=reuse):
            if self.depth < 50:
                block = plain
            else:
                block = wide
            x = conv(x, 4)
            for i in range(2):
                x = block(x, 4, scope="block_" + str(i))
            x = block(x, 3, True, "down")
            return tf.nn.relu(block(x, 3, scope="last"))


def forward(x):
    x = tf.expand_dims(x, -1)
    outputs = []
    for scope, depth in (("a", 18), ("b", 50)):
        net = Net(depth)
        with tf.variable_scope(scope):
            outputs.append(net.network(x))
            outputs.append(net.network(2 * x, reuse=True))
    return tf.reduce_sum(tf.concat(outputs, 2), 1)
