import tensorflow as tf


def _affine(x, units):
    w = tf.get_variable("w", [x.shape[1].value, units])
    b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
    return tf.matmul(x, w) + b


class Encoder(object):

    def __init__(self, name="encoder"):
        self._template = tf.make_template(name, self._build)

    def _build(self, inputs):
        h = tf.layers.dense(inputs, 4, activation=tf.nn.relu)
        return tf.layers.dense(h, 2)

    def __call__(self, inputs):
        return self._template(inputs)


def forward(x, y):
    affine = tf.make_template("affine", _affine, units=3)
    other = tf.make_template("affine", _affine, units=3)
    encoder = Encoder()
    a = encoder(affine(x))
    b = encoder(affine(y))
    return a, b, other(x), affine.var_scope.name
