import tensorflow as tf


def project(x, units):
    w = tf.get_variable("w", [x.shape[-1].value, units])
    b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
    return tf.nn.xw_plus_b(x, w, b)


def towers(x, num_towers=2):
    """The same weights on every slice of the batch."""
    results = []
    with tf.variable_scope("towers"):
        for i, part in enumerate(tf.split(x, num_towers)):
            with tf.variable_scope(tf.get_variable_scope(), reuse=i > 0):
                results.append(project(part, 2))
    return tf.concat(results, 0)


def twice(x, y):
    with tf.variable_scope("twice") as scope:
        first = project(x, 4)
        scope.reuse_variables()
        second = project(y, 4)
    return tf.reduce_mean(first) + second


def again(x, y):
    with tf.variable_scope("again") as scope:
        first = project(x, 2)
    total = tf.reduce_sum(first)
    with tf.variable_scope(scope, reuse=True):
        return total * project(y, 2)


def forward(x, y):
    a = towers(x)
    b = twice(x, y)
    with tf.variable_scope("outer"):
        c = again(x, y)
        tf.get_variable_scope().reuse_variables()
        d = again(y, x)
    return a, b, c, d
