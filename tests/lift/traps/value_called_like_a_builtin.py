import tensorflow as tf


class Network(object):
    def __init__(self, inputs, trainable=True, reuse=None):
        self.terminals = []
        self.layers = dict(inputs)
        self.trainable = trainable
        with tf.variable_scope("network", reuse=reuse):
            self.setup()

    def setup(self):
        (self.feed("data").fc(5, name="fc1").fc(3, name="fc2"))
        (self.feed("fc1", "fc2").concat(1, "both").fc(2, relu=False, name="out"))

    def feed(self, *args):
        self.terminals = []
        for fed_layer in args:
            if isinstance(fed_layer, str):
                fed_layer = self.layers[fed_layer]
            self.terminals.append(fed_layer)
        return self

    def fc(self, num_out, name, relu=True):
        with tf.variable_scope(name) as scope:
            input = self.terminals[0]
            dim = input.get_shape()[-1].value
            op = tf.nn.relu_layer if relu else tf.nn.xw_plus_b
            weights = tf.get_variable("weights", [dim, num_out], trainable=self.trainable)
            biases = tf.get_variable("biases", [num_out], trainable=self.trainable)
            out = op(input, weights, biases, name=scope.name)
        self.layers[name] = out
        return self.feed(out)

    def concat(self, axis, name):
        out = tf.concat(axis=axis, values=self.terminals, name=name)
        self.layers[name] = out
        return self.feed(out)


def forward(x):
    a = Network({"data": x})
    b = Network({"data": x * 0.5}, reuse=True)
    return a.terminals[-1] + b.terminals[-1]
