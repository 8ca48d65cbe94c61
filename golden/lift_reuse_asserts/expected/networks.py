import tensorflow as tf
import keras


class InstanceNorm(keras.layers.Layer):
    def __init__(self, *, name="instance_norm", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        depth = x_shape[3]
        self.scale = self.add_weight(
            name="scale",
            shape=[depth],
            initializer=keras.initializers.RandomNormal(mean=1.0, stddev=0.02),
        )
        self.offset = self.add_weight(
            name="offset", shape=[depth], initializer=keras.initializers.Constant(0.0)
        )

    def call(self, x):
        mean, variance = tf.nn.moments(x, axes=[1, 2], keepdims=True)
        return self.scale * (x - mean) * tf.math.rsqrt(variance + 1e-5) + self.offset


class Conv2d(keras.layers.Layer):
    def __init__(self, filters, size=3, stride=2, *, name="conv2d", **kwargs):
        super().__init__(name=name, **kwargs)
        init = keras.initializers.TruncatedNormal(stddev=0.02)
        self.conv = keras.layers.Conv2D(
            filters,
            kernel_size=size,
            strides=stride,
            padding="same",
            use_bias=False,
            kernel_initializer=init,
            name="conv",
        )

    def call(self, x):
        return self.conv(x)


class Discriminator(keras.layers.Layer):
    """Says of every patch whether it is real."""

    def __init__(self, options, *, name="discriminator", **kwargs):
        super().__init__(name=name, **kwargs)
        self.h0_conv = Conv2d(options.df_dim, name="h0_conv")
        self.h1_conv = Conv2d(options.df_dim * 2, name="h1_conv")
        self.bn1 = InstanceNorm(name="bn1")
        self.pred = Conv2d(1, stride=1, name="pred")

    def call(self, image):
        # the image is (8 x 8 x 3)
        h0 = tf.nn.leaky_relu(self.h0_conv(image))
        # h0 is (4 x 4 x df_dim)
        h1 = tf.nn.leaky_relu(self.bn1(self.h1_conv(h0)))
        # h1 is (2 x 2 x df_dim * 2)
        return self.pred(h1)


class Residual(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, filters, scope_name, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = Conv2d(filters, stride=1, name=scope_name + "_c1")
        self.instance_norm = InstanceNorm(name=scope_name + "_bn1")
        self.conv2d_2 = Conv2d(filters, stride=1, name=scope_name + "_c2")
        self.instance_norm_2 = InstanceNorm(name=scope_name + "_bn2")

    def call(self, x):
        y = tf.nn.relu(self.instance_norm(self.conv2d(x)))
        return x + self.instance_norm_2(self.conv2d_2(y))


class Generator(keras.layers.Layer):
    def __init__(self, options, *, name="generator", **kwargs):
        super().__init__(name=name, **kwargs)
        self.e1 = Conv2d(options.gf_dim, stride=1, name="e1")
        self.e1_bn = InstanceNorm(name="e1_bn")
        self.residual = Residual(options.gf_dim, scope_name="r1")
        self.residual_2 = Residual(options.gf_dim, scope_name="r2")
        self.residual_3 = [
            Residual(options.gf_dim, "t%d" % i) for i in range(options.blocks)
        ]
        self.pred = Conv2d(options.output_c_dim, stride=1, name="pred")

    def call(self, image):
        x = tf.nn.relu(self.e1_bn(self.e1(image)))
        r1 = self.residual(x)
        r2 = self.residual_2(r1)
        for residual_3 in self.residual_3:
            r2 = residual_3(r2)
        return tf.nn.tanh(self.pred(r2))


class Critic(keras.layers.Layer):
    """One number per image; the object knows whether it was called before."""

    def __init__(self, width, name="critic", **kwargs):
        super().__init__(name=name, **kwargs)
        self.width = width
        self.flatten = keras.layers.Flatten()
        self.d0 = keras.layers.Dense(self.width, activation="relu", name="d0")
        self.d1 = keras.layers.Dense(1, name="d1")

    def call(self, image):
        x = self.d0(self.flatten(image))
        return self.d1(x)
