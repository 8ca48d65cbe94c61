import tensorflow as tf


def weight(shape, name, init=None):
    return tf.get_variable(name, shape, initializer=init)


def linear(x, units, init=None, bias_init=tf.zeros_initializer()):
    with tf.variable_scope("linear"):
        w = weight([3, units], "w", init)
        return tf.matmul(x, w) + weight([units], "b", bias_init)


def dense(x, init=None):
    return tf.layers.dense(x, 3, kernel_initializer=init, bias_initializer=None, name="dense")


def separable(x):
    x = tf.reshape(x, [-1, 1, 1, 3])
    x = tf.layers.separable_conv2d(x, 3, 1, name="separable")
    return tf.reshape(x, [-1, 3])


def forward(x):
    x = linear(x, 3)
    with tf.variable_scope("ones", initializer=tf.ones_initializer()):
        x = separable(dense(linear(x, 3)))
        with tf.variable_scope("half", initializer=tf.constant_initializer(0.5)):
            x = dense(linear(x, 3, tf.zeros_initializer()), tf.ones_initializer())
    tf.get_variable_scope().set_initializer(tf.zeros_initializer())
    with tf.variable_scope("later"):
        return separable(dense(linear(x, 3)))
