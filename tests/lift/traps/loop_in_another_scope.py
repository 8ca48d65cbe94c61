import tensorflow as tf


def loops(x):
    with tf.variable_scope("loops"):

        def body(h):
            with tf.variable_scope("body", reuse=tf.AUTO_REUSE):
                return tf.layers.dense(h, 3, name="d")

        with tf.variable_scope("first"):
            h = body(x)
        with tf.variable_scope("second"):
            return h + tf.map_fn(lambda r: r, x) + tf.scan(lambda a, r: a + r, x) + apply_twice(body, h)


def apply_twice(body, h):
    return tf.while_loop(lambda i, g: i < 2, lambda i, g: (i + 1, body(g)), [0, h])[1]


def scoped(x):
    def body(i, h):
        with tf.variable_scope("body", reuse=tf.AUTO_REUSE):
            return i + 1, tf.layers.dense(h, 3, name="d", kernel_initializer=tf.ones_initializer())

    with tf.variable_scope("first"):
        i, h = body(tf.constant(0), x)
    with tf.variable_scope("second"):
        return tf.while_loop(lambda i, h: i < 3, body, [i, h])[1]


def forward(x):
    with tf.variable_scope("top"):
        return scoped(x)
