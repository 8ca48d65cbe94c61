# graph only
import tensorflow as tf

PARAMS = {}


def param(name, shape):
    if name not in PARAMS:
        i = 0
        while i < 1:
            PARAMS[name] = tf.get_variable(name, shape, initializer=tf.ones_initializer())
            i += 1
    return PARAMS[name]


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return h * param("g", [3])


def both(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(x, "b")


def forward(x):
    PARAMS.clear()
    return both(x) + host(x, "c") + PARAMS["g"]
