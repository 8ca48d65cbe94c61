import tensorflow as tf
from tensorflow.contrib import slim

DEEP = {"smooth": True}


def settings(smooth=False, flat=None, bias=0.5):
    """Its values depend on what is not known before it is called."""
    if smooth:
        act = tf.nn.softplus
        start = tf.constant_initializer(bias)
    else:
        act = tf.nn.elu
        start = None
    if flat is None:
        flat = smooth
    if not flat:
        act = tf.tanh
    with slim.arg_scope([slim.fully_connected], activation_fn=act, biases_initializer=start) as sc:
        return sc


def by_dict():
    act = tf.nn.sigmoid if DEEP["smooth"] else tf.nn.relu6
    with slim.arg_scope([slim.fully_connected], activation_fn=act) as sc:
        return sc


def half_known(wide):
    if wide:
        act = tf.nn.sigmoid
    with slim.arg_scope([slim.fully_connected], activation_fn=act) as sc:
        return sc


def block(x, n, scope):
    with tf.variable_scope(scope):
        x = slim.fully_connected(x, n, scope="one")
        return slim.fully_connected(x, n, scope="second")


def mild(x, n, scope):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, scope="mild")


def other(x, n, scope):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, scope="other")


def net(x, smooth, flat):
    with slim.arg_scope(settings(smooth, flat=flat)):
        x = block(x, 3, "first")
    smooth = not smooth
    with slim.arg_scope(settings(smooth)):
        x = block(x, 3, "second")
    with slim.arg_scope(settings(True, False, 0.25)):
        x = block(x, 3, "third")
    return x


def forward(x):
    with tf.variable_scope("net"):
        x = net(x, True, None)
        with slim.arg_scope(half_known(True)):
            x = other(x, 3, "half")
        for i in range(2):
            with slim.arg_scope(by_dict()):
                DEEP["smooth"] = i == 1
                x = mild(x, 3, "mild_%d" % i)
        return x
