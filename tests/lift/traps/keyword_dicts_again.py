import tensorflow as tf


def late(x):
    with tf.variable_scope("late"):
        params = {"units": 4, "use_bias": False}
        make = lambda y: tf.layers.dense(y, name="a", **params)
        params = {"units": 4, "activation": tf.nn.relu}
        return make(x) + tf.layers.dense(x, name="b", **params)


def sometimes(x, flag):
    with tf.variable_scope("sometimes"):
        params = {"units": 4, "use_bias": False}
        if flag:
            params = {"units": 4, "activation": tf.nn.relu}
            x = tf.layers.dense(x, **params)
        return tf.layers.dense(x, **params)


def carried(x):
    with tf.variable_scope("carried"):
        params = {"units": 4}
        for i in range(2):
            x = tf.layers.dense(x, name="l%d" % i, **params)
            params = {"units": 4, "use_bias": False}
        return tf.layers.dense(x, name="last", **params)


def twice(x):
    with tf.variable_scope("twice"):
        units = 3
        params = {"units": units, "activation": tf.nn.relu}
        units = 4
        x = tf.layers.dense(x, **params)
        params = {"units": units}
        return tf.layers.dense(x, **params)


def forward(x):
    return tf.concat([late(x), sometimes(x, True), carried(x), twice(x)], 1)
