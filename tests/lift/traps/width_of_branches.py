import tensorflow as tf


def build(x, deep, wide):
    with tf.variable_scope("build"):
        if deep:
            h = tf.layers.dense(x, 4, name="a")
        elif wide:
            h = tf.layers.dense(x, 4, name="b")
        else:
            return x
        w = tf.get_variable("w", [h.shape[-1].value, 2])
        return tf.matmul(h, w)


def uneven(x, deep):
    with tf.variable_scope("uneven"):
        for n in (4, 5):
            h = tf.layers.dense(x, n, name="h%d" % n)
            if deep:
                break
        w = tf.get_variable("w", [h.shape[-1].value, 2])
        return tf.matmul(h, w)


def forward(x):
    return build(uneven(x, True), False, True) + build_again(x)


def build_again(x):
    with tf.variable_scope("again"):
        return build(x, True, False)
