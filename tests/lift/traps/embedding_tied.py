import tensorflow as tf


class LM(object):
    def __init__(self, vocab, dim):
        self.vocab = vocab
        self.dim = dim
        with tf.variable_scope("embedding_and_softmax"):
            self.shared = tf.get_variable("weights", [vocab, dim], initializer=tf.random_normal_initializer(0.0, dim ** -0.5))

    def embed(self, ids):
        with tf.name_scope("embedding"):
            return tf.gather(self.shared, ids) * self.dim ** 0.5

    def logits(self, h):
        with tf.name_scope("presoftmax_linear"):
            return tf.matmul(h, self.shared, transpose_b=True)

    def __call__(self, x):
        ids = tf.cast(tf.round(tf.abs(x)), tf.int32) % self.vocab
        e = tf.reduce_sum(self.embed(ids), 1)
        with tf.variable_scope("body"):
            e = tf.layers.dense(e, self.dim)
        return self.logits(e)


def forward(x):
    return LM(4, 3)(x)
