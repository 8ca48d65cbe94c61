import tensorflow as tf


def norm(x, scope="ln"):  # stays: `tf.fill` is no initial value that a layer has
    with tf.variable_scope(scope):
        size = x.get_shape()[-1:]
        g = tf.Variable(tf.fill(size, 1.5), name="g")
        b = tf.Variable(tf.fill(size, 0.5))
        return g * x + b


def mix(x, units, scope="mix"):
    with tf.variable_scope(scope):
        y = tf.layers.dense(x, units, activation=tf.nn.relu)
        return norm(x + tf.layers.dense(y, 4))


def forward(x):
    x = tf.layers.dense(x, 4)
    for i in range(2):
        with tf.variable_scope("block_%d" % i):
            x = mix(x, 6)
            x = mix(x, 5, scope="last")
    return x
