import tensorflow as tf
from migrate import compat_scope


def _affine(x, units):
    w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.shape[1]), units])
    b = compat_scope.get_variable("b", [units], initializer=tf.compat.v1.zeros_initializer())
    return tf.matmul(x, w) + b


class Encoder(object):

    def __init__(self, name="encoder"):
        self._template = compat_scope.make_template(name, self._build)

    def _build(self, inputs):
        h = compat_scope.layers.dense(inputs, 4, activation=tf.nn.relu)
        return compat_scope.layers.dense(h, 2)

    def __call__(self, inputs):
        return self._template(inputs)


def forward(x, y):
    affine = compat_scope.make_template("affine", _affine, units=3)
    other = compat_scope.make_template("affine", _affine, units=3)
    encoder = Encoder()
    a = encoder(affine(x))
    b = encoder(affine(y))
    return a, b, other(x), affine.var_scope.name
