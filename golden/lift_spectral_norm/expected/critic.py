"""A critic whose weights are normalized by their largest singular value."""
import tensorflow as tf
import keras
from migrate import compat_scope


def spectral_norm(inputs, rounds=1, epsilon=1e-12):
    """Stays: its vector is called after the weight, and below it."""
    if len(inputs.shape) < 2:
        raise ValueError("Only matrices and kernels can be normalized")
    w = tf.reshape(inputs, (-1, inputs.shape[-1]))

    # Of moving averages the same vector is used.
    var_name = inputs.name.replace("/ExponentialMovingAverage", "").split("/")[-1]
    var_name = var_name.split(":")[0] + "/u_var"
    u_var = compat_scope.get_variable(
        var_name, shape=(w.shape[0], 1), dtype=w.dtype, initializer=tf.compat.v1.random_normal_initializer(), trainable=False)
    u = u_var
    for _ in range(rounds):
        v = tf.math.l2_normalize(tf.matmul(tf.transpose(w), u), axis=None, epsilon=epsilon)
        u = tf.math.l2_normalize(tf.matmul(w, v), axis=None, epsilon=epsilon)
    u = tf.stop_gradient(u)
    v = tf.stop_gradient(v)
    sigma = tf.matmul(tf.matmul(tf.transpose(u), w), v)
    return tf.reshape(w / sigma, inputs.shape)


class Linear(keras.layers.Layer):
    tf1_order = ("kernel", "spectral_norm", "bias")  # as TF1 made them

    def __init__(self, units, use_sn=False, use_bias=True, *, name="linear", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.use_sn = use_sn
        self.use_bias = use_bias

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel", shape=[x_shape[1], self.units], initializer="glorot_uniform"
        )
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias", shape=[self.units], initializer="zeros"
            )

    def call(self, x):
        kernel = self.kernel.value
        if self.use_sn:
            with compat_scope.hosting(self, "spectral_norm"):
                kernel = spectral_norm(self.kernel)
        y = tf.matmul(x, kernel)
        if self.use_bias:
            y += self.bias
        return y


class Conv2d(keras.layers.Layer):
    tf1_order = ("kernel", "spectral_norm", "bias")  # as TF1 made them

    def __init__(self, filters, size, stride, use_sn=False, *, name="conv2d", **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.size = size
        self.stride = stride
        self.use_sn = use_sn

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[self.size, self.size, x_shape[-1], self.filters],
            initializer="glorot_uniform",
        )
        self.bias = self.add_weight(
            name="bias", shape=[self.filters], initializer="zeros"
        )

    def call(self, x):
        w = self.kernel.value
        if self.use_sn:
            with compat_scope.hosting(self, "spectral_norm"):
                w = spectral_norm(self.kernel)
        y = tf.nn.conv2d(x, w, strides=[1, self.stride, self.stride, 1], padding="SAME")
        return y + self.bias


class Embedded(keras.layers.Layer):
    def __init__(self, units, *, name="projection", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel", shape=[x_shape[1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        with compat_scope.hosting(self):
            return tf.matmul(
                x, spectral_norm(self.kernel, rounds=2)
            ) + 0.01 * tf.reduce_sum(self.kernel)


class Critic(keras.layers.Layer):
    def __init__(self, *, name="critic", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv1 = Conv2d(4, 3, 1, use_sn=True, name="conv1")
        self.conv2 = Conv2d(4, 3, 2, name="conv2")
        self.linear = Linear(3, use_sn=True)
        self.skip = Linear(3, name="skip")
        self.embedded = Embedded(3)

    def call(self, x):
        h = tf.nn.relu(self.conv1(x))
        h = tf.nn.relu(self.conv2(h))
        h = tf.reduce_mean(h, axis=[1, 2])
        return self.linear(h) + self.skip(h) + self.embedded(h)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.critic = Critic()

    def call(self, x):
        return self.critic(x) - self.critic(0.5 * x)
