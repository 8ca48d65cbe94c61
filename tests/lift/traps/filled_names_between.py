import tensorflow as tf

SETTINGS = {"units": 3, "rate": 0.5}


def net(x, scope):
    with tf.variable_scope(scope):
        return rate * tf.layers.dense(x, units, name="d")


def wider(x):
    globals().update(units=4, rate=2.0)
    return tf.layers.dense(net(x, "wider"), units, name="last")


def back(x):
    with tf.variable_scope("back"):
        globals().update(SETTINGS)
        return tf.layers.dense(x, units, name="last")


globals().update(SETTINGS)


def forward(x):
    y = net(x, "first")
    z = wider(x)
    return tf.concat([y, z, net(x, "second"), back(x)], 1)
