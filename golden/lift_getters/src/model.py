import tensorflow as tf

from getters import Scaled, clip_getter, renamed, rounded, with_average


def linear(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        b = tf.get_variable("b", [units], initializer=tf.constant_initializer(0.3))
        return tf.matmul(x, w) + b


def block(x, units=4):
    """Gains around two layers; the order of the variables is that of the statements."""
    with tf.variable_scope(None, "block"):
        g = tf.get_variable("gain", [x.shape[-1].value], initializer=tf.ones_initializer())
        h = tf.nn.relu(linear(x * g, units, "first"))
        h = linear(h, units, "second")
        return h * tf.get_variable("out_gain", [units], initializer=tf.ones_initializer())


def head(x):
    x = tf.layers.dense(x, 5, activation=tf.nn.tanh)
    return tf.layers.dense(x, 3, name="logits")


def shared(x):
    """The same layer twice: the getter is asked twice."""
    with tf.variable_scope("shared") as scope:
        y = linear(x, 4, "fc")
        scope.reuse_variables()
        return y + linear(tf.sin(x), 4, "fc")


def kept(x):
    """An object, which asks a getter once and keeps the answer."""
    with tf.variable_scope("kept"):
        layer = tf.layers.Dense(4, name="d")
        return layer(x) + layer(2.0 * x)


def again(x):
    with tf.variable_scope("again"):
        for i in range(2):
            with tf.variable_scope("one", reuse=i > 0):
                x = x * tf.get_variable("s", [4])
        return x


def penalized(x):
    return tf.layers.dense(x, 4, kernel_regularizer=lambda w: 0.1 * tf.reduce_sum(w * w), name="penalized")


def low(x):
    with tf.variable_scope("low"):
        return tf.matmul(x, tf.get_variable("w", [4, 4]))


def scaled(x):
    with tf.variable_scope("scaled"):
        return tf.matmul(x, tf.get_variable("w", [4, 4]))


def forward(x):
    with tf.variable_scope("model"):
        y = head(shared(block(block(x))))
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE, custom_getter=with_average):
        z = head(shared(block(block(x))))
        with tf.variable_scope("inner", custom_getter=clip_getter(0.2)):
            z = z + head(block(x))
    with tf.variable_scope("renamed", custom_getter=renamed):
        z = z * head(x)
    with tf.variable_scope("stays", custom_getter=with_average):
        u = penalized(again(kept(x)))
    with tf.variable_scope("low", custom_getter=rounded):
        u = low(u)
    with tf.variable_scope("scaled", custom_getter=Scaled(0.5)):
        u = scaled(u)
    return y, z, u
