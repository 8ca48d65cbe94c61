import tensorflow as tf


@tf.function
def f(x):
    """One line ends so,
    and another so.
    """
    y = tf.math.log(x)
    return tf.reduce_sum(y, axis=0, keepdims=True)


