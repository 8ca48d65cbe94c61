import tensorflow as tf


def gelu(x):
    return 0.5 * x * (1 + tf.math.erf(x / tf.sqrt(2.0)))


def softmax(x, axis=-1):
    x = x - tf.reduce_max(x, axis=axis, keepdims=True)
    return tf.exp(x) / tf.reduce_sum(tf.exp(x), axis=axis, keepdims=True)


def loss(labels, logits):
    per_example = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    return tf.reduce_mean(per_example) + tf.math.log(2.0) * tf.random.uniform([])
