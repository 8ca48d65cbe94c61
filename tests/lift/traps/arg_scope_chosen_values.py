import tensorflow as tf
from tensorflow.contrib import slim

SMOOTH = True


def settings(smooth=False, flat=None, bias=0.5):
    """Its values depend on what is not known before it is called."""
    if smooth:
        act = tf.nn.softplus
        start = tf.constant_initializer(bias)
    else:
        act = tf.nn.elu
        start = tf.constant_initializer(0.25)
    if flat is None:
        flat = smooth
    if not flat:
        act = tf.tanh
    with slim.arg_scope([slim.fully_connected], activation_fn=act, biases_initializer=start) as sc:
        return sc


def by_module(rate):
    if SMOOTH:
        act = tf.nn.sigmoid
    else:
        act = tf.nn.relu6
    with slim.arg_scope([slim.fully_connected], activation_fn=act, biases_initializer=tf.zeros_initializer() if rate else tf.ones_initializer()) as sc:
        return sc


def block(x, n, scope):
    with tf.variable_scope(scope):
        x = slim.fully_connected(x, n, scope="one")
        return slim.fully_connected(x, n, scope="second")


def mild(x, n, scope):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, scope="mild")


def net(x, smooth, flat):
    with slim.arg_scope(settings(smooth, flat=flat)):
        x = block(x, 3, "first")
    with slim.arg_scope(settings(not smooth)):
        x = block(x, 3, "second")
    with slim.arg_scope(settings(True, False, 0.25)):
        x = block(x, 3, "third")
    return x


def tail(x, rate):
    with slim.arg_scope(by_module(rate)):
        return mild(x, 3, "mild")


def forward(x):
    with tf.variable_scope("net"):
        x = net(x, True, None)
        with tf.variable_scope("more"):
            x = net(x, False, True)
        return tail(tail_first(x), 0.5)


def tail_first(x):
    with tf.variable_scope("tail_first"):
        return tail(x, 0)
