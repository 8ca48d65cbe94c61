import tensorflow as tf


class Registry(object):
    """Counts how often it was asked."""

    def __init__(self):
        self.asked = 0

    def __contains__(self, name):
        self.asked += 1
        return self.asked % 2 == 1

    def get(self, name):
        self.asked += 1
        return self.asked


REGISTRY = Registry()


def block(x, registry, scope):
    with tf.variable_scope(scope):
        if "wide" in registry:
            x = tf.layers.dense(x, 6, name="wide")
        x = tf.layers.dense(x, registry.get("units"), name="units")
        return tf.layers.dense(x, 3, name="out")


def shared(x, scope):
    with tf.variable_scope(scope):
        if "wide" in REGISTRY:
            x = tf.layers.dense(x, 6, name="wide")
        return tf.layers.dense(x, 3, name="out")


def counted(x, scope):
    with tf.variable_scope(scope):
        x = tf.layers.dense(x, REGISTRY.get("units"), name="units")
        return tf.layers.dense(x, 3, name="out")


class Net(object):
    def __init__(self):
        self.registry = Registry()

    def __call__(self, x):
        with tf.variable_scope("net"):
            if "wide" in self.registry:
                x = tf.layers.dense(x, 6, name="wide")
            x = tf.layers.dense(x, self.registry.get("units"), name="units")
            return tf.layers.dense(x, 3, name="out")


def forward(x):
    REGISTRY.asked = 0
    registry = Registry()
    with tf.variable_scope("blocks"):
        x = block(x, registry, "a")
        x = block(x, registry, "b")
    x = shared(x, "a")
    x = counted(shared(x, "b"), "c")
    x = Net()(x)
    return x * float(registry.asked + REGISTRY.asked)
