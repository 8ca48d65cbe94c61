import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope


def dense(x, n_in, n_out, name):
    with compat_scope.name_scope(name):
        w = compat_scope.Variable(tf.random.truncated_normal([n_in, n_out], stddev=1.0 / np.sqrt(n_in)), name="weights")
        b = compat_scope.Variable(tf.zeros([n_out]), name="biases")
        return tf.matmul(x, w) + b


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


def forward(x):
    a = compat_scope.get_layer(Net)(x)
    a = dense(a, 3, 4, "first")
    a = dense(tf.nn.relu(a), 4, 2, name="second")
    offset = compat_scope.Variable(np.array([0.5, -0.5], np.float32), trainable=False, name="offset")
    return a + offset
