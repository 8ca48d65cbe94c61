"""A flow whose small nets are templates."""
import tensorflow as tf
import keras


class ScaleAndShift(keras.layers.Layer):
    """A small net that gives a scale and a shift."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, hidden, flat=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.flat = flat
        self.dense = keras.layers.Dense(hidden, activation="relu", name="dense")

    def build(self, x_shape):
        self.dense_1 = keras.layers.Dense(2 * x_shape[-1], name="dense_1")

    def call(self, x):
        h = self.dense(x)
        out = self.dense_1(h)
        s, t = tf.split(out, 2, axis=-1)
        return (t if self.flat else tf.tanh(s)), t


class Prior(keras.layers.Layer):
    def __init__(self, *, name="prior", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.mean = self.add_weight(
            name="mean", shape=[x_shape[-1]], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.reduce_sum(tf.square(x - self.mean), -1)


class Flow(keras.layers.Layer):
    """Each half is changed by the other one, twice by the same net."""

    def __init__(self, hidden, *, name="flow", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first_scale_and_shift = ScaleAndShift(hidden=hidden)
        self.second_scale_and_shift = ScaleAndShift(hidden=2, flat=True)
        self.prior = Prior()

    def call(self, x):
        a, b = tf.split(x, 2, axis=1)
        for _ in range(2):
            with keras.name_scope("first"):
                s, t = self.first_scale_and_shift(a)  # the same weights both times
            b = b * tf.exp(s) + t
            with keras.name_scope("second"):
                s, t = self.second_scale_and_shift(b)
            a = a * tf.exp(s) + t
        # Once more, with the weights of the first one.
        with keras.name_scope("first"):
            s, t = self.first_scale_and_shift(tf.tanh(b))
        z = tf.concat([a + s, b + t], axis=1)
        with keras.name_scope("density"):
            before = self.prior(x)
        with keras.name_scope("density"):
            return z, self.prior(z) - before


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.flow = Flow(3)

    def call(self, x):
        z, energy = self.flow(x)
        return {"z": z, "energy": energy}
