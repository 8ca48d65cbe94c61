import tensorflow as tf


def either(x, wide):
    with tf.variable_scope("either"):
        if wide:
            x = tf.layers.dense(x, 6)
            x = tf.layers.dense(x, 4)
        else:
            x = tf.layers.dense(x, 4, use_bias=False)
        return tf.layers.dense(x, 4)


def two_tests(x, a, b):
    with tf.variable_scope("tests"):
        if a:
            x = tf.layers.dense(x, 4)
        if not b:
            x = tf.layers.dense(x, 4, use_bias=False)
        return x


def in_turns(x, depth):
    with tf.variable_scope("turns"):
        for i in range(depth):
            if i % 2:
                x = tf.layers.dense(x, 4)
            else:
                x = tf.layers.dense(x, 4, use_bias=False)
        return x


def by_kind(x, kind):
    with tf.variable_scope(kind):
        if kind == "a":
            return tf.layers.dense(x, 4)
        elif kind == "b":
            return tf.layers.dense(tf.layers.dense(x, 3), 4)
        return tf.layers.dense(x, 4, use_bias=False)


def other_scope(x, inner):
    with tf.variable_scope("other"):
        if inner:
            with tf.variable_scope("inner"):
                return tf.layers.dense(x, 4)
        else:
            return tf.layers.dense(x, 4, use_bias=False)


def forward(x):
    x = tf.concat([x, x[:, :1]], 1)
    with tf.variable_scope("one"):
        y = either(x, True) + two_tests(x, True, False) + in_turns(x, 3) + by_kind(x, "a")
        y += other_scope(x, True)
    with tf.variable_scope("two"):
        z = either(x, False) + two_tests(x, False, False) + in_turns(x, 2) + by_kind(x, "b")
        z += other_scope(x, False) + by_kind(x, "c")
    return tf.concat([y, z], 1)
