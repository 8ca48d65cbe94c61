from collections import namedtuple

import tensorflow as tf
from networks import Critic, discriminator, generator

Options = namedtuple("Options", "df_dim gf_dim output_c_dim blocks")
OPTIONS = Options(4, 3, 3, 1)


def mae(a, b):
    return tf.reduce_mean(tf.abs(a - b))


def cycle(real_a, real_b, weight=10.0):
    """Two generators and two discriminators, each of them called more than once."""
    fake_b = generator(real_a, OPTIONS, False, name="generatorA2B")
    fake_a_ = generator(fake_b, OPTIONS, False, name="generatorB2A")
    fake_a = generator(real_b, OPTIONS, True, name="generatorB2A")
    fake_b_ = generator(fake_a, OPTIONS, True, name="generatorA2B")

    d_fake_b = discriminator(fake_b, OPTIONS, reuse=False, name="discriminatorB")
    d_fake_a = discriminator(fake_a, OPTIONS, reuse=False, name="discriminatorA")
    loss = weight * (mae(real_a, fake_a_) + mae(real_b, fake_b_))
    loss += tf.reduce_mean(tf.square(d_fake_a - 1)) + tf.reduce_mean(tf.square(d_fake_b - 1))

    d_real_b = discriminator(real_b, OPTIONS, reuse=True, name="discriminatorB")
    d_real_a = discriminator(real_a, OPTIONS, reuse=True, name="discriminatorA")
    return fake_a, fake_b, loss, d_real_a, d_real_b


def judged(real, fake):
    critic = Critic(5)
    return tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real))


def forward(real_a, real_b):
    fake_a, fake_b, loss, d_real_a, d_real_b = cycle(real_a, real_b)
    return fake_a, fake_b, loss, d_real_a, d_real_b, judged(real_a, fake_a)
