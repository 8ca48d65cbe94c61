import tensorflow as tf


def stays(x, depth):
    """Names are those of what it makes itself."""
    with tf.variable_scope("stays"):
        w = tf.get_variable("w", [x.shape[1].value, 3])
        i = 0
        while i < depth:
            x = x * tf.get_variable("%s_%d" % (w.op.name.split("/")[-1], i), [])
            i += 1
        return tf.matmul(x, w)


def host(x, units, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, units, name="in")
        h = stays(h, 2)
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    with tf.variable_scope("net"):
        return host(host(x, 4, "a"), 5, "b")
