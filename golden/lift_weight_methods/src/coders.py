"""Models whose weights are made by a method of their own, before anything is computed."""
import tensorflow as tf


class Coder(object):
    """An autoencoder that keeps its weights in a dict."""

    def __init__(self, n_input, n_hidden, transfer=tf.nn.softplus):
        self.n_input = n_input
        self.n_hidden = n_hidden
        self.transfer = transfer
        self.weights = self._initialize_weights()

    def _initialize_weights(self):
        """Every weight by its short name."""
        all_weights = dict()
        with tf.variable_scope("coder"):
            all_weights["w1"] = tf.get_variable("w1", shape=[self.n_input, self.n_hidden])
            all_weights["b1"] = tf.get_variable("b1", shape=[self.n_hidden], initializer=tf.zeros_initializer())
            all_weights["w2"] = tf.get_variable("w2", shape=[self.n_hidden, self.n_input])
        return all_weights

    def encode(self, x):
        return self.transfer(tf.matmul(x, self.weights["w1"]) + self.weights["b1"])

    def error(self, x):
        return tf.reduce_mean(tf.square(tf.matmul(self.encode(x), self.weights["w2"]) - x))


class Deep(object):
    """As many layers as there are sizes."""

    def __init__(self, sizes):
        self.sizes = sizes
        self._init_weights()

    def _init_weights(self):
        self.W = {}
        self.b = {}
        with tf.variable_scope("deep"):
            for i in range(1, len(self.sizes)):
                self.W["layer%d" % i] = tf.get_variable("W%d" % i, [self.sizes[i - 1], self.sizes[i]])
                self.b["layer%d" % i] = tf.get_variable("b%d" % i, [self.sizes[i]],
                                                        initializer=tf.constant_initializer(0.1))

    def predict(self, x):
        for i in range(1, len(self.sizes)):
            x = tf.nn.tanh(tf.matmul(x, self.W["layer%d" % i]) + self.b["layer%d" % i])
        return x

    def penalty(self):
        # The biases are free.
        return tf.add_n([tf.nn.l2_loss(w) for w in self.W.values()])


def forward(x):
    coder = Coder(3, 4)
    code = coder.encode(x)
    deep = Deep([4, 3, 2])
    return {"deep": deep.predict(code), "error": coder.error(x), "penalty": deep.penalty()}
