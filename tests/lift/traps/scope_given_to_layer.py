import tensorflow as tf
from tensorflow.contrib import slim


def model(x, reuse=None):
    """Each layer has the scope that is opened for it."""
    with tf.variable_scope("model"):
        with tf.variable_scope("fc1") as scope:
            x = slim.fully_connected(x, 4, scope=scope, reuse=reuse)
            x = slim.dropout(x, 1.0)

        with tf.variable_scope("fc2") as scope:
            # the second one
            x = tf.contrib.layers.fully_connected(
                x, 3, activation_fn=None, normalizer_fn=slim.batch_norm,
                normalizer_params={"is_training": False}, scope=scope, reuse=reuse)
            assert x.shape[-1] == 3
        x = slim.fully_connected(x, 3, scope="fc3", reuse=reuse)
    return x


def two(x):
    with tf.variable_scope("two") as scope:
        x = slim.fully_connected(x, 4, scope=scope)
        return slim.fully_connected(x, 3)


def counted(x):
    with tf.variable_scope("counted"):
        with tf.variable_scope("fc") as scope:
            x = slim.fully_connected(x, 4, scope=scope)
        x = slim.fully_connected(x, 3)
        with tf.variable_scope("fully_connected_1") as scope:
            x = slim.fully_connected(x, 4, scope=scope)
        return slim.fully_connected(x, 3)


def kept(x):
    with tf.variable_scope("kept") as scope:
        x = slim.fully_connected(x, 4, scope=scope)
    with tf.variable_scope(scope):
        return slim.fully_connected(x, 3, scope="more")


def looped(x):
    for i in range(2):
        with tf.variable_scope("looped", reuse=(i > 0)) as scope:
            x = slim.fully_connected(x, 3, scope=scope)
    return x


def by_default(x):
    with tf.variable_scope(None, "named") as scope:
        x = slim.fully_connected(x, 3, scope=scope)
    with tf.variable_scope("named_1") as scope:
        x = slim.fully_connected(x, 3, scope=scope)
    with tf.variable_scope(None, "named"):
        return slim.fully_connected(x, 3)


def handed(x, act):
    with tf.variable_scope("handed") as scope:
        x = slim.fully_connected(x, 3, scope=scope)
        x = act(x)
    return x


def scaled(x):
    return x * tf.get_variable("scale", [3])


def forward(x):
    with tf.variable_scope("net"):
        x = model(x)
        x = counted(two(x))
        x = looped(kept(x))
        return handed(by_default(x), scaled)
