import tensorflow as tf


def stays(x, points, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            points[scope + "_%d" % i] = x
            i += 1
        return x


def listed(x, found, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            found.append(x)
            i += 1
        return x


def named(x, **options):
    options["name"] = options.pop("scope") + "_d"
    i = 0
    while i < 1:
        x = tf.layers.dense(x, 3, **options)
        i += 1
    return x


def reshaped(shape, last):
    shape[1] = last
    return shape


def wide(x, shape, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 1:
            x = tf.matmul(x, tf.get_variable("w%d" % i, reshaped(shape, 3)))
            i += 1
        return x


def net(x):
    points = {}
    with tf.variable_scope("net"):
        h = tf.layers.dense(x, 3, name="in")
        h = stays(h, points, "one")
        h = tf.layers.dense(h, 3, name="out")
        h = stays(h, points, "two")
    return h, points


def stacked(x):
    with tf.variable_scope("stacked"):
        found = []
        h = tf.layers.dense(x, 3, name="in")
        h = listed(h, found, "one")
        h = listed(h, found, "two")
        return h + tf.add_n(found) * float(len(found))


def measured(x):
    """What it makes depends on what is put in."""
    with tf.variable_scope("measured"):
        found = []
        h = listed(x, found, "one")
        return tf.layers.dense(h, len(found) + 1, name="out")


def read_in_branch(x):
    with tf.variable_scope("read"):
        points = {}
        h = tf.layers.dense(x, 3, name="in")
        h = stays(h, points, "one")
        if "one_1" in points:
            h = tf.layers.dense(h, 3, name="seen")
        return h


def options(x):
    with tf.variable_scope("options"):
        h = named(x, scope="first")
        return tf.layers.dense(h, 3, name="last")


def resized(x):
    with tf.variable_scope("resized"):
        h = tf.layers.dense(x, 3, name="in")
        return wide(h, [3, 5], "wide")


def forward(x):
    h, points = net(x)
    h = h + points["one_1"] + points["two_0"]
    h = stacked(h) + tf.reduce_sum(measured(h))
    return read_in_branch(h) + options(h) + resized(h)
