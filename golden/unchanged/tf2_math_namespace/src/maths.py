import tensorflow as tf


def forms(x):
    return (tf.math.log(x), tf.math.rsqrt(x), tf.math.reduce_sum(x, axis=0, keepdims=True), tf.math.argmax(x, axis=1),
            tf.math.segment_sum(x, [0, 1]), tf.linalg.band_part(x, -1, 0), tf.random.normal([2]), tf.math.divide(x, 2))
