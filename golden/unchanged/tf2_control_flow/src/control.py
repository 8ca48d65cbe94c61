import tensorflow as tf


@tf.function
def loop(x):
    i = tf.constant(0)
    while i < 3:
        x = tf.tanh(x)
        i += 1
    return tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: -x)


def vectorised(x):
    return tf.map_fn(lambda row: row * 2.0, x, fn_output_signature=tf.float32)
