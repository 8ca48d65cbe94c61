import tensorflow as tf


def gated(x, name):
    with tf.variable_scope(name):
        return tf.tanh(x * tf.layers.dense(x, 3, name="gate"))


def flag(x, use):
    part = gated if use else None
    with tf.variable_scope("flag_%d" % use):
        x = tf.layers.dense(x, 3, name="d")
        use = not use
        if part is not None:
            x = part(x, "a")
        return tf.layers.dense(x, 3, name="e")


def set_again(x, use):
    part = gated if use else None
    with tf.variable_scope("set_again_%d" % use):
        if part:
            x = part(x, "a")
        part = None
        if not part:
            x = tf.layers.dense(x, 3, name="e")
        return x


def inside(x, use):
    part = gated if use else None

    def layer(h, use, name):
        if part is not None and use:
            h = part(h, name)
        return tf.layers.dense(h, 3, name=name + "_d")

    with tf.variable_scope("inside_%d" % use):
        return layer(layer(x, True, "a"), False, "b")


def forward(x):
    for use in (0, 1):
        x = flag(x, use) + set_again(x, use) + inside(x, use)
    return x
