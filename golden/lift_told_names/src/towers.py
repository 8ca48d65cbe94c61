"""Functions around layers without names, which TF1 counts where they are called."""
import tensorflow as tf


def layer_norm(x, name=None):
    """Normalizes the last axis."""
    return tf.contrib.layers.layer_norm(x, begin_norm_axis=-1, scope=name)


def norm_drop(x, keep_prob, name=None):
    """Hands the name on."""
    return tf.nn.dropout(layer_norm(x, name), keep_prob)


def dense(x, n):
    return tf.layers.dense(x, n, activation=tf.tanh)


def unit(x, n):
    """Two layers without names, each in a function of its own."""
    return tf.nn.relu(norm_drop(dense(x, n), 1.0)) + 0.1


def gate(x):
    """As wide as what it holds back, which only a shape tells."""
    return x * tf.layers.dense(x, x.shape[-1].value, activation=tf.sigmoid)


def conv_unit(x, filters, training=False):
    h = tf.layers.conv1d(x, filters, 3, padding="same")
    h = tf.layers.batch_normalization(h, training=training)
    return tf.nn.elu(h)


def block(x):
    with tf.variable_scope("block"):
        x = layer_norm(x)
        y = layer_norm(x + 1.0)
        return x + layer_norm(y, name="final")


def convs(x, depth, training=False):
    """Its loop counts on."""
    with tf.variable_scope("convs"):
        x = conv_unit(x, 3, training)
        x = conv_unit(x, 4, training=training)
        return conv_unit(x, 3, training)


def stack(x, depth):
    with tf.variable_scope("stack"):
        x = dense(x, 3)
        x = dense(x, 3)
        for i in range(depth):
            x = dense(x, 4)
        return dense(x, 3)


def gates(x, depth):
    """Counts on from layers that wait for a shape."""
    with tf.variable_scope("gates"):
        x = gate(dense(x, 4))
        for _ in range(depth):
            x = gate(x + 1.0)
        return gate(tf.layers.dense(gate(x), 3))


def tower(x):
    with tf.variable_scope("tower"):
        x = unit(unit(x, 3), 4)
        x = unit(x, 5)
        return norm_drop(dense(x, 3), 1.0, name="last")


def mixed(x):
    """Counts on from layers of its own, and anew in a scope."""
    with tf.variable_scope("mixed"):
        x = tf.layers.dense(x, 3)
        x = dense(x, 4)
        x = tf.layers.dense(x, 5)
        with tf.variable_scope("inner"):
            x = dense(x, 5)
        return dense(x, 3)


def shared(x):
    """The third call gets the variables of the first."""
    with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
        y = dense(x, 3)
        z = dense(x, 3)
    with tf.variable_scope("shared", reuse=True):
        return y + z + dense(x, 3)


def maybe(x, deep):
    with tf.variable_scope("maybe"):
        if deep:
            x = dense(x, 4)
        return dense(x, 5)


def taken(x):
    """A scope takes the number that TF1 then leaves out."""
    with tf.variable_scope("taken"):
        with tf.variable_scope("dense_1"):
            x = dense(x, 3)
        x = dense(x, 4)
        return dense(x, 3)


def forward(x):
    y = tf.reduce_mean(convs(tf.stack([x, -x, x + 1.0], 1), 2), 1)
    return mixed(tower(stack(block(x + y) + gates(x, 2), 2)))


def others(x):
    return maybe(shared(x), True) + tf.reduce_sum(taken(x))
