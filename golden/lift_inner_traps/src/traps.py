"""Functions inside functions that look as if they could move out of them."""
import tensorflow as tf


def counted(x):
    """What is inside grows a list of the function around it."""
    seen = []

    def step(h, name):
        h = tf.layers.dense(h, 3, name=name)
        seen.append(h)
        return h

    x = step(step(x, "first"), "second")
    return x + seen[0]


def handed_on(x):
    """What is inside is a value."""

    def step(h):
        return tf.layers.dense(h, 2, name="step")

    for fn in [step]:
        x = fn(x)
    return x


def renamed(x, names):
    """A name counter that the function around it keeps."""
    count = 0

    def next_name():
        nonlocal count
        count += 1
        return "%s_%d" % (names, count)

    def layer(h):
        return tf.layers.dense(h, 2, name=next_name())

    with tf.variable_scope("renamed"):
        return layer(layer(x))


def hidden_name(x):
    """The loop's name is that of a function's own parameter."""
    width = 2

    def widen(h):
        return tf.layers.dense(h, width, name="widen_%d" % width)

    def twice(h, width):
        return widen(h) + width

    with tf.variable_scope("hidden_name"):
        return twice(x, 2)


def later(x, flag):
    """What is read is not always there."""

    def scale(h):
        h = tf.layers.dense(h, 2, name="scale")
        return h * factor if flag else h

    with tf.variable_scope("later"):
        if flag:
            factor = 2.0
        return scale(x)


def embed(x):
    with tf.variable_scope("embed", reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, 2, name="table")


def encode(x):
    return embed(x) + 1.0


def decode(x):
    return tf.tanh(embed(x))


def both(x):
    """Two functions share what both of them make."""
    return encode(x) + decode(x)


def scaled(x, scales):
    with tf.variable_scope("scaled"):
        h = tf.layers.dense(x, 2, name="h")
        scales["h"] = h
        return h


def forward(x):
    x = handed_on(counted(x))
    x = both(renamed(x, "layer") + hidden_name(x))
    scales = {}
    x = x + scaled(x, scales)
    return x, later(x, False) * scales["h"]
