import tensorflow as tf
import keras


class Embed(keras.layers.Layer):
    def __init__(self, size=3, *, name="embedding", **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size

    def build(self, ids_shape):
        self.table = self.add_weight(
            name="table", shape=[5, self.size], initializer="glorot_uniform"
        )

    def call(self, ids):
        return tf.gather(self.table, ids)


class Step(keras.layers.Layer):
    """One recurrent step; every call shares the weights."""

    def __init__(self, *, name="step", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, h_shape, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[h_shape[1], h_shape[1]],
            initializer=keras.initializers.Orthogonal(),
        )
        self.u = self.add_weight(
            name="u", shape=[x_shape[1], h_shape[1]], initializer="glorot_uniform"
        )

    def call(self, h, x):
        return tf.tanh(tf.matmul(h, self.w) + tf.matmul(x, self.u))


class Unrolled(keras.layers.Layer):
    def __init__(self, units=4, *, name="unrolled", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.embed = Embed()
        self.step = Step()

    def call(self, ids):
        x = self.embed(ids)
        h = tf.zeros([tf.compat.dimension_value(ids.shape[0]), self.units])
        for t in range(tf.compat.dimension_value(ids.shape[1])):
            h = self.step(h, x[:, t])
        return h


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.unrolled = Unrolled()
        self.last = Step(name="last")

    def call(self, ids, more):
        a = self.unrolled(ids)
        b = self.unrolled(more)  # longer, same weights
        return tf.reduce_sum(a * b, axis=1), self.last(a, b)
