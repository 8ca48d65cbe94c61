"""Networks that number their layers themselves."""
import tensorflow as tf


def residual_tower(images, depths=(2, 3), hidden=5):
    """Sequences of residual blocks; all layers are numbered through."""
    number = 0

    def next_name():
        nonlocal number
        name = "layer_" + str(number)
        number += 1
        return name

    def conv(x, depth):
        return tf.layers.conv2d(x, depth, 3, padding="same", name=next_name())

    def block(x):
        depth = x.get_shape()[-1].value
        # Twice, before it is added.
        for _ in range(2):
            x = conv(tf.nn.relu(x), depth)
        return x

    def sequence(x, depth):
        x = conv(x, depth)
        x = x + block(x)
        return x + block(x)

    x = images
    for depth in depths:
        x = sequence(x, depth)
    x = tf.reduce_mean(x, [1, 2])
    x = tf.layers.dense(x, hidden, tf.nn.relu, name=next_name())
    return tf.layers.dense(x, 1, name=next_name())


def alternating(x, width=3):
    """Two counters; what is counted is read before it is."""
    wide, narrow = "wide", "narrow"
    wides = 10
    narrows = 0

    def widen(h):
        nonlocal wides
        wides += 2
        return tf.layers.dense(h, 2 * width, name="%s_%d" % (wide, wides))

    def narrow_down(h):
        """Down again."""
        nonlocal narrows
        h = tf.layers.dense(h, width, name="%s_%d" % (narrow, narrows))
        narrows = narrows + 1  # the first one is 0
        return h

    with tf.variable_scope("alternating"):
        x = narrow_down(widen(narrow_down(widen(x))))
        return widen(x) * wides + narrows


def shared_count(x, units):
    """The function itself counts, too."""
    count = 0

    def layer(h, size):
        nonlocal count
        count += 1
        with tf.variable_scope("layer_%d" % count):
            w = tf.get_variable("w", [h.shape[-1].value, size])
            return tf.matmul(h, w)

    with tf.variable_scope("shared_count"):
        x = layer(x, 4)
        count += 1
        x = tf.layers.dense(x, 4, name="own_%d" % count)
        for size in units:
            x = layer(layer(x, size), size + 1)
        return layer(x, 2)


def both_ways(x, gated):
    """Whichever way it goes, it counts as far."""
    count = 0

    def name(base):
        nonlocal count
        count += 1
        return "{}_{}".format(base, count)

    def gate(h):
        if gated:
            return h * tf.layers.dense(h, 3, tf.sigmoid, name=name("gate"))
        return tf.layers.dense(h, 3, name=name("plain"))

    with tf.variable_scope("both_ways"):
        x = tf.layers.dense(x, 3, name=name("in"))
        return tf.layers.dense(gate(x), 3, name=name("out"))


def uneven(x, deep):
    """How far it counts depends on the way it goes."""
    count = 0

    def layer(h):
        nonlocal count
        count += 1
        return tf.layers.dense(h, 2, name="uneven_%d" % count)

    if deep:
        x = layer(x)
    return layer(x)


def comprehended(x):
    count = 0

    def layer(h):
        nonlocal count
        count += 1
        return tf.layers.dense(h, 2, name="one_of_%d" % count)

    return tf.add_n([part for part in map(layer, tf.split(x, 2, axis=1))])


def until(x, limit):
    count = 0

    def layer(h):
        nonlocal count
        count += 1
        return tf.layers.dense(h, 2, name="until_%d" % count)

    while count < limit:
        x = layer(x)
    return x


def looked_at_later(x):
    """What reads the number is called when it is another one."""
    count = 0
    scale = lambda h: h * count

    def layer(h):
        nonlocal count
        count += 1
        return tf.layers.dense(h, 2, name="later_%d" % count)

    x = layer(x)
    x = layer(x)
    return scale(x)


def forward(x):
    a = residual_tower(x)
    with tf.variable_scope("again"):
        b = residual_tower(x, depths=[1], hidden=2)
    flat = tf.reshape(x, [-1, 32])
    c = alternating(flat)
    d = shared_count(c, [3, 2])
    e = both_ways(d, True)
    with tf.variable_scope("again"):
        f = both_ways(d, gated=False)
    g = uneven(e + f, True) + comprehended(flat) + until(flat, 2) + looked_at_later(flat)
    return a, b, c, d, e, f, g
