"""Networks; nothing in here knows about sessions."""
import tensorflow as tf


def dense(x, units, scope, reuse=False):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [x.shape[1].value, units], initializer=tf.random_normal_initializer(stddev=0.02))
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def generator(z, units=4):
    with tf.variable_scope("generator"):
        h = tf.nn.relu(dense(z, units, "h0"))
        return tf.tanh(dense(h, 5, "h1"))


def discriminator(x, reuse=False):
    """Probability and logits; share with reuse=True."""
    with tf.variable_scope("discriminator", reuse=reuse):
        h = tf.nn.leaky_relu(dense(x, 4, "h0"))
        logits = dense(h, 1, "h1")
        return tf.sigmoid(logits), logits
