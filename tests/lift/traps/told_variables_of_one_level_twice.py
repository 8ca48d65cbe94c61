import tensorflow as tf


def norm(x, scope):
    with tf.variable_scope(scope):
        return x * tf.Variable(tf.ones([3]), name="gamma")


def below(x):
    """The name scope `a/b` is taken by then."""
    with tf.variable_scope("a"):
        with tf.variable_scope("b"):
            return norm(x, "bn") + norm(x, "c/bn")


def forward(x):
    with tf.variable_scope("a/b"):
        x = norm(x, "bn")
    x = below(x)
    with tf.variable_scope("a"):
        return norm(x, "b/bn")
