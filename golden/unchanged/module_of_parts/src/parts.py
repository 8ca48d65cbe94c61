"""Modules that make their variables with themselves, as TensorFlow 2 has them."""
import tensorflow as tf


class Part(tf.Module):
    """Keeps its variables by their names."""

    def __init__(self, name):
        super().__init__(name=name)
        self.weights = {}

    def penalty(self):
        return tf.add_n([tf.nn.l2_loss(v) for _, v in sorted(self.weights.items())])


class Read(Part):
    """Attention over the rows of a memory."""

    def __init__(self, size, name="read"):
        super().__init__(name)
        with self.name_scope:
            self.weights["w"] = tf.Variable(tf.random.normal([size, size], stddev=0.3), name="w")
        with tf.name_scope("%s_counts" % self.name):
            self.turns = tf.Variable(tf.zeros([2], dtype=tf.int32), name="turns", trainable=False)

    @tf.Module.with_name_scope
    def __call__(self, x, memory, mask=None):
        scores = tf.matmul(tf.matmul(x, self.weights["w"]), memory, transpose_b=True)
        if mask is not None:
            scores += (1.0 - mask) * -30.0
        return tf.matmul(tf.nn.softmax(scores), memory)


class Reader(tf.Module):
    tf1_scope = ""

    def __init__(self, size, depth):
        super().__init__()
        self.reads = [Read(size, name="read_%d" % i) for i in range(depth)]

    def __call__(self, x, memory):
        for read in self.reads:
            x = read(x, memory)
        return x
