import tensorflow as tf


def halved(w):
    if not tf.get_variable_scope().reuse:
        w = 0.5 * w
    return w


def given(w):
    if not tf.get_variable_scope().reuse:
        w = 0.25 * w
    return w


def share(scope):
    scope.reuse_variables()


def switched(w):
    if not tf.get_variable_scope().reuse:
        w = 0.75 * w
    return w


def fc(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [x.shape[1].value, 3])
        return tf.matmul(x, halved(w))


def by(x, scope, fn):
    with tf.variable_scope(scope):
        return tf.matmul(x, fn(tf.get_variable("w", [x.shape[1].value, 3])))


def both(x):
    with tf.variable_scope("both") as scope:
        a = tf.matmul(x, switched(tf.get_variable("w", [3, 3])))
        share(scope)
        return a + tf.matmul(x, switched(tf.get_variable("w", [3, 3])))


def auto(x):
    with tf.variable_scope("auto", reuse=tf.AUTO_REUSE):
        return tf.matmul(x, always(tf.get_variable("w", [3, 3])))


def always(w):
    if not tf.get_variable_scope().reuse:
        w = 3.0 * w
    return w


class Base(object):
    def run(self, x):
        with tf.variable_scope("base", reuse=tf.AUTO_REUSE):
            return tf.matmul(x, self.weighed(tf.get_variable("w", [3, 3])))


class Net(Base):
    def weighed(self, w):
        if not tf.get_variable_scope().reuse:
            w = 4.0 * w
        return w


def forward(x):
    y = fc(x, "a") + fc(2.0 * x, "a", reuse=True)
    y += by(y, "b", given)
    with tf.variable_scope("", reuse=True):
        y += by(y, "b", given)
    return both(y) + auto(y) + Net().run(y)
