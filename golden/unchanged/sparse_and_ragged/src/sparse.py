import tensorflow as tf


class Bag(tf.keras.layers.Layer):
    def __init__(self, vocabulary, dim):
        super().__init__()
        self.table = self.add_weight(name="table", shape=(vocabulary, dim))

    def call(self, ids):
        if isinstance(ids, tf.RaggedTensor):
            ids = ids.to_sparse()
        return tf.nn.safe_embedding_lookup_sparse(self.table, ids, combiner="mean")


def propagate(adjacency, x):
    adjacency = tf.sparse.reorder(adjacency)
    degree = tf.sparse.reduce_sum(adjacency, axis=1, keepdims=True)
    return tf.sparse.sparse_dense_matmul(adjacency, x) / degree


segments = tf.math.unsorted_segment_mean(tf.ones([4, 2]), [0, 0, 1, 1], num_segments=2)
graph = tf.sparse.from_dense([[0.0, 1.0], [1.0, 0.0]])
print(propagate(graph, segments), tf.ragged.constant([[1], [2, 3]]).bounding_shape())
