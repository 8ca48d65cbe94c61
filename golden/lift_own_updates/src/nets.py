"""A discriminator that assigns to variables itself, beside a batch norm, whose updates TF1 collects."""

import tensorflow as tf


def spectral_norm(w):
    """Divides by the largest singular value, which `u` follows whenever the weights are used."""
    u = tf.get_variable("u", [1, w.shape[-1].value], initializer=tf.truncated_normal_initializer(), trainable=False)
    v = tf.nn.l2_normalize(tf.matmul(u, tf.transpose(w)))
    new_u = tf.nn.l2_normalize(tf.matmul(v, w))
    with tf.control_dependencies([u.assign(new_u)]):
        return w / tf.reduce_sum(tf.matmul(v, w) * new_u)


def discriminator(x, units=6, training=True, scope="discriminator", reuse=False):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=tf.random_normal_initializer(stddev=0.5))
        h = tf.matmul(x, spectral_norm(w))
        h = tf.layers.batch_normalization(h, momentum=0.9, training=training, name="bn")
        return tf.layers.dense(tf.nn.relu(h), 1, name="logit")


def steps(name):
    """A counter, and what makes it count."""
    with tf.variable_scope(name):
        count = tf.get_variable("count", [], initializer=tf.zeros_initializer(), trainable=False)
        return count, tf.assign_add(count, 1.0)
