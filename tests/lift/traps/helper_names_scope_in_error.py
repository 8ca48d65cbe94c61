import tensorflow as tf


def assert_rank(tensor, rank):
    if tensor.shape.ndims != rank:
        scope = tf.get_variable_scope().name
        raise ValueError("in scope `%s`: rank %d" % (scope, rank))


def scale_of(x):
    return 2.0 if "second" in tf.get_variable_scope().name else 1.0


def checked(x, scope):
    with tf.variable_scope(scope):
        assert_rank(x, 2)
        return tf.layers.dense(x, 3, name="fc")


def scaled(x, scope):
    with tf.variable_scope(scope):
        return tf.layers.dense(x, 3, name="fc") * scale_of(x)


def forward(x):
    return checked(x, "first") + scaled(x, "second") + scaled(x, "third")
