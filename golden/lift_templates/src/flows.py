"""A flow whose small nets are templates."""
import tensorflow as tf


def scale_and_shift(x, hidden, flat=False):
    """A small net that gives a scale and a shift."""
    h = tf.layers.dense(x, hidden, activation=tf.nn.relu)
    out = tf.layers.dense(h, 2 * x.shape[-1].value)
    s, t = tf.split(out, 2, axis=-1)
    return (t if flat else tf.tanh(s)), t


def prior(x):
    with tf.variable_scope("prior"):
        mean = tf.get_variable("mean", [x.shape[-1].value])
        return tf.reduce_sum(tf.square(x - mean), -1)


def flow(x, hidden):
    """Each half is changed by the other one, twice by the same net."""
    with tf.variable_scope("flow"):
        first = tf.make_template("first", scale_and_shift, hidden=hidden)
        second = tf.make_template("second", scale_and_shift, hidden=2, flat=True)
        density = tf.make_template("density", prior)
        a, b = tf.split(x, 2, axis=1)
        for _ in range(2):
            s, t = first(a)  # the same weights both times
            b = b * tf.exp(s) + t
            s, t = second(b)
            a = a * tf.exp(s) + t
        # Once more, with the weights of the first one.
        s, t = first(tf.tanh(b))
        z = tf.concat([a + s, b + t], axis=1)
        before = density(x)
        return z, density(z) - before


def forward(x):
    z, energy = flow(x, 3)
    return {"z": z, "energy": energy}
