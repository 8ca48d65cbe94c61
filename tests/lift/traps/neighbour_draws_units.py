import random
import tensorflow as tf


def stays(x, rng):
    with tf.variable_scope("stays"):
        return tf.layers.dense(x, rng.randint(3, 3), name="fc")


def block(x, rng, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="in")
        h = stays(h, rng)
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    rng = random.Random(1)
    return block(x, rng, "a") + block(x, rng, "b")
