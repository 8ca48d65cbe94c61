import tensorflow as tf


def conv(x, size, scope_name):
    with tf.variable_scope(scope_name, reuse=tf.AUTO_REUSE) as scope:
        w = tf.get_variable("w", [x.shape[-1], size])
        b = tf.get_variable("b", [size])
        y = tf.matmul(x, w)
    return tf.nn.relu(y + b, name=scope.name)


def bound_again(x):
    with tf.variable_scope("first") as scope:
        y = tf.layers.dense(x, 3, name="d")
    y = tf.tanh(y, name=scope.name)
    with tf.variable_scope("second") as scope:
        y = tf.layers.dense(y, 3, name="d")
    return tf.tanh(y, name=scope.name)


def given(x, scope):
    x = tf.nn.relu(x, name=scope.name)
    with tf.variable_scope(scope.name + "_more") as scope:
        y = tf.layers.dense(x, 2, name="d")
    return tf.tanh(y, name=scope.name)


def spoken_of(x):
    with tf.variable_scope("spoken") as scope:
        y = tf.layers.dense(x, 3, name="d")
    if scope.name.startswith("outer"):
        y = y + 1.0
    return tf.tanh(y, name=scope.name)


def forward(x):
    with tf.variable_scope("outer"):
        y = conv(x, 4, "one")
        y = conv(y, 4, "two") + conv(y, 4, "two")
        with tf.variable_scope("inner") as scope:
            y = given(y, scope)
        return spoken_of(bound_again(y))
