import tensorflow as tf


def normed(x, training, reuse):
    with tf.variable_scope("n", reuse=reuse):
        x = tf.layers.dense(x, 3, name="d")
        return tf.layers.batch_normalization(x, training=training, name="bn")


# graph only
def forward(x):
    a = normed(x, True, False)
    b = normed(x, False, True)
    c = normed(x, tf.constant(False), True)
    return a + 2.0 * b + 3.0 * c
