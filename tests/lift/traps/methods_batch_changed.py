import tensorflow as tf


class Batch(object):
    def __init__(self, x):
        self.inputs = x
        self.turn = 0

    @property
    def scaled(self):
        self.turn = self.turn + 1
        return self.inputs * float(self.turn)


class Model(object):
    def __init__(self, batch):
        self.batch = batch

    def encode(self):
        with tf.variable_scope("encode"):
            h = tf.layers.dense(self.batch.scaled, 4)
            return tf.concat([h, tf.tanh(self.batch.scaled)], 1)

    def build(self):
        h = self.encode()
        self.batch.inputs = tf.nn.relu(h)
        with tf.variable_scope("more"):
            return tf.layers.dense(tf.nn.relu(self.batch.scaled), 3)


def forward(x):  # graph only
    return Model(Batch(x)).build()
