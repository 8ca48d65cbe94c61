import tensorflow as tf


def dense(x, units, scope):
    """In a layer every variable is a resource, whatever the scopes around say."""
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.layers.dense(tf.matmul(x, w), units)


class Model(object):
    def __init__(self, use_resource=False):
        self.use_resource = use_resource

    def run(self, x, reuse=None):
        with tf.variable_scope("model", reuse=reuse, use_resource=self.use_resource):
            x = dense(x, 4, "first")
            return dense(x, 3, "second")


def plain(x):
    with tf.variable_scope("plain", use_resource=True):
        return dense(x, 3, "only")


def forward(x):
    model = Model()
    x = plain(model.run(x))
    return x + model.run(2 * x, reuse=True) + dense(x, 3, "outside")
