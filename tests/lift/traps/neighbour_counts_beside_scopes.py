import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def counting(x):
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3)
        i += 1
    return x


def beside(x):
    with tf.variable_scope("beside"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("dense"):
            h = stays(h)
        return counting(h)


def deeper(x):
    with tf.variable_scope("deeper"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("dense"), tf.variable_scope("in"):
            h = counting(h)
            with tf.variable_scope("dense"):
                h = tf.nn.relu(h)
        return h


def idle_default(x):
    with tf.variable_scope("idle_default"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope(None, "blk"):
            h = tf.nn.relu(h)
        with tf.variable_scope(None, "blk"):
            return stays(h)


def far(x):
    with tf.variable_scope("far"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("other"):
            with tf.variable_scope("dense"):
                h = tf.nn.relu(h)
        with tf.variable_scope("more", initializer=tf.ones_initializer()):
            h = counting(h)
            with tf.variable_scope("dense"):
                h = tf.nn.relu(h)
            h = counting(h)
        return counting(h)


def forward(x):
    return beside(x) + deeper(x) + idle_default(x) + far(x)
