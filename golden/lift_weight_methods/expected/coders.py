"""Models whose weights are made by a method of their own, before anything is computed."""
import tensorflow as tf
import keras
from migrate import compat_scope


class _InitializeWeights(keras.layers.Layer):
    """Every weight by its short name."""

    def __init__(self, n_input, n_hidden, *, name="coder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.n_input = n_input
        self.n_hidden = n_hidden

    def build(self):
        self.w1 = self.add_weight(
            name="w1", shape=[self.n_input, self.n_hidden], initializer="glorot_uniform"
        )
        self.b1 = self.add_weight(name="b1", shape=[self.n_hidden], initializer="zeros")
        self.w2 = self.add_weight(
            name="w2", shape=[self.n_hidden, self.n_input], initializer="glorot_uniform"
        )

    def call(self, inputs=None):
        all_weights = dict()
        all_weights["w1"] = self.w1.value
        all_weights["b1"] = self.b1.value
        all_weights["w2"] = self.w2.value
        return all_weights


class Coder(object):
    """An autoencoder that keeps its weights in a dict."""

    def __init__(self, n_input, n_hidden, transfer=tf.nn.softplus):
        self.n_input = n_input
        self.n_hidden = n_hidden
        self.transfer = transfer
        self.weights = self._initialize_weights()

    def _initialize_weights(self):
        return compat_scope.get_layer(
            _InitializeWeights, self.n_input, self.n_hidden, name="coder"
        )()

    def encode(self, x):
        return self.transfer(tf.matmul(x, self.weights["w1"]) + self.weights["b1"])

    def error(self, x):
        return tf.reduce_mean(tf.square(tf.matmul(self.encode(x), self.weights["w2"]) - x))


class _InitWeights(keras.layers.Layer):
    def __init__(self, sizes, *, name="deep", **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes

    def build(self):
        self.weight = []
        self.weight_2 = []
        for i in range(1, len(self.sizes)):
            self.weight.append(
                self.add_weight(
                    name="W%d" % i,
                    shape=[self.sizes[i - 1], self.sizes[i]],
                    initializer="glorot_uniform",
                )
            )
            self.weight_2.append(
                self.add_weight(
                    name="b%d" % i,
                    shape=[self.sizes[i]],
                    initializer=keras.initializers.Constant(0.1),
                )
            )

    def call(self, inputs=None):
        W = {}
        b = {}
        for weight, weight_2, i in zip(
            self.weight, self.weight_2, range(1, len(self.sizes))
        ):
            W["layer%d" % i] = weight.value
            b["layer%d" % i] = weight_2.value
        return W, b


class Deep(object):
    """As many layers as there are sizes."""

    def __init__(self, sizes):
        self.sizes = sizes
        self._init_weights()

    def _init_weights(self):
        self.W, self.b = compat_scope.get_layer(_InitWeights, self.sizes, name="deep")()

    def predict(self, x):
        for i in range(1, len(self.sizes)):
            x = tf.nn.tanh(tf.matmul(x, self.W["layer%d" % i]) + self.b["layer%d" % i])
        return x

    def penalty(self):
        # The biases are free.
        return tf.add_n([tf.nn.l2_loss(w) for w in self.W.values()])


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def call(self, x):
        with compat_scope.hosting(self):
            coder = Coder(3, 4)
        code = coder.encode(x)
        with compat_scope.hosting(self):
            deep = Deep([4, 3, 2])
        return {
            "deep": deep.predict(code),
            "error": coder.error(x),
            "penalty": deep.penalty(),
        }
