"""Weights that stay where they should be while they are trained."""
import tensorflow as tf


def non_negative(w):
    return tf.maximum(w, 0.0)


def monotone(x, units, scope="monotone"):
    """Grows with each of its inputs."""
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units], constraint=non_negative)
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer(), trainable=False)
        return tf.nn.softplus(tf.matmul(x, w) + b)


def mixture(x, parts):
    """Mixes what several layers say; no part may have all the weight."""
    with tf.variable_scope("mixture"):
        share = tf.get_variable(
            "share", [parts], initializer=tf.constant_initializer(0.5), constraint=lambda s: tf.clip_by_value(s, 0.1, 0.9))
        said = [monotone(x, 3, "part_%d" % i) for i in range(parts)]
        return tf.add_n([share[i] * said[i] for i in range(parts)])


def critic(x):
    """Its weights stay in a small box, as those of a Wasserstein critic do."""
    with tf.variable_scope("critic"):
        bound = tf.get_variable("bound", [1], initializer=tf.ones_initializer(), constraint=tf.abs)
        score = tf.get_variable("score", [3, 1], constraint=lambda w: tf.clip_by_value(w, -0.1, 0.1))
        return tf.matmul(x, score) * bound


def score(x):
    return critic(mixture(x, 2))
