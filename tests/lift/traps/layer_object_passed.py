import tensorflow as tf


def apply(x, layer):
    with tf.variable_scope("inside"):
        return layer(x)


def net(x):
    layer = tf.layers.Dense(3)
    x = apply(x, layer)
    with tf.variable_scope("outside"):
        return layer(x)


def forward(x):
    return net(x)
