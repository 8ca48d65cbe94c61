import tensorflow as tf


class Table(tf.Module):
    """Weights in a dict that a loop fills, read by what another method computes."""

    def __init__(self, fields, size):
        super().__init__()
        self.weights = {}
        for i, field in enumerate(fields):
            self.weights["field_%d" % i] = tf.Variable(tf.random.normal([field, size], stddev=0.01), name=f"field_{i}")

    def __call__(self, ids):
        columns = [tf.nn.embedding_lookup(self.weights["field_%d" % i], ids[:, i]) for i in range(len(self.weights))]
        return tf.reduce_sum(tf.stack(columns, 1), 1)
