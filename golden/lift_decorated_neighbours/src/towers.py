"""Models of such parts."""
import tensorflow as tf

from parts import Noise, gain, head, normed, stack, table


def tower(x, units, scope, reuse=None):
    """Its own layers stand between decorated ones."""
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, units, name="first")
        h = stack(h, units)
        h = normed(h)  # in its own scope
        h = tf.layers.dense(tf.nn.relu(h), units, name="second")
        h = gain(h, "out/last")
        h = Noise.scaled(h, 2)
        return head(h, 3)


def siamese(x):
    """The same weights for both."""
    with tf.variable_scope("siamese"):
        left = tower(x, 4, "net")
        right = tower(2.0 * x, 4, "net", reuse=True)
        return left - right


def counted(x):
    """What `normed` is called in may have the name of what TF1 counts here."""
    with tf.variable_scope("counted"):
        h = normed(x)
        return tf.layers.dense(h, 3)


def cached(x):
    """Nobody knows where `table` was made first."""
    with tf.variable_scope("cached"):
        h = tf.layers.dense(x, 3, name="fc")
        return h * table(3)


def forward(x):
    with tf.variable_scope("model"):
        y = tower(x, 4, "one")
        y = y + siamese(x)
        return tower(y, 5, "two")


def rest(x):
    return counted(x) + cached(x)
