import tensorflow as tf


class Network(object):
    """Base: remembers whether it was built."""

    def __init__(self, name, width=4):
        self.name = name
        self.width = width
        self.reuse = False

    def __call__(self, inputs):
        with tf.variable_scope(self.name, reuse=self.reuse):
            outputs = self.build_graph(inputs)
        self.reuse = True
        return outputs

    def build_graph(self, inputs):
        raise NotImplementedError


class Generator(Network):
    def __init__(self, name, output_size, width=4):
        super(Generator, self).__init__(name, width)
        self.output_size = output_size

    def build_graph(self, inputs):
        h = tf.layers.dense(inputs, self.width, activation=tf.nn.relu, name="fc1")
        return tf.layers.dense(h, self.output_size, activation=tf.tanh, name="fc2")


class Discriminator(Network):
    def build_graph(self, inputs):
        """Returns probabilities and logits."""
        h = tf.nn.leaky_relu(tf.layers.dense(inputs, self.width, name="fc1"))
        h = tf.nn.leaky_relu(tf.layers.dense(h, self.width, name="fc2"))
        logits = tf.layers.dense(h, 1, name="logits")
        return tf.sigmoid(logits), logits


def losses(z, x):
    G = Generator("generator", 4, width=5)
    D = Discriminator("discriminator")
    D2 = Discriminator(width=3, name="discriminator_2")
    fake = G(z)
    _, real_logits = D(x)
    _, fake_logits = D(fake)
    prob, _ = D2(fake)
    return {"d": tf.nn.softplus(fake_logits) + tf.nn.softplus(-real_logits),
            "g": tf.nn.softplus(-fake_logits), "d2": prob, "again": G(2.0 * z)}
