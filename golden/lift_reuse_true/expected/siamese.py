import tensorflow as tf
import keras


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(
            name="b", shape=[self.units], initializer=keras.initializers.Constant(0.1)
        )

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Tower(keras.layers.Layer):
    """Embeds one example.

    Args:
        x: [batch, features]
        name: variable scope
    """

    def __init__(self, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden = Dense(5, name="hidden")
        self.recur = Dense(5, name="recur")

    def call(self, x):
        h = tf.nn.relu(self.hidden(x))
        # One map applied twice.
        h = self.recur(h)
        h = self.recur(tf.nn.relu(h))
        return tf.nn.l2_normalize(h, 1)


class Critic(keras.layers.Layer):
    def __init__(self, *, name="critic", **kwargs):
        super().__init__(name=name, **kwargs)
        self.score = Dense(1, name="score")

    def call(self, a, b):
        joint = tf.concat([a, b], 1)
        return self.score(joint)


class Compare(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.tower = Tower()
        self.other = Tower(name="other")
        self.critic = Critic()

    def call(self, anchor, positive, negative):
        a = self.tower(anchor)
        p = self.tower(positive)
        n = self.tower(negative)
        other = self.other(negative)
        return self.critic(a, p) - self.critic(a, n), other
