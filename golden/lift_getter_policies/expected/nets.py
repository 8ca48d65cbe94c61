"""Networks of the policies."""
import numpy as np
import tensorflow as tf
import keras


def ortho_init(scale=1.0):
    def _ortho_init(shape, dtype, partition_info=None):
        flat = (shape[0], int(np.prod(shape[1:])))
        u, _, v = np.linalg.svd(np.random.RandomState(7).normal(0.0, 1.0, flat), full_matrices=False)
        q = u if u.shape == flat else v
        return (scale * q.reshape(shape)).astype(np.float32)
    return _ortho_init


class Fc(keras.layers.Layer):
    def __init__(self, nh, init_scale=1.0, init_bias=0.0, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.nh = nh
        self.init_scale = init_scale
        self.init_bias = init_bias

    def build(self, x_shape):
        nin = x_shape[1]
        self.w = self.add_weight(
            name="w", shape=[nin, self.nh], initializer=ortho_init(self.init_scale)
        )
        self.b = self.add_weight(
            name="b",
            shape=[self.nh],
            initializer=keras.initializers.Constant(self.init_bias),
        )

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Torso(keras.layers.Layer):
    """The layers that actor and critic share."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, nh=6, layers=2, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.flatten = keras.layers.Flatten()
        self.fc = [
            Fc(nh, init_scale=np.sqrt(2), name="fc%d" % i) for i in range(layers)
        ]

    def call(self, x):
        h = self.flatten(x)
        for fc in self.fc:
            h = tf.nn.tanh(fc(h))
        return h


class Memory(keras.layers.Layer):
    """One step of a recurrent layer with weights of its own."""

    def __init__(self, nh=4, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.nh = nh

    def build(self, h_shape):
        self.wx = self.add_weight(
            name="wx", shape=[h_shape[1], self.nh], initializer=ortho_init()
        )
        self.wh = self.add_weight(
            name="wh", shape=[self.nh, self.nh], initializer=ortho_init()
        )
        self.b = self.add_weight(
            name="b", shape=[self.nh], initializer=keras.initializers.Constant(0.0)
        )

    def call(self, h, state):
        return tf.tanh(tf.matmul(h, self.wx) + tf.matmul(state, self.wh) + self.b)
