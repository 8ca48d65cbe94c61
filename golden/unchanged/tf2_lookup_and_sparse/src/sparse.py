import tensorflow as tf


def to_dense(indices, values, shape):
    sparse = tf.sparse.SparseTensor(indices, values, shape)
    return tf.sparse.to_dense(tf.sparse.reorder(sparse))


def product(sparse, dense):
    return tf.sparse.sparse_dense_matmul(sparse, dense)
