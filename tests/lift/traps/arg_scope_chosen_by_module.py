import tensorflow as tf
from tensorflow.contrib import slim

SMOOTH = True


def by_module():
    if SMOOTH:
        act = tf.nn.sigmoid
    else:
        act = tf.nn.relu6
    with slim.arg_scope([slim.fully_connected], activation_fn=act) as sc:
        return sc


def mild(x, n, scope):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, scope="mild")


def net(x):
    global SMOOTH
    with slim.arg_scope(by_module()):
        SMOOTH = not SMOOTH
        x = mild(x, 3, "one")
    with slim.arg_scope(by_module()):
        x = mild(x, 3, "other")
    SMOOTH = True
    return x


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
