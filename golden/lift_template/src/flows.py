import tensorflow as tf


def scale_and_shift(x, hidden):
    """A small net that gives a scale and a shift."""
    h = tf.layers.dense(x, hidden, activation=tf.nn.relu, name="hidden")
    out = tf.layers.dense(h, 2 * x.shape[-1].value, name="out")
    s, t = tf.split(out, 2, axis=-1)
    return tf.tanh(s), t


def coupling(x, net, flip=False):
    a, b = tf.split(x, 2, axis=1)
    if flip:
        a, b = b, a
    s, t = net(a)
    b = b * tf.exp(s) + t
    return tf.concat([b, a] if flip else [a, b], axis=1)


def forward(x):
    first = tf.make_template("first", scale_and_shift, hidden=3)
    second = tf.make_template("second", scale_and_shift, hidden=4)
    for i in range(2):
        x = coupling(x, first)  # the same weights both times
        x = coupling(x, second, flip=True)
    return x
