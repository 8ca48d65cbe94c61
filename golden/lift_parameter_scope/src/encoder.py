import tensorflow as tf


def affine(x, units, scope):
    """x @ w + b."""
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=tf.random_normal_initializer(stddev=0.02))
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def norm(x, name="norm", epsilon=1e-6):
    with tf.variable_scope(name):
        depth = x.get_shape().as_list()[-1]
        gain = tf.get_variable("gain", [depth], initializer=tf.ones_initializer())
        mean, variance = tf.nn.moments(x, [-1], keep_dims=True)
        return gain * (x - mean) / tf.sqrt(variance + epsilon)


def encoder(x, units, scope="encoder"):
    with tf.variable_scope(scope):
        h = tf.nn.relu(affine(x, units, "in"))
        h = norm(h)
        h = norm(affine(h, units * 2, scope="middle"), name="norm_middle", epsilon=1e-5)
        return affine(h, scope="out", units=units)


def similarity(left, right, units):
    # Two towers with weights of their own.
    a = encoder(left, units)
    b = encoder(right, units, scope="other_encoder")
    return tf.reduce_sum(a * b, -1)
