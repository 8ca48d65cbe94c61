import tensorflow as tf
import keras


class Project(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.compat.v1.nn.xw_plus_b(x, self.w, self.b)


class Towers(keras.layers.Layer):
    """The same weights on every slice of the batch."""

    def __init__(self, num_towers=2, *, name="towers", **kwargs):
        super().__init__(name=name, **kwargs)
        self.num_towers = num_towers
        self.project = Project(2)

    def call(self, x):
        results = []
        for part in tf.split(x, self.num_towers):
            results.append(self.project(part))
        return tf.concat(results, 0)


class Twice(keras.layers.Layer):
    def __init__(self, *, name="twice", **kwargs):
        super().__init__(name=name, **kwargs)
        self.project = Project(4)

    def call(self, x, y):
        first = self.project(x)
        second = self.project(y)
        return tf.reduce_mean(first) + second


class Again(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.project = Project(2)

    def call(self, x, y):
        with keras.name_scope("again"):
            first = self.project(x)
        total = tf.reduce_sum(first)
        with keras.name_scope("again"):
            return total * self.project(y)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.towers = Towers()
        self.twice = Twice()
        self.again = Again()

    def call(self, x, y):
        a = self.towers(x)
        b = self.twice(x, y)
        with keras.name_scope("outer"):
            c = self.again(x, y)
            d = self.again(y, x)
        return a, b, c, d
