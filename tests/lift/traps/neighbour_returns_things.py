import tensorflow as tf


def stays(x, scope="stays", act=None, kept=None):
    with tf.variable_scope(scope):
        i, made = 0, []
        while i < 2:
            made.append(tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer()))
            x = x * made[-1]
            i += 1
        if act is not None:
            x = act(x)
        if kept is not None:
            x = x * kept
        return {"out": x, "weights": made, "size": 3}


def host(x, kept, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="stays_2")
        found = stays(h, act=tf.nn.tanh)
        norms = found["weights"]
        h = tf.layers.dense(found["out"], found["size"], name="norms")
        more = stays(h, "stays_3", kept=kept)
        return more["out"] + norms[0] * norms[1], norms


def forward(x):
    y, norms = host(x, None, "a")
    z, _ = host(y, tf.constant(0.5), "b")
    return z * norms[0]
