import tensorflow as tf
from tensorflow.contrib import slim


def block(x, n):
    return slim.fully_connected(x, n)


def net(x, act):
    with tf.variable_scope("net"):
        with slim.arg_scope([slim.fully_connected], activation_fn=act):
            x = block(x, 3)
            act = tf.nn.sigmoid
            x = block(x, 3)
        for act in (tf.nn.elu, None):
            with slim.arg_scope([slim.fully_connected], activation_fn=act):
                x = block(x, 3)
    return x


def forward(x):
    return net(x, tf.tanh)
