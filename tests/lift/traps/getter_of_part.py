import tensorflow as tf


def halved(getter, name, *args, **kwargs):
    w = getter(name, *args, **kwargs)
    return 0.5 * w if name.endswith("kernel") else w


def renamed(getter, name, *args, **kwargs):
    return getter(name.replace("/w", "/weight"), *args, **kwargs)


def head(x, init=None):
    with tf.variable_scope("head"):
        w = tf.get_variable("w", [3, 3], initializer=init)
        h = tf.layers.dense(tf.matmul(x, w), 3, use_bias=False, name="fc")
        h = tf.layers.batch_normalization(h, name="norm")
        return h + tf.get_variable("b", shape=[3], initializer=tf.ones_initializer())


def forward(x):
    with tf.variable_scope("a", custom_getter=halved):
        x = head(x)
        with tf.variable_scope("b", custom_getter=renamed):
            x = head(x, tf.zeros_initializer())
    with tf.variable_scope("c", initializer=tf.ones_initializer(), regularizer=tf.nn.l2_loss):
        return head(x)
