import tensorflow as tf


def decayed(w, wd):
    """Nobody shares."""
    if wd and not tf.get_variable_scope().reuse:
        tf.add_to_collection("decay_once", tf.multiply(tf.nn.l2_loss(w), wd, name="decay"))
    return w


def half_unshared(w):
    if not tf.get_variable_scope().reuse:
        w = 0.5 * w
    return w


class Net(object):
    def __init__(self, wd):
        self.wd = wd

    def build(self, x):
        return self._up(self._fc(self._fc(x, 4, "fc1"), 3, "fc2"), "up")

    def _fc(self, x, units, name):
        with tf.variable_scope(name):
            w = tf.get_variable("w", [x.shape[1].value, units])
            w = self._noted(decayed(w, self.wd), 0.5)
            return tf.matmul(x, w) + tf.get_variable("b", [units])

    def _up(self, x, name):
        with tf.variable_scope(name):
            return tf.matmul(x, half_unshared(self._noted(tf.get_variable("w", [3, 3]), 0.0)))

    def _noted(self, w, factor):
        if factor and (not tf.get_variable_scope().reuse):
            w = w * factor
        return w


def forward(x):
    before = len(tf.get_collection("decay_once"))
    with tf.variable_scope("all"):
        y = Net(0.1).build(x)
    return y + tf.add_n(tf.get_collection("decay_once")[before:])
