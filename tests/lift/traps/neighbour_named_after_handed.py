import tensorflow as tf


def label(values):
    return values[0].op.name.split("/")[-1]


def inner(pair, depth):
    first = pair[0]
    name = label([first])
    i = 0
    while i < depth:
        g = tf.get_variable("%s_%d" % (name, i), [])
        first = first * g
        i += 1
    return first


def stays(weights, depth):
    with tf.variable_scope("stays"):
        return inner([w for w in weights], depth)


def host(x, units, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, units])
        y = tf.matmul(x, stays([kernel], 2))
        return y + tf.get_variable("bias", [units], initializer=tf.zeros_initializer())


def forward(x):
    with tf.variable_scope("net"):
        return host(host(x, 4, "a"), 3, "b")
