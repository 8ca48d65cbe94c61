import tensorflow as tf


def turns(x, scope):
    i = 0
    while i < 2:
        with tf.variable_scope(scope):
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
        i += 1
        yield x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        made = turns(h, "of_" + scope)
        h = tf.layers.dense(h, 3, name="e")
    for one in made:
        h = h + one
    return h


def forward(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(2.0 * x, "b")
