import tensorflow as tf


def head(x, n=3):
    y = tf.layers.dense(x, n)
    if x.shape.as_list()[-1] != n:
        y = y + tf.layers.dense(x, n)
    return y


def forward(x):
    """Each call has another number of layers, all with the same arguments."""
    x = head(x)
    x = head(tf.concat([x, x], -1))
    x = head(x)
    x = head(tf.concat([x, x], -1))
    return tf.layers.dense(x, 2)
