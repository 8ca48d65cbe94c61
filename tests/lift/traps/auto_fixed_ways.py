import tensorflow as tf


def grid(x, scope):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        for i in range(2):
            for j, n in enumerate([3, 3]):
                x = tf.layers.dense(x, n, name="l%d_%d" % (i, j))
        return x


def added(x, scope, prefix):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        for i in range(2):
            x = tf.layers.dense(x, 3, name=prefix + str(i + 1))
        return x


def named(x, scope):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        for i in range(2):
            k = 2 * i
            x = tf.layers.dense(x, 3, name="%s_k%d" % (scope, k))
        return x


def kinds(x, scope):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        for kind in ["a", "b"]:
            for i in range(2):
                x = tf.layers.dense(x, 3, name="{}_{:02d}".format(kind, i))
        return x


def shown(x, scope):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        for i in range(2):
            with tf.variable_scope(f"{scope}_f{i}"):
                for kind in ("q", "k"):
                    x = tf.layers.dense(x, 3, name=kind)
        return x


def numbered(x, scope):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        for n, (a, b) in enumerate(zip([3, 3], [3, 3])):
            with tf.variable_scope("u" + str(n)):
                x = tf.layers.dense(tf.layers.dense(x, a), b)
        return x


def forward(x):
    for f, scope in [(grid, "a"), (named, "c"), (kinds, "d"), (shown, "e"), (numbered, "f")]:
        x = f(x, scope)
    return added(x, "b", "fc")
