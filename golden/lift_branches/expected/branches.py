import tensorflow as tf
import keras
from migrate import compat_scope


class Linear(keras.layers.Layer):
    def __init__(self, units, use_bias=True, *, name="linear", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.use_bias = use_bias

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        if self.use_bias:
            self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x, activation=None):
        out = tf.matmul(x, self.w)
        if self.use_bias:
            out = tf.nn.bias_add(out, self.b)
        if activation is None:
            return out
        return activation(out)


class Normalize(keras.layers.Layer):
    """One of several normalizations."""

    def __init__(self, kind, *, name="norm", **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind

    def build(self, x_shape):
        if self.kind == "none":
            return
        depth = x_shape[-1]
        if self.kind == "scale":
            self.gain = self.add_weight(name="gain", shape=[depth], initializer="ones")
        elif self.kind == "layer":
            self.gain = self.add_weight(name="gain", shape=[depth], initializer="ones")
            self.offset = self.add_weight(
                name="offset", shape=[depth], initializer="zeros"
            )

    def call(self, x):
        if self.kind == "none":
            return x
        if self.kind == "scale":
            gain = self.gain.value
            return gain * x
        elif self.kind == "layer":
            gain = self.gain.value
            mean, var = compat_scope.nn.moments(x, [1], keep_dims=True)
            return gain * (x - mean) * tf.math.rsqrt(var + 1e-5) + self.offset
        else:
            raise ValueError("unknown normalization: %s" % self.kind)


def shortcut(x, units, project=None):
  in_dim = tf.compat.dimension_value(x.shape[-1])
  # An identity where the widths agree.
  project = in_dim != units if project is None else project
  return compat_scope.get_layer(Linear, units, use_bias=False, name='shortcut')(x) if project else x


def block(x, units, norm='layer', scope='block'):
  assert norm in ('none', 'scale', 'layer')
  with compat_scope.variable_scope(scope):
    h = compat_scope.get_layer(Normalize, norm, name='norm')(x)
    h = compat_scope.get_layer(Linear, units, name='linear')(h, activation=tf.nn.relu)
    return shortcut(x, units) + h


def forward(x):
  x = block(x, 4)
  x = block(x, 6, norm='scale', scope='wider')
  x = block(x, 6, 'none', scope='plain')
  return compat_scope.get_layer(Linear, 2, name='out')(x, activation=tf.compat.v1.nn.softmax)
