import tensorflow as tf


def looped(x, name, steps=2):
    i = 0
    while i < steps:
        x = x * tf.get_variable("%s_%d" % (name, i), [], initializer=tf.ones_initializer())
        i += 1
    return x


def spectral(w, steps):
    name = w.name.replace("/Average", "").split("/")[-1]
    name = name.split(":")[0] + "/u"
    u = tf.get_variable(name, [1, int(w.shape[-1])])
    return looped(w * tf.reduce_sum(u), "own", steps)


def linear(x, units, scope="linear", use=True):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, units])
        if use:
            kernel = spectral(kernel, 2)
        y = tf.matmul(x, kernel)
        return y + tf.get_variable("bias", [units], initializer=tf.zeros_initializer())


def direct(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[1].value, units])
        return tf.matmul(x, spectral(w, 1)) * tf.reduce_sum(w)


def chosen(x, units, scope, first):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[1].value, units])
        v = tf.get_variable("v", [x.shape[1].value, units])
        k = w if first else v
        return tf.matmul(x, spectral(k, 1))


def renamed(x, units, scope, name):
    with tf.variable_scope(scope):
        w = tf.get_variable(name, [x.shape[1].value, units])
        return tf.matmul(x, spectral(w, 1))


def forward(x):
    with tf.variable_scope("net"):
        h = linear(x, 4, "a")
        h = linear(h, 3, "b") + linear(h, 3, use=False)
        h = direct(h, 3, "c")
        return chosen(h, 3, "f", True) + chosen(h, 3, "g", False) + renamed(h, 3, "h", "x/y")
