import tensorflow as tf


def project(x, units):
    w = tf.get_variable("w", [x.shape[-1].value, units])
    return tf.matmul(x, w)


def same(x):
    results = []
    with tf.variable_scope("same"):
        for i, part in enumerate(tf.split(x, 2)):
            with tf.variable_scope(tf.get_variable_scope(), reuse=i > 0):
                results.append(project(part, 2) * (i + 1))
    return tf.concat(results, 0)


def named(x):
    with tf.variable_scope("named"):
        for i, part in enumerate(tf.split(x, 2, axis=1)):
            with tf.variable_scope(tf.get_variable_scope(), reuse=i > 1):
                with tf.variable_scope("tower%d" % i):
                    x = tf.tile(project(part, 2), [1, 2]) + x
    return x


def scaled(x):
    with tf.variable_scope("scaled"):
        scale = 1.0
        for i, part in enumerate(tf.split(x, 2)):
            with tf.variable_scope(tf.get_variable_scope(), reuse=i > 0):
                x = tf.concat([project(part, 4) * scale, x[1:]], 0)
            scale *= 0.5
        return x + i


def first_and_others(x):
    with tf.variable_scope("others"):
        for i, part in enumerate(tf.split(x, 2)):
            with tf.variable_scope(tf.get_variable_scope(), reuse=None if i == 0 else True):
                y = tf.layers.dense(part, 3, name="d")
            with tf.variable_scope("extra_%d" % i):
                y += tf.get_variable("b", [3])
        return y


def forward(x):
    x = tf.concat([x, x[:, :1]], 1)
    others = tf.tile(first_and_others(x), [2, 1])
    return tf.concat([same(x), named(x), scaled(x), others], 1)
