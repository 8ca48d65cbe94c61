import tensorflow as tf


def stays(x):
    with tf.variable_scope("stays", reuse=tf.AUTO_REUSE):
        for _ in range(2):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        return x


def first(x):
    with tf.variable_scope("both"):
        h = tf.layers.dense(x, 3, name="first")
        return stays(h)


def second(x):
    with tf.variable_scope("both"):
        h = tf.layers.dense(x, 3, name="second")
        return stays(h)


def alone(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="alone")
        h = stays(h)
        h = tf.layers.dense(h, 3, name="last")
        return stays(h)


def forward(x):
    with tf.variable_scope("net"):
        y = first(x) + second(x)
    with tf.variable_scope("rest", reuse=tf.AUTO_REUSE):
        return alone(alone(y, "a"), "a") + alone(y, "b")
