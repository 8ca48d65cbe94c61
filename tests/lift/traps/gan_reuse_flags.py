import tensorflow as tf


def lrelu(x, leak=0.2):
    return tf.maximum(x, leak * x)


def linear(x, size, scope=None, stddev=0.02, with_w=False):
    shape = x.get_shape().as_list()
    with tf.variable_scope(scope or "Linear"):
        w = tf.get_variable("Matrix", [shape[1], size], tf.float32, tf.random_normal_initializer(stddev=stddev))
        b = tf.get_variable("bias", [size], initializer=tf.constant_initializer(0.0))
        if with_w:
            return tf.matmul(x, w) + b, w, b
        return tf.matmul(x, w) + b


class BatchNorm(object):
    def __init__(self, epsilon=1e-5, momentum=0.9, name="batch_norm"):
        with tf.variable_scope(name):
            self.epsilon = epsilon
            self.momentum = momentum
            self.name = name

    def __call__(self, x, train=True):
        return tf.contrib.layers.batch_norm(
            x, decay=self.momentum, updates_collections=None, epsilon=self.epsilon, scale=True,
            is_training=train, scope=self.name)


class GAN(object):
    def __init__(self, dim=4):
        self.dim = dim
        self.d_bn1 = BatchNorm(name="d_bn1")
        self.g_bn0 = BatchNorm(name="g_bn0")

    def discriminator(self, image, reuse=False):
        with tf.variable_scope("discriminator") as scope:
            if reuse:
                scope.reuse_variables()
            h0 = lrelu(linear(image, self.dim, "d_h0_lin"))
            h1 = lrelu(self.d_bn1(linear(h0, self.dim * 2, "d_h1_lin"), train=False))
            h2, w, b = linear(h1, 1, "d_h2_lin", with_w=True)
            return tf.nn.sigmoid(h2), h2 + tf.reduce_sum(w) * b

    def generator(self, z):
        with tf.variable_scope("generator") as scope:
            h0 = tf.nn.relu(self.g_bn0(linear(z, self.dim, "g_h0_lin"), train=False))
            return tf.nn.tanh(linear(h0, 3, "g_h1_lin"))

    def sampler(self, z):
        with tf.variable_scope("generator") as scope:
            scope.reuse_variables()
            h0 = tf.nn.relu(self.g_bn0(linear(z, self.dim, "g_h0_lin"), train=False))
            return tf.nn.tanh(linear(h0, 3, "g_h1_lin"))


def forward(x):
    gan = GAN()
    g = gan.generator(x)
    d, logits = gan.discriminator(x)
    d_, logits_ = gan.discriminator(g, reuse=True)
    s = gan.sampler(x + 1.0)
    return d + logits * logits_ + d_ + tf.reduce_sum(s, 1, keepdims=True)
