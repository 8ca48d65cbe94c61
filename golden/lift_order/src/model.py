import tensorflow as tf


def masked_output(x, vocabulary):
    """A bias that comes after the variables of a dense layer."""
    with tf.variable_scope("predictions"):
        with tf.variable_scope("transform"):
            x = tf.layers.dense(x, 4, activation=tf.nn.tanh)
            x = tf.contrib.layers.layer_norm(x, begin_norm_axis=-1)
        table = tf.get_variable("table", [vocabulary, 4])
        x = tf.matmul(x, table, transpose_b=True)
        bias = tf.get_variable("bias", [vocabulary], initializer=tf.zeros_initializer())
        return x + bias


def tower(x, depth, is_training):
    """Convolutions and what normalizes them, turn by turn."""
    with tf.variable_scope("tower"):
        for i in range(depth):
            x = tf.layers.conv1d(x, 4, 3, padding="same", use_bias=False, name="conv_%d" % i)
            x = tf.layers.batch_normalization(x, training=is_training, name="norm_%d" % i)
            scale = tf.get_variable("scale_%d" % i, [4])
            x = tf.nn.relu(x) * scale
        return x


def blocks(x, stages):
    with tf.variable_scope("blocks"):
        for i, width in enumerate(stages):
            x = tf.layers.dense(x, width, name="in_%d" % i)
            for j in range(2):
                with tf.variable_scope("unit_%d_%d" % (i, j)):
                    h = tf.layers.dense(x, 2 * width, activation=tf.nn.relu, name="up")
                    x = x + tf.layers.dense(h, width, name="down")
        gain = tf.get_variable("gain", [], initializer=tf.ones_initializer())
        return x * gain


def net(x, is_training=False):
    start = tf.layers.dense(x, 3, name="start")
    offset = tf.get_variable("offset", [3])
    h = tower(start + offset, 2, is_training)
    h = blocks(h, [3, 4])
    return masked_output(tf.reduce_mean(h, 1), 7)
