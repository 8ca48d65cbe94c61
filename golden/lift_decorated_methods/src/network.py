"""Networks that are described as chains: each layer takes what the one before it made."""
import inspect

import tensorflow as tf


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
        with tf.variable_scope("scoped"):
            return layer(op)(self, *args, **kwargs)

    return decorated


def with_source(op):
    lines = len(inspect.getsource(op).split("\n"))

    def decorated(self, *args, **kwargs):
        self.lines = lines
        return layer(op)(self, *args, **kwargs)

    return decorated


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
        """Makes a variable of the layer."""
        return tf.get_variable(name, shape, trainable=self.trainable)

    def validate_padding(self, padding):
        assert padding in ("SAME", "VALID")

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
        # Is there such a padding?
        self.validate_padding(padding)
        c_i = int(inp.get_shape()[-1])
        convolve = lambda i, k: tf.nn.conv2d(i, k, [1, stride, stride, 1], padding=padding)
        with tf.variable_scope(name) as scope:
            kernel = self.make_var("weights", shape=[k_h, k_w, c_i, c_o])
            output = convolve(inp, kernel)
            # Add the biases
            if biased:
                biases = self.make_var("biases", [c_o])
                output = tf.nn.bias_add(output, biases)
            if relu:
                output = tf.nn.relu(output, name=scope.name)
            return output

    @layer
    def prelu(self, inp, name):
        with tf.variable_scope(name):
            i = int(inp.get_shape()[-1])
            alpha = self.make_var("alpha", shape=(i,))
            output = tf.nn.relu(inp) + tf.multiply(alpha, -tf.nn.relu(-inp))
        return output

    @layer
    def max_pool(self, inp, size, stride, name, padding="SAME"):
        self.validate_padding(padding)
        return tf.nn.max_pool(inp, ksize=[1, size, size, 1], strides=[1, stride, stride, 1],
                              padding=padding, name=name)

    @layer
    def fc(self, inp, num_out, name, relu=True):
        with tf.variable_scope(name):
            shape = inp.get_shape()
            if shape.ndims == 4:
                # Images become rows
                dim = 1
                for d in shape[1:].as_list():
                    dim *= int(d)
                flat = tf.reshape(inp, [-1, dim])
            else:
                flat, dim = (inp, shape[-1].value)
            weights = self.make_var("weights", shape=[dim, num_out])
            biases = self.make_var("biases", [num_out])
            out = tf.matmul(flat, weights) + biases
            return tf.nn.relu(out) if relu else out

    @within_scope
    def scoped(self, inp, num_out, name):
        return tf.layers.dense(inp, num_out, name=name)

    @with_source
    def noted(self, inp, num_out, name):
        return tf.layers.dense(inp, num_out, name=name)

    def block(self, units, name):
        """Two layers, of which the first is decorated."""
        self.fc(units, name=name + "_1")
        return tf.layers.dense(self.get_output(), units, name=name + "_2")
