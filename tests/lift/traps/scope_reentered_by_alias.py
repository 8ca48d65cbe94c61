import tensorflow as tf


def linear(x, units):
    w = tf.get_variable("w", [x.shape[-1].value, units])
    return tf.matmul(x, w)


def settings(x):
    with tf.variable_scope("settings", initializer=tf.ones_initializer()) as scope:
        y = linear(x, 4)
    z = tf.nn.relu(y)
    with tf.variable_scope(scope):
        return z + tf.get_variable("ones", [4])


def switched(x):
    with tf.variable_scope("switched") as scope:
        y = linear(x, 4)
        scope.reuse_variables()
    z = tf.nn.relu(y)
    with tf.variable_scope(scope):
        return linear(z, 4)


def elsewhere(x):
    with tf.variable_scope("elsewhere") as scope:
        y = linear(x, 4)
    with tf.variable_scope("other"):
        with tf.variable_scope(scope, reuse=True):
            return linear(y, 4)


def rebound(x):
    with tf.variable_scope("first") as scope:
        y = linear(x, 4)
    with tf.variable_scope("second") as scope:
        y = linear(y, 4)
    with tf.variable_scope(scope, reuse=True):
        return linear(y, 4)


def counted(x):
    with tf.variable_scope("counted") as scope:
        y = tf.layers.dense(x, 4)
    y = tf.nn.tanh(y)
    with tf.variable_scope(scope, reuse=True):
        return tf.layers.dense(y, 4)


def more(x):
    with tf.variable_scope("more") as scope:
        y = tf.layers.dense(x, 4)
        v = tf.Variable(tf.ones([4]), name="v")
    y = tf.nn.tanh(y) * v
    with tf.variable_scope(scope):
        return y + tf.Variable(tf.ones([4]) * 0.5, name="v") * tf.get_variable("g", [4])


def forward(x):
    x = rebound(elsewhere(switched(settings(x))))
    with tf.variable_scope("outer"):
        return more(counted(x))
