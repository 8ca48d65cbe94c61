import tensorflow as tf


def twins(getter, name, *args, **kwargs):
    fast = getter(name, *args, **kwargs)
    kwargs["trainable"] = False
    return fast + 0.5 * getter(name + "/slow", *args, **kwargs)


def linear(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.matmul(x, w) + tf.get_variable("b", [units], initializer=tf.zeros_initializer())


def block(x):
    with tf.variable_scope(None, "block"):
        g = tf.get_variable("gain", [3], initializer=tf.ones_initializer())
        for i in range(2):
            x = tf.tanh(linear(x * g, 3, "linear_%d" % i))
        x = tf.layers.dense(x, 3)
        return x * tf.get_variable("last", [3])


def forward(x):
    with tf.variable_scope("plain"):
        y = block(x)
    with tf.variable_scope("twins", custom_getter=twins):
        y = block(block(y))
    with tf.variable_scope("twins", custom_getter=twins, reuse=True):
        return block(block(y))
