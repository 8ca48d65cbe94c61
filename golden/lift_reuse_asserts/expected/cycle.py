from collections import namedtuple

import tensorflow as tf
import keras
from networks import Critic, Discriminator, Generator

Options = namedtuple("Options", "df_dim gf_dim output_c_dim blocks")
OPTIONS = Options(4, 3, 3, 1)


def mae(a, b):
    return tf.reduce_mean(tf.abs(a - b))


class Cycle(keras.layers.Layer):
    """Two generators and two discriminators, each of them called more than once."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, weight=10.0, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.weight = weight
        self.generatorA2B = Generator(OPTIONS, name="generatorA2B")
        self.generatorB2A = Generator(OPTIONS, name="generatorB2A")
        self.discriminatorB = Discriminator(OPTIONS, name="discriminatorB")
        self.discriminatorA = Discriminator(OPTIONS, name="discriminatorA")

    def call(self, real_a, real_b):
        fake_b = self.generatorA2B(real_a)
        fake_a_ = self.generatorB2A(fake_b)
        fake_a = self.generatorB2A(real_b)
        fake_b_ = self.generatorA2B(fake_a)

        d_fake_b = self.discriminatorB(fake_b)
        d_fake_a = self.discriminatorA(fake_a)
        loss = self.weight * (mae(real_a, fake_a_) + mae(real_b, fake_b_))
        loss += tf.reduce_mean(tf.square(d_fake_a - 1)) + tf.reduce_mean(
            tf.square(d_fake_b - 1)
        )

        d_real_b = self.discriminatorB(real_b)
        d_real_a = self.discriminatorA(real_a)
        return fake_a, fake_b, loss, d_real_a, d_real_b


class Judged(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.critic = Critic(5)

    def call(self, real, fake):
        return tf.reduce_mean(self.critic(fake)) - tf.reduce_mean(self.critic(real))


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.cycle = Cycle()
        self.judged = Judged()

    def call(self, real_a, real_b):
        fake_a, fake_b, loss, d_real_a, d_real_b = self.cycle(real_a, real_b)
        return fake_a, fake_b, loss, d_real_a, d_real_b, self.judged(real_a, fake_a)
