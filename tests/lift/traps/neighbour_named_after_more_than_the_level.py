# graph only: eager tensors have no names
import tensorflow as tf


def looped(x, name, steps=1):
    i = 0
    while i < steps:
        x = x * tf.get_variable("%s_%d" % (name, i), [], initializer=tf.ones_initializer())
        i += 1
    return x


def numbered(w, steps):
    """The number is in the name, too."""
    name = w.name.split("/")[-1].replace(":", "_")
    return looped(w * tf.get_variable(name + "_v", []), "own", steps)


def cut(w, steps):
    """A part of the level goes."""
    name = w.name.replace("/ker", "/").split("/")[-1].split(":")[0]
    return looped(w * tf.get_variable(name + "_v", []), "own", steps)


def second(w, steps):
    name = w.name.split("/")[-2].split(":")[0]
    return looped(w * tf.get_variable(name + "_v", []), "own", steps)


def whole(w, steps):
    name = w.name.split(":")[0].replace("/", "_")
    return looped(w * tf.get_variable(name + "_v", []), "own", steps)


def shown(w, steps):
    name = w.name.split("/")[-1].split(":")[0]
    v = tf.get_variable(name + "_v", [])
    if "net" in w.name:
        v = 2.0 * v
    return looped(w * v, "own", steps)


def late(w, steps):
    name = "k"
    for i in range(2):
        w = w * tf.get_variable("%s_%d" % (name, i), [])
        name = w.name.split("/")[-1].split(":")[0]
    return looped(w, "own", steps)


def turned(w, steps):
    """What the first turn has is not what the second one has."""
    name, other = "k", "l"
    y = w * 1.0
    for i in range(3):
        y = y * tf.get_variable("%s_%d" % (name.replace("/", "_").replace(":", "_"), i), [])
        name = other
        other = w.name
    return looped(y, "own", steps)


def nested(w, steps):
    name = w.name

    def v():
        return tf.get_variable(name.replace("/", "_").replace(":", "_"), [])

    y = w * v()
    name = w.name.split("/")[-1].split(":")[0]
    return looped(y, name, steps)


def of_number(x, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, 3])
        return tf.matmul(x, numbered(kernel, 1))


def of_cut(x, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, 3])
        return tf.matmul(x, cut(kernel, 1))


def of_second(x, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, 3])
        return tf.matmul(x, second(kernel, 1))


def of_whole(x, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, 3])
        return tf.matmul(x, whole(kernel, 1))


def of_shown(x, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, 3])
        return tf.matmul(x, shown(kernel, 1))


def of_late(x, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, 3])
        return tf.matmul(x, late(kernel, 1))


def of_turned(x, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, 3])
        return tf.matmul(x, turned(kernel, 1))


def of_nested(x, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, 3])
        return tf.matmul(x, nested(kernel, 1))


def spectral(w, steps):
    name = w.name.replace("/Average", "").split("/")[-1]
    name = name.split(":")[0] + "/u"
    u = tf.get_variable(name, [1, int(w.shape[-1])])
    return looped(w * tf.reduce_sum(u), "own", steps)


def twice(x, units, scope):
    """The second time it is the product that is given."""
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[1].value, units])
        w = spectral(w, 1)
        w = tf.identity(w, name="normed")
        with tf.variable_scope("again"):
            w = spectral(w, 1)
        return tf.matmul(x, w)


def in_turns(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[1].value, units])
        for i in range(2):
            with tf.variable_scope("turn_%d" % i):
                w = tf.multiply(spectral(w, 1), 2.0, name="turned")
        return tf.matmul(x, w)


def forward(x):
    with tf.variable_scope("net"):
        h = of_number(x, "i") + of_cut(x, "j") + of_second(x, "k") + of_whole(x, "l") + of_shown(x, "m")
        h = h + twice(h, 3, "d") + in_turns(h, 3, "e")
        return h + of_late(x, "n") + of_turned(x, "o") + of_nested(x, "q")
