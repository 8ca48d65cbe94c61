import numpy as np
import tensorflow as tf
import keras


class Dense(keras.layers.Layer):
    def __init__(self, n_in, n_out, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.n_in = n_in
        self.n_out = n_out

    def build(self, x_shape):
        self.weights_ = self.add_weight(
            name="weights",
            shape=[self.n_in, self.n_out],
            initializer=keras.initializers.TruncatedNormal(
                stddev=1.0 / np.sqrt(self.n_in)
            ),
        )
        self.biases = self.add_weight(
            name="biases", shape=[self.n_out], initializer="zeros"
        )

    def call(self, x):
        return tf.matmul(x, self.weights_) + self.biases


class Net(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        self.h1 = self.add_weight(
            name="h1",
            shape=[4, 5],
            initializer=keras.initializers.RandomNormal(stddev=1.0),
        )
        self.out = self.add_weight(
            name="out",
            shape=[5, 3],
            initializer=keras.initializers.RandomNormal(stddev=1.0),
        )

    def call(self, x):
        weights = {
            "h1": self.h1.value,
            "out": self.out.value,
        }
        hidden = tf.nn.relu(tf.matmul(x, weights["h1"]))
        return tf.matmul(hidden, weights["out"])


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("net", "first", "second", "offset")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.net = Net()
        self.first = Dense(3, 4, name="first")
        self.second = Dense(4, 2, name="second")

    def build(self, x_shape):
        self.offset = self.add_weight(
            name="offset",
            shape=(2,),
            initializer=keras.initializers.Constant([0.5, -0.5]),
            trainable=False,
        )

    def call(self, x):
        a = self.net(x)
        a = self.first(a)
        a = self.second(tf.nn.relu(a))
        return a + self.offset
