import tensorflow as tf


class Norm(object):
    def __init__(self, name, scale=False):
        self.name = name
        self.scale = scale

    def __call__(self, x, training=False):
        return tf.contrib.layers.batch_norm(x, scale=self.scale, is_training=training, scope=self.name)


class Autoencoder(object):
    """Encodes to a mean and a spread, and back; everything it builds it builds in methods."""

    def __init__(self, units, code, scope="autoencoder", scale=True, activation=tf.nn.elu):
        self._units = units
        self.code = code
        self.scope = scope
        self.norm = Norm("norm", scale=scale)
        self.scale = scale
        self.activation = activation
        self.temperature = 1.0

    def encode(self, x, training=False, reuse=False):
        """Returns mean and spread [batch, code]."""
        units = self._units
        with tf.variable_scope(self.scope + "_encoder", reuse=reuse):
            h = self._hidden(x, "hidden")
            h = self.norm(h, training=training)
            mean = tf.layers.dense(h, self.code, name="mean")
            spread = tf.layers.dense(h, self.code, name="spread", activation=tf.nn.softplus)
        self.last_mean = mean
        if units > 3:
            return mean, spread
        return mean, spread * 2.0

    def _hidden(self, x, name):
        with tf.variable_scope(name):
            # the widths halve
            for i in range(2):
                x = self._activate(tf.layers.dense(x, self._units // (i + 1), name="layer%d" % i))
            return x

    def _activate(self, x):
        return tf.nn.relu(x) * self.temperature

    def decode(self, z, width):
        with tf.variable_scope("decoder"):
            self.decoded = tf.layers.dense(self._hidden(z, "up"), width, name="out")

    def decode_again(self, z, width):
        """The same weights without a temperature."""
        with tf.variable_scope("decoder", reuse=True):
            with tf.variable_scope("up"):
                for i in range(2):
                    z = tf.nn.relu(tf.layers.dense(z, self._units // (i + 1), name="layer%d" % i))
            return tf.layers.dense(z, width, name="out")

    @staticmethod
    def distance(a, b):
        w = tf.get_variable("importance", [a.shape[-1].value], initializer=tf.ones_initializer())
        return tf.reduce_sum(tf.square(a - b) * w, -1)


def forward(x, y):
    model = Autoencoder(4, 2)
    mean, spread = model.encode(x)
    again, _ = model.encode(y, reuse=True)
    model.temperature = 2.0  # from here on
    model.decode(mean + spread, 3)
    other = model.decode_again(again, 3)
    last = tf.reduce_sum(model.last_mean)
    return model.decoded, other, last, model.distance(model.decoded, other)
