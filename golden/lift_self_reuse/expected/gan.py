import tensorflow as tf
import keras


class Generator(keras.layers.Layer):
    """Base: remembers whether it was built."""

    def __init__(self, name, output_size, width=4, **kwargs):
        super().__init__(name=name, **kwargs)
        self.width = width
        self.output_size = output_size
        self.fc1 = keras.layers.Dense(self.width, activation="relu", name="fc1")
        self.fc2 = keras.layers.Dense(self.output_size, activation="tanh", name="fc2")

    def call(self, inputs):
        h = self.fc1(inputs)
        return self.fc2(h)


class Discriminator(keras.layers.Layer):
    """Base: remembers whether it was built."""

    def __init__(self, name, width=4, **kwargs):
        super().__init__(name=name, **kwargs)
        self.width = width
        self.fc1 = keras.layers.Dense(self.width, name="fc1")
        self.fc2 = keras.layers.Dense(self.width, name="fc2")
        self.logits = keras.layers.Dense(1, name="logits")

    def call(self, inputs):
        """Returns probabilities and logits."""
        h = tf.nn.leaky_relu(self.fc1(inputs))
        h = tf.nn.leaky_relu(self.fc2(h))
        logits = self.logits(h)
        return tf.sigmoid(logits), logits


class Losses(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.G = Generator("generator", 4, width=5)
        self.D = Discriminator("discriminator")
        self.D2 = Discriminator(width=3, name="discriminator_2")

    def call(self, z, x):
        fake = self.G(z)
        _, real_logits = self.D(x)
        _, fake_logits = self.D(fake)
        prob, _ = self.D2(fake)
        return {
            "d": tf.nn.softplus(fake_logits) + tf.nn.softplus(-real_logits),
            "g": tf.nn.softplus(-fake_logits),
            "d2": prob,
            "again": self.G(2.0 * z),
        }
