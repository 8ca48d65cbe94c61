import tensorflow as tf


def check_rank(x, rank):
    if x.shape.ndims != rank:
        raise ValueError("in %s: rank %s" % (tf.get_variable_scope().name, x.shape.ndims))


def stays(x):
    check_rank(x, 2)
    here = tf.get_variable_scope().name.replace("/", "_")
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            x = x * tf.get_variable("%s_%d" % (here, i), [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("inner"):
            return stays(h)


def forward(x):
    with tf.variable_scope("top"):
        return host(x, "a") + host(x, "b")
