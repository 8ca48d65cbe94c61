import tensorflow as tf


def net(x):
    first = tf.layers.Dense(3)
    second = tf.layers.Dense(3, name="second")
    with tf.variable_scope("net"):
        x = second(x)
        x = first(x)
    with tf.variable_scope("other"):
        return first(second(x))


def forward(x):
    return net(x)
