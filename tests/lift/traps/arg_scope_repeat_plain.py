import tensorflow as tf
from tensorflow.contrib import slim


def net(x):
    with tf.variable_scope("net"), slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
        x = slim.repeat(x, 2, slim.fully_connected, 3, scope="fc")
        x = slim.fully_connected(x, 3)
        x = slim.stack(x, slim.fully_connected, [3, 4])
        x = slim.repeat(x, 2, slim.fully_connected, 3)
        x = slim.fully_connected(x, 3)
        x = slim.repeat(x, 1, slim.fully_connected, 3, scope="one")
    return x


def forward(x):
    return net(x)
