import tensorflow as tf


def listed(x, found, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            found.append(i + 3)
            i += 1
        return x


def emptied(x, sizes, scope):
    with tf.variable_scope(scope):
        i = 0
        while sizes:
            x = tf.matmul(x, tf.get_variable("w%d" % i, [x.shape[-1].value, sizes.pop()]))
            i += 1
        return x


def before(x):
    """Its sizes make layers first."""
    with tf.variable_scope("before"):
        sizes = [3, 3]
        for i, size in enumerate(sizes):
            x = tf.layers.dense(x, size, name="d%d" % i)
        x = listed(x, sizes, "one")
        x = listed(x, sizes, "two")
        return x * float(sum(sizes))


def behind(x):
    with tf.variable_scope("behind"):
        sizes = [3]
        x = tf.layers.dense(x, sizes[0], name="in")
        x = listed(x, sizes, "one")
        return tf.layers.dense(x, sizes[-1], name="out")


def all_gone(x, depth):
    with tf.variable_scope("gone"):
        sizes = [3 for _ in range(depth)]
        h = tf.layers.dense(x, 3, name="in")
        h = emptied(h, sizes, "one")
        h = emptied(h, sizes, "two")
        return h + float(len(sizes))


def in_turns(x):
    with tf.variable_scope("turns"):
        found = []
        for i in range(2):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            x = listed(x, found, "s%d" % i)
        return x * float(sum(found))


def forward(x):
    x = before(x) * 0.1 + behind(x)[:, :3] * 0.1
    return all_gone(x, 2) + in_turns(x) * 0.1
