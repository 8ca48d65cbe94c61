import tensorflow as tf


def disc(x, n, reuse=False, name="disc"):
    with tf.variable_scope(name):
        if reuse:
            tf.get_variable_scope().reuse_variables()
        else:
            assert tf.get_variable_scope().reuse is False
        h = tf.layers.dense(x, n, name="h0")
        return tf.layers.dense(h, 3, name="h1")


def counted(x, reuse=False):
    with tf.variable_scope("counted") as scope:
        if reuse:
            scope.reuse_variables()
        else:
            assert not scope.reuse
        return tf.layers.dense(tf.layers.dense(x, 3), 3)


def scaled(x, reuse=False):
    with tf.variable_scope("scaled") as scope:
        if reuse:
            scope.reuse_variables()
        else:
            assert scope.reuse == False
            x = x * 2.0
        return tf.layers.dense(x, 3, name="h0")


def collected(x, reuse=False):
    with tf.variable_scope("collected") as scope:
        w = tf.get_variable("w", [3, 3])
        if reuse:
            scope.reuse_variables()
        else:
            assert scope.reuse is False
        return tf.matmul(x, w) + tf.get_variable("b", [3])


def inner(x, reuse=False):
    with tf.variable_scope("inner"):
        y = tf.layers.dense(x, 3, name="before")
        with tf.variable_scope("deep") as deep:
            if reuse:
                deep.reuse_variables()
            else:
                assert deep.reuse is False
            return tf.layers.dense(y, 3, name="h0")


def shared_by_caller(x, share=False):
    with tf.variable_scope("shared_by_caller"):
        if share:
            tf.get_variable_scope().reuse_variables()
        else:
            assert tf.get_variable_scope().reuse is False
        return counted(x, reuse=share)


def turns(x):
    with tf.variable_scope("turns"):
        for i in range(3):
            x = disc(x, 4, reuse=i > 0)
    return x


def forward(x):
    a = disc(x, 4)
    b = disc(a, 4, True)
    c = disc(b, 5, name="other")
    d = disc(c, 5, True, "other") + disc(c, 4, reuse=True)
    e = counted(d) + counted(a, reuse=True) + counted(b, True)
    f = scaled(e) + scaled(e, True)
    with tf.variable_scope("around"):
        g = collected(f)
    h = inner(g)
    i = shared_by_caller(h) + shared_by_caller(g, True)
    return turns(i)
