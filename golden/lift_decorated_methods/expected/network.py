"""Networks that are described as chains: each layer takes what the one before it made."""
import inspect

import tensorflow as tf
import keras
from migrate import compat_scope


def layer(op):
    """A method that makes a layer: its input is what was fed, its output is fed to the next one."""

    def decorated(self, *args, **kwargs):
        name = kwargs.setdefault("name", self.get_unique_name(op.__name__))
        if not self.terminals:
            raise RuntimeError("No input for layer %s." % name)
        layer_input = self.terminals[0] if len(self.terminals) == 1 else list(self.terminals)
        output = op(self, layer_input, *args, **kwargs)
        self.layers[name] = output
        self.feed(output)
        return self

    return decorated


def within_scope(op):
    def decorated(self, *args, **kwargs):
        with compat_scope.variable_scope("scoped"):
            return layer(op)(self, *args, **kwargs)

    return decorated


def with_source(op):
    lines = len(inspect.getsource(op).split("\n"))

    def decorated(self, *args, **kwargs):
        self.lines = lines
        return layer(op)(self, *args, **kwargs)

    return decorated


def add_make_var(layer, name, shape, trainable):
    """Makes a variable of the layer."""
    return layer.add_weight(
        name=name,
        shape=tf.TensorShape(shape),
        initializer="glorot_uniform",
        trainable=trainable,
    )


def make_var(name, shape, trainable):
    """Makes a variable of the layer."""
    return compat_scope.get_variable(name, shape, trainable=trainable)


def validate_padding(padding):
    assert padding in ("SAME", "VALID")


class Conv(keras.layers.Layer):
    tf1_order = ("weights_", "biases")  # as TF1 made them

    def __init__(
        self,
        k_h,
        k_w,
        c_o,
        trainable,
        relu=True,
        padding="SAME",
        biased=True,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.k_h = k_h
        self.k_w = k_w
        self.c_o = c_o
        self.trainable_ = trainable
        self.relu = relu
        self.padding = padding
        self.biased = biased

    def build(self, inp_shape):
        c_i = int(inp_shape[-1])
        self.weights_ = add_make_var(
            self,
            "weights",
            shape=[self.k_h, self.k_w, c_i, self.c_o],
            trainable=self.trainable_,
        )
        if self.biased:
            self.biases = add_make_var(self, "biases", [self.c_o], self.trainable_)

    def call(self, inp, stride):
        # Is there such a padding?
        validate_padding(self.padding)
        convolve = lambda i, k: tf.nn.conv2d(
            i, k, [1, stride, stride, 1], padding=self.padding
        )
        output = convolve(inp, self.weights_.value)
        # Add the biases
        if self.biased:
            output = tf.nn.bias_add(output, self.biases)
        if self.relu:
            output = tf.nn.relu(output, name=self.name)
        return output


class Prelu(keras.layers.Layer):
    def __init__(self, trainable, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.trainable_ = trainable

    def build(self, inp_shape):
        i = int(inp_shape[-1])
        self.alpha = add_make_var(self, "alpha", shape=(i,), trainable=self.trainable_)

    def call(self, inp):
        output = tf.nn.relu(inp) + tf.multiply(self.alpha, -tf.nn.relu(-inp))
        return output


class Fc(keras.layers.Layer):
    tf1_order = ("weights_", "biases")  # as TF1 made them

    def __init__(self, num_out, trainable, relu=True, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.num_out = num_out
        self.trainable_ = trainable
        self.relu = relu

    def build(self, inp_shape):
        shape = inp_shape
        if len(shape) == 4:
            dim = 1
            for d in list(shape[1:]):
                dim *= int(d)
        else:
            dim = shape[-1]
        self.weights_ = add_make_var(
            self, "weights", shape=[dim, self.num_out], trainable=self.trainable_
        )
        self.biases = add_make_var(self, "biases", [self.num_out], self.trainable_)

    def call(self, inp):
        shape = inp.get_shape()
        if shape.ndims == 4:
            # Images become rows
            dim = 1
            for d in shape[1:].as_list():
                dim *= int(d)
            flat = tf.reshape(inp, [-1, dim])
        else:
            flat = inp
        out = tf.matmul(flat, self.weights_) + self.biases
        return tf.nn.relu(out) if self.relu else out


class Scoped(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, num_out, scope_name, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(num_out, name=scope_name)

    def call(self, inp):
        return self.dense(inp)


class Network(object):

    def __init__(self, inputs, trainable=True):
        self.layers = dict(inputs)
        self.terminals = []
        self.lines = 0
        self.trainable = trainable
        self.setup()

    def setup(self):
        raise NotImplementedError()

    def feed(self, *args):
        self.terminals = [self.layers[a] if isinstance(a, str) else a for a in args]
        return self

    def get_output(self):
        return self.terminals[-1]

    def get_unique_name(self, prefix):
        return "%s_%d" % (prefix, sum(t.startswith(prefix) for t in self.layers) + 1)

    def make_var(self, name, shape):
        return make_var(name, shape, self.trainable)

    def validate_padding(self, padding):
        validate_padding(padding)

    @layer
    def conv(self,
             inp,
             k_h,
             k_w,
             c_o,
             stride,
             name,
             relu=True,
             padding="SAME",
             biased=True):
        return compat_scope.get_layer(
            Conv, k_h, k_w, c_o, self.trainable, relu, padding, biased, name=name
        )(inp, stride=stride)

    @layer
    def prelu(self, inp, name):
        return compat_scope.get_layer(Prelu, self.trainable, name=name)(inp)

    @layer
    def max_pool(self, inp, size, stride, name, padding="SAME"):
        self.validate_padding(padding)
        return tf.nn.max_pool2d(inp, ksize=[1, size, size, 1], strides=[1, stride, stride, 1],
                              padding=padding, name=name)

    @layer
    def fc(self, inp, num_out, name, relu=True):
        return compat_scope.get_layer(Fc, num_out, self.trainable, relu, name=name)(inp)

    @within_scope
    def scoped(self, inp, num_out, name):
        return compat_scope.get_layer(Scoped, num_out, name)(inp)

    @with_source
    def noted(self, inp, num_out, name):
        return compat_scope.layers.dense(inp, num_out, name=name)

    def block(self, units, name):
        """Two layers, of which the first is decorated."""
        self.fc(units, name=name + "_1")
        return compat_scope.layers.dense(self.get_output(), units, name=name + "_2")
