import tensorflow as tf


def proj(x):
    with tf.variable_scope("proj"):
        w = tf.get_variable("w", [3, 3])
        if not tf.get_variable_scope().reuse:
            x = -x
        return tf.matmul(x, w)


def share(scope):
    scope.reuse_variables()


def forward(x):
    with tf.variable_scope("both") as scope:
        x = proj(x)
        share(scope)
        return proj(x)
