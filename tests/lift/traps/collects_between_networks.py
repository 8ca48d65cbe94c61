# graph only
import tensorflow as tf


class Gan(object):
    def __init__(self, x):
        self.x = x
        self.build()

    def generator(self, z):
        with tf.variable_scope("generator"):
            h = tf.layers.dense(z, 4, tf.nn.relu)
            return tf.layers.dense(h, 3)

    def discriminator(self, x, reuse=False):
        with tf.variable_scope("discriminator", reuse=reuse):
            h = tf.layers.dense(x, 4, tf.nn.relu)
            return tf.layers.dense(h, 2)

    def build(self):
        fake = self.generator(self.x)
        real = self.discriminator(self.x)
        self.before = len(tf.trainable_variables())
        other = self.discriminator(fake, reuse=True)
        self.after = len(tf.trainable_variables())
        self.d = [v for v in tf.trainable_variables() if "discriminator" in v.name]
        self.g = [v for v in tf.trainable_variables() if v.name.startswith("generator")]
        self.y = real * self.before + other * self.after + len(self.d) * tf.reduce_sum(self.g[0])


def forward(x):
    return Gan(x).y
