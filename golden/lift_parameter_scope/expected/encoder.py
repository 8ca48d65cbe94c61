import tensorflow as tf
import keras


class Affine(keras.layers.Layer):
    """x @ w + b."""

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.02),
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Norm(keras.layers.Layer):
    def __init__(self, epsilon=1e-6, *, name="norm", **kwargs):
        super().__init__(name=name, **kwargs)
        self.epsilon = epsilon

    def build(self, x_shape):
        depth = x_shape[-1]
        self.gain = self.add_weight(name="gain", shape=[depth], initializer="ones")

    def call(self, x):
        mean, variance = tf.nn.moments(x, [-1], keepdims=True)
        return self.gain * (x - mean) / tf.sqrt(variance + self.epsilon)


class Encoder(keras.layers.Layer):
    def __init__(self, units, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.in_ = Affine(units, name="in")
        self.norm = Norm()
        self.middle = Affine(units * 2, name="middle")
        self.norm_middle = Norm(epsilon=1e-5, name="norm_middle")
        self.out = Affine(units=units, name="out")

    def call(self, x):
        h = tf.nn.relu(self.in_(x))
        h = self.norm(h)
        h = self.norm_middle(self.middle(h))
        return self.out(h)


class Similarity(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = Encoder(units)
        self.other_encoder = Encoder(units, name="other_encoder")

    def call(self, left, right):
        # Two towers with weights of their own.
        a = self.encoder(left)
        b = self.other_encoder(right)
        return tf.reduce_sum(a * b, -1)
