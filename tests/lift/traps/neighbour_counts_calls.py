import tensorflow as tf

CALLS = []


def stays(x):
    CALLS.append(1)
    with tf.variable_scope("call_%d" % len(CALLS)):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h)


def forward(x):
    del CALLS[:]
    return host(x, "a") + host(x, "b")
