# graph only: eager tensors have no names
import tensorflow as tf


def spectral(w, steps):
    name = w.name.split("/")[-1].split(":")[0]
    i = 0
    while i < steps:
        w = w * tf.get_variable("%s_%d" % (name, i), [], initializer=tf.ones_initializer())
        i += 1
    return w


def linear(x, units, scope="linear"):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, units])
        return tf.matmul(x, spectral(kernel, 2))


def other(x, units, scope="other"):
    with tf.variable_scope(scope, custom_getter=halved):
        kernel = tf.get_variable("kernel", [x.shape[1].value, units])
        return tf.matmul(x, spectral(kernel, 2))


def own(x, units, scope="own"):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, units], custom_getter=halved)
        return tf.matmul(x, spectral(kernel, 2))


def halved(getter, name, *args, **kwargs):
    value = getter(name, *args, **kwargs)
    return tf.multiply(value, 0.5, name="halved") if name.endswith("kernel") else value


def net(x):
    with tf.variable_scope("net"):
        return linear(linear(x, 4, "a"), 3)


def forward(x):
    with tf.variable_scope("", custom_getter=halved):
        h = net(x)
    return h + other(h, 3) + own(h, 3)
