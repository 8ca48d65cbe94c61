"""Maps and gates in the way TF1's own cells are written, with the settings those give their scopes."""

import tensorflow as tf
import keras


class Linear(keras.layers.Layer):
    """x W + h U + b. The biases are never split between devices, whatever is done with the kernels."""

    def __init__(self, units, bias_start=0.0, *, name="linear", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.bias_start = bias_start

    def build(self, x_shape, h_shape):
        width = x_shape[1] + h_shape[1]
        self.kernel = self.add_weight(
            name="kernel", shape=[width, self.units], initializer="glorot_uniform"
        )
        # the biases are small
        self.bias = self.add_weight(
            name="bias",
            shape=[self.units],
            initializer=keras.initializers.Constant(self.bias_start),
        )

    def call(self, x, h):
        res = tf.matmul(tf.concat([x, h], 1), self.kernel)
        return tf.nn.bias_add(res, self.bias)


class Gated(keras.layers.Layer):
    """One step of a gated unit."""

    def __init__(self, units, *, name="gated", **kwargs):
        super().__init__(name=name, **kwargs)
        self.gate = Linear(units, 1.0, name="gate")
        self.linear = Linear(units)

    def call(self, x, h):
        # Reads variables where the rest of the unit runs.
        gate = tf.sigmoid(self.gate(x, h))
        return gate * h + (1.0 - gate) * tf.tanh(self.linear(x, h))


class Bounded(keras.layers.Layer):
    """A matrix divided by an estimate of its largest singular value, which gets better from step to step."""

    tf1_scope = ""  # opens no scope of its own

    def build(self, w_shape):
        self.u = self.add_weight(
            name="u",
            shape=[1, w_shape[-1]],
            initializer=keras.initializers.RandomNormal(stddev=1.0),
            trainable=False,
        )

    def call(self, w):
        v = tf.nn.l2_normalize(tf.matmul(self.u, tf.transpose(w)))
        better = tf.stop_gradient(tf.nn.l2_normalize(tf.matmul(v, w)))
        v = tf.stop_gradient(v)
        sigma = tf.reduce_sum(tf.matmul(v, w) * better)
        with tf.control_dependencies([self.u.value.assign(better)]):
            return tf.reshape(w / sigma, w.shape)


class Critic(keras.layers.Layer):
    """How likely a state is."""

    def __init__(self, *, name="critic", **kwargs):
        super().__init__(name=name, **kwargs)
        self.bounded = Bounded()
        self.score = keras.layers.Dense(1, name="score")

    def build(self, h_shape):
        self.w = self.add_weight(
            name="w", shape=[h_shape[1], 3], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[3], initializer="zeros")

    def call(self, h):
        hidden = tf.nn.relu(tf.matmul(h, self.bounded(self.w.value)) + self.b)
        return self.score(hidden)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.gated = Gated(units)
        self.critic = Critic()

    def call(self, x, h):
        state = self.gated(x, h)
        return {"state": state, "score": self.critic(state)}


class Compare(keras.layers.Layer):
    """A state and the one before it."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.gated = Gated(units)
        self.critic = Critic()

    def call(self, x, h):
        state = self.gated(x, h)
        return self.critic(state), self.critic(h)
