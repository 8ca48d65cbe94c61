import tensorflow as tf


def of_its_type(x, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, 3], dtype=x.dtype.base_dtype)
        return tf.matmul(x, w)


def layer(x, scope):
    with tf.variable_scope(scope):
        return tf.layers.dense(x, 3)


def cast(x, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, 3])
        return tf.matmul(x, tf.cast(w, x.dtype))


def wide(x):
    return tf.to_double(x)


def inner(x, scope):
    with tf.variable_scope(scope):
        return of_its_type(x, "inner")


def back(x, scope):
    with tf.variable_scope(scope):
        return tf.layers.dense(x, 2)


def forward(x):
    y = tf.cast(x, tf.float64)
    h = tf.nn.relu(y)
    h = of_its_type(h, "a") + layer(h, "b") + cast(wide(x), "c")
    h = h + inner(h, "d")
    return back(tf.cast(h, tf.float32), "e")
