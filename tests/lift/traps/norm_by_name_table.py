import tensorflow as tf

NORMS = {"batch": lambda h, t: tf.layers.batch_normalization(h, training=t), "none": lambda h, t: h,
         "layer": lambda h, t: tf.contrib.layers.layer_norm(h)}


def get_norm(name):
    return NORMS[name]


class Net(object):
    def __init__(self, norm, units):
        self.norm = get_norm(norm)
        self.units = units

    def __call__(self, x, training=False, reuse=None):
        with tf.variable_scope("net", reuse=reuse):
            for n in self.units:
                x = self.norm(tf.layers.dense(x, n), training)
            w = tf.get_variable("scale", [1])
            return x * w


def forward(x):
    net = Net("batch", [3, 2])
    with tf.variable_scope("a"):
        y = net(x)
    with tf.variable_scope("b"):
        return y + Net("layer", [3, 2])(x) + Net("none", (2,))(x) if False else y + Net("layer", [3, 2])(x)
