import tensorflow as tf
from tensorflow.contrib import slim


def settings(wide=False, act=tf.tanh):
    act = tf.nn.elu if wide else act
    with slim.arg_scope([slim.fully_connected], activation_fn=act):
        with slim.arg_scope([slim.batch_norm], is_training=False, scale=wide) as sc:
            return sc


def unit(x, n, act=None, scope=None):
    with tf.variable_scope(scope, "unit"):
        x = slim.fully_connected(x, n, scope="fc")
        x = slim.batch_norm(x)
        return act(x) if act is not None else x


def net(x, wide):
    with slim.arg_scope(settings(wide)):
        x = unit(x, 3)
        return unit(x, 2, tf.nn.sigmoid)


def forward(x):
    with tf.variable_scope("a"):
        y = net(x, False)
    with tf.variable_scope("b"):
        return y + net(x, True)
