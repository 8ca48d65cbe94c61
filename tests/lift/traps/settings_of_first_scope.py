import tensorflow as tf

SCALE = 0.5


def networks(x):
    with tf.variable_scope("eval"):
        names, n, w_init, b_init = \
            ["eval", tf.GraphKeys.GLOBAL_VARIABLES], 3, \
            tf.constant_initializer(0.25), tf.constant_initializer(0.5)  # of both
        w = tf.get_variable("w", [n, n], initializer=w_init, collections=names)
        b = tf.get_variable("b", [n], initializer=b_init, collections=names)
        q = tf.matmul(x, w) + b
    with tf.variable_scope("target"):
        names = ["target", tf.GraphKeys.GLOBAL_VARIABLES]
        with tf.variable_scope("first"):
            w = tf.get_variable("w", [n, n], initializer=w_init, collections=names)
        b = tf.get_variable("b", [n], initializer=b_init, collections=names)
        return q + tf.matmul(x, w) + b


def set_twice(x):
    with tf.variable_scope("a"):
        n, init = 3, tf.constant_initializer(2.0)
        h = x * tf.get_variable("w", [n], initializer=init)
        init = tf.constant_initializer(3.0)
    with tf.variable_scope("b"):
        return h * tf.get_variable("w", [n], initializer=init)


def scope_named_so(x):
    init = "before"
    with tf.variable_scope("c", init):
        init = tf.constant_initializer(2.0)
        h = x * tf.get_variable("w", [3], initializer=init)
    with tf.variable_scope("d"):
        return h * tf.get_variable("w", [3], initializer=init)


def of_the_scope(x):
    with tf.variable_scope("e") as scope:
        n, init, name = 3, tf.constant_initializer(2.0), scope.name
        h = x * tf.get_variable("w", [n], initializer=init)
    with tf.variable_scope("f"):
        return h * tf.get_variable(name.replace("/", "_"), [n], initializer=init)


def forward(x):
    return networks(x) + set_twice(x) + scope_named_so(x) + of_the_scope(x)
