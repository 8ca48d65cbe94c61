import tensorflow as tf

SEEN = []
SHAPE = [3, 5]


def listed(x, found, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            found.append(x)
            i += 1
        return x


def handed(x, found):
    with tf.variable_scope("handed"):
        h = tf.layers.dense(x, 3, name="in")
        return listed(h, found, "one")


def of_module(x):
    with tf.variable_scope("of_module"):
        h = tf.layers.dense(x, 3, name="in")
        return listed(h, SEEN, "one")


def by_default(x, found=[]):
    with tf.variable_scope("by_default"):
        h = tf.layers.dense(x, 3, name="in")
        return listed(h, found, "one") * float(len(found[-2:]))


def aliased(x, found):
    with tf.variable_scope("aliased"):
        mine = [] if found is None else found
        h = tf.layers.dense(x, 3, name="in")
        return listed(h, mine, "one") + float(len(mine[-2:]))


def forward(x):
    found = []
    h = handed(x, found)
    h = h + of_module(h) * float(len(SEEN[-2:]))
    h = by_default(h) + tf.add_n(found)
    return aliased(h, found)
