import tensorflow as tf


def dense(x, units, name, reuse=None):
    with tf.variable_scope(name, reuse=reuse):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        b = tf.get_variable("b", [units], initializer=tf.constant_initializer(0.1))
        return tf.matmul(x, w) + b


def tower(x, scope="tower", reuse=False):
    """Embeds one example.

    Args:
        x: [batch, features]
        scope: variable scope
        reuse: share the variables of an earlier call
    """
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.nn.relu(dense(x, 5, "hidden"))
        # One map applied twice.
        h = dense(h, 5, "recur")
        h = dense(tf.nn.relu(h), 5, "recur", reuse=True)
        return tf.nn.l2_normalize(h, 1)


def critic(a, b, reuse=None):
    with tf.variable_scope("critic") as scope:
        if reuse:
            scope.reuse_variables()
        joint = tf.concat([a, b], 1)
        return dense(joint, 1, "score")


def compare(anchor, positive, negative):
    a = tower(anchor)
    p = tower(positive, reuse=True)
    n = tower(negative, reuse=True)
    other = tower(negative, scope="other")
    return critic(a, p) - critic(a, n, reuse=True), other
