import tensorflow as tf


def widen(x, times):
    """Opens no scope: what it makes is counted where it is called."""
    for _ in range(times):
        x = tf.layers.dense(tf.concat([x, x], -1), 3)
        x = tf.layers.dense(x, x.shape[-1].value + 1)
    return tf.layers.dense(x, x.shape[-1].value)


def forward(x):
    with tf.variable_scope("one"):
        x = widen(widen(x, 1), 2)
    return tf.layers.dense(widen(x, 1), 2)
