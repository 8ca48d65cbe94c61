import tensorflow as tf
from migrate import compat_scope


def scale_and_shift(x, hidden):
    """A small net that gives a scale and a shift."""
    h = compat_scope.layers.dense(x, hidden, activation=tf.nn.relu, name="hidden")
    out = compat_scope.layers.dense(h, 2 * tf.compat.dimension_value(x.shape[-1]), name="out")
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
    first = compat_scope.make_template("first", scale_and_shift, hidden=3)
    second = compat_scope.make_template("second", scale_and_shift, hidden=4)
    for i in range(2):
        x = coupling(x, first)  # the same weights both times
        x = coupling(x, second, flip=True)
    return x
