import tensorflow as tf


def last(x, n):
    return tf.gather(x[..., -n:, tf.newaxis], tf.argmax(x, axis=-1), batch_dims=1)


def where(x):
    return tf.where(x > 0, x, tf.zeros_like(x)), tf.cast(tf.shape(x)[0], tf.float32)
