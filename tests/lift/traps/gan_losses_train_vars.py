import tensorflow as tf


class DCGAN(object):
    def __init__(self, x, gf=4, df=4):
        self.gf = gf
        self.df = df
        self.build_model(x)

    def build_model(self, z):
        self.G = self.generator(z)
        self.D, self.D_logits = self.discriminator(z)
        self.sampler = self.sampler(z)
        self.D_, self.D_logits_ = self.discriminator(self.G, reuse=True)
        t_vars = tf.trainable_variables()
        self.d_vars = [var for var in t_vars if "d_" in var.name]
        self.g_vars = [var for var in t_vars if "g_" in var.name]

    def discriminator(self, image, reuse=False):
        with tf.variable_scope("discriminator") as scope:
            if reuse:
                scope.reuse_variables()
            h0 = tf.nn.relu(tf.layers.dense(image, self.df, name="d_h0"))
            h1 = tf.layers.dense(h0, 1, name="d_h1")
            return tf.nn.sigmoid(h1), h1

    def generator(self, z):
        with tf.variable_scope("generator") as scope:
            h0 = tf.nn.relu(tf.layers.dense(z, self.gf, name="g_h0"))
            self.h1, self.w1 = self.last(h0)
            return tf.nn.tanh(self.h1)

    def last(self, h):
        with tf.variable_scope("g_last"):
            w = tf.get_variable("w", [h.shape[-1].value, 3])
            return tf.matmul(h, w), w

    def sampler(self, z):
        with tf.variable_scope("generator") as scope:
            scope.reuse_variables()
            h0 = tf.nn.relu(tf.layers.dense(z, self.gf, name="g_h0"))
            h1, _ = self.last(h0)
            return tf.nn.tanh(h1)


def forward(x):
    m = DCGAN(x)
    reg = tf.add_n([tf.reduce_sum(v) for v in m.d_vars]) - tf.add_n([tf.reduce_sum(v) for v in m.g_vars])
    return m.D + m.D_ * reg + tf.reduce_sum(m.sampler) + tf.reduce_sum(m.w1)
