import tensorflow as tf


class Norm(object):
    """Batch normalization that is given its scope by whoever calls it."""

    def __init__(self, epsilon=1e-5, momentum=0.9, name="norm"):
        with tf.variable_scope(name):
            self.epsilon = epsilon
            self.momentum = momentum
            self.name = name

    def __call__(self, x, train=True):
        return tf.layers.batch_normalization(x, momentum=self.momentum, epsilon=self.epsilon,
                                             training=train, name=self.name)


class Dense(object):
    def __init__(self, name, output, kind=None, losses=0):
        self.name = name
        self.output = output  # units
        self.dtype = kind or tf.float32
        self.losses = losses

    def __call__(self, x, reuse=None):
        with tf.variable_scope(self.name) as scope:
            if reuse:
                scope.reuse_variables()
            w = tf.get_variable("w", [x.shape[-1].value, self.output], tf.float32)
            b = tf.get_variable("b", [self.output], initializer=tf.zeros_initializer())
            return tf.cast(tf.matmul(x, w) + b, self.dtype)


class Policy(object):
    def __init__(self, units, name="policy"):
        self.name = name
        self.units = units

    @property
    def trainable_vars(self):
        return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)

    @property
    def all_vars(self):
        return [v for v in tf.global_variables(self.name + "/") if "bias" not in v.name]

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            h = tf.layers.dense(x, self.units, activation=tf.nn.tanh)
            h = tf.layers.batch_normalization(h, training=False)
            return tf.layers.dense(h, self.units)


class Value(object):
    def __init__(self, depth=2, name="value"):
        self.name = name
        self.depth = depth
        self.built = False

    def embedding(self, x, scale=2.0):
        return tf.nn.elu(self(x * scale))

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=self.built):
            for i in range(self.depth):
                x = tf.layers.dense(x, 3 + i, tf.nn.relu, name="fc%d" % i)
        self.built = True
        return x


class Shared:
    def __init__(self):
        self.calls = "shared"

    def __call__(self, x):
        with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
            return x * tf.get_variable("scale", [x.get_shape()[1]], initializer=tf.ones_initializer())
